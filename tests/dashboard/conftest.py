"""The running dashboard and a browser page that may speak to nobody else."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, sync_playwright

from tests.dashboard.people import alone, logged_in, place, served  # noqa: F401 - fixtures

REPOSITORY = Path(__file__).parents[2]
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
"""Without a graphics card, and without other hosts: none has an address."""
READY_WITHIN_S = 60
SPOT = """nis => {
  const { map, geometry } = document.querySelector('.igs-host').igsMap;
  const [lng, lat] = geometry.shape(nis).properties.spot;
  const point = map.latLngToContainerPoint([lat, lng]), box = map.getContainer().getBoundingClientRect();
  return [box.x + point.x, box.y + point.y];
}"""
"""Where a municipality is on the screen: a script for a page with a map."""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_dashboard(data: Path | None = None) -> Iterator[str]:
    """Start the dashboard on a free port, with another data package if asked, and yield its address when it is up."""
    with dashboard_process(data) as (address, _):
        yield address


@contextmanager
def dashboard_process(
    data: Path | None = None,
    log: int | IO[bytes] = subprocess.DEVNULL,
    *,
    port: int | None = None,
    options: Sequence[str] = (),
) -> Iterator[tuple[str, int]]:
    """Start the dashboard as :func:`running_dashboard` does; yield its address and the number of its process.

    Parameters
    ----------
    data
        Folder of another data package.
    log
        Where it writes what goes wrong.
    port
        Where it listens; a free one when None.
    options
        More options of Streamlit.
    """
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", str(REPOSITORY / "app.py")]
    command += ["--server.headless=true", f"--server.port={port}", "--server.address=127.0.0.1"]
    command += ["--server.fileWatcherType=none", "--browser.gatherUsageStats=false", *options]
    environment = os.environ | ({"IGS_GEO_DATA": str(data)} if data else {})
    server = subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdout=subprocess.DEVNULL, stderr=log)
    try:
        deadline = time.monotonic() + READY_WITHIN_S
        while not is_up(address):
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the dashboard did not come up")
            time.sleep(0.1)
        yield address, server.pid
    finally:
        server.terminate()
        server.wait()


def is_up(address: str) -> bool:
    """Whether the server says that it is healthy."""
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
            return answer.status == 200
    except OSError:
        return False


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open Debian's Chromium, or Playwright's own where there is none."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


def only_speaking_to(context: BrowserContext, address: str | None) -> list[str]:
    """Return a list in which the requests of a context to another host will be noted.

    They fail by themselves (:data:`CHROMIUM_FLAGS`); answering each request here would switch off the browser's cache.
    """
    foreign: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(("data:", "blob:", "file:")) and not (
            address and request.url.startswith(address)
        ):
            foreign.append(request.url)

    context.on("request", note)
    return foreign


def opened(page: Page, address: str) -> Page:
    """Go to a page with a map and wait until it is drawn."""
    page.goto(address)
    page.locator(".igs-frame[data-drawn]").wait_for()
    return page


def settled(page: Page, patience_ms: int = 90_000) -> None:
    """Wait until the page has nothing to do."""
    idle = page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')
    for _ in range(2):
        page.wait_for_timeout(250)
        idle.wait_for(timeout=patience_ms)
    # The map spells its place in the address at moments of its own.
    page.wait_for_timeout(450)


def panel(page: Page) -> Locator:
    """What stands beside the map."""
    return page.locator(".st-key-map-panel")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with running_dashboard() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def shared_context(browser: Browser) -> Iterator[BrowserContext]:
    """One context for all pages, so that what the dashboard is made of is fetched and compiled once."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="nl-BE")
    yield context
    context.close()


@pytest.fixture
def page(shared_context: BrowserContext, server: str) -> Iterator[Page]:
    """A page of 1440 by 900; requests to other hosts fail, and fail the test."""
    foreign = only_speaking_to(shared_context, server)
    opened = shared_context.new_page()
    yield opened
    opened.close()
    shared_context.clear_cookies()
    assert foreign == []
