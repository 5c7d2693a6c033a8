"""Where a fact comes from, as the data write it: addresses in it can be clicked."""

from __future__ import annotations

import re

from igs_geo.dashboard.frame.plain import escaped

_ADDRESS = re.compile(r"https?://[^\s;<>\"]+")


def linked(text: str) -> str:
    """Return a text as HTML in which every address is a link that opens beside the page.

    Parameters
    ----------
    text
        As the data have it.
    """
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = escaped(found[0])
        host = escaped(found[0].split("/")[2])
        parts.append(escaped(text[end : found.start()]))
        parts.append(f'<a href="{address}" target="_blank" rel="noopener noreferrer" title="{address}">{host}</a>')
        end = found.end()
    return "".join([*parts, escaped(text[end:])])
