"""What a good region is: the settings of a search, validated, immutable and serialisable."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Self

from igs_geo.atlas.atlas import LATEST_POPULATION_YEAR, YOUNG
from igs_geo.atlas.contiguity import MIN_BORDER_M
from igs_geo.atlas.standing import STANDING
from igs_geo.regions.problem.reading import WHOLE_FILE, settings_in
from igs_geo.regions.problem.refusal import CriteriaError, shown
from igs_geo.regions.problem.settings import (
    SETTINGS,
    WEIGHT,
    WEIGHTED,
    LeftOverRule,
    Objective,
    OtherYouthRule,
    People,
    YouthRule,
)

__all__ = ["WEIGHTED", "Criteria", "CriteriaError", "Weights"]


@dataclass(frozen=True)
class Weights:
    """How much each cost function counts; scaled on construction so that they sum to 1.

    Parameters
    ----------
    compactness, cohesion, ties, balance, splits, hosts
        Not negative, at least one positive.
    """

    compactness: float = 0.25
    cohesion: float = 0.25
    ties: float = 0.25
    balance: float = 0.25
    splits: float = 0.0
    hosts: float = 0.0

    def __post_init__(self) -> None:
        values = {name: WEIGHT.read(f"weights.{name}", getattr(self, name)) or 0.0 for name in WEIGHTED}
        total = math.fsum(values.values())
        if total <= 0:
            raise CriteriaError("regions.no_weight", name="weights")
        # A second scaling of weights that already sum to 1 must change nothing, or a settings file would drift.
        scale = total if abs(total - 1) > 1e-12 else 1.0
        for name, value in values.items():
            object.__setattr__(self, name, value / scale)

    def as_tuple(self) -> tuple[float, ...]:
        """Return the weights in the order of :data:`WEIGHTED`."""
        return tuple(float(getattr(self, name)) for name in WEIGHTED)


@dataclass(frozen=True)
class Criteria:
    """The settings of a search; the defaults are the default preset of the data package.

    Parameters
    ----------
    edition
        Edition of the municipalities.
    frame
        Code of the division (a partition) whose regions no candidate region may cross; None for none.
    min_municipalities, max_municipalities
        Bounds on the number of municipalities of a region.
    min_inhabitants, max_inhabitants, min_young, max_young
        Bounds on the people of a region on 1 January of ``population_year``; None for none.
    min_regions, max_regions
        Bounds on the number of regions in all, kept youth partnerships included; None for none.
    exempt_above
        A municipality with more inhabitants than this exempts its region from ``max_inhabitants``; None for none.
    outside_above
        A municipality with more inhabitants than this takes no part, unless it is named in ``inside`` or ``together``
        or is in youth cooperation that may not be cut; None when size keeps nobody out.
    contiguous
        Whether a region must hang together on the map.
    min_border_m
        A shared border of this length or less is a corner, in metres.
    use_links
        Whether the links of ``links.csv`` (Voeren to Riemst) count as borders.
    extra_links
        Other pairs of municipalities that count as neighbours.
    youth_partnerships
        What becomes of the funded youth partnerships: ``keep``, ``extend`` or ``ignore``.
    youth_other
        What becomes of other known youth cooperation: ``warn`` (a region says which it cuts) or ``whole`` (one region
        holds all its members; where the maxima or the frame forbid that, it is kept as it is).
    together
        Groups of municipalities that must be in one region.
    apart
        Groups of municipalities of which no two may be in one region.
    inside
        Municipalities that must be in a region.
    outside
        Municipalities that take no part: no region may contain them, and they are not left over.
    left_over
        Municipalities without a region: ``forbid``, ``minimise`` (fewest inhabitants first, then cost) or ``price``.
    price
        With ``left_over="price"``: what leaving everyone out would cost.
    weights
        Of the cost functions.
    objective
        ``weighted``, or one cost function alone; ``compactness`` alone is in inhabitants·km².
    target
        Inhabitants of a region that ``balance`` aims at.
    people
        Whose distance, cohesion and splits count: ``inhabitants`` or ``young``.
    ages
        Age groups that are "young".
    split_layers
        Codes of the layers that ``splits`` looks at; None for the divisions of the border map.
    population_year
        Year of the population.
    """

    edition: str = STANDING["edition"]
    frame: str | None = STANDING["frame"]
    min_municipalities: int = STANDING["min_municipalities"]
    max_municipalities: int = STANDING["max_municipalities"]
    min_inhabitants: int | None = None
    max_inhabitants: int | None = None
    min_young: int | None = None
    max_young: int | None = None
    min_regions: int | None = None
    max_regions: int | None = None
    exempt_above: int | None = None
    outside_above: int | None = STANDING["outside_above"]
    contiguous: bool = True
    min_border_m: float = MIN_BORDER_M
    use_links: bool = True
    extra_links: tuple[tuple[str, str], ...] = ()
    youth_partnerships: YouthRule = STANDING["youth_partnerships"]
    youth_other: OtherYouthRule = STANDING["youth_other"]
    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    left_over: LeftOverRule = STANDING["left_over"]
    price: float | None = None
    weights: Weights = field(default_factory=Weights)
    objective: Objective = "weighted"
    target: int = STANDING["target"]
    people: People = "inhabitants"
    ages: tuple[str, ...] = YOUNG
    split_layers: tuple[str, ...] | None = None
    population_year: int = LATEST_POPULATION_YEAR

    def __post_init__(self) -> None:
        for name, setting in SETTINGS.items():
            object.__setattr__(self, name, setting.read(name, getattr(self, name)))
        if not isinstance(self.weights, Weights):
            object.__setattr__(self, "weights", _weights(self.weights))
        self._refuse_contradictions()

    def _refuse_contradictions(self) -> None:
        for what in ("municipalities", "inhabitants", "young", "regions"):
            low, high = getattr(self, f"min_{what}"), getattr(self, f"max_{what}")
            if low is not None and high is not None and low > high:
                raise CriteriaError("regions.bad_bounds", name=f"min_{what}", other=f"max_{what}", low=low, high=high)
        if self.left_over == "price" and self.price is None:
            raise CriteriaError("regions.bad_price", name="price")
        if self.left_over != "price" and self.price is not None:
            raise CriteriaError("regions.price_unused", name="price", value=self.left_over)
        both = set(self.inside) & set(self.outside)
        if both:
            raise CriteriaError("regions.inside_and_outside", name="inside", value=" ".join(sorted(both)))

    def with_(self, **changes: object) -> Self:
        """Return the same settings with some changed.

        Parameters
        ----------
        **changes
            New values of settings, by name.
        """
        return replace(self, **changes)  # type: ignore[arg-type]

    def named_weights(self) -> dict[str, float]:
        """Return the weight of every cost function that counts, single objectives included."""
        if self.objective != "weighted":
            return {self.objective: 1.0}
        return {name: weight for name, weight in zip(WEIGHTED, self.weights.as_tuple(), strict=True) if weight > 0}

    def to_dict(self) -> dict[str, object]:
        """Return the settings as plain values."""
        return json.loads(json.dumps(asdict(self)))  # type: ignore[no-any-return]

    def to_json(self) -> str:
        """Return the settings as JSON, to be read back by :meth:`from_json`."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False)

    @classmethod
    def from_dict(cls, values: Mapping[str, object]) -> Self:
        """Read settings; what is not named keeps its default.

        Parameters
        ----------
        values
            Values of settings, by name.

        Raises
        ------
        CriteriaError
            When a name or a value is unknown.
        """
        if not isinstance(values, Mapping):
            raise CriteriaError("regions.bad_criteria", name=WHOLE_FILE, value=shown(values))
        known = {f.name for f in fields(cls)}
        for name in values:
            if name not in known:
                raise CriteriaError("regions.unknown_setting", name=shown(name), known=", ".join(sorted(known)))
        return cls(**values)  # type: ignore[arg-type]

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read settings written by :meth:`to_json`, a preset, or a proposal.

        Parameters
        ----------
        text
            The JSON.

        Raises
        ------
        CriteriaError
            When the text is no JSON object, or a name or a value is unknown or there twice.
        """
        return cls.from_dict(settings_in(text))


def _weights(values: object) -> Weights:
    """Return weights by name; those that are not named are 0."""
    if not isinstance(values, Mapping):
        raise CriteriaError("regions.bad_weights", name="weights", value=shown(values), known=", ".join(WEIGHTED))
    for name in values:
        if name not in WEIGHTED:
            raise CriteriaError("regions.bad_choice", name="weights", value=shown(name), known=", ".join(WEIGHTED))
    return Weights(**dict.fromkeys(WEIGHTED, 0.0) | dict(values))
