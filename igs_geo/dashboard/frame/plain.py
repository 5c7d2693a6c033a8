"""Names from the data as plain text: what looks like Markdown or HTML in them is shown, never obeyed."""

from __future__ import annotations

import html
import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$<>&^=\"'])")
_SHORTCODE = re.compile(r":(?=[\w-])")
_ADDRESS = re.compile(r"(https?:(?=//)|\bwww(?=\.)|@(?=[\w-]))", re.IGNORECASE)
"""Where Markdown would begin a link by itself."""
_WORD_JOINER = "\u2060"


def plain(text: object) -> str:
    """Return a text for a place where Streamlit reads Markdown: labels, captions, warnings.

    A colon that could start a directive or an icon (``:red[..]``, ``:smile:``) is followed by an invisible word joiner,
    because Streamlit looks for those after the escapes are gone. So is the beginning of an address: it stays a text.

    Parameters
    ----------
    text
        What to show as it is.
    """
    line = _ADDRESS.sub(rf"\1{_WORD_JOINER}", " ".join(str(text).split()))
    return _SHORTCODE.sub(f":{_WORD_JOINER}", _MARKS.sub(r"\\\1", line))


def escaped(text: object) -> str:
    """Return a text for inside HTML, between tags or in a quoted attribute."""
    return html.escape(str(text), quote=True)
