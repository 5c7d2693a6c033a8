"""The address spells the view, whatever a person types in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from igs_geo.dashboard.address.view import View

CODES = st.text("abcdefghijklmnopqrstuvwxyz0123456789-:_", min_size=1, max_size=12).filter(lambda code: code != "-")


@given(
    view=st.builds(
        View,
        edition=st.sampled_from(["2019", "2025"]),
        language=st.sampled_from(["nl", "en"]),
        domains=st.lists(CODES, unique=True, max_size=5).map(tuple),
        background=CODES | st.just(""),
        focus=CODES | st.just(""),
        municipality=CODES | st.just(""),
        partnership=CODES | st.just(""),
        compare=st.lists(CODES, unique=True, max_size=5).map(tuple),
        basemap=st.booleans(),
    )
)
def test_a_view_is_read_back_from_the_address_that_it_writes(view):
    assert View.from_query(view.to_query()) == view


@given(query=st.dictionaries(st.sampled_from([*View.__dataclass_fields__, "other"]), st.text(max_size=500)))
def test_any_address_gives_a_view_with_a_known_edition_and_language(query):
    view = View.from_query(query)
    assert view.edition in {"2019", "2025"}
    assert view.language in {"nl", "en"}
    assert isinstance(view.domains, tuple)
    assert len(view.municipality) <= 400


def test_edition_and_language_are_always_in_the_address_and_defaults_are_not():
    assert set(View().to_query()) == {"edition", "language"}


def test_emptying_a_choice_with_a_default_survives_the_address():
    view = View(domains=())
    assert View.from_query(view.to_query()).domains == ()
