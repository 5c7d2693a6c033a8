"""``python -m igs_geo.cli``: the same as ``igs-geo``."""

from igs_geo.cli import main

main(prog_name="igs-geo")
