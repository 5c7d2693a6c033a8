"""The map of a division, and two divisions beside each other."""

from __future__ import annotations

from igs_geo.atlas import Atlas
from igs_geo.maps import Division, Words, colours_of_both, difference_map, division_map
from igs_geo.maps.palette import meeting


def test_regions_with_a_name_are_listed_by_their_number_and_colour(tiny_2019: Atlas) -> None:
    regions = {"1": ("11001", "11002"), "2": ("71001", "71002")}
    spec = division_map(tiny_2019, Division(regions, {"1": "Zuid", "2": "Noord"}), Words("Regio's"))
    assert [(entry.mark, entry.text, entry.members) for entry in spec.index] == [
        ("1", "Zuid", ("11001", "11002")), ("2", "Noord", ("71001", "71002")),
    ]  # fmt: skip
    for entry in spec.index:
        assert {spec.fills[nis] for nis in entry.members} == {entry.fill}
    assert division_map(tiny_2019, Division(regions), Words("Regio's")).index == ()


def test_the_same_region_has_the_same_colour_in_both_divisions(tiny_2019: Atlas) -> None:
    first = {"1": ("11001", "11002"), "2": ("11003", "11004"), "3": ("71001", "71002")}
    second = {"1": ("71001", "71002", "71003"), "2": ("11001", "11002"), "3": ("11003", "23003", "23004")}
    one, two = colours_of_both(tiny_2019, first, second)
    assert one["1"] == two["2"]
    # Two of the three members.
    assert one["3"] == two["1"]
    # One of four: another region.
    assert one["2"] not in two.values()


def test_neighbours_differ_in_colour_in_both_divisions(atlas_2025: Atlas) -> None:
    first = atlas_2025.layer("division:eerstelijnszone").groups()
    second = atlas_2025.layer("division:politiezone").groups()
    for groups, colours in zip((first, second), colours_of_both(atlas_2025, first, second), strict=True):
        touching = meeting(atlas_2025, groups)
        pairs = touching.stack()
        assert all(colours[a] != colours[b] for (a, b) in pairs[pairs].index)


def test_a_difference_has_no_empty_classes(tiny_2019: Atlas) -> None:
    first = {"11001": frozenset({"11001", "11002"}), "11002": frozenset({"11001", "11002"})}
    spec = difference_map(tiny_2019, first, {}, title="Verschil", language="nl")
    assert [entry.text for entry in spec.legend if entry.fill][:2] == ["0\u00a0%", "100\u00a0%"]
