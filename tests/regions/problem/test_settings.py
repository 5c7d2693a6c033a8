"""Settings are strict: anything else is refused in a sentence that names the setting and what is allowed."""

import json
import math
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from igs_geo.regions import Criteria, CriteriaError, Weights, build_problem
from igs_geo.regions.problem.kinds import Choice, Flag, Groups, Names, Real, Text, Whole
from igs_geo.regions.problem.settings import RUNNING, SETTINGS, WEIGHTED

NAMES = (*SETTINGS, "weights")
PARTNERS = {"left_over": {"price"}, "outside": {"inside"}} | {
    f"max_{what}": {f"min_{what}"} for what in ("municipalities", "inhabitants", "young", "regions")
}
"""Where two settings contradict each other, the other one may be named."""
WORD = st.text("abcé-0123456789", min_size=1, max_size=8)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10) | st.sampled_from(NAMES),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), inner),
    max_leaves=8,
)


def refusal(function, *arguments, **settings):
    with pytest.raises(CriteriaError) as caught:
        function(*arguments, **settings)
    error = caught.value
    for language in ("nl", "en"):
        assert str(error.values["name"]) in error.message(language)
    return error


def outcome(text):
    try:
        return Criteria.from_json(text), None
    except CriteriaError as error:
        return None, error


def named(error):
    return str(error.values["name"]).partition(".")[0]


def good(name):
    """Values that the table allows for a setting."""
    setting = SETTINGS[name]
    match setting:
        case Whole() | Real():
            number = st.integers if isinstance(setting, Whole) else st.floats
            values = number(setting.least, setting.most)
        case Flag():
            values = st.booleans()
        case Choice():
            values = st.sampled_from(setting.options)
        case Text():
            values = WORD
        case Names():
            word = st.sampled_from(setting.options) if setting.options else WORD
            values = st.lists(word, min_size=setting.least, max_size=5, unique=True)
        case Groups():
            group = st.lists(WORD, min_size=setting.least, max_size=setting.most or 4, unique=True)
            values = st.lists(group, max_size=3, unique_by=frozenset)
    return st.none() | values if getattr(setting, "optional", False) else values


@st.composite
def good_settings(draw):
    chosen = {name: draw(good(name)) for name in draw(st.sets(st.sampled_from(sorted(SETTINGS))))}
    for what in ("municipalities", "inhabitants", "young", "regions"):
        low, high = f"min_{what}", f"max_{what}"
        if low in chosen or high in chosen:
            first, second = draw(good(low)), draw(good(high))
            both = first is not None and second is not None
            chosen[low], chosen[high] = sorted((first, second)) if both else (first, second)
    if "inside" in chosen:
        chosen["outside"] = [name for name in chosen.get("outside", []) if name not in chosen["inside"]]
    if chosen.get("left_over") == "price":
        chosen["price"] = draw(st.floats(SETTINGS["price"].least, SETTINGS["price"].most))
    else:
        chosen["price"] = None
    weights = draw(st.dictionaries(st.sampled_from(WEIGHTED), st.floats(0, 1_000_000), min_size=1))
    return chosen | ({"weights": weights} if sum(weights.values()) > 0 else {})


def test_the_table_has_every_setting_and_no_other():
    assert set(NAMES) == {field.name for field in fields(Criteria)}


@given(good_settings())
def test_what_the_table_allows_is_taken_and_survives_json(values):
    criteria = Criteria.from_json(json.dumps(values))
    assert Criteria.from_json(criteria.to_json()) == criteria
    assert Criteria(**{field.name: getattr(criteria, field.name) for field in fields(Criteria)}) == criteria
    assert Criteria.from_dict(criteria.to_dict()) == criteria
    assert math.fsum(criteria.weights.as_tuple()) == pytest.approx(1)


@settings(max_examples=60)
@given(good_settings(), st.sampled_from(NAMES), ANYTHING)
def test_one_spoiled_setting_is_named(values, name, value):
    criteria, error = outcome(json.dumps(values | {name: value}))
    if error is None:
        assert Criteria.from_json(criteria.to_json()) == criteria
    else:
        # A number may also lie on the wrong side of its other bound.
        assert named(error) in {name} | PARTNERS.get(name, set())
        assert str(error.values["name"]) in error.message("nl")


@given(ANYTHING.map(json.dumps) | st.text('{}[]",:0123456789.eE-ntrufals \\'), st.booleans())
def test_any_text_is_refused_in_a_sentence_or_holds_good_settings(text, wrapped):
    text = f'{{"criteria": {text}}}' if wrapped else text
    criteria, error = outcome(text)
    if error is None:
        assert Criteria.from_json(criteria.to_json()) == criteria
    else:
        assert error.values["name"]
        assert error.message("nl") != error.message("en")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('{"target": NaN}', "target"),
        ('{"target": -Infinity}', "target"),
        ('{"target": 85000.5}', "target"),
        ('{"target": 85000.0}', "target"),
        ('{"target": true}', "target"),
        ('{"target": 0}', "target"),
        ('{"target": ' + "9" * 400 + "}", "target"),
        ('{"target": ' + "9" * 5_000 + "}", "target"),
        ('{"target": 1, "target": 2}', "target"),
        ('{"min_border_m": 1e999}', "min_border_m"),
        ('{"min_border_m": ' + "9" * 400 + "}", "min_border_m"),
        ('{"weights": null}', "weights"),
        ('{"weights": {}}', "weights"),
        ('{"weights": {"ties": 0}}', "weights"),
        ('{"weights": {"tie": 1}}', "weights"),
        ('{"weights": {"ties": 1e308, "splits": 1e308}}', "weights"),
        ('{"weights": {"ties": 1, "ties": 2}}', "ties"),
        ('{"weights": [1, 1]}', "weights"),
        ('{"criteria": 3}', "criteria"),
        ('{"criteria": {}, "target": 3}', "target"),
        ("3", "criteria"),
        ("", "criteria"),
        ("{", "criteria"),
        ("[" * 100_000, "criteria"),
        ('{"inside": ' + "[" * 100_000 + "]" * 100_000 + "}", "inside"),
        ('{"exempt_above": "x"}', "exempt_above"),
        ('{"contiguous": "nee"}', "contiguous"),
        ('{"contiguous": 1}', "contiguous"),
        ('{"inside": "24020"}', "inside"),
        ('{"inside": {"24020": 1}}', "inside"),
        ('{"inside": ["a", "a"]}', "inside"),
        ('{"inside": [""]}', "inside"),
        ('{"inside": [" a"]}', "inside"),
        ('{"inside": ["\\ud800"]}', "inside"),
        ('{"together": ["ab"]}', "together"),
        ('{"together": [["a"]]}', "together"),
        ('{"together": [["a", "b"], ["b", "a"]]}', "together"),
        ('{"extra_links": [["a", "b", "c"]]}', "extra_links"),
        ('{"ages": []}', "ages"),
        ('{"ages": ["age_99"]}', "ages"),
        ('{"frame": ""}', "frame"),
        ('{"objective": ["weighted"]}', "objective"),
        ('{"min_municipalities": null}', "min_municipalities"),
        ('{"min_municipalities": 9, "max_municipalities": 3}', "min_municipalities"),
        ('{"left_over": "price"}', "price"),
        ('{"left_over": "price", "price": 0}', "price"),
        ('{"price": 1}', "price"),
        ('{"inside": ["a"], "outside": ["a"]}', "inside"),
        ('{"nothing": 1}', "nothing"),
    ],
    ids=lambda text: text[:40],
)  # fmt: skip
def test_a_file_is_refused_by_the_name_of_its_setting(text, name):
    assert named(refusal(Criteria.from_json, text)) == name


@pytest.mark.parametrize(
    "value", [10**5_000, [10**5_000], "x" * 10_000, "a\nb\x1b[31m", object(), math.nan, b"5"], ids=list("abcdefg")
)
def test_the_sentence_stays_short_and_printable_whatever_was_given(value):
    error = refusal(Criteria, target=value)
    assert len(error.message("nl")) < 250
    assert error.message("nl").isprintable()


def test_bounds_are_written_as_the_language_writes_numbers():
    error = refusal(Criteria, target=0)
    assert "10.000.000.000" in error.message("nl")
    assert "10,000,000,000" in error.message("en")
    assert "0,000001" in refusal(Criteria, price=0).message("nl")


@pytest.mark.parametrize("value", [math.nan, math.inf, -1, True, "1", None])
def test_a_weight_is_a_number_of_0_or_more(value):
    assert refusal(Weights, ties=value).values["name"] == "weights.ties"


def test_numbers_of_numpy_are_numbers():
    assert Criteria(target=np.int64(90_000), min_border_m=np.float32(3)) == Criteria(target=90_000, min_border_m=3.0)
    json.loads(Criteria(target=np.int64(90_000), min_border_m=np.float32(3)).to_json())


@pytest.mark.parametrize(
    ("name", "value"),
    [("time_limit", math.inf), ("time_limit", math.nan), ("time_limit", 0), ("threads", 0), ("threads", 1.5),
     ("seed", -1), ("difference", math.nan), ("overlap", 2)],
)  # fmt: skip
def test_how_a_search_runs_is_strict_too(name, value):
    assert named(refusal(RUNNING[name].read, name, value)) == name


@pytest.mark.parametrize(
    ("name", "value"),
    [("time_limit", 0.1), ("threads", 1), ("number", 1), ("overlap", 0), ("overlap", 1), ("most", 1), ("difference", 1),
     ("samples", 1), ("seed", 0), ("seed", 2**40)],
)  # fmt: skip
def test_how_a_search_runs_may_be_all_that_makes_sense(name, value):
    assert RUNNING[name].read(name, value) == value


@pytest.mark.parametrize(
    ("changes", "known"),
    [
        ({"population_year": 1830}, "2020"),
        ({"edition": "1977"}, "2019"),
        ({"frame": "nowhere"}, "provincie"),
        ({"split_layers": ["nowhere"]}, "division:provincie"),
        ({"inside": ["00000"]}, "00000"),
        ({"outside": ["00000"]}, "00000"),
        ({"together": [["11001", "00000"]]}, "00000"),
        ({"apart": [["11001", "00000"]]}, "00000"),
        ({"extra_links": [["11001", "00000"]]}, "00000"),
    ],
)
def test_what_the_atlas_does_not_have_is_named_with_what_it_has(tiny_2019, changes, known):
    error = refusal(build_problem, tiny_2019, Criteria(**{"edition": "2019"} | changes))
    assert named(error) == next(iter(changes))
    assert known in error.message("nl")
