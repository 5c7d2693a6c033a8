"""Which municipalities a map names first."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from igs_geo.atlas import Atlas, load_atlas
from igs_geo.maps.places import landmarks, naming_order


def test_landmarks_come_first_and_then_the_largest(tiny_2019: Atlas) -> None:
    # By hand: people are 10,000 for each row and 1,000 for each column; the package names 23001 and 23002.
    order = naming_order(tiny_2019)
    assert landmarks(tiny_2019) == {"23001", "23002"}
    assert sorted(order, key=order.__getitem__) == [
        "23002", "23001", "71004", "71003", "71002", "71001", "23004", "23003", "11004", "11003", "11002", "11001",
    ]  # fmt: skip


def test_the_landmarks_are_the_regional_cities(atlas_2025: Atlas) -> None:
    names = set(atlas_2025.flemish.loc[sorted(landmarks(atlas_2025)), "name"])
    assert len(names) == 13
    assert {"Turnhout", "Roeselare", "Genk", "Aalst"} <= names


def test_without_landmarks_size_alone_counts(copy_tiny: Callable[[], Path]) -> None:
    folder = copy_tiny()
    path = folder / "datapackage.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    for resource in content["resources"]:
        resource.pop("centres", None)
    path.write_text(json.dumps(content), encoding="utf-8")
    atlas = load_atlas("2025", folder)
    assert landmarks(atlas) == frozenset()
    people = atlas.inhabitants()[atlas.flemish.index]
    order = naming_order(atlas)
    assert [people[nis] for nis in sorted(order, key=order.__getitem__)] == sorted(people, reverse=True)
