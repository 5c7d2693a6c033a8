"""igs-geo: the dashboard. Run with ``igs-geo serve`` or ``streamlit run app.py``."""

from streamlit.starlette import App

from igs_geo.dashboard.server import MIDDLEWARE, SCRIPT, apologise

app = App(SCRIPT, middleware=MIDDLEWARE, on_script_error=apologise)
