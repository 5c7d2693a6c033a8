"""The page Kaart: who cooperates with whom, and beside the map whom the clicked municipality works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address import options
from igs_geo.dashboard.address.inputs import select, several, switch
from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.dashboard.address.view import View
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.cached import BY_ATLAS
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.pages.map.panel import bodies_of, show_panel
from igs_geo.dashboard.pages.map.search import show_search
from igs_geo.dashboard.pages.map.youth_list import show_youth_list, youth_table
from igs_geo.dashboard.widgets.choose import choose_edition
from igs_geo.dashboard.widgets.downloads import Takeaway
from igs_geo.dashboard.widgets.figures import show_figure
from igs_geo.dashboard.widgets.live_map import show_map
from igs_geo.dashboard.widgets.region_filter import area_name, choose_region, inside
from igs_geo.dashboard.widgets.resolve import settle_municipality
from igs_geo.dashboard.widgets.under import show_under_map, show_under_maps, takeaway_of_maps
from igs_geo.fragmentation import say_without_members
from igs_geo.i18n import format_number, translate
from igs_geo.maps import LegendEntry, MapSpec, Outline, partnership_map
from igs_geo.maps.bodies import DomainBodies

DRAWN = ("edition", "background", "focus", "language", "added", "partial")
"""What the drawing follows from; the rest of the view, such as the chosen municipality, changes nothing in it."""
KEY = "kaart"
MOST_FIGURES = 4
MOST_BESIDE = 6
"""More maps side by side are too small to read."""


def show() -> None:
    """Show the page."""
    atlas = cached.atlas()
    settle_municipality(atlas, current_view().language)
    view = current_view()
    if st.context.is_embedded:
        view = _known(atlas, view)
        if is_beside(atlas, view):
            _maps_side_by_side(atlas, view)
        else:
            _draw(atlas, view)
        return
    with st.sidebar:
        _controls(atlas, view)
    view = _known(atlas, current_view())
    show_search(atlas, view.language)
    if is_beside(atlas, view):
        _maps_and_panel()
    else:
        _map_and_panel()
    if atlas.emphasis.domain in view.domains_of(atlas):
        show_youth_list(atlas, view.language)
    if view.domains_of(atlas):
        _white_spots(atlas, view)


@st.fragment
def _map_and_panel() -> None:
    atlas, view = cached.atlas(), _known(cached.atlas(), current_view())
    with st.container(key="map-row"):
        left, right = st.columns([2.15, 1], gap="medium")
    with left:
        spec = _draw(atlas, view)
        show_under_map(spec, key="map", meaning=translate("map_page.meaning_map", view.language))
    with right:
        show_panel(atlas, current_view(), view.domains_of(atlas))


@st.fragment
def _maps_and_panel() -> None:
    atlas, view = cached.atlas(), _known(cached.atlas(), current_view())
    specs = _maps_side_by_side(atlas, view)
    together = _spec(atlas, _drawn(view, view.domains_of(atlas)))
    show_under_maps(specs, together, key="map", meaning=translate("map_page.meaning_map", view.language))
    show_panel(atlas, current_view(), view.domains_of(atlas))


def is_beside(atlas: Atlas, view: View) -> bool:
    """Whether each of several domains has a map of its own."""
    return view.beside and len(view.domains_of(atlas)) > 1


def _maps_side_by_side(atlas: Atlas, view: View) -> list[MapSpec]:
    """Draw a map of each domain, all alike but for what they show, and return them under the names of their domains."""
    domains = view.domains_of(atlas)
    shown = domains[:MOST_BESIDE]
    across = 2 if len(shown) in {2, 4} else 3
    rows = -(-len(shown) // across)
    names, drawn = atlas.domains[f"name_{view.language}"], []
    with st.container(key="map-multiples"):
        for first in range(0, len(shown), across):
            for column, domain in zip(st.columns(across, gap="small"), shown[first : first + across], strict=False):
                with column:
                    spec = _spec(atlas, _drawn(view, (domain,)))
                    spec = _with_partnership(atlas, spec, view.partnership)
                    drawn.append(replace(spec, title=str(names[domain])))
                    show_map(
                        spec,
                        key=f"{KEY}.{domain}",
                        selected=view.municipality,
                        basemap=view.basemap,
                        rows=rows,
                        on_pick=_choose,
                        addressed=False,
                    )
    if len(domains) > MOST_BESIDE:
        st.caption(translate("map_page.more_domains", view.language, count=MOST_BESIDE))
    return drawn


def pieces(atlas: Atlas) -> dict[str, Callable[[], Takeaway]]:
    """Return what a report can take of this page, by the key of its menu, for the view of now."""
    view = _known(atlas, current_view())
    together = _spec(atlas, _drawn(view, view.domains_of(atlas)))

    def maps() -> Takeaway:
        if not is_beside(atlas, view):
            return takeaway_of_maps((_with_partnership(atlas, together, view.partnership),), None, atlas)
        names = atlas.domains[f"name_{view.language}"]
        domains = view.domains_of(atlas)[:MOST_BESIDE]
        specs = [replace(_spec(atlas, _drawn(view, (domain,))), title=str(names[domain])) for domain in domains]
        return takeaway_of_maps(tuple(specs), together, atlas)

    return {"map": maps, "youth": lambda: youth_table(atlas, view.language).takeaway(view.language)}


def _drawn(view: View, domains: tuple[str, ...]) -> View:
    return replace(View(), **{field: getattr(view, field) for field in DRAWN}, domains=domains)


def _draw(atlas: Atlas, view: View) -> MapSpec:
    spec = _spec(atlas, _drawn(view, view.domains_of(atlas)))
    spec = _with_partnership(atlas, spec, view.partnership)
    show_map(spec, key=KEY, selected=view.municipality, basemap=view.basemap, on_pick=_choose)
    return spec


def _choose(nis: str) -> None:
    change_view(municipality=nis, partnership="")


@st.cache_data(show_spinner=False, max_entries=200, hash_funcs=BY_ATLAS)
def _spec(atlas: Atlas, view: View) -> MapSpec:
    return partnership_map(
        atlas,
        view.domains_of(atlas),
        view.background,
        view.focus,
        view.language,
        added=view.added,
        partial=view.partial,
    )


def _with_partnership(atlas: Atlas, spec: MapSpec, partnership: str) -> MapSpec:
    if partnership not in atlas.partnerships.index:
        return spec
    rows = atlas.memberships
    members = tuple(sorted(rows.loc[rows["partnership"] == partnership, "nis"]))
    name = str(atlas.partnerships.loc[partnership, "name"])
    outline = Outline(partnership, name, members, "pick", "#000000", 3.2)
    legend = LegendEntry(translate("map_page.legend_partnership", spec.language, name=name), outline=outline)
    return replace(spec, outlines=(*spec.outlines, outline), legend=(*spec.legend, legend))


def _known(atlas: Atlas, view: View) -> View:
    """Return the view without a municipality that this edition does not know: an address may hold any name."""
    return view.changed(municipality=view.municipality if view.municipality in atlas.flemish.index else "")


def _controls(atlas: Atlas, view: View) -> None:
    language = view.language
    names = atlas.domains["name_nl" if language == "nl" else "name_en"]
    domains = sorted(atlas.domains.index, key=lambda code: str(names[code]))
    several(
        "domains",
        translate("map_page.domains", language),
        {str(code): str(names[code]) for code in domains},
        standing=view.domains_of(atlas),
        placeholder=translate("map_page.domains_none", language),
        help=translate("map_page.domains_help", language),
    )
    if len(view.domains_of(atlas)) > 1:
        switch("beside", translate("map_page.beside", language), help=translate("map_page.beside_help", language))
    choose_region(atlas)
    titles = atlas.division_kinds["name_nl" if language == "nl" else "name_en"]
    select(
        "background",
        translate("map_page.background", language),
        {code: str(titles[code]) for code in options.backgrounds(atlas)},
        placeholder=translate("map_page.background_none", language),
    )
    choose_edition()
    switch("partial", translate("map_page.partial", language))
    switch("added", translate("map_page.added", language), help=translate("map_page.added_help", language))
    switch("basemap", translate("map_page.basemap", language), help=translate("map_page.basemap_help", language))


def _white_spots(atlas: Atlas, view: View) -> None:
    language = view.language
    domains = view.domains_of(atlas)
    shown = [bodies_of(atlas, domain, language) for domain in domains[:MOST_FIGURES]]
    st.html(f"<h2 class='igs-heading'>{translate('map_page.white_spots', language)}</h2>")
    for column, domain in zip(st.columns(MOST_FIGURES), shown, strict=False):
        with column:
            _white_spot_figure(atlas, domain, language)
    if atlas.emphasis.domain in domains and (said := say_without_members(atlas, language)):
        st.caption(plain(said))
    if len(domains) > MOST_FIGURES:
        st.caption(translate("map_page.more_domains", language, count=MOST_FIGURES))


def _white_spot_figure(atlas: Atlas, domain: DomainBodies, language: str) -> None:
    here = inside(atlas)
    if domain.white is None:
        value, key = "–", "meaning_no_coverage"
    else:
        value = format_number(len(domain.white & here), language)
        key = "meaning_youth" if domain.domain == atlas.emphasis.domain else "meaning_white"
    divisions = ", ".join(domain.covering) or translate("map_page.no_division", language)
    meaning = translate(f"map_page.{key}", language, domain=plain(domain.name), divisions=plain(divisions))
    beside = translate("map_page.of_municipalities", language, count=format_number(len(here), language),
                       area=area_name(atlas))  # fmt: skip
    show_figure(domain.name, value, meaning, beside=beside, key=f"white-{domain.domain}")
