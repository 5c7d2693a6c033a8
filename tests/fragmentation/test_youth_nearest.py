"""Who has nothing, and how far the nearest known youth cooperation is."""

from dataclasses import replace

import pandas as pd

from igs_geo.atlas import border_distances
from igs_geo.fragmentation import nearest_youth, youth_states
from igs_geo.fragmentation.coverage import youth_bodies


def test_distances_on_the_grid_are_those_counted_by_hand(tiny_2025):
    found = nearest_youth(tiny_2025)
    expected = {"11001": 0, "11002": 0, "11003": 0, "11004": 1, "23001": 1, "23002": 1, "23003": 1, "23004": 2,
                "71001": 2, "71002": 2, "71099": 2}  # fmt: skip
    assert found["borders"].to_dict() == expected
    assert found.loc["23004", "through"] == ("11003",)
    assert found.loc["11004", "nearest"] == ("zuid-jeugd",)
    assert found.loc["11001", "state"] == "funded"
    assert found.loc["71001", "young"] == tiny_2025.young_people()["71001"]


def test_the_nearest_is_the_least_distance_to_any_member(atlas_2025):
    found, steps, kinds = nearest_youth(atlas_2025), border_distances(atlas_2025), youth_bodies(atlas_2025)
    rows = atlas_2025.memberships
    rows = rows[rows["partnership"].isin(kinds.index) & rows["nis"].isin(steps.index)]
    for nis in ("24020", "71016", "44021", "73109"):
        away = {body: min(steps.loc[nis, list(own)]) for body, own in rows.groupby("partnership")["nis"]}
        least = min(away.values())
        assert found.loc[nis, "borders"] == least
        assert set(found.loc[nis, "nearest"]) == {body for body, far in away.items() if far == least}
        members = set(rows.loc[rows["partnership"].isin(found.loc[nis, "nearest"]), "nis"])
        assert set(found.loc[nis, "through"]) == {other for other in members if steps.loc[nis, other] == least}


def test_members_have_no_border_to_cross_and_all_others_have(atlas_2025):
    found = nearest_youth(atlas_2025)
    known = youth_states(atlas_2025)["state"].isin(["funded", "other"])
    assert (found["borders"].eq(0) == known).all()


def test_funded_ones_come_first_where_several_are_as_near(atlas_2025):
    found, kinds = nearest_youth(atlas_2025), youth_bodies(atlas_2025)
    several = found[found["nearest"].map(len) > 1]
    assert len(several)
    for bodies in several["nearest"]:
        states = [kinds[body] for body in bodies]
        assert states == sorted(states), "funded before other"


def test_where_no_youth_cooperation_is_known_nothing_is_near(tiny_2025):
    empty = tiny_2025.youth_partnerships.iloc[:0]
    links = tiny_2025.partnership_domains
    frames = {**tiny_2025.frames, "youth_partnerships": empty, "partnership_domains": links[links["domain"] != "jeugd"]}
    found = nearest_youth(replace(tiny_2025, frames=frames))
    assert found["borders"].isna().all()
    assert (found["nearest"] == pd.Series([()] * len(found), index=found.index)).all()
