"""What the server of the dashboard does besides showing pages: lead to the first page, and apologise in words."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route

from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.address.view import PATHS
from igs_geo.i18n import translate

SCRIPT = Path(__file__).with_name("frame") / "script.py"
"""What runs for every session; not beside ``pages``, or Streamlit would make a menu of that folder."""


async def to_first_page(request: Request) -> RedirectResponse:
    """Return where to go from the bare address: the first page, which the menu then shows as open."""
    query = f"?{request.url.query}" if request.url.query else ""
    # Relative, so that it holds behind a proxy that puts a folder before it.
    return RedirectResponse(f"{PATHS[0]}{query}", status_code=307)


def apologise(error: Exception) -> bool:
    """Show a sentence where a callback or a page failed; Streamlit has written the error to the server's log.

    Parameters
    ----------
    error
        What was raised.

    Returns
    -------
    bool
        Whether Streamlit has to show nothing itself: always.
    """
    del error
    st.error(translate("shell.unexpected", current_view().language))
    return True


ROUTES = (Route("/", to_first_page),)
