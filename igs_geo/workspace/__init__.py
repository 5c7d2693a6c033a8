"""Where documents are kept: every save a revision, links to share, one file to take along."""

from igs_geo.workspace.bundle import backup, export_document, import_bundle, import_file
from igs_geo.workspace.errors import WorkspaceError
from igs_geo.workspace.kinds import KINDS, Kind, register
from igs_geo.workspace.links import (
    RIGHTS,
    Link,
    Opened,
    Right,
    documents_by_link,
    links_to,
    make_link,
    open_link,
    withdraw_link,
)
from igs_geo.workspace.place import default_place, place_of
from igs_geo.workspace.records import Document, Entry, Revision, Saved
from igs_geo.workspace.store import Workspace, open_workspace

__all__ = [
    "KINDS",
    "RIGHTS",
    "Document",
    "Entry",
    "Kind",
    "Link",
    "Opened",
    "Revision",
    "Right",
    "Saved",
    "Workspace",
    "WorkspaceError",
    "backup",
    "default_place",
    "documents_by_link",
    "export_document",
    "import_bundle",
    "import_file",
    "links_to",
    "make_link",
    "open_link",
    "open_workspace",
    "place_of",
    "register",
    "withdraw_link",
]
