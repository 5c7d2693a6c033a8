"""How the commands write regions: a table for people, JSON and CSV for programs, GeoJSON for maps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import click
import geopandas as gpd
import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.cli.base import language_of
from igs_geo.cli.output import as_text, write, write_json, write_table
from igs_geo.i18n import format_number, translate
from igs_geo.regions import Proposal, say_reasons, say_verdict
from igs_geo.regions.result.sentences import say_cuts
from igs_geo.regions.result.shapes import as_geojson, outcome_table, region_shapes, with_shapes

FOUND_NOTHING = 3
"""Exit code of a search that found nothing in its time, and proved nothing either."""


def write_proposal(context: click.Context, atlas: Atlas, proposal: Proposal, options: dict[str, Any]) -> None:
    """Write a proposal; when nothing was found in time, end with the exit code that says so."""
    form, output = options["output_format"], options["output"]
    if form == "json":
        write_json(proposal.to_dict(), output)
    elif form == "csv":
        write_table(outcome_table(atlas, proposal), "csv", output)
    elif form == "geojson":
        write(geojson(region_shapes(atlas, proposal), proposal), output)
    else:
        write(region_table(proposal, language_of(context)), output)
    if form != "json":
        language = language_of(context)
        names = atlas.partnerships["name"].to_dict()
        click.echo("\n".join([verdict(proposal, language), *say_cuts(proposal, names, language)]), err=True)
    end(context, proposal)


def end(context: click.Context, proposal: Proposal) -> None:
    """End the command with the exit code of its answer."""
    if proposal.status == "unknown":
        context.exit(FOUND_NOTHING)


def geojson(frame: gpd.GeoDataFrame, proposal: Proposal) -> str:
    """Return regions as GeoJSON, with the settings and the proof of a proposal."""
    settings = {key: value for key, value in proposal.to_dict().items() if key != "regions"}
    return as_geojson(frame, settings)


def verdict(proposal: Proposal, language: str) -> str:
    """Return how good a proposal is proven to be, in a sentence."""
    return "\n".join([say_verdict(proposal, language), *say_reasons(proposal, language)])


def region_table(proposal: Proposal, language: str) -> str:
    """Return the regions of a proposal as a table for people."""
    table = proposal.table()
    if table.empty:
        return ""
    columns = {"name": "name", "municipalities": "municipalities", "inhabitants": "inhabitants", "young": "young",
               "cost": "cost"}  # fmt: skip
    shown = table[list(columns)].copy()
    for name in ("municipalities", "inhabitants", "young"):
        shown[name] = [format_number(value, language) for value in table[name]]
    shown["cost"] = [f"{value:.5g}" for value in table["cost"]]
    return as_text(shown.rename(columns={name: translate(f"regions.column_{name}", language) for name in columns}))


@dataclass(frozen=True)
class Rows:
    """Regions that are no division: one row each, what holds for all, and the name of the list in JSON."""

    rows: list[dict[str, Any]]
    head: dict[str, Any]
    key: str


def write_rows(context: click.Context, atlas: Atlas, found: Rows, options: dict[str, Any]) -> None:
    """Write regions that are no division."""
    form, output = options["output_format"], options["output"]
    if form == "json":
        write_json(found.head | {found.key: found.rows}, output)
        return
    flat = pd.DataFrame(
        [{k: v for k, v in row.items() if k != "criteria"} | dict(row["criteria"]) for row in found.rows]
    )
    if form == "csv":
        write_table(flat, "csv", output)
    elif form == "geojson":
        text = flat.map(lambda value: " ".join(value) if isinstance(value, list) else value)
        write(as_geojson(with_shapes(atlas, text, [row["members"] for row in found.rows]), found.head), output)
    elif found.rows:
        write(as_text(_shown(atlas, found.rows, language_of(context))), output)
    else:
        write(translate("regions.nothing_found", language_of(context)), output)


def _shown(atlas: Atlas, rows: list[dict[str, Any]], language: str) -> pd.DataFrame:
    names = atlas.municipalities["name"]
    return pd.DataFrame(
        [
            {
                "": row["rank"],
                translate("regions.column_members", language): ", ".join(names[nis] for nis in row["members"]),
                translate("regions.column_inhabitants", language): format_number(row["inhabitants"], language),
                translate("regions.column_each", language): format_number(row["cost_per_inhabitant"], language, 3),
            }
            for row in rows
        ]
    )
