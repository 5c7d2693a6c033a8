"""From a piece of a basket to what it shows now, and to a part of a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from igs_geo.dashboard.address.codec import read
from igs_geo.dashboard.address.session import current_view, viewing
from igs_geo.dashboard.address.view import View
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.menu import module_of
from igs_geo.dashboard.widgets.baskets import ADDABLE, changed, marks
from igs_geo.dashboard.widgets.downloads import Takeaway
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import format_number, translate
from igs_geo.maps.print import Look
from igs_geo.maps.uncovered import listed
from igs_geo.reports.blocks import Block, Figure, Heading, Note, Paragraph, Report
from igs_geo.reports.words import subtitle
from igs_geo.workspace.basket import Basket, Piece

MOST_NAMED = 8
"""Parts that a sentence names."""
IN_TEXT = Look(parts="map")
"""A figure with its title and sources in the caption."""


@dataclass(frozen=True)
class Drawn:
    """A piece as it is now.

    Parameters
    ----------
    piece
        What was kept.
    found
        What its place shows now; None where it cannot be drawn.
    remark
        What changed since it was kept, or why it cannot be drawn; empty for neither.
    """

    piece: Piece
    found: Takeaway | None
    remark: str = ""


def draw(piece: Piece, language: str) -> Drawn:
    """Return what a piece shows on the data of now.

    Parameters
    ----------
    piece
        The piece.
    language
        ``"nl"`` or ``"en"``.
    """
    if (piece.page, piece.key) not in ADDABLE:
        return Drawn(piece, None, translate("report.unknown_piece", language))
    view = read(piece.query, piece.page, current_view()).view
    try:
        found, now = _made(piece, view.changed(language=language))
        if view.language != language:
            # What was kept is in the words of another language.
            _, now = _made(piece, view)
    except IgsGeoError as error:
        return Drawn(piece, None, error.message(language))
    except (LookupError, ValueError):
        return Drawn(piece, None, translate("report.not_drawn", language))
    return Drawn(piece, found, _say_changed(piece, now, language))


def _made(piece: Piece, view: View) -> tuple[Takeaway, dict[str, str]]:
    """Return what the place of a piece shows in a view, and the digests of its parts."""
    with viewing(view, piece.page):
        make: Callable[..., dict[str, Callable[[], Takeaway]]] = import_module(module_of(piece.page)).pieces
        found = make(cached.atlas(view.edition))[piece.key]()
        return found, marks(found)


def _say_changed(piece: Piece, now: dict[str, str], language: str) -> str:
    """Return what became different since a piece was kept, in sentences; empty where nothing did."""
    parts = zip(("other", "more", "fewer"), changed(piece.seen, now), strict=True)
    return " ".join(
        translate(f"report.changed_{kind}", language, count=format_number(len(names), language),
                  names=_few(names, language))
        for kind, names in parts
        if names
    )  # fmt: skip


def _few(names: Sequence[str], language: str) -> str:
    rest = len(names) - MOST_NAMED
    shown = list(names[:MOST_NAMED])
    if rest > 0:
        shown.append(translate("fragmentation.why_others", language, count=format_number(rest, language)))
    return listed(shown, language)


def report_of(basket: Basket, language: str) -> Report:
    """Return the report that a basket makes on the data of now.

    Parameters
    ----------
    basket
        The basket.
    language
        ``"nl"`` or ``"en"``.

    Raises
    ------
    IgsGeoError
        When it is empty.
    """
    if not basket.pieces:
        raise IgsGeoError("report.empty", title=basket.title)
    blocks: list[Block] = []
    for piece in basket.pieces:
        blocks += _blocks(draw(piece, language), language)
    head = subtitle(cached.atlas(), language)
    return Report(basket.title, head, language, tuple(blocks), contents=len(basket.pieces) > 1)


def _blocks(drawn: Drawn, language: str) -> list[Block]:
    piece, found = drawn.piece, drawn.found
    blocks: list[Block] = [Heading(piece.heading)]
    if found is None:
        return [*blocks, Note(drawn.remark)]
    if found.table is not None:
        blocks += [found.table(), Note(found.caption)]
    elif found.picture is not None:
        rows = {} if found.rows is None else found.rows()
        told = translate("report.alternative", language, title=found.heading, count=format_number(len(rows), language))
        blocks.append(Figure(found.picture.draw(IN_TEXT), found.caption, told))
    blocks += [Paragraph(text) for text in piece.remark.splitlines() if text.strip()]
    return [*blocks, *([Note(drawn.remark)] if drawn.remark else [])]
