"""The page Kandidaat-regio's: its address spells the settings, a search runs beside it and can be stopped."""

import os
import re
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from igs_geo.dashboard.address.asked import Asked
from igs_geo.dashboard.address.codec import read
from igs_geo.dashboard.address.view import SEARCH
from igs_geo.dashboard.search_process.queue import THREADS, cores
from igs_geo.regions import Criteria, CriteriaError, presets

PATIENT_MS = 90_000
"""A busy machine draws slowly; nothing waits for this long otherwise."""
BEGUN = re.compile("regio's oplijsten|Beste tot nu toe")


@pytest.mark.parametrize("code", list(presets()))
def test_every_preset_asks_what_it_says(code):
    assert Asked.of_preset(code).criteria("2025") == presets()[code].criteria


def test_the_page_begins_with_the_default_preset():
    assert Asked() == Asked.of_preset(Asked().start)
    assert Asked().criteria("2025") == Criteria()


def test_settings_that_contradict_each_other_are_kept_so_that_the_page_can_say_so():
    asked = read({"min_municipalities": "9", "max_municipalities": "4"}, SEARCH).view.asked
    assert (asked.min_municipalities, asked.max_municipalities) == (9, 4)
    with pytest.raises(CriteriaError):
        asked.criteria("2025")


@pytest.mark.browser
def test_a_search_is_proven_and_a_click_gives_the_reasons(page, server):
    page.goto(f"{server}/kandidaat-regios")
    page.get_by_role("button", name="Zoeken").click(timeout=30_000)
    page.get_by_text(re.compile("bewezen optimaal")).first.wait_for(timeout=90_000)
    # The settings have folded to a line, from which they come back.
    least = page.get_by_label(re.compile("^minstens"))
    assert least.count() == 0
    page.get_by_role("button", name="Instellingen wijzigen").click()
    least.first.wait_for(timeout=30_000)
    page.get_by_role("button", name="Instellingen inklappen").click()
    least.first.wait_for(state="detached", timeout=30_000)
    # How sure that is ships with the preset: it is there at once.
    page.get_by_text(re.compile("In de vaste kern van hun regio.*gemeenten")).first.wait_for(timeout=30_000)
    page.get_by_text("Wat een andere keuze kost", exact=True).first.wait_for(timeout=30_000)
    # An area cuts the list down to the regions that lie in it, and counts them.
    page.goto(f"{server}/kandidaat-regios?searched=1&focus=provincie:70000")
    said = page.get_by_text(re.compile(r"Limburg.*\d+ van de \d+|\d+ van de \d+.*Limburg")).last
    said.wait_for(timeout=PATIENT_MS)
    shown, every = map(int, re.search(r"(\d+) van de (\d+)", said.inner_text()).groups())
    assert 0 < shown < every
    page.goto(f"{server}/kandidaat-regios?section=around&municipality=24020")
    page.get_by_text(re.compile("Aarschot, .*Diest, .*Scherpenheuvel-Zichem")).first.wait_for(timeout=60_000)


@pytest.mark.browser
@pytest.mark.slow
def test_a_search_that_is_good_enough_keeps_what_it_had(page, server):
    page.goto(f"{server}/kandidaat-regios?start=without-frame&seconds=300")
    page.get_by_role("button", name="Zoeken").click(timeout=PATIENT_MS)
    page.get_by_role("button", name="Goed genoeg").click(timeout=PATIENT_MS)
    page.get_by_text(re.compile(r"^\d+ regio's")).first.wait_for(timeout=PATIENT_MS)
    assert page.get_by_role("button", name="Zoeken").is_enabled()


def workers_of(server):
    """Return the processes that search for a server."""
    port = server.rpartition(":")[2]
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            if b"igs_geo.regions.worker" in (folder / "cmdline").read_bytes():
                started_by = Path("/proc", parent, "cmdline").read_bytes()
                if f"--server.port={port}\0".encode() in started_by:
                    found.add(int(folder.name))
    return found


@pytest.mark.browser
@pytest.mark.slow
def test_searches_wait_for_each_other_and_a_killed_one_is_told(browser, server):
    room = max(1, cores() // THREADS)
    contexts = [browser.new_context(locale="nl-BE") for _ in range(room + 1)]
    try:
        pages = [context.new_page() for context in contexts]
        for page in pages:
            page.goto(f"{server}/kandidaat-regios?start=without-frame&seconds=300")
            page.get_by_role("button", name="Zoeken").wait_for(timeout=PATIENT_MS)
        *_, searching, waiting = pages
        for page in pages[:-1]:
            before = workers_of(server)
            page.get_by_role("button", name="Zoeken").click()
            page.get_by_text(BEGUN).wait_for(timeout=PATIENT_MS)
        waiting.get_by_role("button", name="Zoeken").click()
        waiting.get_by_text("In de wachtrij: nog 1 zoekopdracht voor u").wait_for(timeout=PATIENT_MS)
        (worker,) = workers_of(server) - before
        os.kill(worker, signal.SIGKILL)
        searching.get_by_text("van buitenaf afgebroken").wait_for(timeout=PATIENT_MS)
        waiting.get_by_text(BEGUN).wait_for(timeout=PATIENT_MS)
        # Searching again works; it waits in its turn, and leaves the queue.
        searching.get_by_role("button", name="Zoeken").click()
        searching.get_by_text("In de wachtrij: nog 1 zoekopdracht voor u").wait_for(timeout=PATIENT_MS)
        searching.get_by_role("button", name="Stoppen").click()
        searching.get_by_text("U hebt dit gestopt").wait_for(timeout=PATIENT_MS)
    finally:
        for context in contexts:
            context.close()
