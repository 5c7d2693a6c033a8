"""What the default preset of the data package says: what is asked when nobody is told otherwise."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from igs_geo.atlas.package import data_folder

DEFAULT_PRESET = "default"
PRESETS = "presets"
"""Folder of the data package that holds the presets, a file each."""


@cache
def preset_files() -> dict[str, dict[str, Any]]:
    """Return the content of every file of a preset by its code, the default one first."""
    found = {
        file.stem: json.loads(file.read_text(encoding="utf-8")) for file in (data_folder() / PRESETS).glob("*.json")
    }
    return dict(sorted(found.items(), key=lambda item: (item[0] != DEFAULT_PRESET, item[0])))


STANDING: dict[str, Any] = preset_files()[DEFAULT_PRESET]["criteria"]
"""The settings of the default preset by name."""
