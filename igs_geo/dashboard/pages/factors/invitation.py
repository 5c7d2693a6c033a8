"""How phones come in: an address with a short code, and the same as a QR code."""

from __future__ import annotations

import base64
import io
from urllib.parse import urlsplit

import segno
import streamlit as st

from igs_geo.dashboard.frame.plain import escaped
from igs_geo.i18n import translate

THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


def show_invitation(code: str, language: str) -> None:
    """Draw the address of the phones.

    Parameters
    ----------
    code
        Code of the workshop.
    language
        ``"nl"`` or ``"en"``.
    """
    here = urlsplit(str(st.context.url or ""))
    address = f"{here.scheme or 'http'}://{here.netloc}/w/{code}"
    with st.container(border=True, horizontal=True, gap="large", vertical_alignment="center", key="workshop-code"):
        picture = qr_code(address)
        st.html(f'<img src="{picture}" width="190" height="190" alt="{escaped(address)}">', width="content")
        st.html(
            f'<p class="igs-sub">{escaped(translate("factors_page.go_to", language))}</p>'
            f'<p class="igs-code">{escaped(address.removeprefix("http://").removeprefix("https://"))}</p>'
            f'<p class="igs-note">{escaped(translate("factors_page.code", language, code=code))}</p>'
        )
    if here.hostname in THIS_MACHINE:
        st.info(translate("factors_page.only_here", language))


def qr_code(text: str) -> str:
    """Return a QR code as the address of a picture.

    Parameters
    ----------
    text
        What it says.
    """
    content = io.BytesIO()
    segno.make(text, error="m", micro=False).save(content, kind="svg", scale=6, border=2)
    return f"data:image/svg+xml;base64,{base64.b64encode(content.getvalue()).decode()}"
