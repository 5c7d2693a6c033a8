"""What the server of the dashboard does besides showing pages: lead to a page that exists, and apologise in words."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from igs_geo.dashboard.address.codec import NO_PAGE
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.address.view import PATHS
from igs_geo.i18n import translate

SCRIPT = Path(__file__).with_name("frame") / "script.py"
"""What runs for every session; not beside ``pages``, or Streamlit would make a menu of that folder."""
_PAGE = re.compile(r"/([^/._][^/.]*)?")
"""Paths that can be meant as a page: what Streamlit serves has folders or an ending."""


class LeadOn:
    """Leads from the bare address, and from pages that do not exist, to the first page.

    The menu then shows that page as the one that is open, and going back leads where a person came from.

    Parameters
    ----------
    app
        What answers everything else.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        path = str(scope.get("path", "")).removeprefix(str(scope.get("root_path", "")))
        meant = _PAGE.fullmatch(path)
        if scope["type"] != "http" or not meant or meant[1] in PATHS:
            await self._app(scope, receive, send)
            return
        query = scope["query_string"].decode("latin-1")
        parts = [query] if query else []
        if meant[1]:
            parts.append(f"{NO_PAGE}={quote(meant[1], safe='')}")
        # Relative, so that it holds behind a proxy that puts a folder before it.
        answer = RedirectResponse("?".join([PATHS[0], *(["&".join(parts)] if parts else [])]), status_code=307)
        await answer(scope, receive, send)


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


MIDDLEWARE = (Middleware(LeadOn),)
