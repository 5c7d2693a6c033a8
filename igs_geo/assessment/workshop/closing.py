"""What stays of a workshop when it is wiped: scores without names, and the remarks that their authors share."""

from __future__ import annotations

from collections.abc import Sequence

from igs_geo.assessment.factors.answers import Agreement, Answer, Round, counted


def as_round(name: str, day: str, answers: Sequence[Answer], agreements: Sequence[Agreement] = ()) -> Round:
    """Return the answers that count as a round of a region, without anything that says whose they are.

    Parameters
    ----------
    name
        What the round is called.
    day
        When it was, as ``2026-12-31``.
    answers
        In the order in which they came in.
    agreements
        What was agreed.
    """
    people: dict[str, str] = {}
    kept = [
        answer.model_copy(
            update={
                "who": people.setdefault(answer.who, f"p{len(people) + 1}"),
                "name": None,
                "remark": answer.remark if answer.shared else "",
            }
        )
        for answer in counted(answers)
    ]
    return Round(name=name, day=day, answers=tuple(kept), agreements=tuple(agreements))


def with_round(rounds: Sequence[Round], one: Round) -> tuple[Round, ...]:
    """Return rounds with one in place of the one of the same name, or added; what was agreed stays.

    Parameters
    ----------
    rounds
        The rounds, oldest first.
    one
        The round.
    """
    before = next((other for other in rounds if other.name == one.name), None)
    if before is None:
        return (*rounds, one)
    kept = one.model_copy(update={"agreements": one.agreements or before.agreements})
    return tuple(kept if other is before else other for other in rounds)


def with_agreement(one: Round, factor: int, text: str) -> Round:
    """Return a round with what was agreed on a factor; an empty text takes it away.

    Parameters
    ----------
    one
        The round.
    factor
        Number of the factor.
    text
        What was agreed.
    """
    others = [agreement for agreement in one.agreements if agreement.factor != factor]
    if text.strip():
        others.append(Agreement(factor=factor, text=text.strip()))
    return one.model_copy(update={"agreements": tuple(sorted(others, key=lambda each: each.factor))})
