"""The directive ``rooms``: the modules of a package, as they are now.

Whoever adds a module need not name it here. What the package offers in its ``__all__`` is left to the page of the
package, so that everything has one place.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


class Rooms(SphinxDirective):
    """``.. rooms:: package.room`` documents a module, or says what a package is and documents each of its modules."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Give the modules to autodoc."""
        name = self.arguments[0]
        found = importlib.import_module(name)
        blocks = []
        names = [name]
        if hasattr(found, "__path__"):
            blocks.append(inspect.getdoc(found) or "")
            # What is run as a program would be run by loading it.
            names = [
                module.name
                for module in pkgutil.walk_packages(found.__path__, f"{name}.")
                if not module.ispkg and not module.name.endswith(".__main__")
            ]
        blocks += [_module(module) for module in sorted(names)]
        return self.parse_text_to_nodes("\n\n".join(blocks), allow_section_headings=True)


def _module(name: str) -> str:
    """One module as reStructuredText, without what the page of the package has."""
    module = importlib.import_module(name)
    face = importlib.import_module(".".join(name.split(".")[:2]))
    elsewhere = [thing for thing in getattr(face, "__all__", ()) if getattr(face, thing) is vars(module).get(thing)]
    title = f"``{name.removeprefix('igs_geo.regions.')}``"
    lines = [title, "-" * len(title), "", f".. automodule:: {name}"]
    if elsewhere:
        links = ", ".join(f":py:obj:`~{face.__name__}.{thing}`" for thing in elsewhere)
        lines += [f"   :exclude-members: {', '.join(elsewhere)}", "", f"On the page of the package: {links}."]
    return "\n".join(lines)


def _resolve(app: Sphinx, env: Any, node: nodes.Element, content: nodes.TextElement) -> nodes.Element | None:
    """Let a docstring say the last name of a thing of another module, where that name is unique.

    What has no place of its own on a page, such as a constant without a description, only has to exist.
    """
    if node.get("refdomain") != "py":
        return None
    last = node["reftarget"].rsplit(".", 1)[-1]
    objects = env.get_domain("py").objects
    places = {(entry.docname, entry.node_id) for name, entry in objects.items() if name.endswith(f".{last}")}
    if len(places) == 1:
        ((page, anchor),) = places
        uri = f"{app.builder.get_relative_uri(node['refdoc'], page)}#{anchor}"
        return nodes.reference("", "", content, refuri=uri, internal=True)
    home = str(node.get("py:module") or "")
    before = node["reftarget"].rpartition(".")[0]
    return content if any(_has(module, last) for module in (home, before) if module.startswith("igs_geo")) else None


def _has(module: str, name: str) -> bool:
    try:
        return hasattr(importlib.import_module(module), name)
    except ImportError:
        return False


def _without_alias(_app: Sphinx, _kind: str, _name: str, _thing: object, _options: object, lines: list[str]) -> None:
    """Leave out what Python itself says of the fields of a named tuple."""
    if lines and lines[0].startswith("Alias for field number"):
        lines.clear()


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.connect("autodoc-process-docstring", _without_alias, priority=400)
    app.add_directive("rooms", Rooms)
    app.connect("missing-reference", _resolve)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
