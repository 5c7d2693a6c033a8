"""The frame: fixed addresses, quiet settings, and one line per page."""

from __future__ import annotations

import tomllib
from pathlib import Path

from igs_geo.dashboard.frame.menu import PAGES

REPOSITORY = Path(__file__).parents[2]


def test_the_addresses_of_the_pages_are_fixed():
    paths = [entry.path for entry in PAGES]
    assert paths[0] == "kaart"
    assert {"gemeente", "samenwerkingsverband", "gegevens"} <= set(paths)
    assert len(paths) == len(set(paths))


def test_every_page_has_a_title_in_both_languages():
    for entry in PAGES:
        assert entry.title("nl")
        assert entry.title("en")


def test_the_settings_tell_nobody_and_show_no_traceback():
    settings = tomllib.loads((REPOSITORY / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["client"]["toolbarMode"] == "minimal"


def test_the_fonts_are_those_of_the_reader():
    theme = tomllib.loads((REPOSITORY / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    assert "fontFaces" not in theme
    assert not any("http" in str(value) for value in theme.values())


def test_the_look_travels_in_the_wheel_beside_the_app():
    wheel = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    included = wheel["force-include"]
    assert Path(included[".streamlit"]).parent == Path(included["app.py"]).parent
