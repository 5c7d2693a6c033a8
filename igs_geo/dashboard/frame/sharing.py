"""Documents that go to others: by a link that can be withdrawn, or along as one file."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Any
from urllib.parse import urlencode

from igs_geo.dashboard.address.codec import write
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.address.view import View
from igs_geo.dashboard.frame.kept import taken
from igs_geo.dashboard.frame.person import person
from igs_geo.dashboard.frame.reach import Held, allowed, look, workspace
from igs_geo.workspace import Link, Right, export_document, import_bundle, links_to, make_link, withdraw_link


def taking_along(document: str) -> Callable[[], str]:
    """Return what makes a document into the text of one file, with its history for who may change it.

    Parameters
    ----------
    document
        Its id.

    Returns
    -------
    Callable
        Runs beside the page, without the session: whether the person may is asked now.
    """
    history, store = allowed(document, "read").may_change, workspace()
    return lambda: export_document(store, document, history=history)


def take_in(stream: IO[bytes], name: str) -> list[Held]:
    """Take in the documents of a file: all of them, or none.

    Parameters
    ----------
    stream
        What :func:`taking_along` wrote, or a single document.
    name
        What a person calls the file.

    Returns
    -------
    list of Held
        The new documents.
    """
    # on one's own machine they stay whose they were; elsewhere nobody puts a document under another's login
    who = person()
    owner = None if who.reach == "alone" else who.owner
    return [taken(saved) for saved in import_bundle(workspace(), stream, name, owner)]


def links(document: str) -> list[Link]:
    """Return the links to a document that were not withdrawn, oldest first.

    Parameters
    ----------
    document
        Its id.
    """
    allowed(document, "change")
    return links_to(workspace(), document)


def share(document: str, right: Right, page: str, /, **changes: Any) -> str:
    """Make a link to a document, and return the address of a page that opens it, without the server.

    Parameters
    ----------
    document
        Its id.
    right
        What may be done with it.
    page
        Path of the page that shows it.
    **changes
        Fields of the view on that page, beside edition and language.
    """
    allowed(document, "change")
    secret = make_link(workspace(), document, right)
    now = current_view()
    view = View(edition=now.edition, language=now.language).changed(opened=(secret,), **changes)
    return f"{page}?{urlencode(write(view, page))}"


def withdraw(document: str, link: int) -> None:
    """Withdraw a link: whoever has it opens nothing any more.

    Parameters
    ----------
    document
        Its id.
    link
        Number of the link.
    """
    allowed(document, "change")
    withdraw_link(workspace(), document, link)
    look()
