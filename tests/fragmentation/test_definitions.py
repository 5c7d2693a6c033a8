"""Every measure equals its definition, spelled out with sets and loops, on random small atlases."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from igs_geo.fragmentation import (
    Counting,
    compare_layers,
    count,
    jaccard_of,
    measure_bodies,
    measure_borders,
    measure_municipalities,
    measure_pairs,
    white_spots,
)
from tests.fragmentation.small_atlas import DOMAINS, Plain, small_atlases

CHECK = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
choices = st.fixed_dictionaries(
    {
        "partial": st.sampled_from(["majority", "include", "exclude"]),
        "min_members": st.integers(2, 3),
        "max_members": st.integers(4, 8),
    }
)


def both(atlas, choice):
    return count(atlas, Counting(**choice)), Plain(
        atlas, choice["partial"], choice["min_members"], choice["max_members"]
    )


@CHECK
@given(small_atlases(), choices)
def test_the_measures_of_municipalities_are_their_definitions(atlas, choice):
    counted, plain = both(atlas, choice)
    table = measure_municipalities(counted)
    for m in plain.nis:
        row = table.loc[m]
        bodies = plain.bodies(m)
        assert counted.bodies_of(m) == sorted(bodies)
        assert row["partnerships"] == len(bodies)
        assert row["perimeters"] == len({frozenset(plain.perimeter[b]) for b in bodies})
        assert row["domains"] == len({d for b in bodies for d in plain.domains[b]})
        assert row["partners"] == len({j for b in bodies for j in plain.perimeter[b]} - {m})
        assert row["effective_partners"] == pytest.approx(plain.effective_partners(m))
        assert row["coherence"] == pytest.approx(plain.coherence(m), nan_ok=True)
        assert row["fragmentation"] == pytest.approx(1 - plain.coherence(m), nan_ok=True)
        assert row["nesting"] == pytest.approx(plain.nesting(m), nan_ok=True)
        assert row["region_fit"] == pytest.approx(plain.fit(m, in_scope=False), nan_ok=True)
        assert row["region_fit_in_scope"] == pytest.approx(plain.fit(m, in_scope=True), nan_ok=True)
        per_domain = [sum(d in plain.domains[b] for b in bodies) for d in DOMAINS]
        assert row["overlaps"] == sum(number > 1 for number in per_domain)


@CHECK
@given(small_atlases(), choices)
def test_measures_stay_in_their_range(atlas, choice):
    table = measure_municipalities(count(atlas, Counting(**choice)))
    for name in ("coherence", "fragmentation", "nesting", "region_fit", "region_fit_in_scope"):
        assert table[name].dropna().between(0, 1).all()
    assert (table["coherence"].dropna() <= table["nesting"].dropna() + 1e-12).all()
    some = table["partners"] > 0
    assert (table.loc[some, "effective_partners"] >= 1 - 1e-12).all()
    assert (table["effective_partners"] <= table["partners"] + 1e-9).all()
    assert (table.loc[~some, "effective_partners"] == 0).all()


@CHECK
@given(small_atlases(), choices)
def test_the_pairs_are_all_pairs_that_share_a_body(atlas, choice):
    counted, plain = both(atlas, choice)
    table = measure_pairs(counted).set_index(["nis_a", "nis_b"])
    expected = {(i, j): plain.shared(i, j) for i in plain.nis for j in plain.nis if i < j and plain.shared(i, j)}
    assert table["shared"].to_dict() == expected
    for (i, j), value in table["jaccard"].items():
        assert value == pytest.approx(plain.jaccard(i, j))


@CHECK
@given(small_atlases(), choices)
def test_border_strength_is_the_share_of_divisions_that_stop_there(atlas, choice):
    counted, plain = both(atlas, choice)
    table = measure_borders(counted)
    assert len(table) == len(plain.nis) - 1
    default = ("politiezone", "vervoerregio", "igs_lokaal_woonbeleid")
    for row in table.itertuples():
        apart = [
            d
            for d in default
            if plain.region(d, row.nis_a) != plain.region(d, row.nis_b) or plain.region(d, row.nis_a) == "igs999"
        ]
        assert row.separated_by == tuple(apart)
        assert row.border_strength == pytest.approx(len(apart) / 3)
        assert row.divisions == 3
        assert row.jaccard == pytest.approx(plain.jaccard(row.nis_a, row.nis_b))
    assert jaccard_of(counted, table["nis_b"], table["nis_a"])["shared"].tolist() == table["shared"].tolist()


@CHECK
@given(small_atlases(), choices)
def test_the_pair_jaccard_of_layers_is_that_of_their_sets_of_pairs(atlas, choice):
    counted, plain = both(atlas, choice)
    table = compare_layers(counted)
    for row in table[table["weight"] == "count"].itertuples():
        first, second = plain.pair_set(row.layer_a), plain.pair_set(row.layer_b)
        expected = len(first & second) / len(first | second) if first | second else math.nan
        assert row.pair_jaccard == pytest.approx(expected, nan_ok=True)


@CHECK
@given(small_atlases())
def test_bodies_fit_when_all_members_lie_in_one_reference_region(atlas):
    counted, plain = both(atlas, {"partial": "exclude", "min_members": 2, "max_members": 8})
    table = measure_bodies(counted)
    for body, members in plain.everyone.items():
        regions = {plain.region("referentieregio", m) for m in members}
        assert table.loc[body, "reference_regions"] == len(regions)
        assert table.loc[body, "fits"] == (len(regions) == 1)
        assert table.loc[body, "members"] == len(members)


@CHECK
@given(small_atlases(), st.sampled_from(DOMAINS))
def test_a_white_spot_is_in_no_active_body_of_the_domain(atlas, domain):
    plain = Plain(atlas, "include", 1, 8)
    spots = white_spots(atlas, domain)
    for m in plain.nis:
        assert spots[m] == (not any(domain in plain.domains[b] and m in plain.everyone[b] for b in plain.chosen))


@CHECK
@given(small_atlases(), st.randoms(use_true_random=False))
def test_renaming_and_reordering_change_nothing(atlas, random):
    frames = dict(atlas.frames)
    bodies = list(atlas.partnerships.index)
    names = dict(zip(bodies, random.sample([f"z{place}" for place in range(len(bodies))], len(bodies)), strict=True))
    order = list(range(len(frames["memberships"])))
    random.shuffle(order)
    frames["memberships"] = frames["memberships"].iloc[order].replace({"partnership": names})
    frames["partnerships"] = frames["partnerships"].rename(index=names)
    frames["partnership_domains"] = frames["partnership_domains"].replace({"partnership": names})
    other = type(atlas)(atlas.edition, frames, {})
    before, after = (measure_municipalities(count(a)) for a in (atlas, other))
    for name in before.columns.drop("name"):
        assert after[name].to_list() == pytest.approx(before[name].to_list(), nan_ok=True)
