"""What runs for every session, at every change: the dashboard."""

from igs_geo.dashboard.frame.shell import run

if __name__ == "__main__":
    run()
