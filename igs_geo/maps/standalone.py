"""A map as a page that stands alone: a folium map drawn by the same code as the live one, nothing from outside."""

from __future__ import annotations

from typing import Any

import folium
from branca.element import Element, Figure, MacroElement
from jinja2 import Template

from igs_geo.atlas import Atlas
from igs_geo.maps.screen import payload, script, style
from igs_geo.maps.spec import MapSpec
from igs_geo.maps.topology import topology

_PAGE = """
html, body { height: auto; margin: 0; background: #fff; }
.igs-page { max-width: 1100px; margin: 0 auto; padding: 12px; }
"""


class _Raw(Element):
    """Text that goes into the page as it is: braces in it are no template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._template = Template("{{ this.text }}")
        self.text = text


class Drawing(MacroElement):
    """The drawing of a map description on a folium map.

    Parameters
    ----------
    spec
        The map.
    atlas
        Where the geometry comes from.
    """

    _template = Template("""
        {% macro script(this, kwargs) %}
        (function () {
            const map = {{ this._parent.get_name() }};
            const host = document.createElement("div");
            host.className = "igs-page";
            map.getContainer().before(host);
            const geometry = new IgsGeometry({{ this.geometry }});
            const spec = {{ this.spec }};
            document.title = spec.title;
            host.igsMap = new IgsMap(host, geometry, spec, { map, tallest: 700, listBelow: true });
        })();
        {% endmacro %}
    """)

    def __init__(self, spec: MapSpec, atlas: Atlas) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Drawing"
        self.spec = inside_script(payload(spec))
        self.geometry = inside_script(topology(atlas).text)

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]
        """Put the drawing code and its style into the head of the page, then the drawing itself."""
        figure = self.get_root()
        if not isinstance(figure, Figure):
            raise TypeError("a drawing needs a page: add it to a folium.Map")
        figure.header.add_child(_Raw(f"<style>{style()}{_PAGE}</style>"), name="igs_style")
        figure.header.add_child(_Raw(f"<script>{script()}</script>"), name="igs_script")
        super().render(**kwargs)  # type: ignore[no-untyped-call]


def inside_script(text: str) -> str:
    """Return JSON that cannot end the script it stands in, and is no template, whatever names it holds.

    branca reads what a template made as a template again. The marks of a template stand in JSON only inside strings,
    where any character may be written as a code.

    Parameters
    ----------
    text
        JSON.
    """
    for mark in ("{{", "{%", "{#"):
        text = text.replace(mark, f"{{\\u{ord(mark[1]):04x}")
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def to_folium(spec: MapSpec, atlas: Atlas) -> folium.Map:
    """Return a map as a folium map that asks nothing of the network: for a notebook or a page to pass on.

    Parameters
    ----------
    spec
        The map.
    atlas
        The edition that the map is of.
    """
    drawn = folium.Map(location=[51.0, 4.4], zoom_start=8, tiles=None, zoom_control=False, attribution_control=False)
    # folium fetches Leaflet, jQuery and Bootstrap from a CDN; this map needs the first only, and brings it along.
    drawn.default_js = []
    drawn.default_css = []
    drawn.add_child(Drawing(spec, atlas))
    return drawn


def to_html(spec: MapSpec, atlas: Atlas) -> str:
    """Return a map as one HTML file that works without a network.

    Parameters
    ----------
    spec
        The map.
    atlas
        The edition of the map: it has the geometry.
    """
    page: str = to_folium(spec, atlas).get_root().render()
    return page
