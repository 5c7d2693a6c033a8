"""What an address says and a page could not take, in one box above the page."""

from __future__ import annotations

import streamlit as st

from igs_geo.dashboard.address.checking import settled
from igs_geo.dashboard.address.codec import Remark
from igs_geo.dashboard.address.session import current_page, current_view, remark, remarks, settle_view
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.plain import plain
from igs_geo.i18n import format_number, translate


def show_remarks() -> None:
    """Hold the view against the edition, and draw what had to be left out or changed."""
    view, found = settled(current_view(), current_page(), cached.atlas())
    if view != current_view():
        settle_view(view)
        remark(*found)
    every = remarks()
    if not every:
        return
    language = current_view().language
    heading = "address.heading_one" if len(every) == 1 else "address.heading"
    lines = "\n".join(f"- {plain(say(one, language))}" for one in every)
    with st.container(key="remarks"):
        st.warning(f"{translate(heading, language, count=format_number(len(every), language))}\n\n{lines}")


def say(one: Remark, language: str) -> str:
    """Return a remark in words."""
    facts = {
        name: format_number(value, language, 0 if float(value).is_integer() else 2)
        if isinstance(value, int | float)
        else value
        for name, value in one.facts
    }
    label = translate(one.label, language) if one.label else ""
    return translate(f"address.{one.reason}", language, label=label, text=one.text, **facts)
