"""Maps for print: the same description as on the screen, in sizes that go into a report as they are."""

from igs_geo.maps.print.draw import Look, print_map
from igs_geo.maps.print.fitting import print_fitting
from igs_geo.maps.print.multiples import Panels, print_multiples
from igs_geo.maps.print.paper import PAPERS, Paper
from igs_geo.maps.print.sheet import Print

__all__ = ["PAPERS", "Look", "Panels", "Paper", "Print", "print_fitting", "print_map", "print_multiples"]
