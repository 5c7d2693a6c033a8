"""The list that goes out: partnerships of the main domain and their members, with room for what is wrong."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from igs_geo.atlas import Atlas
from igs_geo.clock import today
from igs_geo.i18n import format_date, format_percent, translate
from igs_geo.intake.round_trip.columns import BODIES, MEMBERS, Column, title

ROOM = 4
"""Empty rows below the members of a partnership, for who joined."""
SPARE = 200
"""Rows below the last one that have the same choices."""
GIVEN, FILL_IN, HEAD, HEAD_ASKED = "#f1f3f5", "#fff8db", "#33475b", "#8a6100"
CUT = 120
"""Most letters of a source."""


def bodies_to_check(atlas: Atlas) -> list[str]:
    """Return the active partnerships of the main domain, by name: those that serve it, and those known for it.

    Parameters
    ----------
    atlas
        The edition, with its own data.
    """
    links = atlas.partnership_domains
    codes = {*links.loc[links["domain"] == atlas.emphasis.domain, "partnership"], *atlas.youth_partnerships.index}
    bodies = atlas.partnerships
    chosen = bodies[bodies.index.isin(codes) & (bodies["status"] != "inactive")]
    return [str(code) for code in chosen.sort_values("name", key=lambda names: names.str.casefold()).index]


def list_to_check(atlas: Atlas, language: str) -> bytes:
    """Return an Excel file with the partnerships of the main domain and their members, to be corrected by others.

    A row per membership and per partnership; coloured columns ask whether it is right, until or since when, who joined,
    and where that is known from.

    Parameters
    ----------
    atlas
        The edition, with its own data.
    language
        ``"nl"`` or ``"en"``.

    Returns
    -------
    bytes
        The file; nothing in it is a formula.
    """
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        styles = {
            "given": book.add_format({"bg_color": GIVEN, "text_wrap": True, "valign": "top", "border": 1,
                                      "border_color": "#d0d5da", "num_format": "@"}),
            "asked": book.add_format({"bg_color": FILL_IN, "text_wrap": True, "valign": "top", "border": 1,
                                      "border_color": "#d0d5da", "num_format": "@"}),
            "head": book.add_format({"bold": True, "font_color": "white", "bg_color": HEAD, "text_wrap": True,
                                     "valign": "vcenter", "border": 1}),
            "head_asked": book.add_format({"bold": True, "font_color": "white", "bg_color": HEAD_ASKED,
                                           "text_wrap": True, "valign": "vcenter", "border": 1}),
            "title": book.add_format({"bold": True, "font_size": 14}),
            "text": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        }  # fmt: skip
        domain = str(atlas.domains.loc[atlas.emphasis.domain, f"name_{language}"])
        _guide(book.add_worksheet(title("sheet_guide", language)), styles, atlas.edition, domain, language)
        members = book.add_worksheet(title("sheet_members", language))
        bodies = book.add_worksheet(title("sheet_bodies", language))
        places = book.add_worksheet(title("sheet_municipalities", language))
        names = sorted(map(str, atlas.flemish["name"]), key=str.casefold)
        places.write_column(0, 0, [title("municipality", language), *names])
        places.set_column(0, 0, 30)
        choice = f"='{title('sheet_municipalities', language)}'!$A$2:$A${len(names) + 1}"
        _sheet(members, styles, MEMBERS, _member_rows(atlas, language), language)
        _choices(members, MEMBERS, language, choice)
        _sheet(bodies, styles, BODIES, _body_rows(atlas, language), language)
        _choices(bodies, BODIES, language, None)
        members.activate()
    return stream.getvalue()


def _guide(page: Any, styles: dict[str, Any], edition: str, domain: str, language: str) -> None:
    page.write_string(0, 0, translate("intake.r_title", language, domain=domain), styles["title"])
    page.write_string(1, 0, title("edition", language), styles["text"])
    page.write_string(1, 1, edition, styles["text"])
    page.write_string(2, 0, title("made", language), styles["text"])
    page.write_string(2, 1, format_date(today().isoformat(), language), styles["text"])
    for row, key in enumerate(("guide_correct", "guide_day", "guide_joined", "guide_source", "guide_bodies",
                               "guide_rest"), 4):  # fmt: skip
        page.write_string(row, 1, title(key, language), styles["text"])
        page.write_string(row, 0, f"{row - 3}.", styles["text"])
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 100)


def _sheet(
    page: Any, styles: dict[str, Any], columns: Sequence[Column], rows: list[dict[str, str]], language: str
) -> None:
    for place, column in enumerate(columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, title(column.name, language), styles["head_asked" if column.asked else "head"])
        for number, row in enumerate(rows, 1):
            style = styles["asked" if column.asked else "given"]
            page.write_string(number, place, row.get(column.name, ""), style)
    page.set_row(0, 32)
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, len(rows), len(columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _choices(page: Any, columns: Sequence[Column], language: str, municipalities: str | None) -> None:
    last = page.dim_rowmax + SPARE
    for place, column in enumerate(columns):
        if column.name == "correct":
            words = [translate(f"intake.r_{word}", language) for word in ("yes", "no")]
            page.data_validation(1, place, last, place, {"validate": "list", "source": words})
        if column.name == "joined" and municipalities:
            # a former municipality, or several at once, may be typed all the same
            page.data_validation(
                1, place, last, place,
                {"validate": "list", "source": municipalities, "error_type": "warning",
                 "error_title": title("joined", language)[:32], "error_message": title("not_in_list", language)},
            )  # fmt: skip


def _member_rows(atlas: Atlas, language: str) -> list[dict[str, str]]:
    """Return a row per membership, and empty ones for who joined; mentions without a list have only those."""
    rows: list[dict[str, str]] = []
    bodies, members = atlas.partnerships["name"], atlas.memberships
    names = atlas.municipalities["name"]
    for body in bodies_to_check(atlas):
        own = members[members["partnership"] == body]
        known = [
            {"body": str(bodies[body]), "body_code": body, "municipality": str(names[row.nis]), "nis": str(row.nis),
             "part": _part(atlas, row, language), "known_from": str(row.source)[:CUT]}
            for row in own.itertuples()
        ]  # fmt: skip
        rows += sorted(known, key=lambda row: row["municipality"].casefold())
        rows += [{"body": str(bodies[body]), "body_code": body}] * ROOM
    mentions = atlas.youth_mentions
    for code, row in mentions[mentions["status"] != "ended"].iterrows():
        rows += [{"body": str(row["name"]), "body_code": str(code), "known_from": str(row["source"])[:CUT]}] * ROOM
    return rows


def _part(atlas: Atlas, row: Any, language: str) -> str:
    if row.membership == "full":
        return title("whole", language)
    names = atlas.predecessor_names(str(row.via))
    return translate("intake.r_partly", language, names=names, share=format_percent(row.share, language))


def _body_rows(atlas: Atlas, language: str) -> list[dict[str, str]]:
    bodies, known = atlas.partnerships, atlas.youth_partnerships
    return [
        {"body": str(bodies["name"][body]), "body_code": body, "known_from": str(bodies["source"][body])[:CUT],
         "state": translate(f"overlay.youth_{known['state'][body]}", language) if body in known.index else ""}
        for body in bodies_to_check(atlas)
    ]  # fmt: skip
