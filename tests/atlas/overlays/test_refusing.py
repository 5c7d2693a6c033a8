"""What is wrong in overlays, or between them, is named with its place; nothing is applied by halves."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from igs_geo.atlas.overlays import (
    DocumentError,
    Overlay,
    OverlayError,
    apply_overlays,
    overlay_of,
    overlay_schema,
    overlay_text,
    read_overlay,
)
from igs_geo.errors import IgsGeoError
from tests.atlas.overlays.written import KNOWN, changes, overlay
from tests.conftest import GRID, MERGED

SCHEMA = Path(__file__).parents[3] / "docs" / "schemas" / "overlay.schema.json"
JOIN = {"op": "add_membership", "partnership": "zuid-jeugd", "nis": "11004"}
LEAVE = {"op": "end_membership", "partnership": "zuid-jeugd", "nis": "11001"}
NEW = {"op": "add_partnership", "id": "nieuw", "name": "Nieuw", "domains": ["jeugd"], "members": [{"nis": "11001"}]}
FIGURES = {"op": "add_figures", "code": "kamp", "name": "Kampen", "aggregate": "sum", "values": {"11001": 1}}
ENDING = {"op": "end_partnership", "partnership": "zuid-jeugd"}
WHOLE = [nis for nis in (*GRID, "71099") if nis not in MERGED]


def division(members, kind="partition", **more):
    regions = [{"code": f"r{n}", "name": "R", "members": own} for n, own in enumerate(members)]
    return {"op": "add_division", "code": "eigen", "name": "Eigen", "kind": kind, "regions": regions, **more}


def youth(state, **more):
    return {"op": "set_youth", "partnership": "zuid-jeugd", "state": state, **more}


WRONG = {
    "unknown municipality": ([{**JOIN, "nis": "99999"}], "NIS code 99999 does not exist in edition 2025"),
    "of the other edition": ([{**JOIN, "nis": "71003"}], "but it does in edition 2019"),
    "no former municipality": ([{**JOIN, "nis": "71099", "only": ["11001"]}], "11001: no former municipality"),
    "unknown partnership": ([{**JOIN, "partnership": "weg"}], "partnership “weg” is not known"),
    "end of an unknown one": ([{**ENDING, "partnership": "weg"}], "partnership “weg” is not known"),
    "youth of an unknown one": ([{**youth("other"), "partnership": "weg"}], "partnership “weg” is not known"),
    "change of an unknown one": ([{"op": "change_partnership", "partnership": "weg", "name": "x"}], "is not known"),
    "known partnership": ([{**NEW, "id": "zuid-jeugd"}], "already that of Jeugd Zuid"),
    "unknown domain": ([{**NEW, "domains": ["vissen"]}], "no policy domain with the code vissen"),
    "member twice": ([{**NEW, "members": [{"nis": "11001"}, {"nis": "11001"}]}], "in the list of members twice"),
    "member already": ([{**JOIN, "nis": "11001"}], "is a member of Jeugd Zuid already"),
    "no member": ([{**LEAVE, "nis": "71001"}], "is no member of Jeugd Zuid"),
    "ended already": ([{**ENDING, "partnership": "oud-sport"}], "no longer active already"),
    "so already": ([{"op": "change_partnership", "partnership": "zuid-jeugd", "name": "Jeugd Zuid"}], "so already"),
    "the same twice": ([JOIN, JOIN], "this is already in Proef, change 1"),
    "added and ended": ([JOIN, {**LEAVE, "nis": "11004"}], "this contradicts Proef, change 1"),
    "ended and added": ([LEAVE, {**JOIN, "nis": "11001"}], "this contradicts Proef, change 1"),
    "joins what has ended": ([ENDING, JOIN], "this contradicts Proef, change 1"),
    "ends what was joined": ([JOIN, ENDING], "this contradicts Proef, change 1"),
    "two youth states": ([youth("other"), youth("ended")], "this contradicts Proef, change 1"),
    "one id for two": ([NEW, {**NEW, "name": "Ander"}], "this contradicts Proef, change 1"),
    "figures twice": ([FIGURES, FIGURES], "this is already in Proef, change 1"),
    "figures of nowhere": ([{**FIGURES, "values": {"99999": 1}}], "NIS code 99999"),
    "a hole": ([division([WHOLE[1:]])], "has a hole: 1 municipality is in no region (Antwerpen 1)"),
    "holes": ([division([WHOLE[2:]])], "has holes: 2 municipalities"),
    "overlap": ([division([WHOLE, WHOLE[:1]])], "in more than one region: Antwerpen 1"),
    "overlap of a partial one": ([division([WHOLE[:2], WHOLE[:1]], "partial")], "in more than one region"),
    "known division": ([{**division([WHOLE]), "code": "politiezone"}], "already that of a division"),
    "division of an unknown domain": ([division([WHOLE], domain="vissen")], "no policy domain"),
    "mention of nowhere": ([{"op": "add_mention", "id": "m", "name": "M", "known": ["00000"]}], "NIS code 00000"),
}  # fmt: skip


@pytest.mark.parametrize("operations,said", WRONG.values(), ids=WRONG)  # noqa: PT006
def test_every_mistake_is_named_with_its_place(tiny_2025, operations, said):
    good = {"op": "end_partnership", "partnership": "west-afval"}
    with pytest.raises(OverlayError) as error:
        apply_overlays(tiny_2025, [overlay([good], "2025", "Goed"), overlay(operations, "2025")])
    assert said in str(error.value)
    assert f"Proef, change {len(operations)}: " in str(error.value)
    assert f"Proef, wijziging {len(operations)}: " in error.value.message("nl")
    assert len(error.value.problems) == 1
    # nothing was half applied
    assert tiny_2025.partnerships.loc["west-afval", "status"] == "active"


def test_two_overlays_that_contradict_each_other_are_named(tiny_2025):
    first, second = overlay([NEW, JOIN], "2025", "Van An"), overlay([{**LEAVE, "nis": "11004"}], "2025", "Van Bo")
    with pytest.raises(OverlayError) as error:
        apply_overlays(tiny_2025, [first, second])
    assert error.value.message("nl").endswith(
        "Van Bo, wijziging 1: dit spreekt Van An, wijziging 2 tegen. Houd één van beide over.")  # fmt: skip
    # also where one was written in the other edition
    part = {"op": "end_membership", "partnership": "nieuw", "nis": "71003"}
    merged = overlay([{**NEW, "members": [{"nis": "71099"}]}], "2025", "Van An")
    with pytest.raises(OverlayError, match="contradicts Van An, change 1"):
        apply_overlays(tiny_2025, [merged, overlay([part], "2019", "Van Bo")])


def test_all_mistakes_are_told_at_once(tiny_2025):
    operations = [{**JOIN, "nis": "99999"}, JOIN, {**JOIN, "partnership": "weg"}]
    with pytest.raises(OverlayError) as error:
        apply_overlays(tiny_2025, [overlay(operations, "2025")])
    assert [problem.where.operation for problem in error.value.problems] == [1, 3]


FORMS = {
    "source": ({**JOIN, "source": None}, "veld source"),
    "no source": (JOIN, "dit veld ontbreekt"),
    "unknown field": ({**JOIN, "kleur": "rood"}, "veld kleur: dit veld is onbekend"),
    "unknown operation": ({**JOIN, "op": "steel"}, "deze soort wijziging bestaat niet"),
    "a number for a code": ({**JOIN, "nis": 11004}, "geen tekst"),
    "a date that is none": ({**JOIN, "date": "2026-02-30"}, "staat niet op de kalender"),
    "a code of four": ({**JOIN, "nis": "1100"}, "vijf cijfers"),
    "hidden signs": ({**JOIN, "note": "a\u202eb"}, "onzichtbare tekens"),
    "nothing to see": ({**JOIN, "note": "\u3164"}, "dit veld is leeg"),
    "text for a number": ({**FIGURES, "values": {"11001": "veel"}}, "geen getal"),
    "no number at all": ({**FIGURES, "values": {"11001": float("inf")}}, "geen getal"),
    "a truth for a number": ({**FIGURES, "values": {"11001": True}}, "geen getal"),
    "no members": ({**NEW, "members": []}, "deze lijst is leeg"),
    "a period backwards": (youth("other", period_start="2027", period_end="2026-01"), "einde van de periode"),
    "a change of nothing": ({"op": "change_partnership", "partnership": "zuid-jeugd"}, "verandert niets"),
}


@pytest.mark.parametrize("case", FORMS)
def test_what_has_the_wrong_form_is_told_field_by_field(case):
    operation, said = FORMS[case]
    known = {"date": "2026"} if case == "no source" else KNOWN
    document = {"title": "Proef", "edition": "2025", "operations": [{**KNOWN, **JOIN}, {**known, **operation}]}
    with pytest.raises(OverlayError) as error:
        overlay_of(document, "eigen.json")
    assert said in error.value.message("nl")
    assert "eigen.json, wijziging 2" in error.value.message("nl")


def test_a_newer_document_is_refused_before_anything_else():
    with pytest.raises(OverlayError) as error:
        overlay_of({"schema_version": 2, "onbekend": 1}, "eigen.json")
    assert "kent vorm 1" in error.value.message("nl")


def test_files_that_cannot_be_read_are_told(tmp_path):
    for name, content in (("leeg", b""), ("latin", '{"title": "één"}'.encode("latin-1")), ("lijst", b"[]")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(DocumentError, match=name):
            read_overlay(tmp_path / name)
    for name in ("weg", "", "a\0b"):
        with pytest.raises(DocumentError):
            read_overlay(tmp_path / name)


def test_the_published_schema_is_that_of_today():
    assert SCHEMA.read_text(encoding="utf-8") == overlay_schema(), "igs-geo overlay schema --output docs/schemas/..."


@settings(max_examples=10, deadline=None)
@given(changed=changes())
def test_what_is_written_is_read_again_and_keeps_the_published_schema(changed):
    edition, operations, _ = changed
    document = overlay_of(overlay(operations, edition), "x")
    text = overlay_text(document)
    assert overlay_of(json.loads(text), "x") == document
    jsonschema.validate(json.loads(text), json.loads(SCHEMA.read_text(encoding="utf-8")))


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(Overlay.model_fields)), inner),
    max_leaves=8,
)


@settings(max_examples=40, deadline=None)
@given(value=st.dictionaries(st.sampled_from(sorted(Overlay.model_fields)), junk))
def test_whatever_is_given_is_an_overlay_or_a_sentence(value):
    error = None
    try:
        found = overlay_of(value, "x")
    except IgsGeoError as refused:
        error = refused
    assert isinstance(found, Overlay) if error is None else error.message("nl") and error.message("en")
