"""igs-geo: the dashboard. Run with ``igs-geo serve`` or ``streamlit run app.py``."""

from streamlit.starlette import App

from igs_geo.dashboard.server import MIDDLEWARE, ROUTES, SCRIPT, apologise

app = App(SCRIPT, routes=ROUTES, middleware=MIDDLEWARE, on_script_error=apologise)
