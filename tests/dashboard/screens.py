"""A picture of every page, at every width and in both languages, for people to look at.

``python -m tests.dashboard.screens FOLDER`` makes them all; ``--only regions --width 1024 --language nl`` fewer.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from playwright.sync_api import Page

from igs_geo.i18n import LANGUAGES
from tests.dashboard.conftest import chromium, running_dashboard, settled

HEIGHTS = {1024: 768, 1440: 900, 1920: 1080}
"""Height of a window by its width, both in pixels."""
BODY, PLACE, AREA = "igs-noorderkempen", "24020", "provincie:40000"
WHOLE = """<style>.stApp, [data-testid="stAppViewContainer"], [data-testid="stMain"] {
  position: static !important; overflow: visible !important; height: auto !important; }</style>"""
"""The page in full: what scrolls inside the window scrolls with the page."""


class Screen(NamedTuple):
    """A page in one of its states.

    Parameters
    ----------
    name
        Of the file.
    path, query
        Address.
    """

    name: str
    path: str
    query: Mapping[str, str] = {}

    def address(self, server: str, language: str, **more: str) -> str:
        """Return where it is."""
        return f"{server}/{self.path}?{urlencode({**self.query, 'language': language, **more})}"


SCREENS = (
    Screen("map", "kaart"),
    Screen("map-chosen", "kaart", {"municipality": PLACE, "background": "referentieregio"}),
    Screen("map-domains", "kaart", {"domains": "jeugd.cultuur.afval", "focus": AREA}),
    Screen("map-many", "kaart", {"domains": "jeugd.cultuur.afval.water.wonen"}),
    Screen("map-crowded", "kaart", {"domains": "politie"}),
    Screen("map-none", "kaart", {"domains": "-"}),
    Screen("municipality-none", "gemeente"),
    Screen("municipality", "gemeente", {"municipality": PLACE}),
    Screen("municipality-partners", "gemeente", {"municipality": PLACE, "section": "partners"}),
    Screen("municipality-common", "gemeente", {"municipality": PLACE, "section": "common", "compare": "24001"}),
    Screen("partnership-none", "samenwerkingsverband"),
    Screen("partnership", "samenwerkingsverband", {"partnership": BODY}),
    Screen("fragmentation", "versnippering"),
    Screen("fragmentation-chosen", "versnippering", {"municipality": PLACE, "measure": "fragmentation"}),
    Screen("fragmentation-borders", "versnippering", {"section": "borders", "focus": AREA}),
    Screen("fragmentation-layers", "versnippering", {"section": "layers"}),
    Screen("fragmentation-pairs", "versnippering", {"section": "pairs", "municipality": PLACE}),
    Screen("fragmentation-flags", "versnippering", {"section": "flags"}),
    Screen("fragmentation-mergers", "versnippering", {"section": "mergers"}),
    Screen("regions-start", "kandidaat-regios"),
    Screen("regions", "kandidaat-regios", {"searched": "1"}),
    Screen("regions-chosen", "kandidaat-regios", {"searched": "1", "municipality": PLACE, "against": "today"}),
    Screen("regions-around", "kandidaat-regios", {"section": "around", "municipality": PLACE}),
    Screen("regions-grow", "kandidaat-regios", {"section": "grow", "extended": BODY}),
    Screen("own", "eigen-gegevens"),
    Screen("own-form", "eigen-gegevens", {"section": "form"}),
    Screen("own-file", "eigen-gegevens", {"section": "file"}),
    Screen("design-start", "regio-ontwerp"),
    Screen("factors-start", "succesfactoren"),
    Screen("money-start", "financieel-model"),
    Screen("why-start", "waarom-bovenlokaal"),
    Screen("data", "gegevens"),
    Screen("report", "rapport"),
)
FRAMED = ("map", "map-domains", "municipality-partners", "partnership", "fragmentation", "fragmentation-borders",
          "fragmentation-layers", "fragmentation-pairs", "regions", "regions-around", "regions-grow")  # fmt: skip
"""Screens with a map, which is all there is of them with ``embed=true``."""


def take(page: Page, address: str, file: Path, *, whole: bool) -> None:
    """Take a picture of the window, and one of the whole page beside it."""
    page.goto(address)
    page.get_by_test_id("stApp").wait_for()
    page.wait_for_timeout(1200)
    settled(page)
    page.wait_for_timeout(500)
    page.screenshot(path=file.with_suffix(".png"))
    if whole:
        page.evaluate("style => document.head.insertAdjacentHTML('beforeend', style)", WHOLE)
        page.screenshot(path=file.with_name(f"{file.name}-whole.png"), full_page=True)


def main() -> None:
    """Make the pictures."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--only", default="", help="beginning of the names")
    ask.add_argument("--width", type=int, nargs="*", default=list(HEIGHTS))
    ask.add_argument("--language", nargs="*", default=list(LANGUAGES))
    ask.add_argument("--text", type=int, default=100, help="size of the text in per cent")
    asked = ask.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    screens = [screen for screen in SCREENS if screen.name.startswith(asked.only)]
    with running_dashboard() as server, chromium() as browser:
        for width, language in itertools.product(asked.width, asked.language):
            context = browser.new_context(viewport={"width": width, "height": HEIGHTS[width]})
            page = context.new_page()
            if asked.text != 100:
                style = f"html {{ font-size: {0.15 * asked.text}px !important; }}"
                page.add_init_script(f"addEventListener('DOMContentLoaded', () => document.head.insertAdjacentHTML("
                                     f"'beforeend', '<style>{style}</style>'))")  # fmt: skip
            for screen in screens:
                file = asked.folder / f"{screen.name}-{width}-{language}"
                take(page, screen.address(server, language), file, whole=True)
                if screen.name in FRAMED:
                    framed = file.with_name(f"{screen.name}-embed-{width}-{language}")
                    take(page, screen.address(server, language, embed="true"), framed, whole=False)
            context.close()


if __name__ == "__main__":
    main()
