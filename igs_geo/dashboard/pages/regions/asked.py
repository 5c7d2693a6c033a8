"""What a person asks of a search, short enough to stand in the address."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Self, cast

from igs_geo.regions import Criteria, CriteriaError, preset, presets
from igs_geo.regions.problem.presets import DEFAULT_PRESET
from igs_geo.regions.problem.settings import RUNNING, SETTINGS, WEIGHTED

NONE = "-"


@dataclass(frozen=True)
class Asked:
    """The settings of the page: those of a preset, with changes.

    Parameters
    ----------
    start
        Code of the preset.
    frame, min_municipalities, max_municipalities, min_inhabitants, max_inhabitants, exempt_above, contiguous
        As in :class:`igs_geo.regions.Criteria`.
    youth_partnerships, left_over, target, people
        As there.
    weights
        One for each criterion, on the scale of the sliders; only their proportions count.
    inside, outside
        NIS codes, as there.
    together, apart
        NIS codes of the one group that the page asks for; fewer than two are no group.
    seconds
        Time limit.
    """

    start: str = DEFAULT_PRESET
    frame: str | None = "referentieregio"
    min_municipalities: int = 3
    max_municipalities: int = 10
    min_inhabitants: int | None = None
    max_inhabitants: int | None = None
    exempt_above: int | None = None
    contiguous: bool = True
    youth_partnerships: str = "extend"
    left_over: str = "minimise"
    target: int = 85_000
    people: str = "inhabitants"
    weights: tuple[int, ...] = (4, 4, 4, 4, 0)
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
        own = {entry.name: getattr(criteria, entry.name) for entry in fields(cls) if hasattr(criteria, entry.name)}
        own["weights"] = tuple(round(16 * weight) for weight in criteria.weights.as_tuple())
        return cls(**own | {"start": code, "together": (), "apart": ()})

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read the settings from the address; what cannot be read is left as the preset has it.

        Settings that contradict each other are kept, so that the page can say so.

        Parameters
        ----------
        text
            What :meth:`to_text` gave.
        """
        parts = dict(part.partition("~")[::2] for part in text.split(";") if "~" in part)
        asked = cls.of_preset(parts.pop("start", DEFAULT_PRESET))
        for name, value in parts.items():
            try:
                asked = replace(asked, **cast("dict[str, Any]", {name: _read(name, value)}))
            except (TypeError, ValueError, KeyError, CriteriaError):
                continue
        return asked

    def to_text(self) -> str:
        """Return what differs from the preset, for the address."""
        standing = self.of_preset(self.start)
        changed = [entry.name for entry in fields(self) if getattr(self, entry.name) != getattr(standing, entry.name)]
        parts = [f"start~{self.start}"] if self.start != DEFAULT_PRESET else []
        return ";".join([*parts, *(f"{name}~{_write(getattr(self, name))}" for name in changed)])

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
            if entry.name not in ("start", "seconds", "weights", "together", "apart")
        }
        own["weights"] = dict(zip(WEIGHTED, (float(weight) for weight in self.weights), strict=True))
        own["together"] = (self.together,) if len(self.together) > 1 else ()
        own["apart"] = (self.apart,) if len(self.apart) > 1 else ()
        return Criteria(edition=edition, **own)


_KINDS = {entry.name: entry.default for entry in fields(Asked)}
_NUMBERS = ("min_inhabitants", "max_inhabitants", "exempt_above")


def _write(value: object) -> str:
    if value is None:
        return NONE
    if isinstance(value, bool):
        return "1" if value else "0"
    return ".".join(str(part) for part in value) if isinstance(value, tuple) else str(value)


def _read(name: str, text: str) -> object:
    """Return the value of a setting; what the table of settings refuses is refused here too."""
    value = _plain(name, text)
    if name == "seconds":
        RUNNING["time_limit"].read(name, value)
    elif name in ("together", "apart"):
        SETTINGS["inside"].read(name, value)
    elif name in SETTINGS:
        SETTINGS[name].read(name, value)
    return value


def _plain(name: str, text: str) -> object:
    kind = _KINDS[name]
    if isinstance(kind, bool):
        return {"1": True, "0": False}[text]
    if isinstance(kind, tuple):
        parts = [part for part in text.split(".") if part]
        if name == "weights":
            numbers = tuple(min(max(int(part), 0), 20) for part in parts)
            if len(numbers) != len(WEIGHTED):
                raise ValueError(name)
            return numbers
        return tuple(parts)
    if text == NONE:
        return None
    if isinstance(kind, int) or name in _NUMBERS:
        return int(text)
    return text
