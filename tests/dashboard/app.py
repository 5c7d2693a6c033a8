"""Run a page of the dashboard without a browser."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

SCRIPT = Path(__file__).parents[2] / "igs_geo" / "dashboard" / "frame" / "script.py"
# AppTest reads the metadata of every installed package for each run, which takes longer than a page of ours.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
WIDGETS = ("selectbox", "multiselect", "button_group", "toggle", "checkbox", "number_input", "slider")


def open_page(path: str, **query: str) -> AppTest:
    """Open an address of the dashboard and return what it draws."""
    app = AppTest.from_file(str(SCRIPT), default_timeout=60)
    # AppTest knows pages by file only; ours are functions, which Streamlit knows by the hash of their path.
    app._page_hash = calc_hash(path)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def widget(app: AppTest, field: str) -> Any:
    """Return the widget on the page that shows and changes a field of the view."""
    language = app.query_params.get("language", "nl")
    every = (one for kind in WIDGETS for one in app.get(kind))
    found = [one for one in every if str(one.key or "").startswith(f"{field}-{language}-")]
    assert len(found) == 1, (field, found)
    return found[0]


def text_of(app: AppTest) -> str:
    """Return everything that is written on a page, markup included."""
    kinds = ("title", "markdown", "caption", "info", "warning", "error")
    written = [str(element.value) for kind in kinds for element in app.get(kind)]
    written += [element.proto.body for element in app.get("html")]
    written += [element.label for element in app.get("expander")]
    return "\n".join(written)
