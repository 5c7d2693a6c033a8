"""How the pages of the library are built: ``make docs``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE / "extension")]
# Compiled code hides its signature and docstring: as plain Python it shows them.
os.environ["NUMBA_DISABLE_JIT"] = "1"

from igs_geo import __version__  # noqa: E402

project = "igs-geo"
author = "igs-geo developers"
project_copyright = author
release = version = __version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "numpydoc",
    "rooms",
    "command_line",
    "offline",
]
exclude_patterns = ["extension"]
root_doc = "index"
nitpicky = True
# A name that several modules have is written in full where it matters which is meant.
suppress_warnings = ["ref.python"]
# Names of other libraries: their documentation is elsewhere, and building here asks nothing of the network.
nitpick_ignore_regex = [("py:class", r"(?!igs_geo\.).*"), ("py:.*", r"(?!igs_geo\.)\w+\..*")]

myst_heading_anchors = 3
autodoc_default_options = {"members": True}
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 100
add_module_names = False
numpydoc_show_class_members = False

html_theme = "alabaster"
html_theme_options = {
    "description": "Spatial region analysis for intermunicipal cooperation in Flanders",
    "fixed_sidebar": True,
    "page_width": "70rem",
    "body_max_width": "50rem",
    "font_family": "system-ui, sans-serif",
    "head_font_family": "system-ui, sans-serif",
}
html_sidebars = {"**": ["about.html", "searchfield.html", "navigation.html"]}
html_math_renderer = "mathml"
html_show_sourcelink = False
html_copy_source = False
