"""Who reaches which document: one person, a network, a login; and what is said when nothing can be kept."""

from __future__ import annotations

import io
import json
import sqlite3
from urllib.parse import parse_qs

import pytest
import streamlit as st

from igs_geo.dashboard.frame import kept, sharing
from igs_geo.dashboard.frame.person import Person, is_alone, person
from igs_geo.workspace import WorkspaceError

OVERLAY = {"kind": "overlay", "title": "WASO", "edition": "2025"}
SCENARIO = "igs-geo-scenario"


def _titles(kind=None):
    return lambda: [one.title for one in kept.held(kind)]


def _link(app):
    """Return the one link in the address of a session."""
    found = app.query_params["open"]
    return found if isinstance(found, str) else found[0]


def _refused(act):
    """Return what does something and gives the key of the error."""

    def tried():
        with pytest.raises(WorkspaceError) as raised:
            act()
        return raised.value.key

    return tried


@pytest.mark.parametrize(
    ("address", "headers", "alone"),
    [
        ("127.0.0.1", {"Host": "127.0.0.1:8501"}, True),
        ("127.0.0.1", {}, False),
        ("localhost", {"Host": "localhost:8501"}, True),
        ("::1", {"Host": "[::1]:8501"}, True),
        (None, {"Host": "localhost:8501"}, False),
        ("0.0.0.0", {"Host": "127.0.0.1:8501"}, False),
        ("10.0.0.4", {"Host": "10.0.0.4"}, False),
        ("127.0.0.1", {"Host": "igs.example.be"}, False),
        ("127.0.0.1", {"Host": "127.0.0.1:8501", "X-Forwarded-For": "10.0.0.9"}, False),
        ("127.0.0.1", {"Host": "127.0.0.1:8501", "Forwarded": "for=10.0.0.9"}, False),
    ],
)
def test_only_who_sits_at_the_machine_is_alone(address, headers, alone):
    assert is_alone(address, headers) is alone


def test_who_only_looks_makes_no_file(alone, place):
    assert alone.got(_titles()) == []
    assert not place.exists()


def test_one_person_finds_everything_again(alone):
    made = alone.do(lambda: kept.keep("overlay", OVERLAY))
    assert "open" not in made.query_params
    assert alone.got(_titles("overlay")) == ["WASO"]
    assert alone.got(_titles(SCENARIO)) == []


def test_on_a_network_nothing_is_listed_and_the_link_is_in_the_address(served):
    made = served.do(lambda: kept.keep("overlay", OVERLAY))
    secret = _link(made)
    assert served.got(_titles()) == []
    assert served.got(_titles(), open=secret) == ["WASO"]
    document = made.session_state["got"].id
    assert served.got(_refused(lambda: kept.read(document))) == "kept.no_document"
    assert served.got(_refused(lambda: kept.save(document, OVERLAY, 1))) == "kept.no_document"
    assert served.got(_refused(lambda: kept.delete(document))) == "kept.no_document"


def test_a_link_to_read_changes_nothing_and_shows_no_earlier_text(served):
    made = served.do(lambda: kept.keep("overlay", OVERLAY))
    document = made.session_state["got"].id
    served.do(lambda: kept.save(document, OVERLAY | {"title": "Beter"}, 1), made)
    served.do(lambda: sharing.share(document, "read", "kaart", municipality="46025"), made)
    page, _, query = made.session_state["got"].partition("?")
    found = parse_qs(query)
    assert (page, found["municipality"]) == ("kaart", ["46025"])
    (secret,) = found["open"]

    def read():
        return kept.read(document).content.title, kept.find(document).may_change, sharing.taking_along(document)()

    title, may_change, file = served.got(read, open=secret)
    assert (title, may_change) == ("Beter", False)
    assert json.loads(file)["title"] == "Beter"
    for act in (
        lambda: kept.save(document, OVERLAY, 2),
        lambda: kept.undo(document, 2),
        lambda: kept.delete(document),
        lambda: kept.read(document, 1),
        lambda: kept.history(document),
        lambda: sharing.share(document, "change", "kaart"),
        lambda: sharing.links(document),
    ):
        assert served.got(_refused(act), open=secret) == "kept.only_read"


def test_a_withdrawn_link_opens_nothing_and_that_is_said(served):
    made = served.do(lambda: kept.keep("overlay", OVERLAY))
    document = made.session_state["got"].id
    served.do(lambda: sharing.share(document, "read", "kaart"), made)
    (secret,) = parse_qs(made.session_state["got"].partition("?")[2])["open"]
    assert served.got(_titles(), open=secret) == ["WASO"]
    served.do(lambda: sharing.withdraw(document, sharing.links(document)[-1].id), made)
    gone = served.do(_titles(), open=secret)
    assert gone.session_state["got"] == []
    assert "open" not in gone.query_params
    assert [one.reason for one in gone.session_state["view.remarks"]] == ["dead_link"]
    assert served.do(_titles(), made).session_state["got"] == ["WASO"]


def test_what_is_deleted_is_gone_with_its_link(served):
    made = served.do(lambda: kept.keep("overlay", OVERLAY))
    document = made.session_state["got"].id
    served.do(lambda: kept.delete(document), made)
    assert "open" not in made.query_params
    assert served.do(_titles(), made).session_state["got"] == []


def test_after_logging_in_a_person_finds_the_own_documents_only(logged_in, served):
    logged_in(iss="https://login", sub="an", name="An")
    made = served.do(lambda: kept.keep("overlay", OVERLAY))
    assert "open" not in made.query_params
    assert served.got(_titles()) == ["WASO"]
    document = made.session_state["got"].id
    served.do(lambda: kept.save(document, OVERLAY, 1), made)
    assert served.got(lambda: [one.author for one in kept.history(document)])[-1] == "An"
    logged_in(iss="https://login", sub="bo")
    assert served.got(_titles()) == []
    logged_in(iss="https://other", sub="an")
    assert served.got(_titles()) == []
    logged_in()
    assert served.got(person) == Person("links")
    assert served.got(_titles()) == []


def test_nobody_puts_a_document_under_the_login_of_another(logged_in, served):
    logged_in(iss="https://login", sub="an")
    made = served.do(lambda: kept.keep("overlay", OVERLAY))
    file = served.do(lambda: sharing.taking_along(kept.held()[0].id), made).session_state["got"]()
    assert "https://login an" in file
    logged_in()
    served.do(lambda: sharing.take_in(io.BytesIO(file.encode()), "waso.json"))
    logged_in(iss="https://login", sub="an")
    assert served.got(_titles()) == ["WASO"]


def test_a_workspace_that_cannot_be_opened_is_said_and_holds_up_nothing(alone, place):
    place.write_text("geen werkruimte")
    assert alone.got(_titles()) == []
    assert alone.got(lambda: kept.trouble().key) == "workspace.damaged"
    assert alone.got(_refused(lambda: kept.keep("overlay", OVERLAY))) == "workspace.damaged"


def test_a_newer_workspace_is_refused_with_a_sentence(alone, place):
    alone.do(lambda: kept.keep("overlay", OVERLAY))
    st.cache_resource.clear()
    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert alone.got(lambda: kept.trouble().key) == "workspace.newer_tables"


def test_two_people_who_save_at_once_lose_nothing(served):
    made = served.do(lambda: kept.keep("overlay", OVERLAY))
    document, secret = made.session_state["got"].id, _link(made)
    first = served.do(lambda: kept.save(document, OVERLAY | {"title": "Een"}, 1), open=secret)
    second = served.do(lambda: kept.save(document, OVERLAY | {"title": "Twee"}, 1), made)
    assert first.session_state["got"].meanwhile is None
    assert second.session_state["got"].meanwhile == 2
    assert served.do(_titles(), made).session_state["got"] == ["Een"]
    assert served.do(lambda: kept.read(document, 3).content.title, made).session_state["got"] == "Twee"
