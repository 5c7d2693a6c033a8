"""How long own data take: applying 500 changes, saving and opening a document, and the pages that show them.

Run as ``python -m tests.benchmarks.own_data_speed``.
"""

from __future__ import annotations

import itertools
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from igs_geo.atlas import load_atlas
from igs_geo.atlas.overlays import Overlay, apply_overlays, overlay_of
from igs_geo.dashboard.frame import person
from igs_geo.workspace import open_workspace
from igs_geo.workspace.place import VARIABLE
from tests.atlas.overlays.test_applying import many
from tests.atlas.overlays.written import overlay
from tests.dashboard.app import open_page

CHANGES, TIMES = 500, 15


def median_ms(action: Callable[[], object]) -> str:
    """Milliseconds that an action takes, the clock's and the processor's: the median of several."""
    walls, processors = [], []
    for _ in range(TIMES):
        wall, processor = time.perf_counter(), time.process_time()
        action()
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    return f"{1000 * statistics.median(walls):7.1f} ms, processor {1000 * statistics.median(processors):7.1f} ms"


def main() -> None:
    """Print the figures."""
    atlas, before = load_atlas("2025"), load_atlas("2019")
    for written in (atlas, before):
        document = overlay_of(overlay(many(written, CHANGES), written.edition), "veel")
        for target in (atlas, before):
            action = lambda: apply_overlays(target, [document])  # noqa: B023, E731 - called at once
            print(f"apply {CHANGES} changes of {written.edition} to {target.edition}: {median_ms(action)}")
    with tempfile.TemporaryDirectory() as folder:
        workspace = open_workspace(str(Path(folder) / "w.sqlite"))
        saved = workspace.create("overlay", document)
        numbers = iter(range(1, 1000))
        print(f"save it: {median_ms(lambda: workspace.save(saved.document, document, next(numbers)))}")
        print(f"open it: {median_ms(lambda: workspace.read(saved.document))}")
        workspace.close()
        pages(folder, document)


def pages(folder: str, document: Overlay) -> None:
    """Print how long the server takes for a page, without own data and with 500 changes that were just saved."""
    place = str(Path(folder) / "pages.sqlite")
    os.environ[VARIABLE] = place
    person.request_headers = lambda: {"Host": "127.0.0.1"}
    person.st.get_option = lambda _: "127.0.0.1"
    for path in ("kaart", "versnippering"):
        open_page(path)
        print(f"page {path}, no own data: {median_ms(lambda: open_page(path))}")  # noqa: B023 - called at once
    workspace = open_workspace(place)
    saved = workspace.create("overlay", document)
    for path in ("kaart", "versnippering"):
        numbers = itertools.count(workspace.read(saved.document).head)

        def after_a_save(path: str = path, numbers: Iterator[int] = numbers) -> None:
            workspace.save(saved.document, document, next(numbers))
            open_page(path)

        print(f"page {path}, {CHANGES} changes saved just before, with the save: {median_ms(after_a_save)}")
        print(f"page {path}, again: {median_ms(lambda: open_page(path))}")  # noqa: B023
    workspace.close()


if __name__ == "__main__":
    main()
