"""One list of own data: its changes, its history, how it goes to others, and its end."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from igs_geo.atlas.overlays import Change, Overlay
from igs_geo.atlas.overlays.values import NAME_LENGTH
from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.dashboard.frame import cached, kept, own
from igs_geo.dashboard.frame.about import about_file
from igs_geo.dashboard.frame.plain import escaped, plain
from igs_geo.dashboard.frame.reach import Held
from igs_geo.dashboard.pages.own_data.saying import attempt, moment, show_problem
from igs_geo.dashboard.pages.own_data.share import show_links
from igs_geo.dashboard.widgets.tables import Layout, show_table
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import format_date, format_number, translate
from igs_geo.workspace import Saved

DRAWN = ("change", "source", "date", "confirmed_by", "remark")
"""What the table shows of a change, where there is any; its files have all of it."""
TABS = ("changes", "history", "share", "edit")


def show_document(held: Held) -> None:
    """Draw a list that is open.

    Parameters
    ----------
    held
        The list.
    """
    language = current_view().language
    st.html(f'<h2 class="igs-heading">{escaped(held.title)}</h2>')
    try:
        overlay = own.content(held.id, held.head)
    except IgsGeoError as error:
        show_problem(error.message(language))
        return
    if overlay.example:
        st.info(translate("own.is_example", language))
    draw = {
        "changes": lambda: _changes(held, overlay),
        "history": lambda: _history(held),
        "share": lambda: show_links(held),
        "edit": lambda: _edit(held, overlay),
    }
    names = TABS if held.may_change else ("changes", "share")
    for name, tab in zip(names, st.tabs([translate(f"own.tab_{name}", language) for name in names]), strict=True):
        with tab:
            draw[name]()


def _changes(held: Held, overlay: Overlay) -> None:
    language = current_view().language
    one = own.Chosen(held.id, held.head, held.title)
    applied = cached.what_counts()
    if (error := applied.why_not(held.id)) is not None:
        show_problem(error.message(language))
    mine = {id(operation) for operation in overlay.operations}
    changes = [change for change in applied.atlas.changes if id(change.operation) in mine]
    if not changes:
        changes = list(cached.with_only(one).atlas.changes)
    if not overlay.operations:
        st.caption(translate("own.no_changes", language))
        return
    if not changes:
        return
    table = change_table(changes, language)
    drawn = [name for name in DRAWN if name == "change" or table[name].any()]
    show_table(
        table,
        key=f"own-changes-{held.id}",
        file=translate("own.file", language),
        texts="own.col_",
        layout=Layout(widths={"change": 380}, lines=2, drawn=drawn),
        about=about_list(held, overlay, language),
    )  # fmt: skip
    st.caption(translate("own.to_register", language))


def change_table(changes: list[Change], language: str) -> pd.DataFrame:
    """Return what a list changes, with where it is known from, as a table that anybody can read.

    Parameters
    ----------
    changes
        What became of its operations.
    language
        Language of the sentences.
    """
    rows = [
        {
            "change": change.says(language),
            "remark": change.remark(language),
            "source": change.operation.source,
            "date": format_date(change.operation.date, language),
            "confirmed_by": change.operation.confirmed_by or "",
            "until": format_date(change.operation.until, language) if change.operation.until else "",
            "note": change.operation.note or "",
        }
        for change in changes
    ]
    return pd.DataFrame(rows)


def about_list(held: Held, overlay: Overlay, language: str) -> dict[str, str]:
    """Return what the second sheet of the file with a list says."""
    facts = about_file(cached.atlas(overlay.edition), held.title, language)
    facts[translate("own.contact", language)] = overlay.contact or "–"
    facts[translate("own.saved", language)] = moment(held.changed, language)
    if overlay.example:
        facts[translate("own.example", language)] = translate("own.is_example", language)
    return facts


def _history(held: Held) -> None:
    language = current_view().language
    saves = list(reversed(kept.history(held.id)))
    st.button(
        translate("own.undo", language), key="own-undo", on_click=attempt, args=(lambda: _undo(held),),
        disabled=len(saves) < 2,
    )  # fmt: skip
    for save in saves:
        left, right = st.columns([4, 1], vertical_alignment="center")
        parts = [translate("own.revision", language, number=format_number(save.number, language)),
                 moment(save.saved, language), save.author]  # fmt: skip
        if save.number == held.head:
            parts.append(translate("own.counts_now", language))
        if save.copies is not None:
            parts.append(translate("own.copy_of", language, number=format_number(save.copies, language)))
        if save.aside:
            parts.append(translate("own.aside", language))
        left.markdown(plain(" · ".join(part for part in parts if part)))
        if save.number != held.head:
            right.button(
                translate("own.restore", language), key=f"own-restore-{save.number}", type="tertiary",
                on_click=attempt, args=(lambda number=save.number: _restore(held, number),),
            )  # fmt: skip


def _undo(held: Held) -> str:
    saved = kept.undo(held.id, held.head)
    return _said(saved, "own.undone") if saved else translate("own.nothing_before", current_view().language)


def _restore(held: Held, number: int) -> str:
    return _said(kept.restore(held.id, number, held.head), "own.restored")


def _said(saved: Saved, key: str) -> str:
    """Return what became of a save; one beside which another one counts is said."""
    return translate("own.meanwhile" if saved.meanwhile else key, current_view().language)


def _edit(held: Held, overlay: Overlay) -> None:
    """Draw the form for the title and the contact, the way to take a change out, and the end of the list."""
    language = current_view().language
    with st.form(f"own-edit-{held.id}-{held.head}", border=False):
        title = st.text_input(translate("own.name", language), overlay.title, max_chars=NAME_LENGTH)
        contact = st.text_input(
            translate("own.contact", language), overlay.contact or "", max_chars=NAME_LENGTH,
            help=translate("own.contact_help", language),
        )  # fmt: skip
        example = st.checkbox(
            translate("own.is_example_label", language),
            overlay.example,
            help=translate("own.is_example_help", language),
        )
        if st.form_submit_button(translate("own.save", language)):
            name = title.strip() or overlay.title
            _save(held, overlay, title=name, contact=contact.strip() or None, example=example)
    sentences = [f"{place}. {change}" for place, change in enumerate(_says(held, overlay, language), 1)]
    if sentences:
        chosen = st.selectbox(
            translate("own.take_out", language), range(len(sentences)), index=None, format_func=sentences.__getitem__,
            placeholder=translate("own.take_out_hint", language), key=f"own-out-{held.id}-{held.head}-{language}",
        )  # fmt: skip
        if chosen is not None and st.button(translate("own.take_out_now", language), key="own-out-now"):
            rest = overlay.operations[:chosen] + overlay.operations[chosen + 1 :]
            _save(held, overlay, operations=rest)
    with st.popover(translate("own.delete", language), key="own-delete"):
        st.markdown(translate("own.delete_sure", language, title=plain(held.title)))
        st.button(
            translate("own.delete_now", language), type="primary", key="own-delete-now", on_click=attempt,
            args=(lambda: _delete(held),),
        )  # fmt: skip


def _says(held: Held, overlay: Overlay, language: str) -> list[str]:
    changes = cached.with_only(own.Chosen(held.id, held.head, held.title)).atlas.changes
    if len(changes) == len(overlay.operations):
        return [change.says(language) for change in changes]
    # it needs another list to be applied: say what kind of changes these are
    return [operation.op for operation in overlay.operations]


def _save(held: Held, overlay: Overlay, **changes: object) -> None:
    def save() -> str:
        value = overlay.model_dump(exclude_none=True) | changes
        return _said(kept.save(held.id, Overlay.model_validate(value), held.head), "own.saved_now")

    attempt(save)
    st.rerun()


def _delete(held: Held) -> str:
    kept.delete(held.id)
    own.content.clear(held.id, held.head)
    change_view(document="", left_out=tuple(one for one in current_view().left_out if one != held.id))
    return translate("own.deleted", current_view().language, title=held.title)
