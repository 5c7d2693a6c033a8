"""``igs-geo municipality``: with whom a municipality works on what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from igs_geo.cli.base import Command, data_option, edition_option, language_of, language_option
from igs_geo.cli.output import as_text, format_option, output_option, write, write_json, write_table
from igs_geo.cli.own import load, overlay_option
from igs_geo.i18n import format_number, format_percent, translate

if TYPE_CHECKING:
    from igs_geo.atlas import Atlas

PARTNERS_SHOWN = 20


def profile(atlas: Atlas, nis: str, language: str) -> dict[str, Any]:
    """Return the bodies, regions and partners of a municipality.

    All bodies are listed, whatever their status and inventory, with all their members; ``partners`` counts shared
    bodies as the measures do by default: active, in the register, with 2 to 100 members, partial members by majority.

    Parameters
    ----------
    atlas
        The edition.
    nis
        A Flemish municipality.
    language
        Language of names and texts.
    """
    from igs_geo.fragmentation import count
    from igs_geo.fragmentation.profile import partners

    names = atlas.municipalities["name"]
    kinds = atlas.division_kinds[f"name_{language}"]
    regions = atlas.divisions
    regions = regions[(regions["nis"] == nis) & regions["division"].isin(kinds.index)]
    return {
        "edition": atlas.edition,
        "nis": nis,
        "name": names[nis],
        "province": atlas.municipalities.loc[nis, "province"],
        "inhabitants": int(atlas.inhabitants()[nis]),
        "partnerships": _bodies(atlas, nis),
        "divisions": [
            {
                "division": row.division,
                "name": kinds[str(row.division)],
                "region_code": row.region_code,
                "region_name": row.region_name,
                "uncertain": bool(row.uncertain),
            }
            for row in regions.itertuples()
        ],
        "partners": [
            {"nis": other, "name": row["name"], "shared": int(row["shared"])}
            for other, row in partners(count(atlas), nis).iterrows()
        ],
    }


def _bodies(atlas: Atlas, nis: str) -> list[dict[str, Any]]:
    memberships = atlas.memberships
    own = memberships[memberships["nis"] == nis].set_index("partnership")
    rows = memberships[memberships["partnership"].isin(own.index)].sort_values(["partnership", "nis"])
    members = rows.groupby("partnership")["nis"].agg(list).to_dict()
    bodies = atlas.partnerships.loc[own.index].sort_values("name").rename_axis("partnership").reset_index()
    kinds_of_member, shares, origins = (own[name].to_dict() for name in ("membership", "share", "origin"))
    found = []
    for row in bodies.to_dict(orient="records"):
        body = row["partnership"]
        entry = {
            "id": body,
            "name": row["name"],
            "domains": list(row["domains"]),
            "legal_form": row["legal_form"],
            "status": row["status"],
            "inventory": row["inventory"],
            "origin": "own" if "own" in {row["origin"], origins[body]} else row["origin"],
            "membership": kinds_of_member[body],
        }
        if entry["membership"] == "partial":
            entry["share"] = shares[body]
        found.append(entry | {"members": members[body], "source": row["source"], "as_of": row["as_of"]})
    return found


@click.command(cls=Command, help="cli.help_municipality")
@click.argument("name", metavar="NAME|NIS")
@edition_option
@data_option
@overlay_option
@format_option()
@output_option
@language_option
@click.pass_context
def municipality(
    context: click.Context, *, name: str, edition: str, data: str | None, overlay: tuple[str, ...],
    output_format: str, output: str | None,
) -> None:  # fmt: skip
    """Print with whom a municipality works on what."""
    import pandas as pd

    from igs_geo.atlas.search import find_municipality

    language = language_of(context)
    atlas = load(context, edition, data, overlay)
    found = profile(atlas, find_municipality(atlas, name), language)
    if output_format == "json":
        write_json(found, output)
    elif output_format == "csv":
        columns = [
            "id",
            "name",
            "domains",
            "legal_form",
            "status",
            "inventory",
            "origin",
            "membership",
            "share",
            "members",
        ]
        table = pd.DataFrame(found["partnerships"], columns=columns)
        write_table(table.assign(share=table["share"].fillna(1.0)), "csv", output)
    else:
        write(_text(atlas, found, language), output)


def _text(atlas: Atlas, found: dict[str, Any], language: str) -> str:
    import pandas as pd

    domains = atlas.domains[f"name_{language}"]
    heading = translate(
        "cli.municipality_heading",
        language,
        name=found["name"],
        nis=found["nis"],
        edition=found["edition"],
        inhabitants=format_number(found["inhabitants"], language),
    )
    states = {state: translate(f"cli.{state}", language) for state in ("active", "inactive", "unknown")}
    words = {key: translate(f"cli.{key}", language) for key in ("body", "domain", "membership", "members", "state")}
    full = translate("cli.full", language)
    bodies = pd.DataFrame(
        [
            (
                translate("overlay.marked", language, name=body["name"]) if body["origin"] == "own" else body["name"],
                ", ".join(domains[code] for code in body["domains"]),
                translate("cli.partial", language, share=format_percent(body["share"], language))
                if "share" in body
                else full,
                len(body["members"]),
                states[body["status"]],
            )
            for body in found["partnerships"]
        ],
        columns=[words["body"], words["domain"], words["membership"], words["members"], words["state"]],
    )
    regions = pd.DataFrame(
        [(row["name"], row["region_name"]) for row in found["divisions"]],
        columns=[translate("cli.division", language), translate("cli.region", language)],
    )
    partners = pd.DataFrame(
        [(row["name"], row["shared"]) for row in found["partners"][:PARTNERS_SHOWN]],
        columns=[translate("cli.partner", language), translate("cli.shared", language)],
    )
    note = translate("cli.partners_note", language, shown=len(partners), count=len(found["partners"]))
    return "\n\n".join([heading, as_text(bodies), as_text(regions), as_text(partners), note])
