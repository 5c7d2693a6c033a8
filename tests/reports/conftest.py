"""An exploration of the tiny country, worked out once for all tests of reports."""

from __future__ import annotations

import pytest

from igs_geo.atlas import Atlas
from igs_geo.regions import preset
from igs_geo.reports import Analyses, analyse


@pytest.fixture(scope="session")
def tiny_analyses(tiny_2025: Atlas) -> Analyses:
    criteria = preset("default").criteria.with_(
        edition="2025",
        min_municipalities=2,
        max_municipalities=4,
        frame=None,
        youth_partnerships="ignore",
        outside_above=None,
    )
    return analyse(tiny_2025, criteria, seconds=30, threads=1)
