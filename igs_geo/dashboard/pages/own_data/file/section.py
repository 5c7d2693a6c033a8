"""The tab of own data by file."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import PurePath
from typing import Any, TypeVar

import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.address.view import OWN
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.menu import link_to
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.pages.own_data.file.found import ask_doubtful, show_findings
from igs_geo.dashboard.pages.own_data.file.mapping import ask_mapping
from igs_geo.dashboard.pages.own_data.file.round_trip import PROVENANCE, show_answered, show_list_to_check
from igs_geo.dashboard.widgets import words
from igs_geo.dashboard.widgets.figures import show_heading
from igs_geo.dashboard.widgets.provenance import ask_provenance, clear_provenance, say_missing
from igs_geo.dashboard.widgets.taking import show_changes, show_done, show_taking
from igs_geo.i18n import translate
from igs_geo.intake import (
    Compared,
    Guess,
    Sheet,
    SpreadsheetError,
    compare,
    is_list_of_findings,
    is_list_to_check,
    read_list,
    read_spreadsheet,
    recognise,
)
from igs_geo.intake.spreadsheet import LARGEST_MB

T = TypeVar("T")
REFUSED_MB = 2 * LARGEST_MB
"""What the browser does not even send, and says so in English; what is smaller is answered by us."""
_FINISHED, _KEPT = "own_file.finished", "own_file.kept"


def show_file() -> None:
    """Draw the tab: a file is chosen, recognised, mapped, checked, and taken over when the person says so."""
    language = current_view().language
    show_heading(
        translate("own_file.heading", language),
        translate("own_file.meaning", language, limit=LARGEST_MB),
        key="own-file",
    )
    if st.session_state.get(_FINISHED):
        _finished()
        return
    label = translate("own_file.upload", language, limit=LARGEST_MB)
    uploaded = st.file_uploader(label, max_upload_size=REFUSED_MB, key="own-file-upload")
    if uploaded is None:
        show_list_to_check()
        return
    name = uploaded.name
    try:
        sheets = _once("sheets", uploaded.file_id, lambda: read_spreadsheet(uploaded.getvalue(), name))
    except SpreadsheetError as error:
        st.error(plain(error.message(language)))
        return
    key = f"own-file-{uploaded.file_id}"
    if is_list_to_check(sheets):
        show_answered(sheets, name, key, _finish)
    else:
        _list(sheets, name, key)


def _finish() -> None:
    """Close the file after it was taken over."""
    st.session_state[_FINISHED] = True
    st.session_state.pop(_KEPT, None)
    clear_provenance(PROVENANCE)


def _finished() -> None:
    """Say what was taken over, and where to go on."""
    language = current_view().language
    # the box for a file is not drawn in this run: the browser would keep the old one in it
    show_done(again=True)
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key="own-file-next"):
        st.button(
            translate("own_file.another", language), key="own-file-another",
            on_click=lambda: st.session_state.pop(_FINISHED, None),
        )  # fmt: skip
        link_to(OWN, translate("own_file.to_difference", language), keeping="difference")


def _list(sheets: Sequence[Sheet], name: str, key: str) -> None:
    language, atlas = current_view().language, cached.atlas()
    usable = [sheet for sheet in sheets if sheet.rows and not is_list_of_findings(sheet)]
    if not usable:
        st.error(translate("intake.empty", language, name=plain(name)))
        return
    place = 0
    if len(usable) > 1:
        first = next((number for number, sheet in enumerate(usable) if not sheet.hidden), 0)
        place = st.selectbox(
            translate("own_file.sheet", language), range(len(usable)), index=first,
            format_func=lambda number: _sheet_name(usable[number], language), key=f"{key}-sheet",
        )  # fmt: skip
    sheet, key = usable[place], f"{key}-{place}"
    guess = ask_mapping(sheet, _once("guess", (key, atlas.edition), lambda: recognise(atlas, sheet)), key)
    if guess is None:
        return
    known = _ask_known(atlas, guess, key)
    if say_missing(known, guess.columns):
        return
    _checked(atlas, sheet, guess, known, (sheets, name, key))


def _sheet_name(sheet: Sheet, language: str) -> str:
    return translate("own_file.hidden_sheet", language, name=sheet.name) if sheet.hidden else sheet.name


def _ask_known(atlas: Atlas, guess: Guess, key: str) -> dict[str, str]:
    """Draw what is said of the whole list: where it is known from, and its domain, or how a region has its figures."""
    language = current_view().language
    st.markdown(f"**{translate('own_file.whole_list', language)}**")
    known = ask_provenance(PROVENANCE, about=key)
    if guess.shape == "figures":
        known["aggregate"] = st.segmented_control(
            translate("own_file.aggregate", language), ["sum", "mean"], default="sum", required=True,
            format_func=lambda one: translate(f"own_file.aggregate_{one}", language), key=f"{key}-aggregate-{language}",
            help=translate("own_file.aggregate_help", language),
        )  # fmt: skip
    elif "domain" not in guess.columns:
        codes = list(atlas.domains.index)
        known["domain"] = st.selectbox(
            translate("own_file.domain", language), codes, index=codes.index(atlas.emphasis.domain),
            format_func=lambda code: words.domain(atlas, code, language).capitalize(), key=f"{key}-domain-{language}",
            width=320,
        )  # fmt: skip
    return known


def _checked(
    atlas: Atlas, sheet: Sheet, guess: Guess, known: Mapping[str, str], file: tuple[Sequence[Sheet], str, str]
) -> None:
    """Draw the questions, what is wrong, what would change, and the button that takes it over."""
    language, (sheets, name, key) = current_view().language, file
    settings = (key, atlas.edition, len(atlas.changes), repr(guess), tuple(sorted(known.items())))
    first = _once("first", settings, lambda: read_list(atlas, sheet, guess, known))
    given = ask_doubtful(first.findings, key)
    found: Compared = _once(
        "compared", (*settings, tuple(given.items())),
        lambda: compare(atlas, read_list(atlas, sheet, guess, known, given)),
    )  # fmt: skip
    show_findings(found.findings, sheets, name, key)
    if not found.differences:
        st.info(translate("own_file.nothing_to_take", language))
        return
    show_changes(found.differences, key)
    if not found.ready:
        st.caption(translate("own_file.first_mend", language))
        return
    show_taking([one.operation for one in found.differences], key, title=PurePath(name).stem, then=_finish)


def _once(what: str, settings: Hashable, make: Callable[[], T]) -> T:
    """Return what was made for the same file and settings in an earlier run, else make it."""
    kept: dict[str, tuple[Hashable, Any]] = st.session_state.setdefault(_KEPT, {})
    if what not in kept or kept[what][0] != settings:
        kept[what] = settings, make()
    found: T = kept[what][1]
    return found
