"""Values of every field of the view: any that its kind allows, and some that a certain edition has."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.codec import with_values
from igs_geo.dashboard.address.kinds import Code, Codes, Kind, Number, OneOf, OptionalCode, Place, Steps, Switch
from igs_geo.dashboard.address.options import Pairs
from igs_geo.dashboard.address.view import FIELDS, Field, View

CODES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12).filter(
    lambda code: code != "-" and code.isprintable()
)


def values_of(kind: Kind) -> st.SearchStrategy[Any]:
    """Return the values that a kind allows."""
    match kind:
        case Code():
            return CODES if not kind.empty else CODES | st.just("")
        case OptionalCode():
            return CODES | st.none()
        case OneOf():
            return st.sampled_from(kind.options)
        case Steps():
            return st.sampled_from(kind.values)
        case Switch():
            return st.booleans()
        case Codes():
            number = kind.number
            lists = st.lists(CODES, unique=True, min_size=number or 0, max_size=number or 8).map(tuple)
            return lists | st.sampled_from([(), None] if kind.optional else [()])
        case Number():
            if kind.decimals:
                return st.integers(int(kind.low * 100), int(kind.high * 100)).map(lambda cents: cents / 100)
            numbers = st.integers(int(kind.low), int(kind.high))
            return numbers | st.none() if kind.optional else numbers
        case Place():
            spots = st.tuples(st.floats(-90, 90), st.floats(-180, 180), st.integers(0, 24))
            return spots.map(lambda spot: f"{spot[0]:.4f}_{spot[1]:.4f}_{spot[2]}") | st.just("")
    raise TypeError(kind)


def other_value(entry: Field, atlas: Atlas) -> Any:
    """Return a value of a field that is not its default and that an edition has."""
    default = entry.of(View())
    match entry.kind:
        case OneOf(options=options):
            return next(option for option in reversed(options) if option != default)
        case Steps(values=steps):
            return next(step for step in steps if step != default)
        case Switch():
            return not default
        case Number():
            low, high = entry.kind.low, entry.kind.high
            step = 0.01 if entry.kind.decimals else 1
            return round(low + step, 2) if default in {high, None} else min(high, round(default + step, 2))
        case Place():
            return "50.9000_4.7000_10.0"
        case Codes():
            found = sorted(map(str, entry.allowed(atlas) or ("one", "other")))
            return tuple(code for code in found if (code,) != default)[-2:]
        case _:
            places = sorted(map(str, atlas.flemish.index))
            if entry.options is Pairs:
                return "-".join(places[:2])
            found = sorted(map(str, entry.allowed(atlas))) if entry.options else places
            return next(code for code in found if code != default)


def whole_views() -> st.SearchStrategy[View]:
    """Return views with any value in every field; the thresholds keep their weights, which add up to 1."""
    free = {name: entry for name, entry in FIELDS.items() if not name.startswith("weight_")}
    values = st.fixed_dictionaries({entry.path: values_of(entry.kind) for entry in free.values()})
    return values.map(lambda chosen: with_values(View(), chosen))
