"""Names from the data are text, whatever they look like."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igs_geo.dashboard.frame.plain import escaped, plain

HOSTILE = ["<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "**vet** _cursief_ `code`", ":red[rood] :smile:"]


@pytest.mark.parametrize("name", HOSTILE)
def test_every_mark_in_a_name_is_escaped(name):
    text = plain(name)
    for mark in "<>[]()*_`":
        assert text.count(mark) == text.count(f"\\{mark}")
    assert ":red" not in text
    assert ":smile" not in text


@pytest.mark.parametrize("name", ["http://evil.example", "HTTPS://a.be/b_c", "www.evil.example", "ik@evil.example"])
def test_an_address_in_a_name_does_not_begin_a_link(name):
    text = plain(name).lower()
    assert not re.search(r"https?:\\?//|www\\?\.|@\w", text)
    assert re.sub(r"\\(.)", r"\1", text.replace("\u2060", "")) == name.lower()


@given(name=st.text())
def test_what_is_escaped_can_be_read_back(name):
    shown = plain(name).replace("\u2060", "")
    assert re.sub(r"\\(.)", r"\1", shown) == " ".join(name.split()).replace("\u2060", "")


@given(name=st.text())
def test_escaped_text_holds_no_tag_or_quote(name):
    assert not set(escaped(name)) & set("<>\"'")
