"""What a report on a region is about: a partnership of today, or a candidate region of a proposal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from igs_geo.assessment import DrawnRegion
from igs_geo.atlas import Atlas, contiguous_parts
from igs_geo.atlas.search import find_municipality, search
from igs_geo.errors import NotFoundError
from igs_geo.fragmentation import reference_names, reference_regions
from igs_geo.reports.analyses import Analyses


@dataclass(frozen=True)
class Subject:
    """A region.

    Parameters
    ----------
    name
        What it is called.
    shares
        Its members by NIS, each with the part of its inhabitants who lived in a member, in (0, 1].
    body
        Id of the partnership; None for a candidate region.
    place
        Place of the region of the proposal that it is, or that holds it whole; None for none.
    drawn
        The region of a scenario that it is; None when nobody drew it.
    """

    name: str
    shares: Mapping[str, float]
    body: str | None = None
    place: int | None = None
    drawn: DrawnRegion | None = None

    @property
    def members(self) -> tuple[str, ...]:
        """NIS codes."""
        return tuple(self.shares)

    @property
    def full(self) -> tuple[str, ...]:
        """NIS codes of those that are members as a whole."""
        return tuple(nis for nis, share in self.shares.items() if share >= 1)

    @property
    def partial(self) -> tuple[str, ...]:
        """NIS codes of those of which a part is a member."""
        return tuple(nis for nis, share in self.shares.items() if share < 1)


@dataclass(frozen=True)
class Size:
    """How large a region is: inhabitants, young people, and the parts in which it lies on the map."""

    inhabitants: int
    young: int
    parts: int
    reference_regions: tuple[str, ...]


def find_subject(atlas: Atlas, text: str, analyses: Analyses | None) -> Subject:
    """Return the region that a text names: a partnership, or the candidate region around a municipality.

    Parameters
    ----------
    atlas
        The edition.
    text
        Id or name of a partnership, or name or NIS code of a municipality.
    analyses
        The proposal whose regions are meant; None when only partnerships are.

    Raises
    ------
    NotFoundError
        When nothing is called so, or the municipality has no region.
    """
    if text in atlas.partnerships.index:
        return of_body(atlas, text, analyses)
    hits = search(atlas, text, "nl")
    bodies = [hit for hit in hits if hit.kind == "partnership"]
    if hits and hits[0].kind == "partnership":
        return of_body(atlas, bodies[0].id, analyses)
    nis = find_municipality(atlas, text)
    places = {} if analyses is None else analyses.proposal.region_of()
    if nis not in places or analyses is None:
        raise NotFoundError("reports.no_region", name=str(atlas.municipalities.loc[nis, "name"]))
    region = analyses.proposal.regions[places[nis]]
    return Subject(region.name, dict.fromkeys(region.members, 1.0), place=places[nis])


def of_body(atlas: Atlas, body: str, analyses: Analyses | None) -> Subject:
    """Return a partnership as the subject of a report.

    Parameters
    ----------
    atlas
        The edition.
    body
        Its id.
    analyses
        The proposal of which a region may hold it.

    Raises
    ------
    NotFoundError
        When no members of it are known.
    """
    rows = atlas.memberships
    rows = rows[(rows["partnership"] == body) & rows["nis"].isin(atlas.flemish.index)]
    name = str(atlas.partnerships.loc[body, "name"])
    if rows.empty:
        raise NotFoundError("reports.no_members", name=name)
    shares = {str(nis): float(share) for nis, share in zip(rows["nis"], rows["share"], strict=True)}
    return Subject(name, shares, body, _place(shares, analyses))


def of_drawn(drawn: DrawnRegion, analyses: Analyses | None) -> Subject:
    """Return a region of a scenario as the subject of a report.

    Parameters
    ----------
    drawn
        The region.
    analyses
        The proposal of which a region may hold it.

    Raises
    ------
    NotFoundError
        When it has no members.
    """
    if not drawn.members:
        raise NotFoundError("reports.no_members", name=drawn.name)
    return Subject(drawn.name, dict.fromkeys(drawn.members, 1.0), None, _place(drawn.members, analyses), drawn)


def _place(members: Iterable[str], analyses: Analyses | None) -> int | None:
    """Return the place of the region of a proposal that holds some municipalities; None where they are apart."""
    own = set(members)
    regions = () if analyses is None else analyses.proposal.regions
    return next((place for place, region in enumerate(regions) if own <= set(region.members)), None)


def size_of(atlas: Atlas, subject: Subject) -> Size:
    """Return how large a region is; a partial member counts for its share.

    Parameters
    ----------
    atlas
        The edition.
    subject
        The region.
    """
    shares = pd.Series(dict(subject.shares))
    members = list(subject.members)
    codes = reference_regions(atlas).reindex(members).dropna().unique()
    names = reference_names(atlas)
    return Size(
        inhabitants=round(float((atlas.inhabitants().reindex(members) * shares).sum())),
        young=round(float((atlas.young_people().reindex(members) * shares).sum())),
        parts=len(contiguous_parts(atlas, members, links=True)),
        reference_regions=tuple(str(names.get(code, code)) for code in codes),
    )
