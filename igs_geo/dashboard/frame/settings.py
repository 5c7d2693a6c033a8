"""What the person who starts the server can choose."""

from __future__ import annotations

import os
from pathlib import Path

DATA_VARIABLE = "IGS_GEO_DATA"
"""Environment variable with the folder or zip of another data package; ``igs-geo serve --data`` sets it."""


def data_source() -> Path | None:
    """Return the data package that the server was told to show, None for the embedded one."""
    value = os.environ.get(DATA_VARIABLE, "").strip()
    return Path(value) if value else None
