"""How fragmented cooperation is: pure functions, an atlas in and tables out.

Every measure starts from :func:`count`, which says what counts; the tables say so too (``table.attrs["counting"]``).
"""

from igs_geo.fragmentation.coherence import coherence
from igs_geo.fragmentation.counting import Counted, Counting, count
from igs_geo.fragmentation.coverage import coverage_table, white_spot_table, white_spots, youth_states
from igs_geo.fragmentation.municipalities import domain_counts, measure_municipalities, overlaps
from igs_geo.fragmentation.pairs import jaccard_of, measure_pairs, partners_of, shared_bodies, shared_counts
from igs_geo.fragmentation.region_fit import measure_bodies, reference_regions, region_fit

__all__ = [
    "Counted",
    "Counting",
    "coherence",
    "count",
    "coverage_table",
    "domain_counts",
    "jaccard_of",
    "measure_bodies",
    "measure_municipalities",
    "measure_pairs",
    "overlaps",
    "partners_of",
    "reference_regions",
    "region_fit",
    "shared_bodies",
    "shared_counts",
    "white_spot_table",
    "white_spots",
    "youth_states",
]
