"""The stand-alone page of a map, opened in Chromium from a file with the network closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from igs_geo.atlas import Atlas
from igs_geo.maps import partnership_map, to_html

from .conftest import only_speaking_to

pytestmark = pytest.mark.browser


def test_it_draws_and_answers_a_click_without_a_network(browser: Browser, atlas_2025: Atlas, tmp_path: Path) -> None:
    file = tmp_path / "kaart.html"
    file.write_text(to_html(partnership_map(atlas_2025, ["afval"]), atlas_2025), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1200, "height": 900}, offline=True)
    foreign = only_speaking_to(context, None)
    page = context.new_page()
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.goto(file.as_uri())
    page.locator(".igs-frame[data-drawn]").wait_for()
    assert page.locator(".igs-municipality").count() == len(atlas_2025.municipalities)
    assert "Limburg.net" in page.locator(".igs-legend").inner_text()
    x, y = page.evaluate(
        """() => {
          const { map, geometry } = document.querySelector('.igs-page').igsMap;
          const [lng, lat] = geometry.shape('11002').properties.spot;
          const point = map.latLngToContainerPoint([lat, lng]), box = map.getContainer().getBoundingClientRect();
          return [box.x + point.x, box.y + point.y];
        }"""
    )
    page.mouse.click(x, y)
    assert page.evaluate("() => document.querySelector('.igs-page').igsMap.drawing.picked") == "11002"
    assert mistakes == []
    assert foreign == []
    context.close()
