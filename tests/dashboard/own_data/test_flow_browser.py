"""In Chromium, from an empty start: a pasted sentence is on the map, and still there after the server died."""

from __future__ import annotations

import os
import signal
import time

import pytest

from igs_geo.i18n import translate
from igs_geo.workspace.place import VARIABLE
from tests.dashboard.conftest import SPOT, dashboard_process, only_speaking_to, opened, settled

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NIS, CLICKED = "46025", "Temse"
SENTENCE = "Lokeren, Moerbeke en Zele; ook Kruibeke"
WITHIN_S = 120


def _say(key):
    return translate(key, "nl")


def _fill(page, label, text):
    box = page.get_by_label(_say(label), exact=True)
    box.fill(text)
    box.press("Tab")
    settled(page)


def _own_body(page):
    return page.locator(".igs-frame").get_by_text("WASO (voorbeeld) (3), eigen gegevens")


def test_a_pasted_sentence_is_on_the_map_and_survives_the_server(browser, tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "workspace.sqlite"))
    with dashboard_process() as (address, pid):
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="nl-BE")
        foreign = only_speaking_to(page.context, address)
        page.goto(f"{address}/eigen-gegevens")
        begun = time.monotonic()
        page.get_by_role("button", name=_say("own.begin")).click()
        page.get_by_label(_say("own.body_name"), exact=True).wait_for()
        _fill(page, "own.body_name", "WASO (voorbeeld)")
        for text in (CLICKED, ""):
            page.mouse.click(*page.evaluate(SPOT, NIS))
            settled(page)
            assert page.locator("textarea").input_value() == text
        page.locator("textarea").fill(SENTENCE)
        page.locator("textarea").press("Control+Enter")
        settled(page)
        page.get_by_text("enkel het vroegere Moerbeke").click()
        settled(page)
        page.get_by_text("enkel het vroegere Kruibeke").click()
        settled(page)
        _fill(page, "taking.source", "verzonnen")
        _fill(page, "taking.date", "2026")
        page.locator(".st-key-own-form-take button").click()
        page.get_by_role("link", name=_say("own.see_on_map")).click()
        page.wait_for_url("**/kaart**")
        _own_body(page).wait_for()
        assert time.monotonic() - begun < WITHIN_S
        page.locator(".st-key-own-switch").get_by_text(_say("own.count")).click()
        settled(page)
        assert _own_body(page).count() == 0
        assert foreign == []
        page.context.close()
        os.kill(pid, signal.SIGKILL)
    with dashboard_process() as (address, _):
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="nl-BE")
        opened(page, f"{address}/kaart")
        _own_body(page).wait_for()
        # who comes through another server gets no list
        context = browser.new_context(extra_http_headers={"X-Forwarded-For": "10.0.0.9"})
        elsewhere = opened(context.new_page(), f"{address}/kaart")
        settled(elsewhere)
        assert _own_body(elsewhere).count() == 0
        for one in (page.context, context):
            one.close()
