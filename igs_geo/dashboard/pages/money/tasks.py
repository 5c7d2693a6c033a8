"""Which task models and legal forms there are, what they ask, and who does which task: an aid to choose, no advice."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from igs_geo.assessment import DrawnRegion
from igs_geo.assessment.document import LONGEST_NAME
from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.slots import Slot
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.dashboard.widgets.sources import linked
from igs_geo.dashboard.widgets.tables import MISSING
from igs_geo.dashboard.workbench.board import board
from igs_geo.i18n import translate

FORM_FACTS = ("duration", "leaving", "note")


def show_forms(atlas: Atlas, own: DrawnRegion, language: str) -> None:
    """Draw the task models, the legal forms and the tasks.

    Parameters
    ----------
    atlas
        The edition.
    own
        The region.
    language
        ``"nl"`` or ``"en"``.
    """
    st.html(f'<h2 class="igs-heading">{escaped(translate("money.organising", language))}</h2>')
    st.caption(translate("money.no_advice", language))
    forms, models = atlas.frames["legal_forms"], atlas.frames["task_models"]
    left, right = st.columns(2, gap="large")
    with left:
        st.html(f'<h3 class="igs-domain">{escaped(translate("money.task_models", language))}</h3>')
        for code, row in models.iterrows():
            fits = [str(forms.loc[form, f"name_{language}"]) for form in str(row["forms"]).split()]
            _row(
                str(row[f"name_{language}"]),
                [
                    str(row[f"meaning_{language}"]),
                    translate("money.fits", language, forms=", ".join(fits)),
                    str(row[f"tension_{language}"]),
                ],
                str(row["source"]),
                chosen=code == own.questions.task_model,
                language=language,
            )
    with right:
        st.html(f'<h3 class="igs-domain">{escaped(translate("money.legal_forms", language))}</h3>')
        for code, row in forms.iterrows():
            personality = "with_personality" if bool(row["legal_personality"]) else "without_personality"
            facts = [translate(f"money.{personality}", language)]
            facts += [
                translate(f"money.form_{name}", language, text=text)
                for name in FORM_FACTS
                if (text := str(row[f"{name}_{language}"]).strip()) and text != "nan"
            ]
            rules = [rule for rule in str(row["rules"]).split() if rule in atlas.rules.index]
            sources = " ; ".join(dict.fromkeys(str(atlas.rules.loc[rule, "source"]) for rule in rules))
            _row(str(row[f"name_{language}"]), facts, sources, chosen=code == own.questions.form, language=language)
    st.caption(translate("money.choose_there", language))
    _tasks(atlas.frames["task_list"], own, language)


def _row(name: str, facts: list[str], source: str, *, chosen: bool, language: str) -> None:
    sign = f' <span class="state met">{escaped(translate("money.chosen", language))}</span>' if chosen else ""
    lines = "".join(f"<p>{escaped(fact)}</p>" for fact in facts if fact and fact != "nan")
    st.html(
        f'<div class="igs-rules"><div class="rule"><p><b>{escaped(name)}</b>{sign}</p>{lines}'
        f'<p class="igs-source">{linked(source or MISSING)}</p></div></div>'
    )


def _tasks(table: pd.DataFrame, own: DrawnRegion, language: str) -> None:
    st.html(f'<h3 class="igs-domain">{escaped(translate("money.tasks", language))}</h3>')
    columns = st.columns(3, gap="medium")
    for place, (code, row) in enumerate(table.iterrows()):
        task = str(code)
        with columns[place % len(columns)]:
            who = own.tasks.get(task, "")
            slot = Slot(f"money.task.{own.name}.{task}", who)
            st.text_input(
                str(row[f"name_{language}"]),
                who,
                max_chars=LONGEST_NAME,
                placeholder=translate("money.who", language),
                **slot.keeping(str, lambda text, task=task: _assign(task, text)),  # type: ignore[misc]
            )
    st.html(f'<p class="igs-source">{linked(" ; ".join(dict.fromkeys(table["source"].astype(str))))}</p>')


def _assign(task: str, who: str) -> None:
    now = board()
    if now.region is not None:
        others = {code: name for code, name in now.region.tasks.items() if code != task}
        now.change(tasks=others | ({task: who.strip()} if who.strip() else {}))
