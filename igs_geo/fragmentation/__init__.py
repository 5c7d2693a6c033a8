"""How fragmented cooperation is: pure functions, an atlas in and tables out.

Every measure starts from :func:`count`, which says what counts; the tables say so too (``table.attrs["counting"]``).
"""

from igs_geo.fragmentation.border_lines import border_lines
from igs_geo.fragmentation.borders import border_divisions, border_geometry, measure_borders
from igs_geo.fragmentation.coherence import coherence
from igs_geo.fragmentation.company import Company, DomainCompany, company
from igs_geo.fragmentation.comparison import Comparison, compare_editions
from igs_geo.fragmentation.counting import Counted, Counting, count
from igs_geo.fragmentation.coverage import coverage_table, white_spot_table, white_spots, youth_states
from igs_geo.fragmentation.deadlines import deadlines
from igs_geo.fragmentation.difference import touched, what_changes, written_changes
from igs_geo.fragmentation.explanation import Explanation, explain, shared_domains
from igs_geo.fragmentation.flag import Flag, say
from igs_geo.fragmentation.flags import find_flags, flags_in, flags_table
from igs_geo.fragmentation.groupings import Grouping, groupings
from igs_geo.fragmentation.hosts import host_bodies, host_members, region_hosts
from igs_geo.fragmentation.layers import Clustering, cluster_layers, compare_layers, layer_matrix
from igs_geo.fragmentation.municipalities import domain_counts, measure_municipalities, overlaps
from igs_geo.fragmentation.own_figures import municipality_figures, region_figures
from igs_geo.fragmentation.pairs import jaccard_of, measure_pairs, shared_bodies, shared_counts
from igs_geo.fragmentation.region_fit import measure_bodies, reference_names, reference_regions, region_fit
from igs_geo.fragmentation.regions import (
    body_regions,
    counted_regions,
    describe_regions,
    layer_regions,
    split_regions,
)
from igs_geo.fragmentation.thresholds import Thresholds
from igs_geo.fragmentation.verdict import say_verdict_of, say_verdict_on, verdicts
from igs_geo.fragmentation.youth_nearest import nearest_youth
from igs_geo.fragmentation.youth_notes import (
    EndedYouth,
    ended_youth,
    say_recognition,
    say_without_members,
    youth_without_members,
)

__all__ = [
    "Clustering",
    "Company",
    "Comparison",
    "Counted",
    "Counting",
    "DomainCompany",
    "EndedYouth",
    "Explanation",
    "Flag",
    "Grouping",
    "Thresholds",
    "body_regions",
    "border_divisions",
    "border_geometry",
    "border_lines",
    "cluster_layers",
    "coherence",
    "company",
    "compare_editions",
    "compare_layers",
    "count",
    "counted_regions",
    "coverage_table",
    "deadlines",
    "describe_regions",
    "domain_counts",
    "ended_youth",
    "explain",
    "find_flags",
    "flags_in",
    "flags_table",
    "groupings",
    "host_bodies",
    "host_members",
    "jaccard_of",
    "layer_matrix",
    "layer_regions",
    "measure_bodies",
    "measure_borders",
    "measure_municipalities",
    "measure_pairs",
    "municipality_figures",
    "nearest_youth",
    "overlaps",
    "reference_names",
    "reference_regions",
    "region_figures",
    "region_fit",
    "region_hosts",
    "say",
    "say_recognition",
    "say_verdict_of",
    "say_verdict_on",
    "say_without_members",
    "shared_bodies",
    "shared_counts",
    "shared_domains",
    "split_regions",
    "touched",
    "verdicts",
    "what_changes",
    "white_spot_table",
    "white_spots",
    "written_changes",
    "youth_states",
    "youth_without_members",
]
