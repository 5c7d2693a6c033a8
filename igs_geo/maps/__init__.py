"""One description of a map, for every renderer: the live map, a stand-alone page, print."""

from igs_geo.maps.context import Words
from igs_geo.maps.line_map import line_map
from igs_geo.maps.municipality_maps import choropleth_map, municipality_set_map, partners_map
from igs_geo.maps.partnership_map import partnership_map
from igs_geo.maps.proposal_map import Division, changes, colours_of_both, difference_map, division_map
from igs_geo.maps.spec import Band, Fill, Label, LegendEntry, Line, MapSpec, Outline
from igs_geo.maps.standalone import to_folium, to_html
from igs_geo.maps.topology import Topology, topology

__all__ = [
    "Band",
    "Division",
    "Fill",
    "Label",
    "LegendEntry",
    "Line",
    "MapSpec",
    "Outline",
    "Topology",
    "Words",
    "changes",
    "choropleth_map",
    "colours_of_both",
    "difference_map",
    "division_map",
    "line_map",
    "municipality_set_map",
    "partners_map",
    "partnership_map",
    "to_folium",
    "to_html",
    "topology",
]
