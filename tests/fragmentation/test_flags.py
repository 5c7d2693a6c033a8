"""Flags: what is flagged, why, on which evidence, and in which order."""

from dataclasses import replace

import pandas as pd
import pytest

from igs_geo.atlas.standing import STANDING
from igs_geo.errors import IgsGeoError
from igs_geo.fragmentation import (
    Thresholds,
    count,
    find_flags,
    flags_in,
    flags_table,
    measure_bodies,
    measure_municipalities,
    youth_states,
)
from igs_geo.fragmentation.flag import KINDS
from igs_geo.i18n import LANGUAGES


@pytest.fixture(scope="module")
def counted(atlas_2025):
    return count(atlas_2025)


@pytest.fixture(scope="module")
def flags(counted):
    return find_flags(counted)


def of(flags, kind):
    return {flag.subject: flag for flag in flags if flag.kind == kind}


def test_the_flags_are_ranked_by_what_they_weigh(flags):
    assert [flag.rank for flag in flags] == list(range(1, len(flags) + 1))
    weights = [flag.weight for flag in flags]
    assert weights == sorted(weights, reverse=True)
    assert all(0 <= flag.severity <= 1 for flag in flags)
    assert {flag.kind for flag in flags} <= set(KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_a_sentence_that_names_its_subject(flags, language):
    for flag in flags:
        reason = flag.reason(language)
        assert reason.endswith(".")
        assert "{" not in reason
        assert all(part in reason for part in flag.name.split(" – "))


def test_only_where_no_youth_cooperation_is_known_is_a_white_spot(atlas_2025, flags):
    states = youth_states(atlas_2025)["state"]
    white = set(of(flags, "youth_white_spot")) | set(of(flags, "youth_white_spot_city"))
    assert white == set(states.index[states == "none"])


def test_among_white_spots_with_the_same_neighbours_fewer_young_people_come_first(atlas_2025, flags):
    young = atlas_2025.young_people()
    for text in ("flags.reason_white_spot_alone", "flags.reason_white_spot_fit"):
        order = [young[flag.subject] for flag in flags if flag.text == text and flag.kind == "youth_white_spot"]
        assert len(order) > 10
        assert order == sorted(order)


def test_cities_that_the_default_preset_keeps_outside_are_apart_and_never_first(atlas_2025, counted, flags):
    most = STANDING["outside_above"]
    people = atlas_2025.inhabitants().reindex(atlas_2025.flemish.index)
    cities = of(flags, "youth_white_spot_city")
    assert set(cities) == set(people.index[people > most])
    spots = of(flags, "youth_white_spot").values()
    assert not {flag.subject for flag in spots} & set(cities)
    best = min(spots, key=lambda flag: flag.rank)
    assert best.rank < min(flag.rank for flag in cities.values())
    assert atlas_2025.young_people()[best.subject] < 5_000
    assert best.partnerships
    assert not of(find_flags(counted, Thresholds(white_spot_city=0)), "youth_white_spot_city")
    larger = of(find_flags(counted, Thresholds(white_spot_city=100_000)), "youth_white_spot_city")
    assert set(larger) > set(cities)


def test_known_cooperation_next_door_counts_and_is_said_to_be_without_subsidy(flags):
    flag = of(flags, "youth_white_spot")["37002"]  # Dentergem, beside DVV Midwest
    assert "DVV Midwest" in flag.reason("nl")
    assert "Zonder gekende Vlaamse subsidie" in flag.reason("nl")
    assert "Zonder gekende" not in of(flags, "youth_white_spot")["23016"].reason("nl")


def test_a_white_spot_with_a_fitting_partnership_next_door_says_which(atlas_2025, flags):
    flag = of(flags, "youth_white_spot")["23016"]  # Dilbeek, beside Lennik in Jeugdregio Pajottenland
    assert flag.partnerships == ("0746877432",)
    assert "Jeugdregio Pajottenland" in flag.reason("nl")
    assert ("23016", "23104") in flag.borders
    regions = atlas_2025.layer("division:referentieregio").labels()
    members = atlas_2025.memberships.query("partnership == '0746877432'")["nis"]
    assert {regions[nis] for nis in [*members, "23016"]} == {regions["23016"]}


def test_low_coherence_alone_is_not_flagged(counted, flags):
    table = measure_municipalities(counted)
    expected = table.index[(table["coherence"] <= 0.2) & (table["nesting"] <= 0.6)]
    assert set(of(flags, "other_partners")) == set(expected)
    assert len(expected) < (table["coherence"] <= 0.2).sum()


def test_a_cutting_border_lies_between_two_reference_regions(atlas_2025, counted, flags):
    regions = atlas_2025.layer("division:referentieregio").labels()
    found = of(flags, "cutting_border")
    assert found
    for flag in found.values():
        ((a, b),) = flag.borders
        assert regions[a] != regions[b]
        assert set(flag.partnerships) == set(counted.bodies_of(a)) & set(counted.bodies_of(b))


def test_the_bodies_outside_the_rule_are_those_that_do_not_fit(counted, flags):
    bodies = measure_bodies(counted)
    assert set(of(flags, "outside_reference_region")) == set(bodies.index[bodies["in_scope"] & ~bodies["fits"]])
    assert len(of(flags, "outside_reference_region")) == 60


@pytest.mark.parametrize(
    ("language", "words"), [("nl", ("uiterlijk op 1 januari", "niet gekend")), ("en", ("by 1 January", "not known"))]
)
def test_outside_the_rule_is_never_called_a_violation(flags, language, words):
    for flag in of(flags, "outside_reference_region").values():
        reason = flag.reason(language)
        assert all(word in reason for word in words)
        assert "inbreuk" not in reason


def test_waste_bodies_get_six_years_more(atlas_2025, flags):
    domains = atlas_2025.partnerships["domains"]
    for body, flag in of(flags, "outside_reference_region").items():
        assert ("zes jaar meer" in flag.reason("nl")) == ("afval" in domains[body])


def test_bodies_split_by_the_mergers_of_2025_are_flagged_then_only(atlas_2019, flags):
    assert "0204908936" in of(flags, "split_by_mergers")
    assert "Antwerpen (2\u00a0%)" in of(flags, "split_by_mergers")["0204908936"].reason("nl")
    assert not of(find_flags(count(atlas_2019)), "split_by_mergers")


def test_bodies_left_with_one_member_are_flagged(flags):
    assert {flag.name for flag in of(flags, "single_member").values()} == {
        "Ibogem",
        "Maatschappij Linkerscheldeoever",
    }


def test_noorderkempen_is_the_one_youth_partnership_in_parts(flags):
    assert list(of(flags, "youth_not_contiguous")) == ["igs-noorderkempen"]
    assert "Stabroek" in of(flags, "youth_not_contiguous")["igs-noorderkempen"].reason("nl")


def test_two_youth_partnerships_in_one_municipality_overlap(tiny_2025):
    frames = dict(tiny_2025.frames)
    row = {"partnership": "west-afval", "state": "other", "name_used": "x", "uncertain": "true"}
    frames["youth_partnerships"] = pd.concat(
        [frames["youth_partnerships"], pd.DataFrame([row]).set_index("partnership")]
    )
    atlas = replace(tiny_2025, frames=frames)
    states = youth_states(atlas)
    assert states.loc["11001", "state"] == "funded"
    assert states.loc["11001", "partnerships"] == ("zuid-jeugd", "west-afval")
    found = of(find_flags(count(atlas)), "youth_overlap")
    assert set(found) == {"11001", "11002"}
    assert found["11001"].severity < 1, "only one of the two is funded"
    assert not of(find_flags(count(tiny_2025)), "youth_overlap")


def test_thresholds_decide(counted):
    strict = Thresholds(white_spot_young=10**9, coherence_at_most=0, border_jaccard=1, unequal_share=1)
    kinds = {flag.kind for flag in find_flags(counted, strict)}
    assert not kinds & {"youth_white_spot", "other_partners", "cutting_border", "unequal_sizes"}
    wide = Thresholds(unequal_share=0.4)
    assert len(of(find_flags(counted, wide), "unequal_sizes")) > 10


@pytest.mark.parametrize(
    "wrong",
    [{"coherence_at_most": 1.5}, {"border_shared": -1}, {"weight_young": 0.9}, {"unequal_share": float("nan")}],
)
def test_thresholds_that_mean_nothing_are_refused(wrong):
    with pytest.raises(IgsGeoError):
        Thresholds(**wrong)


def test_flags_of_a_place_are_those_with_a_municipality_there(atlas_2025, flags):
    limburg = atlas_2025.flemish.index[atlas_2025.flemish["province"] == "Limburg"]
    inside = flags_in(flags, limburg)
    assert 0 < len(inside) < len(flags)
    assert all(set(flag.municipalities) & set(limburg) for flag in inside)


def test_the_table_holds_reason_and_evidence(flags):
    table = flags_table(flags, "nl")
    assert len(table) == len(flags)
    assert table.loc[0, "reason"] == flags[0].reason("nl")
    assert table["rank"].is_monotonic_increasing


def test_without_youth_coverage_there_is_no_white_spot(tiny_2025):
    domains = tiny_2025.domains.assign(coverage="none")
    atlas = replace(tiny_2025, frames={**tiny_2025.frames, "domains": domains})
    assert not of(find_flags(count(atlas)), "youth_white_spot")
