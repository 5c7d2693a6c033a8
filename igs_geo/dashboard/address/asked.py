"""What a person asks of a search: the settings of a preset, with changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from igs_geo.atlas.standing import DEFAULT_PRESET
from igs_geo.dashboard.address import options
from igs_geo.dashboard.address.kinds import Codes, Kind, Number, OneOf, OptionalCode, Steps, Switch
from igs_geo.regions import Criteria, preset, presets
from igs_geo.regions.problem.settings import WEIGHTED

LARGEST_REGION = 20
"""Most municipalities of a region that the page can ask for."""
LARGEST_WEIGHT = 10
SECONDS = (10, 30, 60, 120, 300)
_EQUAL = 4
"""Where the sliders stand when four criteria weigh the same."""
_HEADS = Number(0, 2_000_000, optional=True)

_STANDING = preset(DEFAULT_PRESET).criteria


@dataclass(frozen=True)
class Asked:
    """The settings of the page.

    Parameters
    ----------
    start
        Code of the preset.
    frame, min_municipalities, max_municipalities, min_inhabitants, max_inhabitants, exempt_above
        As in :class:`igs_geo.regions.Criteria`.
    big_cities
        Whether municipalities above ``outside_above`` of the preset take part.
    contiguous, youth_partnerships, youth_other, left_over, target, people
        As there.
    compactness, cohesion, ties, balance, splits, hosts
        Weights on the scale of the sliders; only their proportions count.
    inside, outside
        NIS codes, as there.
    together, apart
        NIS codes of the one group that the page asks for; fewer than two are no group.
    seconds
        Time limit.
    """

    start: str = DEFAULT_PRESET
    frame: str | None = _STANDING.frame
    min_municipalities: int = _STANDING.min_municipalities
    max_municipalities: int = _STANDING.max_municipalities
    min_inhabitants: int | None = _STANDING.min_inhabitants
    max_inhabitants: int | None = _STANDING.max_inhabitants
    exempt_above: int | None = _STANDING.exempt_above
    big_cities: bool = _STANDING.outside_above is None
    contiguous: bool = _STANDING.contiguous
    youth_partnerships: str = _STANDING.youth_partnerships
    youth_other: str = _STANDING.youth_other
    left_over: str = _STANDING.left_over
    target: int = _STANDING.target
    people: str = _STANDING.people
    compactness: int = _EQUAL
    cohesion: int = _EQUAL
    ties: int = _EQUAL
    balance: int = _EQUAL
    splits: int = 0
    hosts: int = 0
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    seconds: int = 30

    @classmethod
    def of_preset(cls, code: str) -> Self:
        """Return the settings of a preset; of the default one for an unknown code."""
        code = code if code in presets() else DEFAULT_PRESET
        criteria = preset(code).criteria
        own: dict[str, Any] = {
            entry.name: getattr(criteria, entry.name) for entry in fields(cls) if hasattr(criteria, entry.name)
        }
        weights = dict(zip(WEIGHTED, criteria.weights.as_tuple(), strict=True))
        # As on the sliders that stand equal, unless that would be beyond their end.
        scale = min(_EQUAL * sum(weight > 0 for weight in weights.values()), LARGEST_WEIGHT / max(weights.values()))
        own |= {name: round(scale * weight) for name, weight in weights.items()}
        return cls(**own | {"start": code, "together": (), "apart": (), "big_cities": criteria.outside_above is None})

    @property
    def largest_city(self) -> int | None:
        """Inhabitants above which a city takes part only when it is asked to; None when size never keeps one out."""
        return preset(self.start).criteria.outside_above or _STANDING.outside_above

    @property
    def outside_above(self) -> int | None:
        """As in :class:`igs_geo.regions.Criteria`."""
        return None if self.big_cities else self.largest_city

    @property
    def weights(self) -> dict[str, int]:
        """The weights by criterion."""
        return {name: getattr(self, name) for name in WEIGHTED}

    def criteria(self, edition: str) -> Criteria:
        """Return the criteria of a search.

        Parameters
        ----------
        edition
            Edition of the municipalities.

        Raises
        ------
        CriteriaError
            When no search can use the settings.
        """
        own: dict[str, Any] = {
            entry.name: getattr(self, entry.name)
            for entry in fields(self)
            if entry.name not in {"start", "seconds", "together", "apart", "big_cities", *WEIGHTED}
        }
        own["outside_above"] = self.outside_above
        own["weights"] = {name: float(weight) for name, weight in self.weights.items()}
        own["together"] = (self.together,) if len(self.together) > 1 else ()
        own["apart"] = (self.apart,) if len(self.apart) > 1 else ()
        return Criteria(edition=edition, **own)


ASKED: dict[str, Kind] = {
    "start": OneOf(tuple(presets())),
    "frame": OptionalCode(),
    "min_municipalities": Number(1, LARGEST_REGION),
    "max_municipalities": Number(1, LARGEST_REGION),
    "min_inhabitants": _HEADS,
    "max_inhabitants": _HEADS,
    "exempt_above": _HEADS,
    "big_cities": Switch(),
    "contiguous": Switch(),
    "youth_partnerships": OneOf(("keep", "extend", "ignore")),
    "youth_other": OneOf(("warn", "whole")),
    "left_over": OneOf(("minimise", "forbid")),
    "target": Number(5_000, 2_000_000),
    "people": OneOf(("inhabitants", "young")),
    **{name: Number(0, LARGEST_WEIGHT) for name in WEIGHTED},
    "inside": Codes(),
    "outside": Codes(),
    "together": Codes(),
    "apart": Codes(),
    "seconds": Steps(SECONDS),
}
"""Every setting of the page, its kind and its bounds: what is shown, what is searched and what the address can say."""
ASKED_OPTIONS: Mapping[str, options.Options] = {
    "frame": options.frames,
    **dict.fromkeys(("inside", "outside", "together", "apart"), options.municipalities),
}
"""What an edition has for the settings that name something in it."""
ASKED_LABELS: Mapping[str, str] = {
    "start": "regions.p_start_label",
    "big_cities": "address.big_cities",
    **{name: f"regions.p_weight_{name}" for name in WEIGHTED},
    **{
        f"{end}_{what}": f"address.{end}_{what}" for end in ("min", "max") for what in ("municipalities", "inhabitants")
    },
}
"""The names of settings that stand alone elsewhere than on the page."""
