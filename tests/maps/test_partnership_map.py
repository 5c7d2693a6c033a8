"""The map of partnerships says what the atlas says: every body, every member, every white spot, nothing more."""

from __future__ import annotations

import json
from itertools import combinations

import pytest

from igs_geo.atlas import Atlas
from igs_geo.atlas.contiguity import neighbours
from igs_geo.fragmentation.coverage import white_spots, youth_states
from igs_geo.i18n import LANGUAGES
from igs_geo.maps import MapSpec, partnership_map
from igs_geo.maps.palette import colour_groups


def hatched(spec: MapSpec) -> set[str]:
    return {nis for nis, fill in spec.fills.items() if fill.white_spot}


def legend(spec: MapSpec) -> str:
    return "\n".join(entry.text for entry in spec.legend)


def test_bodies_that_touch_or_overlap_never_look_alike(atlas_2025: Atlas) -> None:
    pairs = neighbours(atlas_2025)
    touching = set(zip(pairs["nis_a"], pairs["nis_b"], strict=True))
    for code, layer in atlas_2025.layers().items():
        groups = layer.groups()
        colours = colour_groups(atlas_2025, groups)
        assert set(colours) == set(groups)
        near = {nis: {group for group, members in groups.items() if nis in members} for nis in atlas_2025.flemish.index}
        for inside in near.values():
            for a, b in combinations(inside, 2):
                assert colours[a] != colours[b], code
        for left, right in touching:
            for a in near[left]:
                for b in near[right]:
                    assert a == b or colours[a] != colours[b], code


def test_each_municipality_shows_the_bodies_it_is_in(atlas_2025: Atlas) -> None:
    layer = atlas_2025.layer("partnerships:afval")
    spec = partnership_map(atlas_2025, ["afval"])
    counts = layer.members.groupby("nis").size()
    for nis, fill in spec.fills.items():
        assert len(fill.bands) == counts.get(nis, 0)
    partial = layer.members[layer.members["membership"] == "partial"].groupby("nis").size()
    dotted = {nis: sum(band.pattern == "dots" for band in fill.bands) for nis, fill in spec.fills.items()}
    assert {nis: count for nis, count in dotted.items() if count} == partial.to_dict()


@pytest.mark.parametrize("domain", ["cultuur", "erfgoed", "afval", "water", "wonen", "streekontwikkeling", "politie"])
def test_white_spots_are_those_of_the_measure(atlas_2025: Atlas, domain: str) -> None:
    spots = white_spots(atlas_2025, domain)
    expected = set(spots.index[spots])
    spec = partnership_map(atlas_2025, [domain])
    assert hatched(spec) == expected
    assert (f"({len(expected)})" in legend(spec)) == bool(expected)


def test_youth_hatches_only_where_nothing_is_known(atlas_2025: Atlas) -> None:
    states = youth_states(atlas_2025)["state"]
    assert hatched(partnership_map(atlas_2025, ["jeugd"])) == set(states.index[states == "none"])


@pytest.mark.parametrize("domain", ["justitie", "bestuur", "onbekend"])
def test_no_white_spot_without_coverage(atlas_2025: Atlas, domain: str) -> None:
    spec = partnership_map(atlas_2025, [domain])
    assert not hatched(spec)
    assert "geen witte vlekken" in legend(spec)


def test_a_white_spot_of_several_domains_is_one_in_each(atlas_2025: Atlas) -> None:
    both = white_spots(atlas_2025, "cultuur") & white_spots(atlas_2025, "erfgoed")
    assert hatched(partnership_map(atlas_2025, ["cultuur", "erfgoed"])) == set(both.index[both])


def test_a_domain_without_bodies_shows_its_zones(atlas_2025: Atlas) -> None:
    spec = partnership_map(atlas_2025, ["politie"])
    assert len(spec.outlines) == 101
    assert set(spec.fills) == set(atlas_2025.flemish.index)


def test_added_bodies_are_dashed_and_fill_nothing(atlas_2025: Atlas) -> None:
    with_added = partnership_map(atlas_2025, ["sport"])
    without = partnership_map(atlas_2025, ["sport"], added=False)
    assert {outline.style for outline in with_added.outlines} == {"body", "added"}
    assert {outline.style for outline in without.outlines} == {"body"}
    assert with_added.fills == without.fills


def test_inactive_bodies_are_not_shown(tiny_2019: Atlas) -> None:
    spec = partnership_map(tiny_2019, ["sport"])
    assert [outline.id for outline in spec.outlines] == ["ilv-sport"]


def test_counts_of_many_domains_by_hand(tiny_2019: Atlas) -> None:
    spec = partnership_map(tiny_2019, ["afval", "jeugd", "cultuur", "energie", "erfgoed"])
    shown = {}
    by_colour = {entry.fill.bands[0].colour: entry.text for entry in spec.legend if entry.fill and entry.fill.bands}
    for nis, fill in spec.fills.items():
        shown[nis] = by_colour[fill.bands[0].colour]
    assert shown["11001"] == "3"
    assert shown["11004"] == "2"
    assert shown["71002"] == "3"
    assert shown["71004"] == "2"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "domains",
    [[], ["jeugd"], ["afval"], ["cultuur", "erfgoed"], ["jeugd", "cultuur", "sport", "afval", "energie"]],
    ids=lambda domains: "+".join(domains) or "none",
)
def test_every_map_has_title_edition_legend_and_source(atlas_2019: Atlas, domains: list[str], language: str) -> None:
    spec = partnership_map(atlas_2019, domains, "referentieregio", "provincie:10000", language)
    again = json.loads(spec.to_json())
    assert again["title"]
    assert "2019" in again["subtitle"]
    assert "300" in again["subtitle"]
    assert "Statbel" in again["source"]
    assert again["legend"]
    assert len(again["focus"]) == 69
    if domains:
        assert "2023" in again["source"]


def test_the_legend_explains_every_number_on_the_map(atlas_2025: Atlas) -> None:
    spec = partnership_map(atlas_2025, ["jeugd"])
    marks = {entry.mark for entry in spec.legend if entry.mark}
    assert {label.text for label in spec.labels if label.style == "number"} == marks


@pytest.mark.parametrize("focus", ["", "provincie:40000"])
def test_several_domains_number_and_name_each_body_in_the_area(atlas_2025: Atlas, focus: str) -> None:
    domains = ["jeugd", "cultuur", "afval"]
    spec = partnership_map(atlas_2025, domains, focus=focus)
    here = set(spec.focus) or set(atlas_2025.flemish.index)
    entries = [entry for entry in spec.index if entry.mark]
    assert [label.text for label in spec.labels] == [entry.mark for entry in entries]
    assert [int(entry.mark) for entry in entries] == list(range(1, len(entries) + 1))
    expected = []
    for domain in domains:
        alone = partnership_map(atlas_2025, [domain], focus=focus)
        expected += [entry.text for entry in alone.legend if entry.mark]
    assert [entry.text.split(":")[0] for entry in entries] == [text.split(":")[0] for text in expected]
    headings = [entry.text for entry in spec.index if not entry.mark and not entry.note]
    assert headings == ["Jeugd", "Cultuur", "Afval"]
    # A number stands in the area, and a click on a name leads there.
    for entry, label in zip(entries, spec.labels, strict=True):
        assert set(entry.members) <= here
        assert set(label.places) <= here


@pytest.mark.parametrize(("background", "focus"), [("nergens", "provincie:1"), ("", ""), ("igs999", "x:y:z")])
def test_unknown_codes_from_an_address_change_nothing(atlas_2025: Atlas, background: str, focus: str) -> None:
    assert partnership_map(atlas_2025, ["jeugd"], background, focus) == partnership_map(atlas_2025, ["jeugd"])
