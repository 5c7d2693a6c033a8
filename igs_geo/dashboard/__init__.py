"""The Streamlit pages: they collect input, call the packages below, and show the result."""


def run() -> None:
    """Show the page that the address names."""
    import streamlit as st

    st.title("igs-geo")
