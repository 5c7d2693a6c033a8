"""Ways through the pages in Chromium on which nothing of an address may get lost."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlencode, urlsplit

from igs_geo.dashboard.address.codec import read, with_values, write
from igs_geo.dashboard.address.view import FIELDS, View
from tests.dashboard.conftest import settled

PATIENT_MS = 90_000
LANGUAGES = {"nl": "Nederlands", "en": "English"}


def query_of(page):
    """Return the parameters of the address of a page, without its language."""
    found = {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}
    found.pop("language", None)
    return found


def switch(page, language):
    """Change the language, and wait until the page has it."""
    page.get_by_role("radio", name=LANGUAGES[language]).click(timeout=PATIENT_MS)
    page.wait_for_url(lambda url: f"language={language}" in url, timeout=PATIENT_MS)
    settled(page)


def survive(page, server, path, query):
    """Open an address and go through languages and history; return what it said at the start and after every step."""
    page.goto(f"{server}/{path}?{urlencode(query)}")
    settled(page)
    said = {"open": query_of(page)}
    for language in ("en", "nl"):
        switch(page, language)
        said[language] = query_of(page)
    page.reload()
    settled(page)
    said["reload"] = query_of(page)
    page.go_back()
    settled(page)
    said["back"] = query_of(page)
    page.go_forward()
    settled(page)
    said["forward"] = query_of(page)
    assert page.locator(".stException").count() == 0
    assert "ging iets mis" not in page.locator(".stMain").inner_text()
    return said


def address_of(values, path):
    """Return the parameters that spell some values, by the names of fields."""
    limits = {name: value for name, value in values.items() if FIELDS[name].path[0] == "thresholds"}
    view = with_values(View(), {FIELDS[name].path: value for name, value in values.items() if name not in limits})
    # All at once: the weights among them have to add up to 1.
    view = replace(view, thresholds=replace(view.thresholds, **limits))
    query = write(view, path)
    assert read(query, path).view == view
    query.pop("language")
    return query
