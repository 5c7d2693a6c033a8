"""What the server does besides showing pages: lead to a page that exists, apologise in words, answer phones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import quote

import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from igs_geo.assessment.factors.answers import Answer
from igs_geo.assessment.workshop.models import Workshop
from igs_geo.atlas import EDITIONS, load_atlas
from igs_geo.dashboard.address.codec import NO_PAGE
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.address.view import PATHS
from igs_geo.dashboard.frame.settings import data_source
from igs_geo.dashboard.phone.page import Factor
from igs_geo.dashboard.phone.routes import Factors, factors_of, phone_routes
from igs_geo.i18n import translate
from igs_geo.workspace import open_workspace
from igs_geo.workspace.workshops import Workshops

SCRIPT = Path(__file__).with_name("frame") / "script.py"
"""What runs for every session; not beside ``pages``, or Streamlit would make a menu of that folder."""
CALLBACK = "oauth2callback"
"""Where a service that people log in with sends them back to: Streamlit answers it."""
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
        if scope["type"] != "http" or not meant or meant[1] in (*PATHS, CALLBACK):
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


class _Kept:
    """The workshops of this server's workspace, which is opened when a phone asks for the first time."""

    def workshop(self, code: str) -> Workshop | None:
        """Return a workshop as it is now; None where none has this code."""
        return _workshops().workshop(code)

    def keep(self, code: str, answers: Sequence[Answer]) -> None:
        """Keep answers; an id that is there already changes nothing."""
        _workshops().keep(code, answers)

    def answers(self, code: str) -> tuple[Answer, ...]:
        """Return the answers of a workshop in the order in which they came in."""
        return _workshops().answers(code)


@cache
def _workshops() -> Workshops:
    found = Workshops(open_workspace())
    found.wipe()
    return found


@cache
def _factors() -> Factors:
    return factors_of(load_atlas(EDITIONS[-1], data_source()))


def _told(language: str) -> Mapping[int, Factor]:
    return _factors()(language)


MIDDLEWARE = (Middleware(LeadOn),)
ROUTES = tuple(phone_routes(_Kept(), _told))
"""What the server answers beside pages: the phones of a workshop."""
