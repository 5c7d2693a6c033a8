"""``igs-geo info``: what the data package holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from igs_geo.cli.base import Command, data_option, edition_option, language_of, language_option
from igs_geo.cli.output import as_text, format_option, output_option, write, write_json, write_table
from igs_geo.cli.own import load, overlay_option
from igs_geo.i18n import translate

if TYPE_CHECKING:
    from igs_geo.atlas import Atlas


def counts(atlas: Atlas, language: str) -> dict[str, Any]:
    """Return what an edition holds: municipalities, partnerships by status and inventory, domains and divisions."""
    bodies = atlas.partnerships
    register = bodies["inventory"] == "register"
    links = atlas.partnership_domains
    counted = links[links["partnership"].isin(bodies.index[register & (bodies["status"] == "active")])]
    per_domain = counted["domain"].value_counts()
    elsewhere, own = bodies["inventory"] == "added", bodies["inventory"] == "own"
    added = links[links["partnership"].isin(bodies.index[elsewhere])]["domain"].value_counts()
    mine = links[links["partnership"].isin(bodies.index[own])]["domain"].value_counts()
    name = f"name_{language}"
    kinds = atlas.division_kinds
    regions = {layer.code: len(layer.group_names) for layer in atlas.layers().values()}
    return {
        "edition": atlas.edition,
        "municipalities": len(atlas.flemish),
        "partnerships": {
            "active": int((register & (bodies["status"] == "active")).sum()),
            "inactive": int((register & (bodies["status"] == "inactive")).sum()),
            "added": int(elsewhere.sum()),
            "own": int(own.sum()),
        },
        "memberships": len(atlas.memberships),
        "domains": [
            {
                "code": code,
                "name": row[name],
                "coverage": row["coverage"],
                "partnerships": int(per_domain.get(code, 0)),
                "added": int(added.get(code, 0)),
                "own": int(mine.get(code, 0)),
                "divisions": list(kinds.index[kinds["domain"] == code]),
            }
            for code, row in atlas.domains.iterrows()
        ],
        "divisions": [
            {
                "code": code,
                "name": row[name],
                "domain": row["domain"] or None,
                "kind": row["kind"],
                "cooperation": row["cooperation"],
                "regions": regions[f"division:{code}"],
            }
            for code, row in kinds.iterrows()
        ],
    }


@click.command(cls=Command, help="cli.help_info")
@edition_option
@data_option
@overlay_option
@format_option()
@output_option
@language_option
@click.pass_context
def info(
    context: click.Context, *, edition: str, data: str | None, overlay: tuple[str, ...], output_format: str,
    output: str | None,
) -> None:  # fmt: skip
    """Count what the data package holds."""
    import pandas as pd

    language = language_of(context)
    found = counts(load(context, edition, data, overlay), language)
    if output_format == "json":
        write_json(found, output)
        return
    bodies = found["partnerships"]
    totals = [("edition", edition), ("municipalities", found["municipalities"])]
    totals += [(f"partnerships_{key}", count) for key, count in bodies.items()]
    totals += [("memberships", found["memberships"])]
    rows = [{"kind": "total", "code": code, "name": "", "count": count} for code, count in totals]
    rows += [
        {"kind": "domain", "code": row["code"], "name": row["name"], "count": row["partnerships"]}
        for row in found["domains"]
    ]
    rows += [
        {"kind": "division", "code": row["code"], "name": row["name"], "count": row["regions"]}
        for row in found["divisions"]
    ]
    if output_format == "csv":
        write_table(pd.DataFrame(rows), "csv", output)
        return
    heading = translate("cli.info_heading", language, edition=edition, municipalities=found["municipalities"], **bodies)
    words = {
        key: translate(f"cli.{key}", language)
        for key in ("domain", "division", "active_bodies", "added_bodies", "own_bodies")
    }
    words |= {key: translate(f"cli.{key}", language) for key in ("coverage", "regions", "kind")}
    domains = pd.DataFrame(
        [
            (row["name"], row["partnerships"], row["added"], row["own"], _coverage(row["coverage"], language))
            for row in found["domains"]
        ],
        columns=[
            words["domain"],
            words["active_bodies"],
            words["added_bodies"],
            words["own_bodies"],
            words["coverage"],
        ],
    )
    if not overlay:
        domains = domains.drop(columns=words["own_bodies"])
    divisions = pd.DataFrame(
        [(row["name"], row["regions"], _kind(row["kind"], language)) for row in found["divisions"]],
        columns=[words["division"], words["regions"], words["kind"]],
    )
    write("\n\n".join([heading, as_text(domains), as_text(divisions)]), output)


def _coverage(code: str, language: str) -> str:
    keys = {"full": "cli.coverage_full", "register": "cli.coverage_register", "none": "cli.coverage_none"}
    return translate(keys[code], language)


def _kind(code: str, language: str) -> str:
    keys = {
        "partition": "cli.kind_partition",
        "partial": "cli.kind_partial",
        "overlapping": "cli.kind_overlapping",
        "typology": "cli.kind_typology",
    }
    return translate(keys[code], language)
