"""The view: everything that a page shows follows from it, and the address of the page spells it out.

Streamlit can bind a widget to the address itself (``bind="query-params"``), but writes the label of the choice there,
which changes with the language, and forgets it where the widget is not on the page. So the view lives in the session,
every change writes the whole of it to the address, and an address that we did not write replaces it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self
from urllib.parse import urlsplit

import streamlit as st

from igs_geo.atlas import EDITIONS
from igs_geo.i18n import LANGUAGES

NOTHING = "-"
"""How the address says that a choice with a default was emptied."""
LONGEST_VALUE = 400
_VIEW, _WRITTEN = "view", "view.written"
_ALWAYS_WRITTEN = ("edition", "language")


@dataclass(frozen=True)
class View:
    """What a person chose to see. A field added here is in the address at once.

    Fields are text, a switch, or a tuple of texts; codes are never checked here, so a page must expect unknown ones.

    Parameters
    ----------
    edition
        ``"2025"`` or ``"2019"``.
    language
        ``"nl"`` or ``"en"``.
    domains
        Codes of policy domains.
    background
        Code of a division under the partnerships.
    focus
        ``DIVISION:REGION_CODE`` to look at, for instance ``provincie:10000``.
    municipality, partnership
        The one that the page is about.
    section
        Part of the page that is open.
    table
        Name of the table of the data package that is shown.
    measure
        Measure of fragmentation on the map.
    layers
        Codes of the two layers that lie over each other.
    pick
        The border or pair that was pointed out: two NIS codes joined by ``-``.
    kind
        Kind of flag that is listed.
    thresholds
        Thresholds of the flags that differ from the default, as ``name:value``.
    compare
        NIS codes of the municipalities to compare the chosen one with.
    criteria
        Settings of a search for candidate regions that differ from the preset.
    basemap
        Whether to draw a map of an outside server underneath.
    partial
        Whether the map shows partial members.
    added
        Whether the map shows bodies found outside the register.
    """

    edition: str = "2025"
    language: str = "nl"
    domains: tuple[str, ...] = ("jeugd",)
    background: str = ""
    focus: str = ""
    municipality: str = ""
    partnership: str = ""
    section: str = ""
    table: str = ""
    measure: str = "coherence"
    layers: tuple[str, ...] = ()
    pick: str = ""
    kind: str = ""
    thresholds: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()
    criteria: str = ""
    basemap: bool = False
    partial: bool = True
    added: bool = True

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """Read a view from the parameters of an address; what is missing or unknown gets its default."""
        found: dict[str, Any] = {}
        for entry in fields(cls):
            text = query.get(entry.name)
            if text is None or len(text) > LONGEST_VALUE:
                continue
            if isinstance(entry.default, tuple):
                found[entry.name] = tuple(dict.fromkeys(part for part in text.split(",") if part not in {"", NOTHING}))
            elif isinstance(entry.default, bool):
                found[entry.name] = text == "1"
            else:
                found[entry.name] = text
        view = cls(**found)
        return replace(
            view,
            edition=view.edition if view.edition in EDITIONS else cls.edition,
            language=view.language if view.language in LANGUAGES else cls.language,
        )

    def to_query(self) -> dict[str, str]:
        """Return the parameters that spell this view: what differs from the default, and edition and language."""
        query = {}
        for entry in fields(self):
            value = getattr(self, entry.name)
            if value == entry.default and entry.name not in _ALWAYS_WRITTEN:
                continue
            if isinstance(value, tuple):
                query[entry.name] = ",".join(value) or NOTHING
            elif isinstance(value, bool):
                query[entry.name] = "1" if value else "0"
            else:
                query[entry.name] = value
        return query

    def changed(self, **changes: Any) -> Self:
        """Return this view with other values for some fields."""
        return replace(self, **changes)


def open_view() -> View:
    """Settle the view at the start of a run: from the address when a person changed it, else from the session.

    Going to another page by the menu empties the address: the session knows the view then.

    Returns
    -------
    View
        The view of this run.
    """
    query = st.query_params.to_dict()
    ours = {entry.name for entry in fields(View)}
    asked = {name: value for name, value in query.items() if name in ours}
    if _VIEW not in st.session_state or (asked and asked != st.session_state.get(_WRITTEN)):
        st.session_state[_VIEW] = View.from_query(asked)
    view = current_view()
    _write(view)
    return view


def current_view() -> View:
    """Return the view of this session."""
    view = st.session_state.get(_VIEW)
    return view if isinstance(view, View) else View()


def change_view(**changes: Any) -> View:
    """Change the view and the address, and return it; what is already drawn in this run stays until the next."""
    view = current_view().changed(**changes)
    st.session_state[_VIEW] = view
    _write(view)
    return view


def bound(
    name: str,
    options: Iterable[Any] | None = None,
    *,
    read: Callable[[str], str] = str,
    also: Callable[[], None] | None = None,
) -> dict[str, Any]:
    """Return the arguments that bind a widget to a field of the view: ``st.selectbox(..., **bound("edition"))``.

    The key is the name of the field, the same in both languages, so that a choice outlives a change of language.

    Parameters
    ----------
    name
        Field of the view.
    options
        What the widget can show; anything else in the view is left out of the widget, and stays in the view.
    read
        Makes the value of a field of text from what was chosen.
    also
        Called after the view has changed.
    """
    key = f"view.{name}"
    value = getattr(current_view(), name)
    if isinstance(value, tuple):
        shown: Any = [part for part in value if options is None or part in options]
    elif isinstance(value, bool):
        shown = value
    else:
        # A choice of which the empty text is one, such as the part of a page that opens first, shows it as chosen.
        known = bool(value) if options is None else value in options
        shown = value if known else None
    # Only a real difference is sent: sending what is there already would undo what a person is choosing right now.
    # To Streamlit a widget with the same key on another page is another one, so it is told anew.
    page = urlsplit(st.context.url or "").path
    drawn_on = f"{key}.page"
    if st.session_state.get(key, NOTHING) != shown or st.session_state.get(drawn_on, page) != page:
        st.session_state[key] = shown
    st.session_state[drawn_on] = page

    def keep() -> None:
        chosen = st.session_state[key]
        if isinstance(value, tuple):
            chosen = tuple(chosen)
        elif not isinstance(value, bool):
            chosen = read(chosen) if chosen else ""
        change_view(**{name: chosen})
        if also:
            also()

    return {"key": key, "on_change": keep}


def _write(view: View) -> None:
    query = view.to_query()
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
    st.session_state[_WRITTEN] = query
