"""Charts for print: the same sizes, letters and sources as the maps."""

from igs_geo.maps.print.charts.bars import Bars, Stands
from igs_geo.maps.print.charts.frame import print_chart
from igs_geo.maps.print.charts.histogram import Histogram, bin_edges
from igs_geo.maps.print.charts.matrix import Matrix

__all__ = ["Bars", "Histogram", "Matrix", "Stands", "bin_edges", "print_chart"]
