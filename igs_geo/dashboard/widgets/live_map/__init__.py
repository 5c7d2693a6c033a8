"""The live map: Leaflet in the page, alive between reruns; a click is answered there and sent at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.cached import BY_ATLAS
from igs_geo.dashboard.frame.cached import atlas as atlas_in_view
from igs_geo.maps import MapSpec, Topology, topology
from igs_geo.maps.screen import payload, script, style

_HERE = files("igs_geo.dashboard.widgets.live_map")


@st.cache_resource(show_spinner=False, max_entries=4, hash_funcs=BY_ATLAS)
def _topology(atlas: Atlas) -> Topology:
    return topology(atlas)


# Two components, because Streamlit sends a component whole whenever its data changes. The first holds what stays the
# same (code and geometry): sent once, then only named. The second holds the map, a few dozen kB.
_GROUND = st.components.v2.component(
    "igs_geo_map_ground",
    html="<span class='igs-ground'></span>",
    css=style() + _HERE.joinpath("live.css").read_text(encoding="utf-8"),
    js=script() + "\n" + _HERE.joinpath("ground.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)
_MAP = st.components.v2.component(
    "igs_geo_map",
    html="<div class='igs-host'></div>",
    js=_HERE.joinpath("live.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)
_HOVER = st.components.v2.component(
    "igs_geo_map_hover",
    html="<span></span>",
    js=_HERE.joinpath("hover.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Pen:
    """What a click draws, in the browser at once.

    Parameters
    ----------
    region
        The region that is drawn.
    colour
        Its colour.
    of
        The region of each municipality that is in one, by NIS code.
    locked
        The regions that stay as they are.
    """

    region: str
    colour: str
    of: Mapping[str, str]
    locked: Collection[str] = ()


def show_map(
    spec: MapSpec,
    *,
    key: str,
    selected: str | None = None,
    basemap: bool = False,
    rows: int = 1,
    on_pick: Callable[[str], None] | None = None,
    on_line: Callable[[str], None] | None = None,
    addressed: bool = True,
) -> str | None:
    """Draw a map that lives on between reruns, and return the NIS of the municipality last clicked, if any.

    Inside a fragment a click reruns the fragment alone.

    Parameters
    ----------
    spec
        The map.
    key
        Names the map in the session; as long as it is the same, zoom and position are kept.
    selected
        NIS of the municipality to point out.
    basemap
        Whether to draw OpenStreetMap underneath, from its own server.
    rows
        How many maps stand above each other; alone in another page, each gets its part of the window.
    on_pick
        Called with the NIS of every click, in order, before the page runs again: the way to let ``selected`` follow.
    on_line
        Called with the id of a line that was clicked, before the page runs again.
    addressed
        Whether the address of the page says what part of this map is on the screen: for one map on a page.

    Returns
    -------
    str or None
        NIS code.
    """
    clicked = _state(key, "picked")
    data = {
        "selected": selected or (str(clicked.get("nis", "")) if on_pick is None else ""),
        "basemap": basemap,
        "fill": round(1 / rows, 3) if st.context.is_embedded else 0,
        "place": current_view().place if addressed else None,
    }
    _mount(spec, key, data, {"picked": _telling_clicks(on_pick, key), "line": _telling(on_line, key, "line", "id")})
    return str(clicked["nis"]) if clicked else None


def show_drawing(
    spec: MapSpec,
    *,
    key: str,
    pen: Pen,
    selected: str,
    on_pick: Callable[[str], None],
    on_entry: Callable[[str], None],
) -> None:
    """Draw a map on which a click takes a municipality in or out of a region.

    Parameters
    ----------
    spec
        The map.
    key
        Names the map in the session.
    pen
        What a click draws.
    selected
        NIS of the municipality to point out; empty for none.
    on_pick
        Called with the NIS of every click, in order, before the page runs again.
    on_entry
        Called with the first municipality of an entry of the index that was clicked.
    """
    data = {
        "selected": selected,
        "basemap": False,
        "fill": 1 if st.context.is_embedded else 0,
        "place": current_view().place,
        "pen": asdict(pen),
    }
    told = {"picked": _telling_clicks(on_pick, key), "entry": _telling(on_entry, key, "entry", "nis")}
    _mount(spec, key, data, told)


def _mount(spec: MapSpec, key: str, data: Mapping[str, Any], told: Mapping[str, Callable[[], None]]) -> None:
    """Put a map in the page: what only this kind of map has, and what hears of each thing that is clicked."""
    # own data change no border: all atlases of an edition have one ground
    ground = _topology(atlas_in_view(spec.edition).without_own())
    common: dict[str, Any] = {
        "geometry": ground.digest,
        "spec": payload(spec),
        # Which click this answers: the browser is ahead when a second click follows before the first is answered.
        "answers": max(_told(key), *(int(_state(key, name).get("turn", 0)) for name in ("picked", "line", "entry"))),
    }
    heard: dict[str, Any] = {f"on_{name}_change": tell for name, tell in told.items()}
    _MAP(key=key, data=common | dict(data), **heard)
    _GROUND(key=f"{key}.ground", data=ground.digest.encode() + ground.compressed)


def show_hover(notes: Mapping[str, str], *, key: str) -> None:
    """Let the hint of some municipalities on the maps of the page say more, without drawing the maps anew.

    Parameters
    ----------
    notes
        What it says, by NIS code.
    key
        Names the notes in the session.
    """
    _HOVER(key=f"{key}.hover", data=dict(notes))


def _telling(tell: Callable[[str], None] | None, key: str, name: str, value: str) -> Callable[[], None]:
    """Return what tells the page of a click; without anybody to tell, what does nothing."""

    def picked() -> None:
        if tell:
            tell(str(_state(key, name)[value]))

    return picked


def _telling_clicks(tell: Callable[[str], None] | None, key: str) -> Callable[[], None]:
    """Return what tells the page of every click once: the browser sends those that were not answered yet together."""

    def picked() -> None:
        before, state = _told(key), _state(key, "picked")
        st.session_state[f"{key}.told"] = max(before, int(state.get("turn", 0)))
        for click in state.get("clicks", ()):
            if tell is not None and int(click["turn"]) > before:
                tell(str(click["nis"]))

    return picked


def _told(key: str) -> int:
    return int(st.session_state.get(f"{key}.told", 0))


def clicked_line(key: str) -> str | None:
    """Return the id of the line last clicked on the map with a key, if any."""
    clicked = _state(key, "line")
    return str(clicked["id"]) if clicked else None


def _state(key: str, name: str) -> dict[str, Any]:
    return dict((st.session_state.get(key) or {}).get(name) or {})
