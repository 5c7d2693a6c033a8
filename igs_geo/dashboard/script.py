"""What runs for every session, at every change: the dashboard."""

from igs_geo.dashboard.frame.shell import run

run()
