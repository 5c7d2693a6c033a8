"""Who the person is, as far as the documents are concerned that this server keeps.

- ``alone``: the server listens to this machine only, so there is one person, and everything is listed.
- ``login``: logged in where OIDC is set up in Streamlit's ``secrets.toml``: the documents of that login are listed.
- ``links``: anybody else. Nothing is listed; a document opens by its link.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import streamlit as st

Reach = Literal["alone", "login", "links"]
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")
"""Headers by which a server in front says that it passes on what somebody elsewhere asks."""
LONGEST_OWNER = 200
DEFAULT_PROVIDER = "default"
_ALONE = "person.alone"
SHARED_SETTINGS = ("redirect_uri", "cookie_secret", "expose_tokens")


@dataclass(frozen=True)
class Person:
    """Who looks at the page.

    Parameters
    ----------
    reach
        How documents are found: ``alone``, ``login`` or ``links``.
    owner
        Whose new documents are; empty without a login.
    name
        What other people read in a history; empty without a login.
    """

    reach: Reach
    owner: str = ""
    name: str = ""


def person() -> Person:
    """Return who looks at the page."""
    if login_is_set_up():
        return _logged_in() if st.user.get("is_logged_in") else Person("links")
    if headers := request_headers():
        st.session_state[_ALONE] = is_alone(st.get_option("server.address"), headers)
    # while a connection is lost there is no request to look at: what was seen of this session holds
    return Person("alone" if st.session_state.get(_ALONE) else "links")


def request_headers() -> Mapping[str, str]:
    """Return the headers of the request that this session came with; none while its connection is lost."""
    return dict(st.context.headers)


def is_alone(address: str | None, headers: Mapping[str, str]) -> bool:
    """Return whether only a person at this machine can be asking.

    A server that listens to this machine only is still reached from elsewhere when another one passes requests on.

    Parameters
    ----------
    address
        Where the server listens; None for everywhere.
    headers
        Those of the request.
    """
    if any(name in headers for name in FORWARDED):
        return False
    host = urlsplit(f"//{headers.get('Host', '')}").hostname
    return _is_this_machine(address) and _is_this_machine(host)


def _is_this_machine(host: str | None) -> bool:
    if not host:
        return False
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def login_is_set_up() -> bool:
    """Return whether ``secrets.toml`` names a service to log in with."""
    return bool(_settings())


def providers() -> list[str]:
    """Return what :func:`streamlit.login` can be asked for: one name for each service."""
    own = _settings()
    named = [str(name) for name, value in own.items() if name not in SHARED_SETTINGS and isinstance(value, Mapping)]
    named = [name for name in named if name != "client_kwargs"]
    return named or ([DEFAULT_PROVIDER] if own else [])


def can_log_in() -> bool:
    """Return whether the library that logging in takes is installed (``igs-geo[login]``)."""
    from streamlit.auth_util import is_authlib_installed

    return is_authlib_installed()


def _settings() -> Mapping[str, object]:
    found = st.secrets.get("auth", {}) if st.secrets.load_if_toml_exists() else {}
    return found if isinstance(found, Mapping) else {}


def _logged_in() -> Person:
    """Return a person by what their service calls them for good: an address of mail may become someone else's."""
    facts = st.user.to_dict()
    subject = str(facts.get("sub") or facts.get("email") or "")
    name = str(facts.get("name") or facts.get("email") or subject)
    owner = f"{facts.get('iss', '')} {subject}".strip()
    return Person("login", owner[:LONGEST_OWNER], name[:LONGEST_OWNER]) if subject else Person("links")
