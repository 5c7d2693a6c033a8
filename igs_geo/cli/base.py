"""What all commands share: their language, help in that language, and errors said in one sentence."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from igs_geo.errors import IgsGeoError
from igs_geo.i18n import LANGUAGES, catalogue, translate

LANGUAGE = "igs_geo.language"
DEBUG_VARIABLE = "IGS_GEO_DEBUG"
"""Environment variable: with any value, an unforeseen error shows where it arose."""

F = TypeVar("F", bound=Callable[..., Any])


def language_of(context: click.Context) -> str:
    """Return the language that ``--lang`` chose, Dutch by default."""
    return str(context.meta.get(LANGUAGE, "nl"))


def said(text: str | None, language: str) -> str | None:
    """Return a text of the catalogue when it is a key, else the text itself."""
    return translate(text, language) if text in catalogue() else text


class _Translated(click.Command):
    """A command whose help is in the language of ``--lang``: ``help`` may be a key of the catalogue."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        language = language_of(ctx)
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        commands = list(self.commands.values()) if isinstance(self, click.Group) else []
        described: list[click.Command | click.Option] = [self, *options, *commands]
        keys = [item.help for item in described]
        for item in described:
            asks_help = isinstance(item, click.Option) and "--help" in item.opts
            item.help = translate("cli.option_help", language) if asks_help else said(item.help, language)
        super().format_help(ctx, formatter)
        for item, key in zip(described, keys, strict=True):
            item.help = key


class Command(_Translated):
    """A command with help from the catalogue."""


class Group(_Translated, click.Group):
    """A group of commands that never lets a traceback through to a person."""

    command_class = Command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; say what a person can mend, and apologise for the rest."""
        try:
            return super().invoke(ctx)
        except IgsGeoError as error:
            told = _Mendable if error.mendable else _Said
            raise told(error.message(language_of(ctx))) from error
        # an answer that nobody reads any more (a closed pipe) is click's to handle
        except (click.exceptions.Exit, click.ClickException, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if os.environ.get(DEBUG_VARIABLE):
                traceback.print_exc()
            text = translate(
                "cli.unforeseen", language_of(ctx), kind=type(error).__name__, error=error, variable=DEBUG_VARIABLE
            )
            raise _Said(text) from error


class Later(Group):
    """A group whose commands are loaded when they are first asked for: some take a second.

    Parameters
    ----------
    name
        What the group is called.
    load
        Gives its commands.
    **attributes
        As of any group.
    """

    def __init__(self, name: str, load: Callable[[], Iterable[click.Command]], **attributes: Any) -> None:
        super().__init__(name, **attributes)
        self._load = load

    def _fill(self) -> None:
        for command in () if self.commands else self._load():
            self.add_command(command)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        self._fill()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; None when there is none of that name."""
        self._fill()
        return super().get_command(ctx, cmd_name)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help, with all commands."""
        self._fill()
        super().format_help(ctx, formatter)


class _Said(click.ClickException):
    """A sentence on standard error, without more."""

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=file is None, file=file)


class _Mendable(_Said):
    exit_code = 2


def _remember(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value:
        context.meta[LANGUAGE] = value


def language_option(command: F) -> F:
    """Add ``--lang``; the command reads it with :func:`language_of`."""
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        expose_value=False,
        is_eager=True,
        callback=_remember,
        help="cli.option_lang",
    )(command)


def edition_option(command: F) -> F:
    """Add ``--edition``, 2025 by default."""
    return click.option(
        "--edition", type=click.Choice(["2019", "2025"]), default="2025", show_default=True, help="cli.option_edition"
    )(command)


def data_option(command: F) -> F:
    """Add ``--data``: another folder or zip than the embedded data."""
    return click.option("--data", type=click.Path(), default=None, help="cli.option_data")(command)
