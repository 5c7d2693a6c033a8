"""Sessions that ask a workspace of their own: at this machine, over a network, logged in."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from igs_geo.dashboard.frame import person
from igs_geo.workspace.place import VARIABLE
from tests.dashboard import app as _  # noqa: F401 - AppTest starts quicker by what it changes


def _script():
    import streamlit as st

    from igs_geo.dashboard.address.session import open_view
    from igs_geo.dashboard.frame.reach import look

    open_view("kaart")
    look()
    st.session_state["got"] = st.session_state["act"]()


class Sessions:
    """Runs what a page would do, each time in a new session unless told which."""

    def do(self, act, app=None, **query):
        """Do something in a session; return the session, with what came out in ``got``."""
        app = app or AppTest.from_function(_script, default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.session_state["act"] = act
        app.run()
        assert not app.exception, app.exception
        return app

    def got(self, act, **query):
        return self.do(act, **query).session_state["got"]


@pytest.fixture
def place(tmp_path, monkeypatch):
    file = tmp_path / "workspace.sqlite"
    monkeypatch.setenv(VARIABLE, str(file))
    return file


@pytest.fixture
def alone(place, monkeypatch):
    """A server that listens to this machine only."""
    _served_at("127.0.0.1", monkeypatch)
    return Sessions()


@pytest.fixture
def served(place, monkeypatch):
    """A server that listens to a network."""
    _served_at("0.0.0.0", monkeypatch)
    return Sessions()


def _served_at(address, monkeypatch):
    monkeypatch.setattr(person, "request_headers", lambda: {"Host": "127.0.0.1:8501"})
    monkeypatch.setattr(st, "get_option", lambda name: {"server.address": address}[name])


@pytest.fixture
def logged_in(served, monkeypatch):
    """Return what changes who is logged in; no argument for nobody."""
    settings = {"redirect_uri": "http://x/oauth2callback", "cookie_secret": "c", "client_id": "i"}
    monkeypatch.setattr(person, "_settings", lambda: settings)

    def log_in(**facts):
        known = {"is_logged_in": bool(facts), **facts}
        monkeypatch.setattr(st, "user", SimpleNamespace(get=known.get, to_dict=lambda: known))

    return log_in
