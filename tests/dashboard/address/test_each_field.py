"""Every field of every page by itself survives both languages, loading again, back and forward, in real Chromium.

All in one tab of one browser and one server, so that a field takes a few seconds; a new address is a new session.
"""

from __future__ import annotations

import pytest

from igs_geo.dashboard.address.view import FIELDS, PATHS
from tests.dashboard.address.trips import PATIENT_MS, address_of, survive
from tests.dashboard.address.values import other_value
from tests.dashboard.conftest import only_speaking_to

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WEIGHTS = {"weight_young": 0.5, "weight_next_door": 0.3, "weight_fit": 0.2}
"""They add up to 1, so none of them changes alone."""
WITH = {"alternatives": {"searched": True}, "against": {"searched": True}}
"""What a field needs beside it to mean anything."""
EVERY = [
    pytest.param(path, name, id=f"{path}-{name}")
    for path in PATHS
    for name, entry in FIELDS.items()
    # The language is what changes on the way; a link or scenario that opens nothing is left out of the address.
    if path in entry.pages and name not in {"language", "opened", "scenario"}
]


@pytest.fixture(scope="module")
def tab(browser, server):
    """A tab that may ask other hosts, in vain: one field is a map of an outside server."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="nl-BE")
    only_speaking_to(context, server)
    opened = context.new_page()
    opened.set_default_timeout(PATIENT_MS)
    yield opened
    context.close()


@pytest.mark.parametrize(("path", "name"), EVERY)
def test_a_field_survives_by_itself(tab, server, atlas_2025, path, name):
    values = dict(WEIGHTS) if name in WEIGHTS else {name: other_value(FIELDS[name], atlas_2025)} | WITH.get(name, {})
    query = address_of(values, path)
    for step, said in survive(tab, server, path, query).items():
        assert said == query, step
