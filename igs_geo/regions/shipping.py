"""Work out how sure the divisions of the presets are, for the tables that the data package ships.

Run as ``python -m igs_geo.regions.shipping [FOLDER]``. What still holds is left as it is.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from igs_geo.atlas import Atlas, load_atlas
from igs_geo.regions.analysis.certainty import PARTS, Plain, work_out
from igs_geo.regions.analysis.params import DEFAULT, AnalysisParams
from igs_geo.regions.analysis.shipped import TABLES, mark_of
from igs_geo.regions.problem.presets import Preset, presets
from igs_geo.regions.problem.problem import build_problem
from igs_geo.regions.result.proposal import Proposal
from igs_geo.regions.search.preparing import SetStore
from igs_geo.regions.search.search import search

SECONDS = 1_800.0
"""For each search and each part: nobody waits."""
COLUMNS = {
    "certainty": ["preset", "edition", "mark", "objective", "gap", "drawn", "counted", "stopped_by_clock", "seed"],
    "certainty_regions": ["preset", "region", "nis", "subset", "stability"],
    "certainty_payoff": ["preset", "criterion", "best", "worst", "own", "gap"],
    "certainty_flatness": ["preset", "difference", "objective", "change", "gap", "none_exists"],
}
Tables = dict[str, pd.DataFrame]


def work_out_preset(atlas: Atlas, entry: Preset, params: AnalysisParams = DEFAULT) -> Tables:
    """Return the tables of one preset.

    Parameters
    ----------
    atlas
        Its edition.
    entry
        The preset.
    params
        The numbers that steer.
    """
    problem, store = build_problem(atlas, entry.criteria), SetStore()
    proposal = search(problem, time_limit=SECONDS, store=store)
    parts = {part: work_out(part, problem, proposal, time_limit=SECONDS, store=store, params=params) for part in PARTS}
    stability = parts["stability"]
    head = {"preset": entry.code, "edition": atlas.edition, "mark": mark_of(problem, params),
            "objective": proposal.objective, "gap": proposal.gap,
            **{name: stability[name] for name in ("drawn", "counted", "stopped_by_clock", "seed")}}  # fmt: skip
    rows = {
        "certainty": [head],
        "certainty_regions": _regions(proposal, stability),
        "certainty_payoff": parts["payoff"]["rows"],
        "certainty_flatness": parts["flatness"]["rows"],
    }
    return {name: _table(name, entry.code, own) for name, own in rows.items()}


def _regions(proposal: Proposal, stability: Plain) -> list[Plain]:
    rows = []
    for place, region in enumerate(proposal.regions):
        subsets = (stability["cores"][place] or (), *stability["fixed_pairs"][place])
        number = {nis: subset for subset, members in enumerate(subsets) for nis in members}
        share = stability["regions"][place]
        rows += [
            {"region": place + 1, "nis": nis, "subset": number.get(nis), "stability": share}
            for nis in sorted(region.members)
        ]
    return rows


def _table(name: str, preset: str, rows: list[Plain]) -> pd.DataFrame:
    table = pd.DataFrame([{"preset": preset} | row for row in rows])[COLUMNS[name]]
    if "subset" in table:
        table["subset"] = table["subset"].astype("Int64")
    return table


def ship(
    folder: Path,
    chosen: Mapping[str, Preset] | None = None,
    say: Callable[[str], None] = print,
    params: AnalysisParams = DEFAULT,
) -> list[Path]:
    """Write the tables anew, working out only what does not hold any more, and return their paths.

    Parameters
    ----------
    folder
        The data package.
    chosen
        The presets by code; those that ship by default.
    say
        Called with what is done.
    params
        The numbers that steer.
    """
    entries = presets() if chosen is None else chosen
    atlases = {edition: load_atlas(edition, folder) for edition in {one.criteria.edition for one in entries.values()}}
    tables = {name: _read(folder / f"{name}.csv") for name in TABLES}
    for code, entry in entries.items():
        atlas, heads = atlases[entry.criteria.edition], tables["certainty"]
        mark = mark_of(build_problem(atlas, entry.criteria), params)
        if len(heads) and ((heads["preset"] == code) & (heads["mark"] == mark)).any():
            say(f"{code}: still holds")
            continue
        say(f"{code}: working out ...")
        fresh = work_out_preset(atlas, entry, params)
        tables = {name: _joined(table, _written(fresh[name]), list(entries)) for name, table in tables.items()}
        # Each is kept at once: they take minutes.
        _write(folder, tables)
    return _write(folder, {name: _joined(table, table.iloc[:0], list(entries)) for name, table in tables.items()})


def _joined(table: pd.DataFrame, fresh: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """Return a table with fresh rows in place of the old ones of their preset, in the order of the presets."""
    left = table[~table["preset"].isin(fresh["preset"])] if len(table) else table
    joined = pd.concat([left, fresh])
    rows = [joined[joined["preset"] == code] for code in codes]
    return pd.concat(rows, ignore_index=True)


def _write(folder: Path, tables: Tables) -> list[Path]:
    files = {name: folder / f"{name}.csv" for name in tables}
    for name, file in files.items():
        tables[name].to_csv(file, index=False, lineterminator="\n")
    return list(files.values())


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False) if path.exists() else pd.DataFrame()


def _written(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table as text, as it stands in the file: numbers with ten digits, what is not known empty."""
    texts = {
        name: ["" if pd.isna(value) else _text(value) for value in table[name].astype(object)] for name in table.columns
    }
    return pd.DataFrame(texts)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.10g}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    for file in ship(Path(sys.argv[1] if len(sys.argv) > 1 else "data")):
        sys.stdout.write(f"{file}\n")
