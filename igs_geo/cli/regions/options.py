"""The options of a search, made from the table of settings: what Python and files refuse is refused here too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from igs_geo.cli.base import data_option, language_option
from igs_geo.cli.output import SPATIAL, format_option, output_option
from igs_geo.cli.own import overlay_option
from igs_geo.regions.problem.kinds import Choice, Flag, Groups, Names, Real, Setting, Text, Whole
from igs_geo.regions.problem.refusal import NOTHING
from igs_geo.regions.problem.settings import RUNNING, SETTINGS, WEIGHT, WEIGHTED

F = TypeVar("F", bound=Callable[..., Any])
SPELLED = {"min_border_m": "min-border", "use_links": "links", "extra_links": "link"}
"""Options that are shorter than the names of their settings."""
SECONDS, THREADS = 60.0, 2
"""What a search takes when it is not told."""


class Value(click.ParamType[Any]):
    """The value of a setting as it is typed; ``none`` where the setting can be dropped."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.optional = bool(getattr(setting, "optional", False))
        self.name = type(setting).__name__.lower()

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return what may stand there: bounds, words, or names."""
        del param, ctx
        match self.setting:
            case Choice():
                text = "|".join(self.setting.options)
            case Whole() | Real():
                text = f"{self.setting.least:.7g}..{self.setting.most:.11g}"
            case Names() | Groups():
                text = "NAME,NAME,..."
            case _:
                text = "NAME"
        return f"[{text}|{NOTHING}]" if self.optional else f"[{text}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value as the setting has it; an error names the option.

        ``none`` stays a word, so that it can be told from an option that was not given. Names are looked up later.

        Parameters
        ----------
        value
            What was typed, or a default, which is taken as it is.
        param
            The option.
        ctx
            Not used.
        """
        del ctx
        if not isinstance(value, str):
            return value
        name = max(param.opts, key=len) if param is not None else self.name
        text = value.strip()
        if self.optional and text.lower() == NOTHING:
            return NOTHING
        match self.setting:
            case Whole() | Real():
                return self.setting.read(name, self.setting.parse(name, text))
            case Choice() | Text():
                return self.setting.read(name, text)
            case _:
                return tuple(part for piece in text.split(",") if (part := piece.strip()))


def _help(spelled: str) -> str:
    return f"regions.option_{spelled.replace('-', '_')}"


def setting_option(name: str, setting: Setting) -> Callable[[F], F]:
    """Return a decorator that adds the option of a setting; those that take names may be repeated."""
    spelled = SPELLED.get(name, name.replace("_", "-"))
    if isinstance(setting, Flag):
        return click.option(f"--{spelled}/--no-{spelled}", name, default=None, help=_help(spelled))
    several = isinstance(setting, Names | Groups)
    text = "cli.option_edition" if name == "edition" else _help(spelled)
    return click.option(f"--{spelled}", name, type=Value(setting), multiple=several,
                        default=None, help=text)  # fmt: skip


def running_option(name: str, default: float, *spelled: str) -> Callable[[F], F]:
    """Return a decorator that adds an option on how a search runs; its last spelling names its help."""
    names = spelled or (f"--{name.replace('_', '-')}",)
    text = _help((names[0] if len(names) > 1 else names[-1]).lstrip("-"))
    return click.option(*names, name, type=Value(RUNNING[name]), default=default, show_default=True, help=text)


def criteria_options(command: F) -> F:
    """Add an option for every setting of a search; what is not given keeps the value of the preset or file."""
    options: list[Callable[[F], F]] = [
        click.option("--criteria", "file", type=click.Path(dir_okay=False), help=_help("criteria")),
        click.option("--preset", default=None, help=_help("preset")),
    ]
    for name, setting in SETTINGS.items():
        options.append(setting_option(name, setting))
        if name == "frame":
            options.append(click.option("--no-frame", is_flag=True, help=_help("no_frame")))
        if name == "max_regions":
            number = Whole(SETTINGS["max_regions"].least, SETTINGS["max_regions"].most)  # type: ignore[union-attr,arg-type]
            options.append(click.option("--regions", "regions_number", type=Value(number), help=_help("regions")))
        if name == "objective":
            options += [
                click.option(f"--weight-{measure}", type=Value(WEIGHT), help=_help("weight")) for measure in WEIGHTED
            ]
    options += [
        running_option("time_limit", SECONDS),
        running_option("threads", THREADS),
        click.option("--scheduler", default=None, help=_help("scheduler")),
        data_option,
        overlay_option,
        language_option,
    ]
    for option in reversed(options):
        command = option(command)
    return command


def outcome(formats: tuple[str, ...] = SPATIAL) -> Callable[[F], F]:
    """Return a decorator that adds the settings, and the form and the place of the output."""

    def decorate(command: F) -> F:
        return click.pass_context(criteria_options(format_option(formats)(output_option(command))))  # type: ignore[return-value]

    return decorate
