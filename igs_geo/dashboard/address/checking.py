"""A view held against an edition: what it does not have is replaced by its successor, or left out and named."""

from __future__ import annotations

from typing import Any

from igs_geo.atlas import Atlas
from igs_geo.atlas.schema import quote
from igs_geo.dashboard.address.codec import Remark, with_values
from igs_geo.dashboard.address.options import municipalities
from igs_geo.dashboard.address.view import Field, View, fields_of

_SHOWN_TEXTS = 5


def settled(view: View, page: str, atlas: Atlas) -> tuple[View, tuple[Remark, ...]]:
    """Return a view that an edition has everything of, and what had to be changed for that.

    Parameters
    ----------
    view
        The view.
    page
        Path of the page: only its own fields are looked at.
    atlas
        The edition.
    """
    default, changes, remarks = View(), {}, []
    for entry in fields_of(page).values():
        value = entry.of(view)
        if entry.options is None or not value or value == entry.of(default):
            continue
        kept, found = _held(entry, value, atlas)
        if kept != value:
            changes[entry.path] = kept or entry.of(default)
            remarks += found
    return with_values(view, changes), tuple(remarks)


def _held(entry: Field, value: Any, atlas: Atlas) -> tuple[Any, list[Remark]]:
    allowed = entry.allowed(atlas) or ()
    if isinstance(value, str):
        return (value, []) if value in allowed else ("", [_unknown(entry, [value], atlas)])
    if entry.options is municipalities:
        return _succeeded(entry, value, atlas)
    kept = tuple(code for code in value if code in allowed)
    missing = [code for code in value if code not in allowed]
    # Two layers lie over each other, or none.
    whole = () if missing and getattr(entry.kind, "number", None) else kept
    return whole, [_unknown(entry, missing, atlas)]


def _succeeded(entry: Field, codes: tuple[str, ...], atlas: Atlas) -> tuple[tuple[str, ...], list[Remark]]:
    allowed = municipalities(atlas)
    kept: list[str] = []
    replaced: list[str] = []
    missing: list[str] = []
    for code in codes:
        if code in allowed:
            kept.append(code)
            continue
        others = [other for other in counterparts(atlas, code) if other in allowed]
        kept += others
        (replaced if others else missing).append(code)
    remarks = []
    if replaced:
        text = _listed([_name(atlas, code) for code in replaced])
        remarks.append(Remark("replaced", entry.label, text, (("edition", atlas.edition),)))
    if missing:
        remarks.append(_unknown(entry, missing, atlas))
    return tuple(dict.fromkeys(kept)), remarks


def counterparts(atlas: Atlas, code: str) -> list[str]:
    """Return the municipalities of an edition that a municipality of another edition went into, or came from."""
    rows = atlas.crosswalk
    into = rows.loc[(rows["nis_from"] == code) & (rows["edition_to"] == atlas.edition), "nis_to"]
    out_of = rows.loc[(rows["nis_to"] == code) & (rows["edition_from"] == atlas.edition), "nis_from"]
    return list(dict.fromkeys([*map(str, into), *map(str, out_of)]))


def _name(atlas: Atlas, code: str) -> str:
    rows = atlas.crosswalk
    for side in ("from", "to"):
        names = rows.loc[rows[f"nis_{side}"] == code, f"name_{side}"]
        if not names.empty:
            return str(names.iloc[0])
    return code


def _unknown(entry: Field, codes: list[str], atlas: Atlas) -> Remark:
    return Remark("unknown_code", entry.label, _listed(codes), (("edition", atlas.edition),))


def _listed(texts: list[str]) -> str:
    more = "" if len(texts) <= _SHOWN_TEXTS else ", …"
    return ", ".join(quote(text) for text in texts[:_SHOWN_TEXTS]) + more
