"""Logging in at a service of OIDC: a person finds the own documents, and nobody else does."""

import subprocess
import sys
import time
import urllib.request

import pytest

from igs_geo.i18n import translate
from igs_geo.workspace.place import VARIABLE
from tests.dashboard.conftest import dashboard_process, free_port, settled

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SECRETS = """[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "only for this test, and long enough"
client_id = "igs-geo"
client_secret = "secret"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""
READY_WITHIN_S = 30


def _say(key):
    return translate(key, "nl")


@pytest.fixture
def provider():
    """A service to log in with, in a process of its own."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + READY_WITHIN_S
        while True:
            try:
                urllib.request.urlopen(f"{address}/.well-known/openid-configuration", timeout=1).close()
                break
            except OSError:
                assert time.monotonic() < until
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def guarded(provider, tmp_path, monkeypatch):
    """A dashboard that people log in to."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "workspace.sqlite"))
    port, secrets = free_port(), tmp_path / "secrets.toml"
    secrets.write_text(SECRETS.format(port=port, provider=provider), encoding="utf-8")
    with dashboard_process(port=port, options=(f"--secrets.files={secrets}",)) as (address, _):
        yield address


def _log_in(browser, address, subject):
    page = browser.new_context(viewport={"width": 1440, "height": 900}, locale="nl-BE").new_page()
    page.goto(f"{address}/eigen-gegevens")
    page.get_by_role("button", name=_say("own.log_in")).click()
    page.locator("input[name=sub]").first.fill(subject)
    page.locator("input[name=sub]").first.press("Enter")
    # The service sends people back to the first page.
    page.wait_for_url(f"{address}/kaart**")
    settled(page)
    page.goto(f"{address}/eigen-gegevens")
    page.get_by_role("button", name=_say("own.log_out")).wait_for()
    settled(page)
    return page


def test_everyone_finds_the_own_documents_after_logging_in_and_those_of_nobody_else(browser, guarded):
    title = "Voorbeeld: jeugd in het Waasland"
    page = _log_in(browser, guarded, "an")
    page.get_by_role("button", name=_say("own.load_example")).click()
    page.get_by_text(title).first.wait_for()
    page.goto(f"{guarded}/eigen-gegevens")
    page.get_by_text(title).first.wait_for()
    page.get_by_role("button", name=_say("own.log_out")).click()
    # The service asks whether it must end too; here it is over already.
    page.wait_for_url("**/oauth2/end_session**")
    page.goto(f"{guarded}/eigen-gegevens")
    page.get_by_role("button", name=_say("own.log_in")).wait_for()
    settled(page)
    assert page.get_by_text(title).count() == 0
    page.context.close()

    page = _log_in(browser, guarded, "bert")
    assert page.get_by_text(title).count() == 0
    page.context.close()

    page = _log_in(browser, guarded, "an")
    page.get_by_text(title).first.wait_for()
    page.context.close()
