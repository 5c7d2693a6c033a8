"""Municipalities in pasted text: what is sure is taken, what is doubtful is asked, and nothing is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from igs_geo.atlas.search import plain
from igs_geo.intake import chosen_members, read_names


def _read(atlas, text):
    return [(piece.text, piece.why, piece.answers("nl")) for piece in read_names(atlas, text)]


def test_the_sentence_of_the_waasland(atlas_2025):
    found = _read(atlas_2025, "Lokeren, Moerbeke en Zele; ook Kruibeke")
    assert found == [
        ("Lokeren", "name", ["Lokeren"]),
        ("Moerbeke", "former", ["heel Lokeren", "enkel het vroegere Moerbeke (deel van Lokeren)"]),
        ("Zele", "name", ["Zele"]),
        ("Kruibeke", "former", ["heel Beveren-Kruibeke-Zwijndrecht",
                                "enkel het vroegere Kruibeke (deel van Beveren-Kruibeke-Zwijndrecht)"]),
    ]  # fmt: skip
    pieces = read_names(atlas_2025, "Lokeren, Moerbeke en Zele; ook Kruibeke")
    assert pieces[1].question("nl") == "Moerbeke is een vroegere gemeente. Wat bedoelt u?"
    assert chosen_members(atlas_2025, pieces, {1: 1}) is None
    assert chosen_members(atlas_2025, pieces, {1: 1, 3: 1}) == [
        {"nis": "46029"}, {"nis": "42028"}, {"nis": "46030", "only": ["46013"]}]  # fmt: skip
    assert chosen_members(atlas_2025, pieces, {1: None, 3: 0})[-1] == {"nis": "46030"}


def test_in_the_edition_of_before_the_same_names_are_sure(atlas_2019):
    pieces = read_names(atlas_2019, "Lokeren, Moerbeke en Zele; ook Kruibeke")
    assert [member["nis"] for member in chosen_members(atlas_2019, pieces, {})] == ["46014", "44045", "42028", "46013"]
    (later,) = read_names(atlas_2019, "Beveren-Kruibeke-Zwijndrecht")
    assert later.why == "later"
    assert later.answers("nl")[0] == "alles wat Beveren-Kruibeke-Zwijndrecht werd: Zwijndrecht, Beveren, Kruibeke"


WAYS = ("sint-niklaas", "SINT NIKLAAS", "St-Niklaas", "st. niklaas", "46021", "46021 Sint-Niklaas",
        "Sint-Niklaas (46021)", "stad Sint-Niklaas", "de stad Sint-Niklaas", "- Sint-Niklaas", "“Sint-Niklaas”",
        "Sint-Niklaas (centrumstad)")  # fmt: skip


@pytest.mark.parametrize("text", WAYS)
def test_ways_to_write_a_name(atlas_2025, text):
    (piece,) = read_names(atlas_2025, text)
    assert piece.certain, piece
    assert piece.options[0].members == (("46021", ()),)


@pytest.mark.parametrize(("text", "meant"), [
    ("Sint Nicklaas", "Sint-Niklaas"), ("Zelle", "Zele"), ("Denderleuw", "Denderleeuw"), ("Dendermode", "Dendermonde"),
    ("46021 Zele", "Zele")])  # fmt: skip
def test_spelling_mistakes_are_asked_even_with_one_answer(atlas_2025, text, meant):
    (piece,) = read_names(atlas_2025, text)
    assert (piece.why, piece.certain) == ("misspelt", False)
    assert meant in piece.answers("nl")
    assert piece.question("en")


def test_what_is_like_nothing_has_no_answers(atlas_2025):
    (piece,) = read_names(atlas_2025, "Timboektoe")
    assert (piece.why, piece.options) == ("unknown", ())
    assert chosen_members(atlas_2025, [piece], {0: None}) == []


def test_names_of_longer_ago_cannot_be_told_apart(atlas_2025):
    (piece,) = read_names(atlas_2025, "Nevele")
    assert (piece.why, piece.answers("nl")) == ("older", ["Deinze", "Nevele niet meenemen"])


def test_all_municipalities_of_an_area_or_a_partnership(atlas_2025):
    (piece,) = read_names(atlas_2025, "alle gemeenten van BiblioWaas")
    assert piece.certain
    assert "46029" in dict(piece.options[0].members)
    (several,) = read_names(atlas_2025, "Alle gemeenten van het Waasland")
    assert several.why == "group"
    assert len(several.options) > 1
    assert not several.certain


def test_all_parts_together_are_the_whole(atlas_2025):
    pieces = read_names(atlas_2025, "Beveren; Kruibeke; Zwijndrecht")
    assert chosen_members(atlas_2025, pieces, {0: 1, 1: 1, 2: 1}) == [{"nis": "46030"}]
    assert chosen_members(atlas_2025, pieces, {0: 1, 1: None, 2: 1}) == [{"nis": "46030", "only": ["11056", "46003"]}]


def test_every_name_and_code_is_found_and_names_hold_no_separators(atlas_2019, atlas_2025):
    for atlas in (atlas_2019, atlas_2025):
        names = atlas.flemish["name"]
        pieces = read_names(atlas, ", ".join(names))
        assert [dict(piece.options[0].members) for piece in pieces] == [{nis: ()} for nis in names.index]
        assert all(piece.certain for piece in pieces)


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=60))
def test_whatever_is_pasted_gives_pieces_or_nothing(tiny_2025, text):
    for piece in read_names(tiny_2025, text):
        assert plain(piece.text)
        assert piece.certain or piece.question("nl")
        assert len(piece.answers("en")) == len(piece.options)
