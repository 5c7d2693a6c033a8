"""The best regions around one or more municipalities, and how an existing youth partnership can best grow."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.inputs import segments, select, several
from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.dashboard.frame.about import about_file
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.pages.regions.asking import answer_of
from igs_geo.dashboard.pages.regions.files import shape_offers
from igs_geo.dashboard.pages.regions.folding import settings_and_place
from igs_geo.dashboard.pages.regions.state import problem_of
from igs_geo.dashboard.widgets.choose import choose_municipality
from igs_geo.dashboard.widgets.figures import show_source
from igs_geo.dashboard.widgets.lines import Width, needed_lines, row_height
from igs_geo.dashboard.widgets.live_map import show_map
from igs_geo.dashboard.widgets.resolve import resolved_municipality
from igs_geo.dashboard.widgets.tables import MISSING, Digits, headings, styled
from igs_geo.dashboard.widgets.takeaways import show_table_downloads
from igs_geo.dashboard.widgets.under import show_under_map
from igs_geo.i18n import format_number, translate
from igs_geo.maps import municipality_set_map
from igs_geo.maps.proposal_map import BASIS
from igs_geo.regions import Criteria
from igs_geo.regions.result.shapes import with_shapes
from igs_geo.regions.worker.messages import Around, Grow

ANSWERS = 6
WIDTHS: dict[str, Width] = {"candidate": 85, "members": 150, "inhabitants": 75, "young": 75, "each": 70}
MOST_LINES = 6
DIGITS = {"inhabitants": Digits(), "young": Digits(), "each": Digits(3)}


def show_around(atlas: Atlas) -> None:
    """Show the best regions around a municipality, or around several together."""
    language = current_view().language
    criteria, right = settings_and_place(atlas, found=bool(current_view().municipality))
    with right:
        starts = _starts(atlas, language)
        if not starts or criteria is None:
            st.markdown(translate("regions.p_around_start", language))
            return
        answer = answer_of(Around(criteria.to_dict(), starts, ANSWERS))
        if answer is None:
            return
        names = " + ".join(str(atlas.municipalities.loc[nis, "name"]) for nis in starts)
        rows = around_rows(answer)
        note = translate("regions.p_around_note", language, number=format_number(answer["considered"], language),
                         largest=answer["largest"])  # fmt: skip
        _show(
            atlas,
            rows,
            note,
            translate("regions.p_around_title", language, name=names),
            f"rond-{'-'.join(starts)}",
            criteria,
            language,
        )


def _starts(atlas: Atlas, language: str) -> list[str]:
    """Draw the choice of the municipalities that a region has to hold; return their codes, none without a first."""
    choose, more = st.columns(2)
    with choose:
        choose_municipality(atlas)
    first = resolved_municipality(atlas, language) if current_view().municipality else None
    names = atlas.flemish["name"].sort_values()
    with more:
        several(
            "also",
            translate("regions.p_also", language),
            {str(nis): str(name) for nis, name in names.items() if nis != first},
            placeholder=translate("regions.p_choose_municipalities", language),
            help=translate("regions.p_also_help", language),
            change=lambda codes: change_view(also=codes, answer=0),
        )
    return [first, *(nis for nis in current_view().also if nis != first)] if first else []


def show_grow(atlas: Atlas) -> None:
    """Show how a youth partnership can best grow."""
    language = current_view().language
    criteria, right = settings_and_place(atlas, found=bool(current_view().extended))
    with right:
        if criteria is None:
            return
        bodies = {body.id: body.name for body in problem_of(criteria).youth}
        select(
            "extended",
            translate("regions.p_grow_which", language),
            bodies,
            placeholder=translate("regions.p_grow_hint", language),
            change=lambda body: change_view(extended=body, answer=0),
        )
        body = current_view().extended
        if body not in bodies:
            if body:
                name = str(atlas.partnerships.loc[body, "name"])
                st.info(plain(translate("regions.p_grow_not_youth", language, name=name)))
            st.markdown(translate("regions.p_grow_start", language))
            return
        answer = answer_of(Grow(criteria.to_dict(), body, k=10, most=3))
        if answer is None:
            return
        rows = grow_rows(answer, atlas.municipalities["name"], language)
        if len(rows) == 1:
            st.info(translate("regions.p_grow_none", language))
        note = translate("regions.p_grow_note", language, number=format_number(answer["considered"], language))
        _show(
            atlas,
            rows,
            note,
            translate("regions.p_grow_title", language, name=answer["name"]),
            f"groei-{body}",
            criteria,
            language,
        )


def around_rows(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the regions around a municipality, each with its cost per inhabitant as ``each``, lowest first."""
    return [{**region, "each": each} for region, each in zip(answer["regions"], answer["costs"], strict=True)]


def grow_rows(answer: Mapping[str, Any], names: pd.Series, language: str) -> list[dict[str, Any]]:
    """Return a partnership as it is, then its extensions, each with its cost per inhabitant as ``each``."""
    now = {**answer["now"], "each": answer["now_cost"], "added": translate("regions.p_grow_now", language)}
    larger = [
        {**item["region"], "each": item["cost"], "added": "+ " + ", ".join(names[nis] for nis in item["added"])}
        for item in answer["extensions"]
    ]
    return [now, *larger]


def _show(  # noqa: PLR0917 what both sections show
    atlas: Atlas, rows: Sequence[Mapping[str, Any]], note: str, title: str, file: str, criteria: Criteria, language: str
) -> None:
    if not rows:
        st.info(translate("regions.nothing_found", language))
        return
    names = atlas.municipalities["name"]

    def label(place: int) -> str:
        row = rows[place]
        return str(row.get("added") or translate("regions.p_answer", language, number=place + 1))

    segments(
        "answer", translate("regions.p_answers", language), {place: plain(label(place)) for place in range(len(rows))}
    )
    row = rows[current_view().answer] if current_view().answer < len(rows) else rows[0]
    spec = municipality_set_map(
        atlas, row["members"], title=title, language=language, background=atlas.emphasis.frame, tables=BASIS
    )
    show_map(spec, key=f"regions.around.{atlas.edition}", selected=current_view().municipality or None)
    show_under_map(spec, key="regions-around")
    st.markdown(plain(", ".join(names[nis] for nis in row["members"])))
    ranking = ranking_table(rows, [label(place) for place in range(len(rows))], names)
    st.dataframe(
        styled(ranking, DIGITS, language, "regions.col_"),
        hide_index=True,
        height="content",
        row_height=row_height(min(MOST_LINES, needed_lines(ranking, WIDTHS))),
        placeholder=MISSING,
        column_config={
            head: st.column_config.Column(width=WIDTHS[name])
            for name, head in headings(ranking.columns, language, "regions.col_").items()
        },
    )
    table = ranking.rename(columns=headings(ranking.columns, language, "regions.col_"))
    about = about_file(atlas, title, language) | {
        name: json.dumps(value, ensure_ascii=False) for name, value in criteria.to_dict().items()
    }
    settings = json.dumps(criteria.to_dict(), ensure_ascii=False)
    shapes = shape_offers(
        lambda: with_shapes(atlas, table, [item["members"] for item in rows]), {"criteria": criteria.to_dict()}
    )
    key, more = f"regions-{file}", {"regions": shapes}
    show_table_downloads(lambda: table.assign(settings=settings), file, key=key, about=about, more=more)
    show_source(note)


def ranking_table(rows: Sequence[Mapping[str, Any]], labels: Sequence[str], names: pd.Series) -> pd.DataFrame:
    """Return the answers under each other, with columns named in the texts as ``regions.col_<name>``."""
    return pd.DataFrame(
        [
            {
                "candidate": label,
                "members": ", ".join(names[nis] for nis in item["members"]),
                "inhabitants": item["inhabitants"],
                "young": item["young"],
                "each": item["each"],
            }
            for label, item in zip(labels, rows, strict=True)
        ]
    )
