"""What own data say of a partnership or a municipality, with the list that says it and its source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.checking import counterparts
from igs_geo.dashboard.frame.plain import plain
from igs_geo.i18n import translate

MOST = 8
"""More sentences are counted, not shown: the page Eigen gegevens has all of them."""


def show_own_of_body(atlas: Atlas, body: str, language: str) -> None:
    """Draw what own data change in a partnership; nothing when they change nothing.

    Parameters
    ----------
    atlas
        The edition.
    body
        Id of the partnership.
    language
        ``"nl"`` or ``"en"``.
    """

    def is_about(operation: Any) -> bool:
        return body == (operation.id if operation.op == "add_partnership" else getattr(operation, "partnership", ""))

    _show(atlas, is_about, language)


def show_own_of_municipality(atlas: Atlas, nis: str, language: str) -> None:
    """Draw what own data say of a municipality; nothing when they say nothing.

    Parameters
    ----------
    atlas
        The edition.
    nis
        Its code.
    language
        ``"nl"`` or ``"en"``.
    """

    def is_about(operation: Any) -> bool:
        codes = {getattr(operation, "nis", ""), *(member.nis for member in getattr(operation, "members", ()))}
        # a list may be written in the municipalities of another edition
        return nis in codes or any(nis in counterparts(atlas, code) for code in codes)

    _show(atlas, is_about, language)


def _show(atlas: Atlas, is_about: Callable[[Any], bool], language: str) -> None:
    found = [change for change in atlas.changes if is_about(change.operation)]
    if not found:
        return
    lines = []
    for change in found[:MOST]:
        parts = (change.says(language), change.remark(language), change.known_from(language), change.where.overlay)
        lines.append(f"- {' · '.join(plain(part) for part in parts if part)}")
    if len(found) > MOST:
        lines.append(f"- {plain(translate('own.more', language, count=len(found) - MOST))}")
    heading = translate("own.said_here", language)
    with st.container(key="own-changes"):
        st.info("\n".join([f"**{heading}**", "", *lines]))
