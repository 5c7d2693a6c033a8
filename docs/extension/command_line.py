"""The directive ``command-line``: what every command says of itself with ``--help``."""

from __future__ import annotations

from collections.abc import Iterator

import click
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from igs_geo.cli import main
from igs_geo.cli.base import LANGUAGE


def _helps(command: click.Command, parent: click.Context | None, name: str) -> Iterator[tuple[str, str]]:
    context = click.Context(command, parent=parent, info_name=name, max_content_width=96, terminal_width=96)
    context.meta[LANGUAGE] = "en"
    with context:
        yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for own in sorted(command.list_commands(context)):
            inner = command.get_command(context, own)
            if inner is not None:
                yield from _helps(inner, context, own)


class CommandLine(SphinxDirective):
    """``.. command-line::`` gives every command a heading and its help."""

    def run(self) -> list[nodes.Node]:
        """Ask click."""
        lines = []
        for path, text in _helps(main, None, "igs-geo"):
            title = f"``{path}``"
            lines += [title, "-" * len(title), "", ".. code-block:: text", ""]
            lines += [f"   {line}" if line else "" for line in text.splitlines()]
            lines += [""]
        return self.parse_text_to_nodes("\n".join(lines), allow_section_headings=True)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("command-line", CommandLine)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
