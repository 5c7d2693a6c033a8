"""The view of a session: settled at the start of a run, changed by widgets, and written to the address.

Streamlit can bind a widget to the address itself (``bind="query-params"``), but writes the label of the choice there,
which changes with the language, and forgets it where the widget is not on the page. So the view lives in the session,
every change writes the fields of the page to the address, and an address that we did not write is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from igs_geo.dashboard.address.codec import Remark, read, too_long, with_values, write
from igs_geo.dashboard.address.kinds import Refused, read_text
from igs_geo.dashboard.address.view import FIELDS, MAP, View

_VIEW, _WRITTEN, _PAGE, _REMARKS = "view", "view.written", "view.page", "view.remarks"


def language_asked() -> str:
    """Return the language of this run, before the page and so the rest of the view are known."""
    entry = FIELDS["language"]
    try:
        return str(read_text(entry.kind, st.query_params.get(entry.name, current_view().language)))
    except Refused:
        return current_view().language


def open_view(page: str) -> View:
    """Settle the view at the start of a run: from the address when a person changed it, else from the session.

    Going to another page by the menu empties the address: the session knows the view then.

    Parameters
    ----------
    page
        Path of the page that is about to be shown.

    Returns
    -------
    View
        The view of this run.
    """
    query = st.query_params.to_dict()
    moved = st.session_state.get(_PAGE, page) != page
    st.session_state[_PAGE] = page
    if moved:
        _put(current_view().changed(place=""))
    if query and (_VIEW not in st.session_state or query != st.session_state.get(_WRITTEN)):
        reading = read(query, page, current_view())
        st.session_state[_REMARKS] = reading.remarks
        _put(reading.view)
    _write()
    return current_view()


def current_view() -> View:
    """Return the view of this session."""
    view = st.session_state.get(_VIEW)
    return view if isinstance(view, View) else View()


def current_page() -> str:
    """Return the path of the page that is on show."""
    return str(st.session_state.get(_PAGE, MAP))


@contextmanager
def viewing(view: View, page: str) -> Iterator[None]:
    """Let everything that asks for view and page get others for a while; the address stays as it is.

    Parameters
    ----------
    view, page
        The other view, and the path of the other page.

    Yields
    ------
    None
        While it yields, the other view is the one of the session.
    """
    before, page_before = current_view(), current_page()
    _put(view)
    st.session_state[_PAGE] = page
    try:
        yield
    finally:
        _put(before)
        st.session_state[_PAGE] = page_before


def change_view(**changes: Any) -> View:
    """Change the view and the address, and return it; what is already drawn in this run stays until the next."""
    _put(current_view().changed(**changes))
    st.session_state[_REMARKS] = ()
    _write()
    return current_view()


def settle_view(view: View) -> None:
    """Take a view in which something was replaced that the edition does not have; remarks stay."""
    _put(view)
    _write()


def change_field(name: str, value: Any) -> View:
    """Change one field of the table, wherever the view keeps it, and return the view; see :func:`change_view`."""
    path = FIELDS[name].path
    whole = with_values(current_view(), {path: value})
    return change_view(**{path[0]: getattr(whole, path[0])})


def remarks() -> tuple[Remark, ...]:
    """Return the remarks on the address that this view came from, and on the one that it has no room in."""
    lost = tuple(Remark("no_room", entry.label, "") for entry in too_long(current_view(), current_page()))
    return (*st.session_state.get(_REMARKS, ()), *lost)


def remark(*more: Remark) -> None:
    """Add remarks on the view of this run."""
    known = st.session_state.get(_REMARKS, ())
    st.session_state[_REMARKS] = (*known, *(one for one in more if one not in known))


def _put(view: View) -> None:
    st.session_state[_VIEW] = view


def _write() -> None:
    query = write(current_view(), current_page())
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
    st.session_state[_WRITTEN] = query
