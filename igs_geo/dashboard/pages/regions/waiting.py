"""Waiting for an errand without holding up the page."""

from __future__ import annotations

import time
from collections.abc import Callable

import streamlit as st

from igs_geo.dashboard.pages.regions.errand import Errand, worker
from igs_geo.dashboard.plain import plain
from igs_geo.dashboard.view import current_view
from igs_geo.i18n import format_number, format_percent, translate

POLL_SECONDS = 0.7


def wait_for(
    errand: Errand, done: Callable[[Errand], None], *, key: str, stop: Callable[[], None] | None = None
) -> None:
    """Draw how far an errand is until it is done, then let the page take the answer.

    Parameters
    ----------
    errand
        The errand.
    done
        Takes the answer; the page runs again after it.
    key
        Key of the stop button.
    stop
        Called when a person stops it.
    """

    @st.fragment(run_every=POLL_SECONDS)
    def poll() -> None:
        worker().alive()
        if not errand.running:
            done(errand)
            st.rerun()
        language = current_view().language
        left, right = st.columns([4, 1], vertical_alignment="center")
        with left:
            st.progress(_share(errand), text=plain(_sentence(errand, language)))
        with right:
            if st.button(translate("regions.p_stop", language), key=key, width="stretch"):
                worker().stop()
                if stop is not None:
                    stop()
                st.rerun()

    poll()


def _share(errand: Errand) -> float:
    news = errand.news
    if "of" in news:
        return float(news["done"]) / max(1, float(news["of"]))
    if news.get("regions"):
        return min(1.0, sum(map(len, news["regions"])) / 285)
    return 0.0


def _sentence(errand: Errand, language: str) -> str:
    seconds = format_number(time.monotonic() - errand.started, language)
    news = errand.news
    if "of" in news:
        return translate("regions.p_busy_draws", language, done=news["done"], of=news["of"], seconds=seconds)
    if not news:
        return translate("regions.p_busy_start", language, seconds=seconds)
    if news.get("objective") is None:
        count = format_number(sum(map(len, news["regions"])), language)
        return translate("regions.p_busy_part", language, count=count, seconds=seconds)
    best = format_number(news["objective"], language, 4)
    if news.get("bound") is None:
        return translate("regions.p_busy_best", language, best=best, seconds=seconds)
    bound = format_number(news["bound"], language, 4)
    gap = format_percent(news["gap"], language, 1)
    return translate("regions.p_busy_gap", language, best=best, bound=bound, gap=gap, seconds=seconds)


def say_error(errand: Errand) -> None:
    """Say what went wrong with an errand, when something did."""
    language = current_view().language
    if errand.error is not None:
        key, values = errand.error
        st.warning(plain(translate(key, language, **values)))
    elif errand.lost:
        st.info(translate("regions.p_stopped", language))
