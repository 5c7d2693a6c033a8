"""What both screens share, the live map and the stand-alone page: the drawing code, its style, and a map as JSON."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from igs_geo.i18n import translate
from igs_geo.maps.spec import MapSpec

WORDS = ("brussels", "chosen", "inhabitants", "keyboard", "osm", "province", "zoom_home", "zoom_in", "zoom_out")


PARTS = ("elements", "geometry", "signs", "placing", "drawing", "frame", "keyboard", "map")
"""Our code in ``assets/map/``, in the order in which it is read."""


def payload(spec: MapSpec) -> str:
    """Return a map as the JSON that the drawing code takes: the description and the words around it."""
    words = {word: translate(f"map.{word}", spec.language) for word in WORDS}
    return json.dumps(spec.to_dict() | {"words": words}, ensure_ascii=False, separators=(",", ":"))


@cache
def asset(name: str) -> str:
    """Return the text of a file in ``assets/``."""
    return files("igs_geo.maps").joinpath("assets", *name.split("/")).read_text(encoding="utf-8")


def script() -> str:
    """Return the code that draws: Leaflet (BSD-2-Clause, see ``assets/leaflet/LICENSE``) and ours.

    Our parts share one scope, in which they see each other, and hand out ``IgsGeometry`` and ``IgsMap``.
    """
    leaflet = asset("leaflet/leaflet.js").replace("//# sourceMappingURL=leaflet.js.map", "")
    parts = "\n".join(asset(f"map/{name}.js") for name in PARTS)
    return f'{leaflet}\n(function (root) {{\n"use strict";\n{parts}}})(globalThis);\n'


def style() -> str:
    """Return the style sheet: Leaflet's and ours."""
    return asset("leaflet/leaflet.css") + "\n" + asset("map.css")
