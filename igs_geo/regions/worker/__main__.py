"""``python -m igs_geo.regions.worker``: do jobs until the input closes."""

from igs_geo.regions.worker.loop import main

main()
