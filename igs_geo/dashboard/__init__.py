"""The Streamlit pages: they collect input, call the packages below, and show the result."""

from igs_geo.dashboard.frame.shell import run

__all__ = ["run"]
