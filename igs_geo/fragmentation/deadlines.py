"""By when a body has to lie inside one reference region: it depends on what kind of body it is."""

from __future__ import annotations

from collections.abc import Collection

from igs_geo.atlas import Atlas

Sentence = tuple[str, dict[str, object]]
"""A key of the catalogue and what its text names."""
KINDS = ("own_initiative", "recognised", "new")


def deadlines(atlas: Atlas, body: str) -> tuple[Sentence, ...]:
    """Return the deadlines that can hold for a body, each with how well it is known, as sentences.

    Bodies with a known youth subsidy are recognised. Of all others it is not known whether they are on own initiative,
    recognised or new, so that each is said. A row of the table that names a domain goes before one that names none.

    Parameters
    ----------
    atlas
        The edition.
    body
        Id of the partnership.
    """
    domains = atlas.partnerships["domains"].to_dict().get(body)
    own = domains if isinstance(domains, tuple) else ()
    states = atlas.youth_partnerships["state"]
    funded = bool(states.get(body) == "funded")
    kinds = ("recognised",) if funded else KINDS
    found = [sentence for kind in kinds for sentence in _of_kind(atlas, kind, own)]
    if found and not funded:
        found.insert(0, ("flags.deadline_unknown_kind", {}))
    return tuple(found)


def _of_kind(atlas: Atlas, kind: str, domains: Collection[str]) -> list[Sentence]:
    table = atlas.frames["deadlines"]
    rows = table[table["kind"] == kind]
    special = rows[rows["domain"].isin(list(domains))]
    return [
        (
            f"flags.deadline_{kind}" + ("_from" if row.domain else ""),
            {"date": str(row.date), "known": f"flags.known_{row.status}"},
        )
        for row in (rows[rows["domain"] == ""] if special.empty else special).itertuples(index=False)
    ]
