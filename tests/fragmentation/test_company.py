"""Who goes with whom, and the verdict on that."""

import numpy as np
import pandas as pd
import pytest

from igs_geo.fragmentation import (
    Thresholds,
    company,
    count,
    find_flags,
    measure_municipalities,
    reference_regions,
    say_verdict_of,
    say_verdict_on,
    verdicts,
)


@pytest.fixture(scope="module")
def counted(atlas_2025):
    return count(atlas_2025)


def test_diest_goes_with_limburg_for_waste_and_with_its_own_region_for_most(counted):
    said = company(counted, "24020")
    assert said.sentence("nl") == (
        "Diest werkt samen voor cultuur met Kempen, voor afval met Limburg, voor energie met verschillende streken en "
        "voor de meeste andere domeinen (4) met Oost-Brabant."
    )
    assert "on waste with Limburg" in said.sentence("en")


def test_an_area_holds_more_than_half_of_the_partners_or_there_is_none(counted, atlas_2025):
    regions = reference_regions(atlas_2025)
    links = counted.domain_links
    for nis in atlas_2025.flemish.index[::7]:
        for line in company(counted, nis).domains:
            serving = set(links.loc[links["domain"] == line.domain, "partnership"]) & set(counted.bodies_of(nis))
            partners = {other for body in serving for other in counted.members_of(body)} - {nis}
            assert (set(line.bodies), set(line.partners)) == (serving, partners)
            numbers = regions[list(partners)].value_counts()
            assert dict(line.areas) == numbers.to_dict()
            most = numbers.index[numbers > len(partners) / 2]
            assert [line.area] == (list(most) or [""])


def test_by_hand_on_the_tiny_atlas(tiny_2025):
    said = company(count(tiny_2025), "11001")
    assert {line.domain: line.area for line in said.domains} == {"afval": "rr-west", "jeugd": "", "energie": ""}
    assert said.sentence("nl") == (
        "Antwerpen 1 werkt samen voor afval met Regio rr-west en voor de meeste andere domeinen (2) met verschillende "
        "streken."
    )


def test_who_works_with_nobody_goes_with_nobody(tiny_2025):
    counted = count(tiny_2025)
    (alone,) = {"71001", "71002", "71099"} & {"71099"}
    frames = tiny_2025.frames
    rows = frames["memberships"]
    atlas = type(tiny_2025)("2025", {**frames, "memberships": rows[rows["nis"] != alone]}, tiny_2025.descriptor)
    assert company(count(atlas), alone).sentence("nl") == ""
    assert company(counted, alone).sentence("nl") != ""


def test_the_verdict_follows_both_thresholds():
    table = pd.DataFrame(
        {
            "name": list("abcde"),
            "coherence": [0.2, 0.21, 0.2, 0.21, np.nan],
            "nesting": [0.6, 0.6, 0.61, 0.61, np.nan],
        },
        index=list("abcde"),
    )
    assert verdicts(table).to_dict() == {
        "a": "fragmented", "b": "partly", "c": "nested", "d": "steady", "e": "unknown",
    }  # fmt: skip
    assert verdicts(table, Thresholds(coherence_at_most=0.1))["a"] == "partly"
    assert "a is versnipperd" in say_verdict_of(table, "a", "nl")
    assert "d is hardly fragmented" in say_verdict_of(table, "d", "en")
    assert "minder dan twee domeinen" in say_verdict_of(table, "e", "nl")
    assert "1 van de 5 gemeenten" in say_verdict_on(table, "Hier", "nl")


def test_fragmented_are_those_that_are_flagged_for_other_partners(counted):
    found = verdicts(measure_municipalities(counted))
    flagged = {flag.subject for flag in find_flags(counted) if flag.kind == "other_partners"}
    assert set(found.index[found == "fragmented"]) == flagged
