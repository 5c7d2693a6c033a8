"""The Streamlit pages: they collect input, call the packages below, and show the result."""

from igs_geo.dashboard.shell import run

__all__ = ["run"]
