"""A page with a map that stands alone: no server, the network closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from igs_geo.atlas import Atlas
from igs_geo.maps import MapSpec, to_html
from tests.dashboard.conftest import only_speaking_to
from tests.dashboard.drawing.stage import LISTEN, Show


@pytest.fixture(scope="module")
def offline(browser: Browser) -> Iterator[BrowserContext]:
    """A context that speaks to nobody."""
    context = browser.new_context(viewport={"width": 1200, "height": 900}, offline=True)
    foreign = only_speaking_to(context, None)
    yield context
    context.close()
    assert foreign == []


@pytest.fixture
def show(offline: BrowserContext, tmp_path: Path) -> Iterator[Show]:
    """A function that opens a map; a mistake in a script fails the test."""
    page = offline.new_page()
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))

    def opened(spec: MapSpec, atlas: Atlas) -> Page:
        file = tmp_path / "kaart.html"
        file.write_text(to_html(spec, atlas), encoding="utf-8")
        page.goto(file.as_uri())
        page.locator(".igs-frame[data-drawn]").wait_for()
        page.evaluate(LISTEN)
        return page

    yield opened
    page.close()
    assert mistakes == []
