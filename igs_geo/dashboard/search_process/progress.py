"""Waiting for a job without holding up the page, and saying how it ended."""

from __future__ import annotations

import streamlit as st

from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.search_process.client import worker
from igs_geo.dashboard.search_process.job import Loss, SearchJob
from igs_geo.i18n import format_number, format_percent, translate
from igs_geo.regions.result.sentences import USELESS
from igs_geo.regions.worker.messages import Draws, Search, Timed

POLL_SECONDS = 0.7


def wait_for(job: SearchJob, *, key: str) -> None:
    """Draw how far a job is, with the button that ends it, until it has ended; then the page runs again.

    Parameters
    ----------
    job
        The job.
    key
        Key of the button.
    """

    @st.fragment(run_every=POLL_SECONDS)
    def poll() -> None:
        if not job.running:
            st.rerun()
        language = current_view().language
        left, right = st.columns([4, 1], vertical_alignment="center")
        with left:
            st.progress(share_done(job), text=plain(say_progress(job, worker().before(job), language)))
        with right:
            # What it has found is kept either way; the word says whether there is anything to keep.
            word = "regions.p_stop" if job.best is None else "regions.p_good_enough"
            st.button(translate(word, language), key=key, width="stretch", disabled=job.stopping,
                      on_click=worker().stop, args=(job,))  # fmt: skip

    poll()


def share_done(job: SearchJob) -> float:
    """Return which share of a job is done: of its draws, or else of its time."""
    if isinstance(job.news, Draws):
        return min(1.0, job.news.done / max(1, job.news.of))
    limit = job.question.time_limit if isinstance(job.question, Timed) else 0
    return min(1.0, job.seconds / limit) if limit and job.started else 0.0


def say_progress(job: SearchJob, before: int, language: str) -> str:
    """Return a sentence on how far a job is.

    Parameters
    ----------
    job
        The job.
    before
        How many jobs have to end before it gets its turn.
    language
        Language of the sentence.
    """
    seconds, news = format_number(job.seconds, language), job.news
    if job.stopping:
        return translate("regions.p_busy_stopping", language)
    if not job.started:
        key = "preparing" if job.preparing else "starting"
        if before:
            key = "queue_one" if before == 1 else "queue"
        return translate(f"regions.p_busy_{key}", language, before=format_number(before, language), seconds=seconds)
    if isinstance(news, Draws):
        return translate("regions.p_busy_draws", language, done=news.done, of=news.of, seconds=seconds)
    if news is None:
        key = "start" if isinstance(job.question, Search) else "other"
        return translate(f"regions.p_busy_{key}", language, seconds=seconds)
    if news.objective is None:
        count = format_number(news.covered, language)
        return translate("regions.p_busy_part", language, count=count, seconds=seconds)
    best = format_number(news.objective, language, 4)
    # No division costs less than nothing: a bound below that says nothing yet.
    if news.bound is None or news.gap is None or news.bound <= 0 < news.objective or news.gap > USELESS:
        return translate("regions.p_busy_best", language, best=best, seconds=seconds)
    bound = format_number(news.bound, language, 4)
    gap = format_percent(news.gap, language, 1)
    return translate("regions.p_busy_gap", language, best=best, bound=bound, gap=gap, seconds=seconds)


def say_ending(job: SearchJob, *, kept: bool = False) -> None:
    """Say why a job has no answer, when it has none.

    Parameters
    ----------
    job
        A job that has ended.
    kept
        Whether the best that it had found is shown all the same.
    """
    language = current_view().language
    if job.error is not None:
        key, values = job.error
        st.warning(plain(translate(key, language, **values)))
    elif job.loss is Loss.STOPPED:
        if not kept:
            st.info(translate("regions.p_lost_stopped", language))
    elif job.loss is not None:
        sentence = translate(f"regions.p_lost_{job.loss}", language)
        best = translate("regions.p_lost_best", language) if kept else ""
        st.warning(f"{sentence} {best}".rstrip())
