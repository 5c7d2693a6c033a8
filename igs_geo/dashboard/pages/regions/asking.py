"""Questions that the page asks by itself, once each: around a municipality, how a partnership grows, why a region."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import streamlit as st

from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.cached import own_documents
from igs_geo.dashboard.pages.regions.state import state
from igs_geo.dashboard.search_process.client import worker
from igs_geo.dashboard.search_process.progress import say_ending, wait_for
from igs_geo.i18n import translate
from igs_geo.regions.worker.messages import Question


def answer_of(question: Question, *, while_busy: bool = True) -> dict[str, Any] | None:
    """Return the answer to a question; until there is one, draw how far it is, or why there will be none.

    Parameters
    ----------
    question
        What is asked of the worker.
    while_busy
        Whether it is asked while another job runs; when not, the page says that the answer follows.
    """
    now, language = state(), current_view().language
    kind = type(question).__name__.lower()
    key = f"{kind}:{json.dumps(asdict(question), sort_keys=True)}"
    if key in now.answers:
        return now.answers[key]
    if key not in now.jobs:
        if not while_busy and now.busy:
            st.caption(translate("regions.p_reasons_later", language))
            return None
        now.jobs[key] = worker().ask(question, own_documents())
    job = now.jobs[key]
    if job.running:
        wait_for(job, key=f"regions.stop_{kind}")
    elif job.answer is not None:
        now.answers[key] = now.jobs.pop(key).answer
    else:
        say_ending(job)
        if job.error is None and st.button(translate("regions.p_again", language), key=f"regions.again_{kind}"):
            now.jobs.pop(key)
            st.rerun()
    return now.answers.get(key)
