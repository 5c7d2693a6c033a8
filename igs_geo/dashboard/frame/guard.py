"""What a person sees when something goes wrong: a sentence, never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps

import streamlit as st

from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.plain import plain
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import translate

_LOG = logging.getLogger(__name__)


def guarded(show: Callable[[], None]) -> Callable[[], None]:
    """Return the function that shows a page or fragment, with a sentence in place of an exception."""

    @wraps(show)
    def guarded_show() -> None:
        try:
            show()
        except IgsGeoError as error:
            st.warning(plain(error.message(current_view().language)))
        except Exception:  # noqa: BLE001 - the last line of defence: a sentence for the reader, the rest for the log
            _LOG.exception("page %s failed", getattr(show, "__module__", "?"))
            st.error(translate("shell.unexpected", current_view().language))

    return guarded_show
