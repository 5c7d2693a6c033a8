"""Scenarios come back as they were written, 200 broken ones each give one sentence, and other data say what changed."""

from __future__ import annotations

import json
import random
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from igs_geo.assessment import Budget, DrawnRegion, Scenario, ScenarioError, as_saved, open_scenario, read_scenario
from igs_geo.i18n import LANGUAGES

WHOLE = {
    "title": "Noord en zuid",
    "edition": "2025",
    "data_version": "1.0.0",
    "criteria": {"target": 90000, "weights": {"compactness": 1}},
    "overlays": ["own-1"],
    "notes": "Voor de vergadering",
    "regions": [
        {
            "name": "Noord",
            "members": ["11008", "11009"],
            "questions": {"legal_personality": True, "route": "own", "body": "new", "form": "project_association"},
            "budget": {
                "costs": [{"kind": "staff", "label": "halftijds", "amount": "40000.50", "per_head": True}],
                "income": "10.01",
                "subsidy": {"rate": "0.5", "maximum": "20000"},
                "sharing": {"fixed_share": "0.25", "key": "own", "own_key": {"11008": "1.5", "11009": "2"},
                            "floors": {"11008": "1"}, "ceilings": {"11008": "5"}},
                "spending": {"11009": "12"},
            },
            "rounds": [{"name": "voor", "day": "2026-11-27", "answers": [
                {"id": "a1", "who": "p1", "factor": 3, "score": 4, "role": "board", "remark": "goed"},
                {"id": "a2", "who": "p1", "factor": 4}],
                "agreements": [{"factor": 3, "text": "Wij rekenen het na."}]}],
            "tasks": {"finance": "Brasschaat"},
            "seen": {"inhabitants": 67677, "young": 20000},
        },
        {"name": "Zuid", "members": ["44021"], "locked": True, "notes": "ligt vast"},
    ],
}  # fmt: skip


def test_what_is_written_is_read_back():
    scenario = Scenario.model_validate(WHOLE)
    assert read_scenario(scenario.to_json()) == scenario
    assert read_scenario(scenario.to_json().encode()) == scenario
    assert read_scenario("\ufeff".encode() + scenario.to_json().encode()) == scenario
    assert scenario.settings.target == 90_000
    assert scenario.regions[0].budget.total == Decimal("40000.50")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.builds(
            lambda name, members, amount, notes: {
                "name": name, "members": members, "notes": notes,
                "budget": {"costs": [{"kind": "other", "amount": str(Decimal(amount) / 100)}]},
            },
            st.text("abcdé ", min_size=1, max_size=12).filter(lambda text: text.strip() == text),
            st.lists(st.integers(10000, 99999).map(str), max_size=5, unique=True),
            st.integers(0, 10**11),
            st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z")), max_size=30),
        ),
        max_size=3,
        unique_by=lambda region: region["name"],
    )
)  # fmt: skip
def test_any_scenario_comes_back(regions):
    taken: set[str] = set()
    for region in regions:
        region["members"] = [nis for nis in region["members"] if nis not in taken]
        taken |= set(region["members"])
    scenario = Scenario.model_validate({"title": "t", "regions": regions})
    assert read_scenario(scenario.to_json()) == scenario


def _places(value, path=()):
    yield path
    if isinstance(value, dict):
        for name in value:
            yield from _places(value[name], (*path, name))
    elif isinstance(value, list):
        for place in range(len(value)):
            yield from _places(value[place], (*path, place))


def _spoiled(seed):
    """A scenario file with one thing wrong: a value of the wrong kind, a field too many or too few, or no JSON."""
    rng = random.Random(seed)
    document = json.loads(Scenario.model_validate(WHOLE).to_json())
    kind = rng.choice(("kind", "extra", "gone", "text", "twice", "bytes"))
    text = json.dumps(document)
    if kind == "text":
        place = rng.randrange(1, len(text) - 1)
        return text[:place] if rng.random() < 0.5 else text[:place] + "\x00" + text[place:]
    if kind == "twice":
        return text.replace('"title":', '"title": "x", "title":', 1)
    if kind == "bytes":
        return rng.choice((b"\xff\xfe{}", b"[" * 5000, b'"scenario"', b"12", b"", b"null", b'{"kind": "' + b"x" * 500))
    paths = [path for path in _places(document) if path]
    path = rng.choice(paths)
    holder = document
    for part in path[:-1]:
        holder = holder[part]
    if kind == "extra":
        target = holder[path[-1]]
        (target if isinstance(target, dict) else document)["onbekend"] = 1
    elif kind == "gone":
        document.pop(rng.choice(("kind", "title")))
    else:
        holder[path[-1]] = rng.choice(([[]], {"x": {}}, -5, "\u202e", float("nan"), 10**40, [None], "x" * 10_000))
    return json.dumps(document)


@pytest.mark.parametrize("seed", range(200))
def test_a_broken_scenario_gives_one_clear_sentence(seed):
    content = _spoiled(seed)
    try:
        read_scenario(content)
    except ScenarioError as error:
        for language in LANGUAGES:
            said = error.message(language)
            assert "\n" not in said
            assert len(said) < 400
            assert said.rstrip().endswith((".", ")"))
            assert not any(sign in said for sign in ("Traceback", "pydantic", "Decimal(", "validation error"))
            assert not re.search(r"\{[a-z_]+\}", said)
        return
    pytest.fail("nothing was said")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"regions": [{"name": "A", "members": ["11008"]}, {"name": "B", "members": ["11008"]}]}, "two regions"),
        ({"regions": [{"name": "A"}, {"name": "A"}]}, "same name"),
        ({"regions": [{"name": "A", "members": ["11008", "11008"]}]}, "twice"),
        ({"regions": [{"name": "A", "members": ["Gent"]}]}, "regions[1].members[1] is Gent"),
        ({"criteria": {"target": -1}}, "target is -1"),
        ({"criteria": {"doel": 1}}, "doel"),
        ({"regions": [{"name": "A", "budget": {"income": "1.005"}}]}, "decimals"),
        ({"regions": [{"name": "A", "budget": {"income": "-1"}}]}, "at least 0"),
        ({"regions": [{"name": "A", "budget": {"income": "veel"}}]}, "a number is expected"),
        ({"regions": [{"name": "A", "budget": {"costs": [{"kind": "loon", "amount": 1}]}}]}, "staff, projects"),
        ({"regions": [{"name": "A", "budget": {"sharing": {"floors": {"11008": 2}, "ceilings": {"11008": 1}}}}]},
         "above its ceiling"),
        ({"version": 2}, "version 2"),
        ({"kind": "igs-geo-overlay"}, "no scenario"),
        ({"title": ""}, "title"),
        ({"edition": "2031"}, "2019, 2025"),
        ({"regions": [{"name": "A", "rounds": [{"name": "r", "answers": [
            {"id": "a", "who": "b", "factor": 1, "score": 6}]}]}]}, "at most 5"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(change, said):
    with pytest.raises(ScenarioError) as refused:
        read_scenario(json.dumps({"kind": "igs-geo-scenario", "version": 1, "title": "t"} | change))
    assert said in refused.value.message("en")
    assert refused.value.message("nl") != refused.value.message("en")


def _scenario(atlas, *regions):
    drawn = [DrawnRegion(name=name, members=members, **more) for name, members, more in regions]
    return as_saved(Scenario(title="t", edition=atlas.edition, regions=drawn), atlas)


def _said(opened):
    return [changed.message("en") for changed in opened.changes]


def test_on_the_same_data_nothing_changed(atlas_2025):
    scenario = _scenario(atlas_2025, ("A", ["11008", "44021"], {}))
    opened = open_scenario(scenario, atlas_2025)
    assert opened.scenario == scenario
    assert opened.changes == ()


def test_merged_municipalities_are_taken_over_and_said(atlas_2019, atlas_2025, tiny_2019, tiny_2025):
    opened = open_scenario(_scenario(tiny_2019, ("A", ["71003", "71004"], {})), tiny_2025)
    assert opened.scenario.regions[0].members == ("71099",)
    said = " ".join(_said(opened))
    assert "edition 2025" in said
    assert "Limburg 3-4 takes the place of Limburg 3, Limburg 4" in said
    assert "inhabitants" not in said, "the sum is the same"
    members = atlas_2019.memberships.query("partnership == '0746877432'")["nis"]
    real = open_scenario(_scenario(atlas_2019, ("Pajottenland", list(members), {})), atlas_2025)
    assert len(real.scenario.regions[0].members) == 4
    assert any("Pajottegem" in text for text in _said(real))


def test_a_municipality_of_which_only_a_part_was_drawn_is_said(tiny_2019, tiny_2025):
    opened = open_scenario(_scenario(tiny_2019, ("A", ["71002", "71003"], {})), tiny_2025)
    assert opened.scenario.regions[0].members == ("71002", "71099")
    assert any("Limburg 4 was not" in text for text in _said(opened))
    assert any("inhabitants when the scenario was saved" in text for text in _said(opened))


def test_a_merged_municipality_is_in_one_region_only(tiny_2019, tiny_2025):
    opened = open_scenario(_scenario(tiny_2019, ("A", ["71003"], {}), ("B", ["71004", "71001"], {})), tiny_2025)
    first, second = opened.scenario.regions
    assert (first.members, second.members) == (("71099",), ("71001",))
    assert any("lay in A, B and is now in A" in text for text in _said(opened))


def test_back_to_an_older_edition_takes_all_predecessors(tiny_2019, tiny_2025):
    opened = open_scenario(_scenario(tiny_2025, ("A", ["71099"], {})), tiny_2019)
    assert opened.scenario.regions[0].members == ("71003", "71004")
    assert any("Limburg 3-4" in text for text in _said(opened))


def test_amounts_of_merged_municipalities_are_added_up(tiny_2019, tiny_2025):
    sharing = {"floors": {"71003": "1", "71004": "2"}, "ceilings": {"71003": "5"}}
    budget = Budget.model_validate({"sharing": sharing, "spending": {"71003": "10.10", "71004": "20"}})
    opened = open_scenario(_scenario(tiny_2019, ("A", ["71003", "71004"], {"budget": budget})), tiny_2025)
    now = opened.scenario.regions[0].budget
    assert now.spending == {"71099": Decimal("30.10")}
    assert now.sharing.floors == {"71099": Decimal(3)}
    assert now.sharing.ceilings == {}, "one of the two had none"
    assert any("added up" in text for text in _said(opened))


def test_what_other_data_do_not_have_is_left_out_and_said(tiny_2019, atlas_2019):
    scenario = _scenario(tiny_2019, ("A", ["11001", "71003"], {}))
    criteria = {"frame": "politiezone", "inside": ["71003"], "target": 5}
    scenario = scenario.model_copy(update={"data_version": "0.9", "criteria": criteria})
    opened = open_scenario(scenario, atlas_2019)
    said = " ".join(_said(opened))
    assert "version 0.9" in said
    assert "71003 does not exist" in said
    assert "The setting inside" in said
    assert opened.scenario.criteria == {"frame": "politiezone", "target": 5}
    assert opened.scenario.regions[0].members == ("11001",)


def test_a_region_is_replaced_by_name_or_added():
    scenario = Scenario.model_validate(WHOLE)
    changed = scenario.with_region(DrawnRegion(name="Zuid", members=["44083"]))
    assert [region.members for region in changed.regions][1] == ("44083",)
    assert len(changed.with_region(DrawnRegion(name="Oost")).regions) == 3
    with pytest.raises(ValueError, match="two_regions"):
        scenario.with_region(DrawnRegion(name="Oost", members=["11008"]))
