"""What both screens share, the live map and the stand-alone page: the drawing code, its style, and a map as JSON."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from igs_geo.i18n import translate
from igs_geo.maps.spec import MapSpec

WORDS = ("brussels", "chosen", "inhabitants", "keyboard", "osm", "province", "zoom_home", "zoom_in", "zoom_out")


def payload(spec: MapSpec) -> str:
    """Return a map as the JSON that the drawing code takes: the description and the words around it."""
    words = {word: translate(f"map.{word}", spec.language) for word in WORDS}
    return json.dumps(spec.to_dict() | {"words": words}, ensure_ascii=False, separators=(",", ":"))


@cache
def asset(name: str) -> str:
    """Return the text of a file in ``assets/``."""
    return files("igs_geo.maps").joinpath("assets", *name.split("/")).read_text(encoding="utf-8")


def script() -> str:
    """Return the code that draws: Leaflet (BSD-2-Clause, see ``assets/leaflet/LICENSE``) and ours."""
    return asset("leaflet/leaflet.js").replace("//# sourceMappingURL=leaflet.js.map", "") + "\n" + asset("map.js")


def style() -> str:
    """Return the style sheet: Leaflet's and ours."""
    return asset("leaflet/leaflet.css") + "\n" + asset("map.css")
