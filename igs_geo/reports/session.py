"""The report of a session: what people drew, said, agreed and would pay, ready to mail the same afternoon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from igs_geo.assessment import (
    Bench,
    DrawnRegion,
    FactorResult,
    RegionNumbers,
    Round,
    Scenario,
    check_rules,
    compare_rounds,
    facts,
    make_bill,
    means_of,
    members_of,
    order_of_talk,
    region_numbers,
    results,
)
from igs_geo.assessment.arguments import KINDS, arguments
from igs_geo.assessment.bill.sentences import bill_rows, say_bill
from igs_geo.assessment.factors.naming import factor_names
from igs_geo.assessment.numbers.sentences import say_parts, say_what_stands_out
from igs_geo.assessment.rules.sentences import say_dated, say_rule
from igs_geo.atlas import Atlas
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import format_date, format_number, format_percent, translate
from igs_geo.maps import municipality_set_map
from igs_geo.reports.blocks import Block, Bullets, Heading, Note, Paragraph, Report, Table, section
from igs_geo.reports.region_maps import WIDE
from igs_geo.reports.words import closing, figure, named, subtitle

MISSING = "–"


def session_report(atlas: Atlas, scenario: Scenario, region: DrawnRegion, language: str) -> Report:
    """Return the report of a session on a region.

    Parameters
    ----------
    atlas
        The edition of the scenario.
    scenario
        The scenario.
    region
        One of its regions, with at least one member.
    language
        ``"nl"`` or ``"en"``.
    """
    told = _Session(atlas, scenario, region, language)
    blocks = (
        *section(Heading(told.say("region")), told.drawn()),
        *section(Heading(told.say("factors")), told.factors()),
        *section(Heading(told.say("rules")), told.rules()),
        *section(Heading(told.say("bill")), told.bill()),
        *section(Heading(told.say("why")), told.why()),
        *closing(atlas, [told.say("method")], f"igs-geo scenario session {told.say('file')}", language),
    )
    title = told.say("title", name=region.name)
    return Report(title, subtitle(atlas, language), language, blocks)


@dataclass(frozen=True, eq=False)
class _Session:
    """A region of a scenario, with everything that is said of it."""

    atlas: Atlas
    scenario: Scenario
    region: DrawnRegion
    language: str

    @cached_property
    def bench(self) -> Bench:
        return Bench(self.atlas, self.scenario.settings)

    @cached_property
    def numbers(self) -> RegionNumbers:
        return region_numbers(self.bench, self.region.members)

    @cached_property
    def names(self) -> dict[int, str]:
        return factor_names(self.atlas, self.language)

    def say(self, key: str, **values: object) -> str:
        return translate(f"session.{key}", self.language, **values)

    def number(self, value: float | None, decimals: int = 0) -> str:
        return MISSING if value is None else format_number(value, self.language, decimals)

    def drawn(self) -> list[Block | None]:
        """Return what the region is: members, numbers, its map, and what stands out."""
        language, numbers = self.language, self.numbers
        names = named(self.atlas, self.region.members, language)
        stands = say_what_stands_out(self.bench, numbers, None, language)
        said = say_parts(self.bench, numbers, language) if len(numbers.parts) > 1 else stands
        title = self.say("map", name=self.region.name)
        spec = municipality_set_map(
            self.atlas, self.region.members, title=title, language=language, background=self.atlas.emphasis.frame
        )
        youth = [f"{one.name} ({len(one.inside)}/{one.members})" for one in numbers.youth]
        rows = (
            ("members", self.number(len(numbers.members))),
            ("inhabitants", self.number(numbers.region.inhabitants)),
            ("young", self.number(numbers.region.young)),
            ("frames", "; ".join(numbers.reference_regions) or MISSING),
            ("youth", "; ".join(youth) or MISSING),
            ("commuting", format_percent(numbers.commuting.stays, language)),
        )
        return [
            Paragraph(self.say("members", names=names)),
            Paragraph(said),
            Note(self.region.notes.strip()) if self.region.notes.strip() else None,
            figure(spec, self.atlas, WIDE),
            Table(
                (self.say("head_what"), self.say("head_value")),
                tuple((self.say(f"row_{key}"), value) for key, value in rows),
                self.say("caption_numbers"),
                widths=(1, 2.4),
            ),
        ]

    def factors(self) -> list[Block | None]:
        """Return what data say of every factor, what the group said, and what was agreed."""
        numbers = list(self.names)
        rounds = self.region.rounds
        known: dict[int, list[str]] = {}
        for fact in facts(self.bench, self.numbers, self.language):
            known.setdefault(fact.factor, []).append(fact.text)
        blocks: list[Block | None] = []
        if rounds:
            blocks += self._answers(rounds[-1], results(rounds[-1], numbers))
        if len(rounds) > 1:
            blocks.append(self._before_after(rounds[-2], rounds[-1], numbers))
        rows = tuple((self._name(number), " ".join(known[number])) for number in numbers if number in known)
        head = (self.say("head_factor"), self.say("head_facts"))
        blocks += [Heading(self.say("facts"), 2), Table(head, rows, self.say("caption_facts"), widths=(1, 2.4))]
        return blocks

    def _name(self, number: int) -> str:
        return f"{number}. {self.names[number]}"

    def _answers(self, one: Round, found: list[FactorResult]) -> Iterator[Block | None]:
        talk, apart = order_of_talk(found)
        agreed = {agreement.factor: agreement.text for agreement in one.agreements}
        people = len({answer.who for answer in one.answers})
        day = format_date(one.day, self.language) if one.day else MISSING
        yield Paragraph(self.say("round", name=one.name, day=day, people=self.number(people)))
        rows = tuple(self._answered(result, agreed) for result in (*talk, *apart))
        head = tuple(
            self.say(f"head_{name}") for name in ("factor", "median", "range", "unknown", "disagreement", "agreed")
        )
        caption = self.say("caption_factors")
        yield Table(head, rows, caption, frozenset({1, 3, 4}), (2.6, 0.8, 0.8, 0.8, 1.1, 3))
        remarks = tuple(f"{result.factor}. {remark}" for result in found for remark in result.remarks)
        if remarks:
            yield Heading(self.say("remarks"), 2)
            yield Bullets(remarks)

    def _answered(self, result: FactorResult, agreed: dict[int, str]) -> tuple[str, ...]:
        spread = result.everyone
        between = MISSING if spread.range is None else f"{spread.range[0]}–{spread.range[1]}"
        return (
            self._name(result.factor),
            self.number(spread.median, 1),
            between,
            self.number(spread.unknown),
            self.number(spread.disagreement, 1),
            agreed.get(result.factor, MISSING),
        )

    def _before_after(self, before: Round, after: Round, numbers: list[int]) -> Table:
        rows = tuple(
            (
                self._name(one.factor),
                self.number(one.before.median, 1),
                self.number(one.after.median, 1),
                self.number(one.disagreement, 1),
            )
            for one in compare_rounds(before, after, numbers)
        )
        head = tuple(self.say(f"head_{name}") for name in ("factor", "before", "after", "disagreement_change"))
        caption = self.say("caption_before", before=before.name, after=after.name)
        return Table(head, rows, caption, frozenset({1, 2, 3}), (3, 1, 1, 1.4))

    def rules(self) -> list[Block | None]:
        """Return how every rule that applies stands, and the dates that count."""
        language, atlas = self.language, self.atlas
        found = check_rules(atlas, self.numbers, self.region.questions, means_of(self.region.budget))
        rules = [say_rule(atlas, one, language) for one in found.checked]
        dates = [say_dated(one, language) for one in found.timeline]
        rows = tuple((one["topic"], one["state"], one["figure"], one["status"]) for one in rules)
        head = tuple(self.say(f"head_{name}") for name in ("topic", "state", "figure", "status"))
        times = tuple((one["date"], one["when"], one["what"]) for one in dates)
        names = tuple(self.say(f"head_{name}") for name in ("date", "when", "happens"))
        return [
            Table(head, rows, self.say("caption_rules"), widths=(1.6, 1, 3.2, 1.3)),
            Table(names, times, self.say("caption_dates"), widths=(1.4, 1, 4)),
            Note(self.say("no_advice")),
        ]

    def bill(self) -> list[Block | None]:
        """Return what cooperation costs, who pays what, and who does which task."""
        language, budget = self.language, self.region.budget
        blocks: list[Block | None] = []
        if budget.costs:
            members = members_of(self.atlas, self.region.members)
            try:
                bill = make_bill(budget, members)
                rows = bill_rows(budget, bill)
            except IgsGeoError as error:
                blocks.append(Note(error.message(language)))
            else:
                blocks += [Paragraph(line) for line in say_bill(bill, language).splitlines()]
                columns = ["without_subsidy", "per_inhabitant", "per_young"]
                columns += ["with_subsidy"] if bill.granted is not None else []
                head = tuple(self.say(f"head_{name}") for name in ("municipality", *columns))
                cells = tuple(
                    (
                        str(row["municipality"]),
                        *(MISSING if row[name] is None else self.number(float(row[name]), 2) for name in columns),
                    )
                    for row in rows
                )
                numbers = frozenset(range(1, len(columns) + 1))
                blocks.append(Table(head, cells, self.say("caption_bill"), numbers))
        tasks = self.atlas.frames["task_list"]
        done = tuple(
            (str(row[f"name_{language}"]), self.region.tasks[str(code)])
            for code, row in tasks.iterrows()
            if str(code) in self.region.tasks
        )
        head = (self.say("head_task"), self.say("head_who"))
        return [*blocks, Table(head, done, self.say("caption_tasks"))]

    def why(self) -> list[Block | None]:
        """Return the arguments with what data say of the region, without what was asked of the government."""
        blocks: list[Block | None] = []
        found = arguments(self.bench, self.numbers, self.language)
        for kind in KINDS[:2]:
            items = tuple(f"{one.text} {one.fact}".strip() for one in found if one.kind == kind)
            if items:
                blocks += [Heading(translate(f"why.{kind}", self.language), 2), Bullets(items)]
        return blocks
