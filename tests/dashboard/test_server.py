"""The server leads to a page that exists, and what fails shows a sentence, never Streamlit's own box."""

from __future__ import annotations

import http.client
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from starlette.responses import PlainTextResponse

from igs_geo.dashboard.address.view import PATHS
from igs_geo.dashboard.server import LeadOn
from tests.dashboard.asgi import Client
from tests.dashboard.conftest import free_port, is_up, opened, settled

FAILING = """
import streamlit as st

from igs_geo.dashboard.address.session import open_view

def fail():
    raise RuntimeError("secret detail")

open_view("kaart")
st.button("fail", on_click=fail)
"""
APP = """
from pathlib import Path

from streamlit.starlette import App

from igs_geo.dashboard.server import MIDDLEWARE, apologise

app = App(Path(__file__).with_name("failing.py"), middleware=MIDDLEWARE, on_script_error=apologise)
"""


def location(address):
    """Return where a server sends whoever asks an address; None where it answers itself."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    with closing(connection):
        connection.request("GET", f"{parts.path}?{parts.query}".rstrip("?"))
        answer = connection.getresponse()
        assert answer.status in {200, 307}
        return answer.getheader("Location")


@contextmanager
def running_app(folder):
    """Run ``app.py`` of a folder, and yield its address when it is up."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", f"--server.port={port}"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, stderr=log, stdout=log)
        try:
            end = time.monotonic() + 60
            while not is_up(f"http://127.0.0.1:{port}") and time.monotonic() < end:
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.kill()
            server.wait()


@pytest.mark.browser
def test_the_bare_address_and_unknown_pages_lead_to_the_first_page(page, server):
    assert location(f"{server}/") == "kaart"
    assert location(f"{server}/?language=en&focus=provincie%3A10000") == "kaart?language=en&focus=provincie%3A10000"
    assert location(f"{server}/nergens?language=en") == "kaart?language=en&no_page=nergens"
    for path in (*PATHS, "_stcore/health", "favicon.png"):
        assert location(f"{server}/{path}") is None
    opened(page, f"{server}/")
    chosen = page.get_by_test_id("stSidebarNavLink").and_(page.locator("[aria-current=page]"))
    expect(chosen).to_have_text("Kaart")
    page.goto("about:blank")
    opened(page, f"{server}/n%3Cb%3Eergens")
    expect(page.get_by_text("De pagina “n<b>ergens” bestaat niet")).to_be_visible()
    # Back to what was typed, and back to where it was typed: nobody is led on for ever.
    page.go_back()
    settled(page)
    page.go_back()
    page.wait_for_url("about:blank")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "Hier ging iets mis"), pytest.param("en", "Something went wrong here", marks=pytest.mark.slow)],
)
def test_a_callback_that_fails_shows_a_sentence(browser, tmp_path, language, words):
    (tmp_path / "failing.py").write_text(FAILING, encoding="utf-8")
    (tmp_path / "app.py").write_text(APP, encoding="utf-8")
    with running_app(tmp_path) as address:
        page = browser.new_context().new_page()
        page.goto(f"{address}/kaart?language={language}")
        page.get_by_role("button", name="fail").click()
        expect(page.get_by_text(words)).to_be_visible()
        assert page.locator(".stException").count() == 0
        assert page.locator("a[href^='http']").count() == 0
        page.context.close()
    assert "secret detail" in (tmp_path / "log").read_text()


def test_who_comes_back_from_logging_in_is_not_led_on():
    seen = []

    async def inside(scope, receive, send):
        seen.append(scope["path"])
        await PlainTextResponse("")(scope, receive, send)

    client = Client(LeadOn(inside))
    assert client.get("/oauth2callback").status_code == 200
    assert client.get("/nergens").status_code == 307
    assert seen == ["/oauth2callback"]
