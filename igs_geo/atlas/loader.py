"""Read a data package, check all of it, and build the atlas of one edition."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from igs_geo.atlas.atlas import LATEST_POPULATION_YEAR, Atlas
from igs_geo.atlas.checks import FLANDERS, check_edition, check_shared
from igs_geo.atlas.contract import EDITIONS, GEOMETRIES, Table, tables
from igs_geo.atlas.csv_file import parse
from igs_geo.atlas.emphasis import check_emphasis
from igs_geo.atlas.geometry import check_boundaries, read_boundaries
from igs_geo.atlas.naming import check_region_names
from igs_geo.atlas.origin import with_origin
from igs_geo.atlas.package import DESCRIPTOR, MAX_TOTAL_MB, FileProblemError, Package, open_package
from igs_geo.atlas.plausible import check_map, check_shapes
from igs_geo.atlas.region_labels import check_labels
from igs_geo.atlas.schema import check, check_references
from igs_geo.errors import PackageError, Problem, UnknownEditionError

if TYPE_CHECKING:
    from igs_geo.atlas.overlays import Overlay

MAX_DESCRIPTOR_MB = 4
"""Largest description that is read; that of the embedded package has 0.1 MB."""


@dataclass
class _Reading:
    """What has been read of a package so far, and what was wrong."""

    package: Package
    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    geometry: dict[str, gpd.GeoDataFrame] = field(default_factory=dict)
    descriptor: Mapping[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def content(self, file: str, *, optional: bool = False) -> bytes | None:
        try:
            content = self.package.read(file)
        except FileProblemError as error:
            self.problems.append(Problem(error.key, file, values=error.values))
            return None
        if content is None and not optional:
            self.problems.append(Problem("errors.file_missing", file))
        return content

    def read_descriptor(self) -> None:
        content = self.content(DESCRIPTOR)
        if content is None:
            return
        if len(content) > MAX_DESCRIPTOR_MB << 20:
            values = {"limit": MAX_DESCRIPTOR_MB, "total": MAX_TOTAL_MB}
            self.problems.append(Problem("errors.too_large", DESCRIPTOR, values=values))
            return
        try:
            descriptor = json.loads(content.decode("utf-8-sig"))
        # RecursionError: a file of nothing but brackets
        except (ValueError, RecursionError) as error:
            reason = str(error) or type(error).__name__
            self.problems.append(Problem("errors.descriptor_json", DESCRIPTOR, values={"reason": reason}))
            return
        resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
        named = isinstance(resources, list) and all(isinstance(r, dict) and "name" in r for r in resources)
        if named:
            self.descriptor = descriptor
        else:
            self.problems.append(Problem("errors.descriptor_resources", DESCRIPTOR))

    def read_table(self, table: Table) -> None:
        content = self.content(table.file, optional=table.optional)
        if content is None:
            if table.optional:
                self.frames[table.name] = check(table, pd.DataFrame(columns=list(table.columns), dtype="str"))[0]
            return
        frame, problems = parse(table, content)
        self.problems += problems
        if frame is not None:
            typed, problems = check(table, frame)
            self.problems += problems
            self.frames[table.name] = typed

    def read_geometry(self, name: str, municipalities: pd.DataFrame, edition: str) -> None:
        file = f"{name}.gpkg"
        content = self.content(file)
        if content is None:
            return
        boundaries, problems = read_boundaries(file, content)
        self.problems += problems
        if boundaries is not None:
            codes = pd.Index(municipalities.loc[municipalities["edition"] == edition, "nis"])
            problems = check_boundaries(file, boundaries, codes, edition)
            self.problems += problems
            if not problems:
                self.geometry[name] = boundaries

    def compare(self, edition: str, *, thorough: bool) -> None:
        """Look whether tables and maps tell of one country; thorough where time does not count."""
        self.problems += check_map(self.frames, self.geometry, self.descriptor, edition)
        if thorough:
            self.problems += check_shapes(self.frames, self.geometry, edition)


def _read(package: Package, wanted: str | None) -> tuple[_Reading, tuple[str, ...]]:
    """Return what a package holds of the wanted edition (of all when None), and the editions that it has."""
    reading = _Reading(package)
    reading.read_descriptor()
    reading.read_table(tables()["municipalities"])
    municipalities = reading.frames.get("municipalities")
    if municipalities is None:
        # without municipalities nothing else can be judged, except whether the other files are there
        for table in tables().values():
            if table.name != "municipalities" and table.edition in {None, wanted}:
                reading.content(table.file, optional=table.optional)
        return reading, ()
    held = tuple(edition for edition in EDITIONS if (municipalities["edition"] == edition).any())
    if wanted is not None and wanted not in held and not reading.problems:
        raise UnknownEditionError("errors.unknown_edition", edition=wanted, known=", ".join(held))
    editions = held if wanted is None else (wanted,)
    for edition in held[: held.index(wanted)] if wanted in held else ():
        # what merged in this edition: the people of each part
        reading.read_table(tables()[f"population_{edition}"])
    for table in tables().values():
        if table.name != "municipalities" and (table.edition is None or table.edition in editions):
            reading.read_table(table)
    files = {table.name: table.file for table in tables().values()}
    for name in reading.frames:
        reading.problems += check_references(tables()[name], reading.frames, files, held)
    reading.problems += check_shared(reading.frames, held)
    reading.problems += check_emphasis(reading.descriptor, reading.frames)
    reading.problems += check_labels(reading.descriptor)
    for edition in editions:
        reading.problems += check_edition(reading.frames, edition)
        for kind in GEOMETRIES:
            reading.read_geometry(f"{kind}_{edition}", municipalities, edition)
        reading.compare(edition, thorough=wanted is None)
    if wanted is None and "divisions" in reading.frames:
        reading.problems += check_region_names(reading.frames["divisions"])
    return reading, held


def check_package(data: Path | str | None = None) -> tuple[Problem, ...]:
    """Return everything that is wrong in a data package, all its editions: nothing when it is good.

    Parameters
    ----------
    data
        A folder or zip; the embedded data by default.
    """
    try:
        reading, _ = _read(open_package(data), None)
    except PackageError as error:
        return error.problems
    return tuple(reading.problems)


def load_atlas(
    edition: str = "2025",
    data: Path | str | None = None,
    overlays: Iterable[Overlay | Mapping[str, Any] | Path | str] = (),
) -> Atlas:
    """Load and check the atlas of one edition.

    Parameters
    ----------
    edition
        ``"2025"`` (285 Flemish municipalities) or ``"2019"`` (300).
    data
        Another folder or zip with the same package layout; the embedded data by default.
    overlays
        What people add to the tables, applied in order: overlays of :mod:`igs_geo.atlas.overlays`, parsed JSON or
        files; they may be written for another edition.

    Returns
    -------
    Atlas
        Everything known about the edition, immutable.

    Raises
    ------
    UnknownEditionError
        When the package has no such edition.
    PackageError
        When anything is wrong in the shared tables or those of the edition; it names all of it.
    OverlayError
        When anything is wrong in the overlays or between them; it names all of it.

    Examples
    --------
    >>> atlas = load_atlas("2025")
    >>> len(atlas.flemish)
    285
    >>> atlas.layer("division:referentieregio").kind
    'partition'
    """
    if edition not in EDITIONS:
        raise UnknownEditionError("errors.unknown_edition", edition=edition, known=", ".join(EDITIONS))
    package = open_package(data)
    reading, _ = _read(package, edition)
    if reading.problems:
        raise PackageError(package.label, reading.problems)
    atlas = _build(reading, edition)
    given = list(overlays)
    if not given:
        return atlas
    # what reads and checks documents is loaded when there are some
    from igs_geo.atlas.overlays import apply_overlays

    return apply_overlays(atlas, given)


def _predecessors(reading: _Reading, edition: str) -> pd.DataFrame:
    """Return the inhabitants of the municipalities of the edition before: nothing when the package has none."""
    older = [f"population_{before}" for before in EDITIONS[: EDITIONS.index(edition)]]
    rows = next((reading.frames[name] for name in reversed(older) if name in reading.frames), None)
    if rows is None:
        return pd.DataFrame({"nis": pd.Series(dtype="str"), "inhabitants": pd.Series(dtype="int64")})
    latest = rows[rows["year"] == LATEST_POPULATION_YEAR]
    return latest[["nis", "total"]].rename(columns={"total": "inhabitants"}).reset_index(drop=True)


CERTAINTY = ("certainty", "certainty_regions", "certainty_payoff", "certainty_flatness")
"""Tables on how sure divisions are that were worked out beforehand."""


def _build(reading: _Reading, edition: str) -> Atlas:
    def of_edition(name: str) -> pd.DataFrame:
        frame = reading.frames[name]
        if "edition" in frame:
            frame = frame[frame["edition"] == edition].drop(columns="edition").reset_index(drop=True)
        return frame

    boundaries = reading.geometry[f"boundaries_{edition}"]
    municipalities = of_edition("municipalities").set_index("nis")
    municipalities["flemish"] = municipalities["region"] == FLANDERS
    memberships = of_edition(f"memberships_{edition}")
    if "membership" not in memberships:
        memberships = memberships.assign(membership="full", share=1.0, via="")
    partnerships = of_edition("partnerships").set_index("id")
    partnership_domains = of_edition("partnership_domains")
    partnerships["domains"] = partnership_domains.groupby("partnership")["domain"].agg(tuple)
    kinds = of_edition("division_kinds").set_index("division")
    kinds = kinds[[edition in editions.split(";") for editions in kinds["editions"]]]
    links = of_edition("links")
    links = links[links["nis_a"].isin(municipalities.index) & links["nis_b"].isin(municipalities.index)]
    return Atlas(
        edition=edition,
        frames=with_origin(
            {
                "municipalities": gpd.GeoDataFrame(
                    municipalities.assign(geometry=boundaries.geometry), geometry="geometry", crs=boundaries.crs
                ),
                "screen": reading.geometry[f"screen_{edition}"],
                "population": of_edition(f"population_{edition}"),
                "domains": of_edition("policy_domains").set_index("code"),
                "partnerships": partnerships,
                "partnership_domains": partnership_domains,
                "memberships": memberships,
                "divisions": of_edition("divisions"),
                "division_kinds": kinds,
                "commuting": of_edition(f"commuting_{edition}"),
                "borders": of_edition(f"borders_{edition}"),
                "links": links.reset_index(drop=True),
                "crosswalk": of_edition("crosswalk"),
                "youth_partnerships": of_edition("youth_partnerships").set_index("partnership"),
                "youth_mentions": of_edition("youth_mentions").set_index("id"),
                "rules": of_edition("rules").set_index("id"),
                "deadlines": of_edition("deadlines"),
                "setting_status": of_edition("setting_status"),
                **{name: of_edition(name) for name in CERTAINTY},
                "rule_checks": of_edition("rule_checks"),
                "rule_dates": of_edition("rule_dates"),
                "legal_forms": of_edition("legal_forms").set_index("code"),
                "task_models": of_edition("task_models").set_index("code"),
                "task_list": of_edition("task_list").set_index("code"),
                "success_factors": of_edition("success_factors").set_index("nr"),
                "factor_prompts": of_edition("factor_prompts"),
                "factor_facts": of_edition("factor_facts"),
                "arguments": of_edition("arguments").set_index("code"),
                "fragmentation_figures": of_edition("fragmentation_figures").set_index("nr"),
                "predecessors": _predecessors(reading, edition),
            }
        ),
        descriptor=reading.descriptor,
    )
