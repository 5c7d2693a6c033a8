"""The workshop, for who leads it: a code for the phones, stages and clock, and the answers once they are shown."""

from __future__ import annotations

import time

import streamlit as st

from igs_geo import clock
from igs_geo.assessment import Answer, DrawnRegion, Round, order_of_talk, results
from igs_geo.assessment.factors.naming import factor_categories, factor_names
from igs_geo.assessment.workshop.closing import as_round, with_round
from igs_geo.assessment.workshop.models import MINUTES, STAGES, TIMED, Stage, Workshop, groups_by_category
from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.address.slots import Slot
from igs_geo.dashboard.frame import cached, kept
from igs_geo.dashboard.frame.guard import guarded
from igs_geo.dashboard.frame.plain import escaped, plain
from igs_geo.dashboard.frame.reach import workspace
from igs_geo.dashboard.pages.factors.dots import spread_html
from igs_geo.dashboard.pages.factors.invitation import show_invitation
from igs_geo.dashboard.pages.factors.sheets import show_sheets
from igs_geo.dashboard.workbench.board import board
from igs_geo.dashboard.workbench.choice import choose_drawn
from igs_geo.i18n import Language, format_date, format_number, translate
from igs_geo.workspace.workshops import DAYS, Opened, Workshops, new_code

EVERY_SECONDS = 2
LONGEST_MINUTES = 180


def show() -> None:
    """Show the section."""
    atlas, language = cached.atlas(), current_view().language
    own = choose_drawn(language)
    if own is None:
        return
    now = board()
    held = kept.find(now.document) if now.document else None
    if held is None or not held.may_change:
        st.info(translate("factors_page.only_facilitator", language))
        return
    store = Workshops(workspace())
    found = _workshop_of(store, now.document, own, [region.name for region in now.scenario.regions])
    if found is None:
        st.markdown(translate("factors_page.workshop_start", language, days=DAYS))
        st.button(translate("factors_page.workshop_open", language), type="primary", key="workshop.open",
                  on_click=_open, args=(atlas, own))  # fmt: skip
        return
    show_invitation(found.workshop.code, language)
    _stages(found.workshop, language)
    _follow(found.workshop.code)
    show_sheets(store, found.workshop, factor_names(atlas, language), language)
    with st.expander(translate("factors_page.end", language), key="workshop-end"):
        st.markdown(translate("factors_page.end_text", language, days=DAYS))
        sure = st.checkbox(translate("factors_page.end_sure", language), key=f"workshop.sure.{found.workshop.code}")
        st.button(translate("factors_page.end_button", language), key="workshop.end", disabled=not sure,
                  on_click=store.delete, args=(found.workshop.code,))  # fmt: skip


def _workshop_of(store: Workshops, document: str, own: DrawnRegion, names: list[str]) -> Opened | None:
    """Return the latest workshop of a region; one whose region got another name is shown with every region."""
    return next((one for one in store.of(document) if one.region == own.name or one.region not in names), None)


def _open(atlas: Atlas, own: DrawnRegion) -> None:
    language = current_view().language
    groups = groups_by_category(factor_categories(atlas, language))
    spoken: Language = "en" if language == "en" else "nl"
    workshop = Workshop(code=new_code(), title=own.name, language=spoken, groups=groups)
    Workshops(workspace()).begin(board().document, own.name, workshop)


def _stages(workshop: Workshop, language: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="workshop-stages"):
        slot = Slot(f"workshop.stage.{workshop.code}", workshop.stage)
        st.segmented_control(
            translate("factors_page.stage", language),
            STAGES,
            default=workshop.stage,
            required=True,
            format_func=lambda stage: translate(f"factors_page.stage_{stage}", language),
            **slot.keeping(lambda stage: stage, lambda stage: _go(workshop.code, stage)),
        )
        with st.container(width=150):
            st.number_input(translate("factors_page.minutes", language), 1, LONGEST_MINUTES, MINUTES,
                            key="workshop.minutes", help=translate("factors_page.minutes_help", language))  # fmt: skip
        if workshop.stage in TIMED:
            st.button(translate("factors_page.clock_again", language), key="workshop.clock", on_click=_go,
                      args=(workshop.code, workshop.stage))  # fmt: skip


def _go(code: str, stage: Stage) -> None:
    """Bring a workshop to a stage; its clock begins anew. What is shown is kept with the scenario."""
    store = Workshops(workspace())
    workshop = store.workshop(code)
    if workshop is None:
        return
    minutes = int(st.session_state.get("workshop.minutes", MINUTES))
    ends = time.time() + 60 * minutes if stage in TIMED else None
    store.put(workshop.model_copy(update={"stage": stage, "ends": ends}))
    if stage == "shown":
        keep_round(store, code)


def keep_round(store: Workshops, code: str) -> None:
    """Keep the answers of a workshop with the region, without names.

    Parameters
    ----------
    store
        Where the workshop is.
    code
        Its code.
    """
    now, language = board(), current_view().language
    own = now.region
    if own is not None:
        day = clock.today().isoformat()
        name = translate("factors_page.round_name", language, code=code)
        now.change(rounds=with_round(own.rounds, as_round(name, day, store.answers(code))))


def _follow(code: str) -> None:
    """Show how far the workshop is, again and again."""

    @st.fragment(run_every=EVERY_SECONDS)
    @guarded
    def follow() -> None:
        _standing(code)

    follow()


def _standing(code: str) -> None:
    language, store = current_view().language, Workshops(workspace())
    workshop = store.workshop(code)
    if workshop is None:
        return
    answers = store.answers(code)
    people = len({answer.who for answer in answers})
    left = "–" if workshop.ends is None else say_left(workshop.ends - time.time())
    facts = [
        ("people", format_number(people, language)),
        ("answers", format_number(len({(one.who, one.factor) for one in answers}), language)),
        ("time_left", left),
    ]
    for column, (name, value) in zip(st.columns(3), facts, strict=True):
        with column, st.container(border=True, gap=None):
            label = escaped(translate(f"factors_page.{name}", language))
            st.html(
                f'<div class="igs-figure"><div class="label">{label}</div>'
                f'<div class="value">{escaped(value)}</div></div>'
            )
    if workshop.stage != "shown":
        st.caption(translate("factors_page.hidden", language))
        _per_factor(workshop, answers, language)
        return
    _shown(store, workshop, answers, language)


def say_left(seconds: float) -> str:
    """Return a time that is left, as minutes and seconds; 0:00 when it is over.

    Parameters
    ----------
    seconds
        How long, in seconds.
    """
    minutes, rest = divmod(max(0, round(seconds)), 60)
    return f"{minutes}:{rest:02d}"


def _per_factor(workshop: Workshop, answers: tuple[Answer, ...], language: str) -> None:
    parts = []
    for place, group in enumerate(workshop.groups):
        numbers = workshop.factors_of(place) if workshop.stage in TIMED else group.factors
        counts = [f"{number}: {len({one.who for one in answers if one.factor == number})}" for number in numbers]
        parts.append(f"{group.name} ({', '.join(counts)})")
    st.caption(plain(translate("factors_page.per_factor", language, groups="; ".join(parts))))


def _shown(store: Workshops, workshop: Workshop, answers: tuple[Answer, ...], language: str) -> None:
    names = factor_names(cached.atlas(), language)
    found = results(Round(name="-", answers=answers), list(workshop.factors))
    talk, apart = order_of_talk(found)
    st.html(f'<h2 class="igs-heading">{escaped(translate("factors_page.talk", language))}</h2>')
    st.caption(translate("factors_page.talk_note", language))
    for heading, ones in (("", talk), ("factors_page.apart", apart)):
        if heading and ones:
            st.html(f'<h3 class="igs-domain">{escaped(translate(heading, language))}</h3>')
        for column, one in zip([*st.columns(3)] * len(ones), ones, strict=False):
            with column, st.container(border=True, gap=None, key=f"shown-{one.factor}"):
                name = escaped(f"{one.factor}. {names[one.factor]}")
                st.html(f"<p class='igs-body'><b>{name}</b></p>{spread_html(one, language)}")
    remarks = [one for one in answers if one.remark.strip() and not one.shared]
    if remarks:
        with st.expander(translate("factors_page.private", language, number=len(remarks)), key="workshop-remarks"):
            lines = "".join(
                f"<li>{one.factor}. {escaped(one.remark)} ({escaped(_who(one, language))})</li>" for one in remarks
            )
            st.html(f"<ul class='igs-remarks'>{lines}</ul>")
    kept_name = translate("factors_page.round_name", language, code=workshop.code)
    own = board().region
    before = next((one for one in own.rounds if one.name == kept_name), None) if own is not None else None
    now = as_round(kept_name, clock.today().isoformat(), answers)
    if before is None or {one.id for one in before.answers} != {one.id for one in now.answers}:
        st.button(translate("factors_page.keep_round", language), key="workshop.keep", on_click=keep_round,
                  args=(store, workshop.code))  # fmt: skip
    elif before.day:
        st.caption(translate("factors_page.round_kept", language, date=format_date(before.day, language)))


def _who(one: Answer, language: str) -> str:
    role = translate(f"sheet.role_{one.role}", language)
    return f"{one.name}, {role}" if one.name else role
