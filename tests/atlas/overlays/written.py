"""Overlays and the packages that somebody would have written who typed the same changes into the tables."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from hypothesis import strategies as st

from igs_geo.atlas.derive import memberships_2025, successors
from tests.conftest import BODIES, GRID, MERGED

BEFORE = [*GRID]
AFTER = sorted({MERGED.get(nis, nis) for nis in GRID})
PARTS = {new: [old for old in GRID if MERGED.get(old, old) == new] for new in AFTER}
KNOWN = {"source": "iemand zei het", "date": "2026-03"}


def overlay(operations, edition="2019", title="Proef"):
    return {"title": title, "edition": edition, "operations": [{**KNOWN, **operation} for operation in operations]}


@st.composite
def changes(draw):
    """Changes in an edition, and the former municipalities that become or cease to be members, by body."""
    edition = draw(st.sampled_from(["2019", "2025"]))
    members = {body: set(row[5].split()) for body, row in BODIES.items()}
    touched: set[tuple[str, str]] = set()
    operations = []
    for number in range(draw(st.integers(1, 6))):
        body = draw(st.sampled_from(sorted(members)))
        nis = draw(st.sampled_from(BEFORE if edition == "2019" else AFTER))
        parts = [nis] if edition == "2019" else PARTS[nis]
        only = draw(st.booleans()) and len(parts) > 1
        some = {draw(st.sampled_from(parts))} if only else set(parts)
        named = {"nis": nis} | ({"only": sorted(some)} if only else {})
        if draw(st.integers(0, 4)) == 0:
            body = f"nieuw-{number}"
            operations.append(
                {"op": "add_partnership", "id": body, "name": body, "domains": ["sport"], "members": [named]}
            )
            members[body] = some
            touched |= {(body, part) for part in some}
            continue
        if any((body, part) in touched for part in some):
            continue
        if some <= members[body]:
            operations.append({"op": "end_membership", "partnership": body, **named})
            touched |= {(body, part) for part in some}
            members[body] -= some
        elif not some & members[body] or not only:
            operations.append({"op": "add_membership", "partnership": body, **named})
            touched |= {(body, part) for part in some - members[body]}
            members[body] |= some
    return edition, operations, members


def memberships(folder: Path, members: dict[str, set[str]], edition: str) -> pd.DataFrame:
    """The memberships that a package has into which the members were typed."""
    rows = [(body, nis) for body, own in members.items() for nis in sorted(own)]
    table = pd.DataFrame(rows, columns=["partnership", "nis"]).assign(edition="2019", source="x")
    if edition == "2019":
        table = table.assign(membership="full", share=1.0, via="")
    else:
        read = {"dtype": str, "keep_default_na": False}
        population = pd.read_csv(folder / "population_2019.csv", **read)
        table = memberships_2025(table, population, successors(pd.read_csv(folder / "crosswalk.csv", **read)))
        table["share"] = table["share"].astype(float)
    return ordered(table)


def ordered(table: pd.DataFrame) -> pd.DataFrame:
    """What a membership says, without where it comes from, in order."""
    columns = ["partnership", "nis", "membership", "share", "via"]
    return table[columns].astype({"share": float}).sort_values(columns[:2], ignore_index=True)
