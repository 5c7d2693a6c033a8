"""What stays of a workshop says nothing of who answered, and agreements stay when answers are kept again."""

from __future__ import annotations

from igs_geo.assessment import Answer, Round, results
from igs_geo.assessment.workshop.closing import as_round, with_agreement, with_round

ANSWERS = (
    Answer(id="1", who="secret-a", factor=1, score=2, role="board", name="Ann", remark="voor u alleen"),
    Answer(id="2", who="secret-b", factor=1, score=5, role="officer", remark="voor iedereen", shared=True),
    Answer(id="3", who="secret-a", factor=1, score=4, role="board", name="Ann"),
    Answer(id="4", who="secret-a", factor=2, score=1, role="board", name="Ann"),
)


def test_names_and_private_remarks_do_not_stay():
    kept = as_round("Workshop", "2026-11-27", ANSWERS)
    text = kept.model_dump_json()
    assert not [word for word in ("Ann", "secret", "voor u alleen") if word in text]
    assert "voor iedereen" in text
    assert [(one.who, one.factor, one.score) for one in kept.answers] == [("p1", 1, 4), ("p2", 1, 5), ("p1", 2, 1)]


def test_the_group_says_the_same_before_and_after():
    before = results(Round(name="-", answers=ANSWERS), [1, 2])
    after = results(as_round("-", "2026-11-27", ANSWERS), [1, 2])
    assert [one.everyone for one in before] == [one.everyone for one in after]


def test_keeping_a_round_again_keeps_what_was_agreed():
    first = with_agreement(as_round("Workshop", "2026-11-27", ANSWERS[:1]), 1, " Elk jaar overleg ")
    rounds = with_round((Round(name="Vroeger"), first), as_round("Workshop", "2026-11-27", ANSWERS))
    assert [one.name for one in rounds] == ["Vroeger", "Workshop"]
    assert len(rounds[1].answers) == 3
    assert [(one.factor, one.text) for one in rounds[1].agreements] == [(1, "Elk jaar overleg")]
    assert with_agreement(rounds[1], 1, "").agreements == ()
