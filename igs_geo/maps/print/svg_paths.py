"""The lines of an SVG written short: from point to point instead of from the corner, to a hundredth of a point."""

from __future__ import annotations

import re

PATH = re.compile(r"(?<=\bd=\")[^\"]*(?=\")")
PART = re.compile(r"([A-Za-z])([^A-Za-z]*)")
PER_POINT = 100


def shortened(svg: str) -> str:
    """Return an SVG in which every path is written short; it looks the same.

    Parameters
    ----------
    svg
        As matplotlib writes it: each command by itself, from the corner.
    """
    return PATH.sub(lambda found: _short(found.group()), svg)


def _short(path: str) -> str:
    parts: list[str] = []
    at = start = (0, 0)
    for command, rest in PART.findall(path):
        numbers = [round(float(number) * PER_POINT) for number in rest.split()]
        if command == "M":
            at = start = (numbers[0], numbers[1])
            parts.append(f"M{_text(at[0])} {_text(at[1])}")
        elif command == "L":
            step = (numbers[0] - at[0], numbers[1] - at[1])
            letter = " " if parts and parts[-1][0] in "l " else "l"
            parts.append(f"{letter}{_text(step[0])} {_text(step[1])}")
            at = (numbers[0], numbers[1])
        elif command in "zZ":
            parts.append("z")
            at = start
        else:
            parts.append(f"{command}{' '.join(map(_text, numbers))}")
            at = (numbers[-2], numbers[-1])
    return "".join(parts)


def _text(hundredths: int) -> str:
    """Return a number of hundredths as it is shortest: ``-.05`` for -5."""
    text = f"{hundredths / PER_POINT:.2f}".rstrip("0").rstrip(".")
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text or "0"
