"""What a report is made of: blocks that are built once and written as Word, PDF or a web page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from igs_geo.maps.print import Print


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is a chapter."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Note:
    """A remark: what is not known, or not covered."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """A drawing with its caption.

    Parameters
    ----------
    drawing
        The drawing.
    caption
        What it shows, with edition, date and sources.
    alternative
        What a reader hears who does not see it.
    """

    drawing: Print
    caption: str
    alternative: str


@dataclass(frozen=True)
class Table:
    """A table.

    Parameters
    ----------
    head
        Headings of the columns.
    rows
        The cells, as they are read.
    caption
        What it shows.
    numbers
        Places of the columns that hold numbers.
    widths
        How wide the columns are relative to each other; all alike when empty.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str
    numbers: frozenset[int] = frozenset()
    widths: tuple[float, ...] = ()

    @property
    def shares(self) -> tuple[float, ...]:
        """Part of the width of the page of each column."""
        wanted = self.widths or (1.0,) * len(self.head)
        return tuple(width / sum(wanted) for width in wanted)


Block = Heading | Paragraph | Note | Bullets | Figure | Table


@dataclass(frozen=True)
class Report:
    """A report, ready to be written.

    Parameters
    ----------
    title, subtitle
        Its head; the subtitle says edition and date.
    language
        ``"nl"`` or ``"en"``.
    blocks
        The text.
    contents
        Whether it has a table of contents.
    """

    title: str
    subtitle: str
    language: str
    blocks: tuple[Block, ...]
    contents: bool = True

    def headings(self) -> Iterator[Heading]:
        """Yield the headings."""
        for block in self.blocks:
            if isinstance(block, Heading):
                yield block


def section(heading: Heading, blocks: Sequence[Block | None]) -> tuple[Block, ...]:
    """Return a heading with what stands under it; nothing at all where nothing does.

    Parameters
    ----------
    heading
        The heading.
    blocks
        What stands under it; None, and what holds no text or no rows, is left out.
    """
    kept = tuple(block for block in blocks if block is not None and not _empty(block))
    told = [block for block in kept if not isinstance(block, Heading)]
    return (heading, *kept) if told else ()


def _empty(block: Block) -> bool:
    match block:
        case Paragraph() | Note():
            return not block.text.strip()
        case Bullets():
            return not block.items
        case Table():
            return not block.rows
        case _:
            return False
