"""The best region around every municipality by the default preset, worked out beforehand and kept with the data.

Run as ``python -m igs_geo.regions.analysis.candidates [FOLDER]`` to work them out anew: a search for each municipality.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from igs_geo.atlas import Atlas, data_folder, load_atlas
from igs_geo.atlas.standing import DEFAULT_PRESET
from igs_geo.regions.analysis.around import around
from igs_geo.regions.analysis.shipped import mark_of
from igs_geo.regions.problem.criteria import Criteria
from igs_geo.regions.problem.presets import preset
from igs_geo.regions.problem.problem import build_problem

FILE = "candidates.json"
"""File of the data package: a mark of settings and data, and the members of the best region around each NIS code."""
PATIENCE_SECONDS = 3_600.0
"""For each municipality: no clock may decide what is kept."""


def candidates_of(atlas: Atlas, criteria: Criteria) -> Mapping[str, tuple[str, ...]] | None:
    """Return the members of the best region around each municipality, by NIS; who can be in none is left out.

    Parameters
    ----------
    atlas
        The edition.
    criteria
        The settings.

    Returns
    -------
    Mapping or None
        None where they were worked out for other settings or other data.
    """
    kept = _kept()
    if kept is None or criteria.edition != atlas.edition or criteria != preset(DEFAULT_PRESET).criteria:
        return None
    known, regions = kept
    return regions if known == mark_of(build_problem(atlas, criteria)) else None


def work_out(atlas: Atlas, criteria: Criteria) -> dict[str, tuple[str, ...]]:
    """Return the members of the best region around each municipality, found by a search for each.

    Parameters
    ----------
    atlas
        The edition.
    criteria
        The settings.
    """
    problem = build_problem(atlas, criteria)
    found = {}
    for nis in problem.units:
        best = around(problem, nis, 1, time_limit=PATIENCE_SECONDS).regions
        if best:
            found[nis] = tuple(best[0].members)
    return found


@cache
def _kept() -> tuple[str, dict[str, tuple[str, ...]]] | None:
    file = data_folder() / FILE
    if not file.exists():
        return None
    content = json.loads(file.read_text(encoding="utf-8"))
    return content["mark"], {nis: tuple(members) for nis, members in content["regions"].items()}


def main(folder: Path) -> None:
    """Write the regions of the default preset into a folder.

    Parameters
    ----------
    folder
        Folder of the data package.
    """
    criteria = preset(DEFAULT_PRESET).criteria
    atlas = load_atlas(criteria.edition, folder)
    mark, regions = mark_of(build_problem(atlas, criteria)), work_out(atlas, criteria)
    lines = ",\n".join(f"  {json.dumps(nis)}: {json.dumps(list(own))}" for nis, own in regions.items())
    text = f'{{\n "mark": "{mark}",\n "regions": {{\n{lines}\n }}\n}}\n'
    (folder / FILE).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else data_folder())
