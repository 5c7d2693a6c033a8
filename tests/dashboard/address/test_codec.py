"""The address spells the view of a page: every field comes back, and nothing is dropped without a word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from igs_geo.dashboard.address.asked import Asked
from igs_geo.dashboard.address.codec import LONGEST_ADDRESS, read, too_long, with_values, write
from igs_geo.dashboard.address.kinds import Number
from igs_geo.dashboard.address.view import FIELDS, PATHS, SEARCH, View, fields_of
from igs_geo.i18n import LANGUAGES, translate
from igs_geo.regions import presets
from tests.dashboard.address.values import values_of, whole_views

PAGES = st.sampled_from(PATHS)


@pytest.mark.parametrize("name", FIELDS)
@settings(max_examples=12)
@given(data=st.data())
def test_every_value_of_every_field_is_read_back(name, data):
    entry = FIELDS[name]
    value = data.draw(values_of(entry.kind))
    if name.startswith("weight_"):
        assert entry.kind.read(entry.kind.write(value)) == value
        return
    view = View(asked=Asked.of_preset(value)) if name == "start" else with_values(View(), {entry.path: value})
    for page in entry.pages:
        reading = read(write(view, page), page)
        assert (reading.view, reading.remarks) == (view, ())


# Two whole views are much to draw on a busy machine.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(view=whole_views(), page=PAGES, before=whole_views())
def test_the_fields_of_a_page_are_read_back_together_and_those_of_other_pages_stay(view, page, before):
    reading = read(write(view, page), page, before)
    assert reading.remarks == ()
    own = {entry.path[0] for entry in fields_of(page).values()}
    for entry in FIELDS.values():
        if page in entry.pages or entry.path[0] not in own:
            expected = view if page in entry.pages else before
            assert entry.of(reading.view) == entry.of(expected), entry.name


@given(query=st.dictionaries(st.sampled_from([*FIELDS, "section", "other", ""]), st.text(max_size=60)), page=PAGES)
def test_any_address_gives_a_view_that_can_be_spelled_and_a_remark_on_what_it_did_not_take(query, page):
    reading = read(query, page)
    again = read(write(reading.view, page), page, reading.view)
    assert (again.view, again.remarks) == (reading.view, ())
    remarked = [remark.text for remark in reading.remarks]
    own = fields_of(page)
    for name, text in query.items():
        if name in own and own[name].kind.write(own[name].of(reading.view)) not in {text, text or "-"}:
            # Taken with other words (commas, leading zeros, repeated codes), or named.
            assert remarked or read({name: text}, page).remarks == ()
    for remark in reading.remarks:
        for language in LANGUAGES:
            label = translate(remark.label, language) if remark.label else ""
            facts = {"edition": "", "count": 1, "names": "", "bound": 0} | dict(remark.facts)
            assert translate(f"address.{remark.reason}", language, label=label, text=remark.text, **facts)


@pytest.mark.parametrize(("name", "entry"), [i for i in FIELDS.items() if isinstance(i[1].kind, Number)])
def test_a_number_outside_its_bounds_becomes_the_bound_and_is_named(name, entry):
    page = entry.pages[0]
    for text, bound in ((f"{entry.kind.high + 1:.0f}", entry.kind.high), ("-1", entry.kind.low)):
        reading = read({name: text}, page)
        assert [remark.label for remark in reading.remarks if remark.label] == [entry.label]
        if not name.startswith("weight_"):
            assert entry.of(reading.view) == bound


@pytest.mark.parametrize("start", presets())
def test_a_preset_is_one_word_and_a_change_to_it_one_more(start):
    view = View(asked=Asked.of_preset(start))
    assert set(write(view, SEARCH)) - {"start"} == {"edition", "language"}
    changed = replace(view, asked=replace(view.asked, target=120_000))
    assert read(write(changed, SEARCH), SEARCH).view == changed
    assert write(changed, SEARCH)["target"] == "120000"


def test_all_municipalities_of_an_edition_fit_in_an_address(atlas_2025):
    everyone = tuple(map(str, atlas_2025.flemish.index))
    view = View(asked=Asked(outside=everyone, inside=everyone, together=everyone, apart=everyone))
    assert too_long(view, SEARCH) == ()
    assert read(write(view, SEARCH), SEARCH).view == view


def test_what_does_not_fit_is_left_out_of_the_address_and_named():
    long = tuple(f"{place * 7919 % 100_000:05d}-{place}" for place in range(800))
    view = View(asked=Asked(outside=long, inside=long[:3]))
    query = write(view, SEARCH)
    assert [entry.name for entry in too_long(view, SEARCH)] == ["outside"]
    assert "inside" in query
    assert sum(map(len, query.values())) <= LONGEST_ADDRESS


def test_no_two_fields_of_a_page_have_the_same_name():
    for page in PATHS:
        names = [entry.name for entry in FIELDS.values() if page in entry.pages]
        assert len(names) == len(set(names))
