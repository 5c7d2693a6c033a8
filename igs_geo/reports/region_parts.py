"""The parts of a report on a region: what it is, its core, who stands outside, alternatives, money, the next step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.clock import has_passed
from igs_geo.i18n import format_date, format_number, format_percent, translate
from igs_geo.maps.uncovered import listed
from igs_geo.regions import Proposal, broken_share
from igs_geo.regions.analysis.reasons import Reasons, reasons
from igs_geo.regions.problem.status import norm_of
from igs_geo.regions.result.sentences import say_norm
from igs_geo.reports.analyses import Analyses
from igs_geo.reports.blocks import Bullets, Note, Paragraph, Table
from igs_geo.reports.subject import Subject, size_of
from igs_geo.reports.words import capital, counted, domain_name, legal_form, named, say

MOST_NAMED = 40
"""Members that a sentence names."""
SEPARATED = 3
"""Pairs that are named on a report of one page."""


@dataclass(frozen=True, eq=False)
class Region:
    """A region to report on, with everything that is asked of it.

    Parameters
    ----------
    atlas
        The edition.
    subject
        The region.
    analyses
        The proposal that it is compared with; None when there is none.
    language
        ``"nl"`` or ``"en"``.
    """

    atlas: Atlas
    subject: Subject
    analyses: Analyses | None
    language: str

    @property
    def of_domain(self) -> bool:
        """Whether it is of the main domain: a candidate, a drawn region, or a partnership that works on it."""
        if self.subject.body is None:
            return True
        atlas, body = self.atlas, self.subject.body
        links = atlas.partnership_domains
        serves = links.loc[links["partnership"] == body, "domain"] == atlas.emphasis.domain
        return body in atlas.youth_partnerships.index or bool(serves.any())

    @cached_property
    def core(self) -> frozenset[str]:
        """The stable core of the region of the proposal, as far as it lies in this one; empty where not known."""
        if self.analyses is None or self.subject.place is None:
            return frozenset()
        return self.analyses.core(self.subject.place) & frozenset(self.subject.members)

    @cached_property
    def why(self) -> Reasons | None:
        """Why the region of the proposal is as it is; None for what is no region of it."""
        if self.analyses is None or self.subject.place is None:
            return None
        region = self.analyses.proposal.regions[self.subject.place]
        if set(region.members) != set(self.subject.members):
            return None
        return reasons(self.atlas, self.analyses.problem, region)

    def what(self) -> list[Paragraph]:
        """Return what this region is, in sentences."""
        atlas, subject, language = self.atlas, self.subject, self.language
        names = named(atlas, subject.full, language)
        if subject.drawn is not None:
            return [Paragraph(counted("what_drawn", len(subject.members), language, names=names))]
        if subject.body is None:
            text = counted("what_candidate", len(subject.members), language, names=names)
            return [Paragraph(f"{text} {say('exploration', language)}")]
        row = atlas.partnerships.loc[subject.body]
        domains = listed([domain_name(atlas, code, language) for code in row["domains"]], language)
        form = legal_form(str(row["legal_form"]), language)
        if form == translate("tables.form_onbekend", language):
            form = say("form_unknown", language)
        if len(subject.full) > MOST_NAMED:
            text = say("what_large", language, name=subject.name, form=form, count=len(subject.full))
        else:
            key = "what_split" if subject.partial else "what_body"
            text = counted(key, len(subject.full), language, name=subject.name, form=form, names=names)
        parts = [text, say("works_on", language, domains=domains) if domains else ""]
        if subject.partial:
            parts.append(counted("partial", len(subject.partial), language, names=self._partial()))
        return [Paragraph(" ".join(part for part in parts if part))]

    def _partial(self) -> str:
        names = self.atlas.municipalities["name"]
        shares = self.subject.shares
        return listed([f"{names[nis]} ({format_percent(shares[nis], self.language)})" for nis in self.subject.partial],
                      self.language)  # fmt: skip

    def figures(self) -> Table:
        """Return the size of the region as a table of one row."""
        language, size = self.language, size_of(self.atlas, self.subject)
        head = ("members", "inhabitants", "young", "reference", "parts")
        share = format_percent(size.young / size.inhabitants if size.inhabitants else None, language, 1)
        row = (
            format_number(len(self.subject.members), language),
            format_number(size.inhabitants, language),
            f"{format_number(size.young, language)} ({share})",
            listed(list(size.reference_regions), language) or "–",
            counted("hangs", size.parts, language),
        )
        return Table(tuple(say(f"head_{name}", language) for name in head), (row,), say("caption_size", language),
                     widths=(1, 1.4, 1.8, 1.8, 1.6))  # fmt: skip

    def norm(self) -> Paragraph | None:
        """Return whether the region reaches the norm of a neighbouring domain."""
        if self.analyses is None or self.subject.place is None or self.subject.partial:
            return None
        region = self.analyses.proposal.regions[self.subject.place]
        if set(region.members) != set(self.subject.members):
            return None
        return Paragraph(say_norm(region, norm_of(self.atlas, "min_inhabitants"), self.language))

    def stability(self) -> list[Paragraph | Note]:
        """Return the stable core and who is negotiable."""
        analyses, language, place = self.analyses, self.language, self.subject.place
        if analyses is None:
            return []
        if place is None:
            return [Note(say("not_whole", language, name=self.subject.name))]
        region = analyses.proposal.regions[place]
        parts: list[Paragraph | Note] = []
        extra = set(region.members) - set(self.subject.members)
        if region.kept or region.youth_partnerships:
            parts.append(Note(say("kept_by_setting", language)))
        if extra:
            parts.append(Paragraph(counted("extended", len(extra), language, names=named(self.atlas, extra, language))))
        core = analyses.core(place)
        rest = set(region.members) - core
        if core:
            text = counted("core", len(core), language, names=named(self.atlas, core, language))
            more = counted("rest", len(rest), language, names=named(self.atlas, rest, language))
            parts.append(Paragraph(f"{text} {more}"))
        elif analyses.shows_cores:
            parts.append(Paragraph(say("no_core", language)))
        parts.append(Note(analyses.say_stability(language)))
        return parts

    def separated(self, most: int = SEPARATED) -> list[Paragraph | Bullets]:
        """Return who is close and stands outside."""
        why, names = self.why, self.atlas.municipalities["name"]
        if why is None or not why.separates:
            return []
        lines = tuple(
            say("separated", self.language, inside=str(names[pair.inside]), outside=str(names[pair.outside]),
                commuters=round(pair.commuters), jaccard=format_number(pair.jaccard, self.language, 2))
            for pair in why.separates[:most]
        )  # fmt: skip
        return [Paragraph(say("separated_intro", self.language)), Bullets(lines)]

    def alternatives(self) -> list[Bullets | Note]:
        """Return what becomes of the region in each alternative."""
        if self.analyses is None:
            return []
        if not self.analyses.others:
            return [Note(say("no_alternatives", self.language))]
        lines = [self._alternative(number, other) for number, other in enumerate(self.analyses.others, 1)]
        return [Bullets(tuple(lines))]

    def _alternative(self, number: int, other: Proposal) -> str:
        language, own = self.language, set(self.subject.members)
        best = self.analyses.proposal if self.analyses else other
        dearer = ""
        if best.objective and other.objective is not None:
            change = other.objective / best.objective - 1
            broken = format_percent(broken_share(best, other), language)
            dearer = say("dearer", language, share=format_percent(max(change, 0.0), language, 1), broken=broken)
        pieces = sorted((own & set(region.members) for region in other.regions), key=len, reverse=True)
        pieces = [piece for piece in pieces if piece]
        whole = next((set(region.members) for region in other.regions if own <= set(region.members)), None)
        if whole == own:
            text = say("alternative_same", language, number=number)
        elif whole is not None:
            extra = whole - own
            text = counted("alternative_more", len(extra), language, number=number,
                           names=named(self.atlas, extra, language))  # fmt: skip
        else:
            groups = "; ".join(named(self.atlas, piece, language) for piece in pieces)
            text = counted("alternative_cut", len(pieces), language, number=number, groups=groups)
        return f"{text} {dearer}".strip()

    def money(self) -> Paragraph:
        """Return what is known of the money, per young person."""
        atlas, language, body = self.atlas, self.language, self.subject.body
        known = atlas.youth_partnerships
        young = size_of(atlas, self.subject).young
        amount = known["subsidy_eur_per_year"].get(body) if body is not None else None
        if body is None or amount is None or pd.isna(amount) or not young:
            return Paragraph(say("money_unknown", language))
        end = str(known.loc[body, "period_end"])
        return Paragraph(
            say("money", language, amount=round(float(amount)), each=format_number(float(amount) / young, language, 2),
                start=str(known.loc[body, "period_start"])[:4], end=end[:4], young=young)
        )  # fmt: skip

    def next_step(self) -> list[Paragraph | Bullets]:
        """Return what comes next by the rules, with what is not known of it."""
        atlas, language, parts = self.atlas, self.language, []
        known = atlas.youth_partnerships
        if self.subject.body is not None and self.subject.body in known.index:
            end = known.loc[self.subject.body, "period_end"]
            if isinstance(end, str) and end:
                key = "period_over" if has_passed(end) else "period_ends"
                parts.append(Paragraph(say(key, language, end=format_date(end, language))))
        rules = next_rules(atlas)
        lines = tuple(f"{capital(row[f'topic_{language}'])}: {row[f'value_{language}']}" for row in rules)
        return [*parts, *([Bullets(lines)] if lines else [])]


def next_rules(atlas: Atlas) -> list[dict[str, str]]:
    """Return the rules that a package names as the next steps of its main domain, in its order; none by default.

    Parameters
    ----------
    atlas
        The edition.
    """
    resources = atlas.descriptor.get("resources", ())
    steps = next((one.get("next_steps", ()) for one in resources if one["name"] == "rules"), ())  # type: ignore[attr-defined]
    rules = atlas.rules
    return [{str(name): str(value) for name, value in rules.loc[step].items()} for step in steps if step in rules.index]
