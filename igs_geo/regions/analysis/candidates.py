"""The best region around every municipality by the default preset, worked out beforehand and kept with the data.

Run as ``python -m igs_geo.regions.analysis.candidates [FOLDER]`` to work them out anew: a search for each municipality.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from igs_geo.atlas import Atlas, data_folder, load_atlas
from igs_geo.atlas.standing import DEFAULT_PRESET
from igs_geo.regions.analysis.around import around
from igs_geo.regions.problem.criteria import Criteria
from igs_geo.regions.problem.presets import preset
from igs_geo.regions.problem.problem import Problem, build_problem

FILE = "candidates.json"
"""File of the data package with a stamp and, for each NIS code, the codes of the members of its best region."""
PATIENCE_SECONDS = 3_600.0
"""For each municipality: no clock may decide what is kept."""


def stamp(problem: Problem) -> str:
    """Return a digest of what a problem asks: its settings and its numbers, to what another machine computes the same.

    Parameters
    ----------
    problem
        The problem.
    """
    digest = hashlib.sha256(json.dumps(problem.criteria.to_dict(), sort_keys=True).encode())
    digest.update(repr((problem.units, problem.youth, problem.wholes, problem.aside)).encode())
    metres = np.rint(problem.xy * 1_000).astype(np.int64)
    alike = np.rint(problem.jaccard.data * 1_000_000).astype(np.int64)
    for array in (problem.inhabitants, problem.young, problem.edges, problem.frames, metres, alike,
                  problem.jaccard.indices, problem.flows.data, problem.flows.indices):  # fmt: skip
        digest.update(np.ascontiguousarray(array, dtype=np.int64).tobytes())
    return digest.hexdigest()[:32]


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
    return regions if known == stamp(build_problem(atlas, criteria)) else None


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
    return content["stamp"], {nis: tuple(members) for nis, members in content["regions"].items()}


def main(folder: Path) -> None:
    """Write the regions of the default preset into a folder.

    Parameters
    ----------
    folder
        Folder of the data package.
    """
    criteria = preset(DEFAULT_PRESET).criteria
    atlas = load_atlas(criteria.edition, folder)
    mark, regions = stamp(build_problem(atlas, criteria)), work_out(atlas, criteria)
    lines = ",\n".join(f"  {json.dumps(nis)}: {json.dumps(list(own))}" for nis, own in regions.items())
    text = f'{{\n "stamp": "{mark}",\n "regions": {{\n{lines}\n }}\n}}\n'
    (folder / FILE).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else data_folder())
