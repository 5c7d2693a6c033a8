"""What the page says after something was done, and moments in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.plain import plain
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import format_date, translate

_DONE, _PROBLEM = "own.done", "own.problem"


def attempt(act: Callable[[], str]) -> None:
    """Do something in a callback; what it returns, or what went wrong, is said by the next run.

    Parameters
    ----------
    act
        Does it, and returns a sentence.
    """
    for name in (_DONE, _PROBLEM):
        st.session_state.pop(name, None)
    try:
        st.session_state[_DONE] = act()
    except IgsGeoError as error:
        st.session_state[_PROBLEM] = error.message(current_view().language)


def show_said() -> None:
    """Draw, once, what was done or went wrong."""
    done, problem = (st.session_state.pop(name, None) for name in (_DONE, _PROBLEM))
    if done:
        st.success(plain(done))
    if problem:
        show_problem(problem)


def show_problem(message: str) -> None:
    """Draw what is wrong: the first line, and the others as a list.

    Parameters
    ----------
    message
        What an error says.
    """
    first, *lines = message.splitlines()
    st.error("\n".join([plain(first), "", *(f"- {plain(line.removeprefix('- '))}" for line in lines)]).strip())


def moment(text: str, language: str) -> str:
    """Return a moment as a person writes it, in the time of the browser.

    Parameters
    ----------
    text
        In UTC, as a workspace has it.
    language
        Language of the words.
    """
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
        here = dt.datetime.fromisoformat(text).astimezone(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return text
    return translate("own.moment", language, date=format_date(here.date().isoformat(), language), time=f"{here:%H:%M}")
