"""What is said of youth cooperation beside its states, of deadlines, and of recognitions that have run out."""

import datetime as dt

import pytest

from igs_geo.clock import has_passed
from igs_geo.dashboard.frame.about import data_dates
from igs_geo.dashboard.pages.partnership.youth import youth_facts
from igs_geo.fragmentation import (
    count,
    deadlines,
    ended_youth,
    find_flags,
    say,
    say_recognition,
    say_without_members,
    youth_without_members,
)
from igs_geo.i18n import LANGUAGES
from igs_geo.maps import partnership_map

DESTELBERGEN, LAARNE, KAPELLEN, WERVIK = "44013", "42010", "11023", "33029"
WASTE, CULTURE, FUNDED = "afval", "cultuur", "0738894332"


@pytest.fixture(scope="module")
def flags(atlas_2025):
    """The flags of the embedded edition, by kind and subject."""
    return {(flag.kind, flag.subject): flag for flag in find_flags(count(atlas_2025))}


@pytest.mark.parametrize("nis", [DESTELBERGEN, LAARNE])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_neighbour_through_a_partial_member_is_said_with_its_share(flags, nis, language):
    said = flags["youth_white_spot", nis].reason(language)
    assert "Wachtebeke" in said
    assert {"nl": "26\u00a0%", "en": "26%"}[language] in said


def test_a_neighbour_that_is_a_full_member_is_said_without_a_share(flags):
    assert "%" not in flags["youth_white_spot", KAPELLEN].reason("nl")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_ended_is_told_for_its_members(atlas_2025, flags, language):
    ended = ended_youth(atlas_2025)
    jonk = [nis for nis, bodies in ended.items() if any("JoNK" in body.name for body in bodies)]
    assert len(jonk) == 7
    assert "JoNK" in flags["youth_white_spot", KAPELLEN].reason(language)
    (forum,) = ended[WERVIK]
    assert "2019" in forum.sentence(language)
    assert forum.sentence(language) in flags["youth_white_spot", WERVIK].reason(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_cooperation_without_a_list_of_members_is_named_where_white_spots_are_shown(atlas_2025, language):
    names = youth_without_members(atlas_2025)
    assert {"IGS jeugd Maasland", "WASO (Wase jeugddiensten)"} <= set(names)
    assert not any("JoNK" in name for name in names)
    said = say_without_members(atlas_2025, language)
    assert all(name in said for name in names)
    legend = [entry.text for entry in partnership_map(atlas_2025, ["jeugd"], language=language).legend]
    assert said in legend
    assert said not in [entry.text for entry in partnership_map(atlas_2025, ["afval"], language=language).legend]


def test_a_package_without_mentions_says_nothing(tiny_2025):
    assert say_without_members(tiny_2025, "nl") == ""
    assert ended_youth(tiny_2025) == {}
    assert deadlines(tiny_2025, "west-afval") == ()


def body_of(atlas, domain):
    """Return an active body of a domain without a youth subsidy."""
    links = atlas.partnership_domains
    return next(
        body for body in links.loc[links["domain"] == domain, "partnership"]
        if body not in atlas.youth_partnerships.index and atlas.partnerships.loc[body, "domains"] == (domain,)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("domain", "years", "never"),
    [("energie", {"2031", "2025"}, {"2037", "2027"}), (WASTE, {"2037", "2025"}, {"2031", "2027"}),
     (CULTURE, {"2031", "2027"}, {"2037", "2025"})],
)  # fmt: skip
def test_deadlines_follow_the_kind_of_body(atlas_2025, domain, years, never):
    said = {language: say(deadlines(atlas_2025, body_of(atlas_2025, domain)), language) for language in LANGUAGES}
    for text in said.values():
        assert {year for year in years | never if f" {year}" in text} == years
    assert "meteen (bevestigd)" in said["nl"]
    assert "at once (confirmed)" in said["en"]


def test_a_recognised_body_follows_its_round_only(atlas_2025):
    said = say(deadlines(atlas_2025, FUNDED), "nl")
    assert "volgende ronde" in said
    assert "secundaire bron" in said
    assert "2031" not in said


def test_every_body_outside_one_region_is_told_its_deadlines(atlas_2025, flags):
    outside = [flag for (kind, _), flag in flags.items() if kind == "outside_reference_region"]
    assert outside
    for flag in outside:
        assert say(deadlines(atlas_2025, flag.subject), "nl") in flag.reason("nl")


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_the_end_of_a_period_its_state_says_so_everywhere(atlas_2025, monkeypatch, language):
    def everything():
        facts = " ".join(value for _, value in youth_facts(atlas_2025, FUNDED, language))
        legend = " ".join(entry.text for entry in partnership_map(atlas_2025, ["jeugd"], language=language).legend)
        return say_recognition(atlas_2025, language), data_dates(atlas_2025, language), facts, legend

    words = {"nl": "tot en met 2026; latere erkenning niet gekend", "en": "up to and including 2026; later recognition"}
    monkeypatch.setattr("igs_geo.clock.today", lambda: dt.date(2026, 12, 31))
    assert not any(words[language] in text for text in everything())
    monkeypatch.setattr("igs_geo.clock.today", lambda: dt.date(2027, 1, 1))
    assert all(words[language] in text for text in everything())


@pytest.mark.parametrize(
    ("day", "passed"),
    [("2026", False), ("2025", True), ("2026-11", False), ("2026-10", True), ("2026-11-26", False),
     ("2026-11-25", True), ("", False), ("later", False)],
)  # fmt: skip
def test_a_period_is_over_the_day_after(monkeypatch, day, passed):
    monkeypatch.setattr("igs_geo.clock.today", lambda: dt.date(2026, 11, 26))
    assert has_passed(day) == passed
