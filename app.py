"""igs-geo: the dashboard. Run with ``igs-geo serve`` or ``streamlit run app.py``."""

from igs_geo.dashboard import run

run()
