"""A region held against rules and success factors, as blocks of a report."""

from __future__ import annotations

from dataclasses import replace

from igs_geo.assessment import Bench, Questions, Round, check_rules, facts, region_numbers, results
from igs_geo.assessment.rules.sentences import say_dated, say_rule
from igs_geo.atlas import Atlas
from igs_geo.atlas.standing import DEFAULT_PRESET
from igs_geo.i18n import format_number
from igs_geo.regions import preset
from igs_geo.reports.analyses import Analyses
from igs_geo.reports.blocks import Block, Note, Paragraph, Table
from igs_geo.reports.subject import Subject
from igs_geo.reports.words import capital, counted, say


def bench_of(atlas: Atlas, analyses: Analyses | None) -> Bench:
    """Return what a region is judged by: the settings of the exploration, else those of the usual preset.

    Parameters
    ----------
    atlas
        The edition.
    analyses
        The exploration; None when there is none.
    """
    if analyses is not None:
        return Bench(atlas, analyses.problem.criteria)
    return Bench(atlas, preset(DEFAULT_PRESET).criteria.with_(edition=atlas.edition))


def rule_blocks(bench: Bench, subject: Subject, language: str) -> list[Block | None]:
    """Return the rules that apply to a region with how each stands, and the dates that count.

    Parameters
    ----------
    bench
        Edition and settings.
    subject
        The region; the questions of a scenario say which rules apply.
    language
        ``"nl"`` or ``"en"``.
    """
    atlas, questions = bench.atlas, questions_of(bench.atlas, subject)
    found = check_rules(atlas, region_numbers(bench, subject.members), questions)
    rows: dict[str, list[str]] = {}
    for checked in found.checked:
        # That a rule depends on a question is said once for all of them.
        said = say_rule(atlas, replace(checked, depends=False), language)
        state = say("depends", language) if checked.depends else capital(said["state"])
        stands = f"{state}. {said['figure']}".strip()
        if checked.rule in rows:
            # One rule may be checked in several ways: each says how the region stands.
            rows[checked.rule][2] += f" {stands.removeprefix(f'{state}. ')}"
        else:
            rows[checked.rule] = [capital(said["topic"]), said["asks"], stands, said["status"]]
    head = tuple(say(f"head_{name}", language) for name in ("topic", "rule", "stands", "known"))
    times = tuple(
        (one["date"], one["what"], one["status"]) for one in (say_dated(one, language) for one in found.timeline)
    )
    names = tuple(say(f"head_{name}", language) for name in ("date", "happens", "known"))
    depending = any(checked.depends for checked in found.checked)
    return [
        Paragraph(say(f"rules_{questions.body}", language)) if subject.drawn is None else None,
        Paragraph(say("rules_open", language)) if depending and subject.drawn is not None else None,
        Note(say("whole_members", language)) if subject.partial else None,
        Table(head, tuple((*row,) for row in rows.values()), say("caption_check", language), widths=(1.4, 3.4, 3, 1.2)),
        Table(names, times, say("caption_timeline", language), widths=(1.5, 5, 1.4)),
    ]


def questions_of(atlas: Atlas, subject: Subject) -> Questions:
    """Return what the rules are checked for: what a scenario says, else a cooperation that asks its own subsidy.

    A partnership is one that exists, with its legal form; a candidate is a new one with legal personality.

    Parameters
    ----------
    atlas
        The edition.
    subject
        The region.
    """
    if subject.drawn is not None:
        return subject.drawn.questions
    if subject.body is None:
        return Questions(legal_personality=True, route="own", body="new")
    name, forms = str(atlas.partnerships.loc[subject.body, "legal_form"]), atlas.frames["legal_forms"]
    known = [str(code) for code, form in forms["name_nl"].items() if str(form).casefold() == name.casefold()]
    return Questions(route="own", body="existing", form=known[0] if known else None)


def factor_blocks(bench: Bench, subject: Subject, language: str) -> list[Block | None]:
    """Return the success factors: what data say, and room for what people say, or what they said.

    Parameters
    ----------
    bench
        Edition and settings.
    subject
        The region; the last round of a scenario holds what people said.
    language
        ``"nl"`` or ``"en"``.
    """
    table = bench.atlas.success_factors
    if table.empty:
        return []
    known: dict[int, list[str]] = {}
    for fact in facts(bench, region_numbers(bench, subject.members), language):
        known.setdefault(fact.factor, []).append(fact.text)
    rounds = () if subject.drawn is None else subject.drawn.rounds
    answers = _answers(rounds[-1], [int(number) for number in table.index], language) if rounds else {}
    rows = tuple(
        (
            format_number(number, language),
            str(row[f"name_{language}"]),
            " ".join(known.get(number, [])) or say("factor_unknown", language),
            answers.get(number, ""),
        )
        for number, row in zip(map(int, table.index), table.to_dict("records"), strict=True)
    )
    last = "answers" if rounds else "own_answer"
    head = tuple(say(f"head_{name}", language) for name in ("number_of", "factor", "facts", last))
    caption = say("caption_factors", language)
    return [
        Paragraph(say("factors", language)),
        Table(head, rows, caption, frozenset({0}), (0.5, 2, 4.5, 2)),
    ]


def _answers(one: Round, factors: list[int], language: str) -> dict[int, str]:
    """Return what a group said of each factor: the middle answer, and how many gave one."""
    return {
        found.factor: counted("answered", found.everyone.answers, language,
                              median=format_number(found.everyone.median, language, 1))
        for found in results(one, factors)
    }  # fmt: skip


def notes_of(subject: Subject) -> list[Block | None]:
    """Return what the drawer of a region wrote of it; nothing where nobody did."""
    if subject.drawn is None or not subject.drawn.notes.strip():
        return []
    return [Note(subject.drawn.notes.strip())]
