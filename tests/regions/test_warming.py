"""After the preparation no search, of whatever kind, compiles anything."""

import os
import subprocess
import sys

import pytest

PREPARE = """
from igs_geo.regions import kernels_are_cold, prepare_kernels
prepare_kernels()
print(kernels_are_cold())
"""
LATER = """
from igs_geo.atlas import load_atlas
from igs_geo.regions import *
from igs_geo.regions.kernels.cache import cache_folder
assert not kernels_are_cold()

def files():
    return {file.name for file in cache_folder().rglob("*.nbc")}

before, atlas = files(), load_atlas("2025")
for changes in (
    {},
    {"objective": "splits", "max_municipalities": 4},
    {"objective": "pairwise-distance", "max_municipalities": 5, "left_over": "price", "price": 1},
    {"frame": None, "max_municipalities": 5, "apart": (("71072", "71016"),), "left_over": "forbid"},
    {"frame": None, "max_municipalities": 15},
    {"contiguous": False, "min_municipalities": 3, "max_municipalities": 3, "people": "young"},
    {"min_regions": 40, "max_regions": 70, "max_municipalities": 6},
    {"youth_partnerships": "keep", "max_inhabitants": 150_000, "exempt_above": 200_000},
):
    problem = build_problem(atlas, Criteria(**changes))
    search(problem, time_limit=4)
    assert files() == before, (changes, files() - before)
small = build_problem(atlas, Criteria(max_municipalities=4))
found = search(small, time_limit=10)
alternatives(small, 1, 0.2, time_limit=10, first=found)
stability(small, found, params=AnalysisParams(samples=2), time_limit=10)
around(small, "24020", 3)
grow(build_problem(atlas, Criteria()), "Neteland", 2, 1)
assert files() == before, files() - before
"""


def run(code, folder):
    result = subprocess.run([sys.executable, "-c", code], env=os.environ | {"NUMBA_CACHE_DIR": str(folder)}, text=True,
                            capture_output=True, check=False, timeout=900)  # fmt: skip
    assert result.returncode == 0, result.stderr
    return result.stdout.split()


@pytest.mark.slow
def test_what_was_prepared_is_not_compiled_again_by_any_search(tmp_path):
    assert run(PREPARE, tmp_path) == ["False"]
    run(LATER, tmp_path)
