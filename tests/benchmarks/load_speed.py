"""How fast the atlas loads, checks included: ``python -m tests.benchmarks.load_speed``."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from igs_geo.atlas import EDITIONS, data_folder, load_atlas

RUNS = 7


def _measure(edition: str, data: Path) -> tuple[float, float]:
    wall, processor = [], []
    for _ in range(RUNS):
        start, busy = time.perf_counter(), time.process_time()
        load_atlas(edition, data)
        wall.append(time.perf_counter() - start)
        processor.append(time.process_time() - busy)
    return statistics.median(wall), statistics.median(processor)


def main() -> None:
    """Print the median over the runs, the first one (imports, caches) left out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in data_folder().glob("*.*"):
                archive.write(file, file.name)
        load_atlas("2025")
        for edition in EDITIONS:
            for label, data in (("folder", data_folder()), ("zip", path)):
                wall, processor = _measure(edition, data)
                figures = f"{wall:.2f} s (processor {processor:.2f} s), median of {RUNS}"
                sys.stdout.write(f"load_atlas({edition!r}) from a {label}: {figures}\n")


if __name__ == "__main__":
    main()
