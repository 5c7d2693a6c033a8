"""``igs-geo serve``: the dashboard, on this machine."""

from __future__ import annotations

import os
import runpy
import sys
import threading
import time
import urllib.request
import webbrowser
from pathlib import Path

import click

from igs_geo.cli.base import Command, data_option, language_of, language_option
from igs_geo.cli.prepare import prepare_beside
from igs_geo.cli.workspace import opened, workspace_option
from igs_geo.errors import IgsGeoError, PackageError
from igs_geo.i18n import translate

DATA_VARIABLE = "IGS_GEO_DATA"
"""Where the dashboard looks for another data package."""
PATIENCE_S = 60


def app_file() -> Path:
    """Return ``app.py``: inside the installed package, or at the root of the repository."""
    package = Path(__file__).parents[1]
    for candidate in (package / "app.py", package.parent / "app.py"):
        if candidate.is_file():
            return candidate
    raise IgsGeoError("cli.no_app", folder=package)


def streamlit_arguments(port: int, address: str) -> list[str]:
    """Return the command line that starts the dashboard, from whatever folder, without asking or telling anybody."""
    return [
        "streamlit",
        "run",
        str(app_file()),
        f"--server.port={port}",
        f"--server.address={address}",
        "--server.headless=true",
        "--browser.gatherUsageStats=false",
        "--server.fileWatcherType=none",
        "--client.toolbarMode=minimal",
    ]


@click.command(cls=Command, help="cli.help_serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True, help="cli.option_port")
@click.option("--address", default="127.0.0.1", show_default=True, help="cli.option_address")
@click.option("--browser/--no-browser", default=True, help="cli.option_browser")
@data_option
@workspace_option
@language_option
@click.pass_context
def serve(
    context: click.Context, *, port: int, address: str, browser: bool, data: str | None, named: str | None
) -> None:
    """Start the dashboard and, unless told not to, a browser that shows it."""
    if named is not None:
        _use_workspace(context, named)
    if data is not None:
        from igs_geo.atlas import check_package

        problems = check_package(data)
        if problems:
            raise PackageError(data, problems)
        os.environ[DATA_VARIABLE] = str(Path(data).resolve())
    language = language_of(context)
    host = "127.0.0.1" if address in {"", "0.0.0.0", "::"} else address  # noqa: S104 (only compared with)
    url = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    click.echo(translate("cli.serving", language, url=url))
    if browser and (
        os.name != "posix" or sys.platform == "darwin" or "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    ):
        threading.Thread(target=_open_when_up, args=(url,), daemon=True).start()
    prepare_beside()
    sys.argv = streamlit_arguments(port, address)
    # in this process, not in a child: one signal ends all of it
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


def _use_workspace(context: click.Context, named: str) -> None:
    """Let the dashboard keep documents in a place, after a look whether it can."""
    from igs_geo.workspace.place import VARIABLE

    place = opened(context, named).place
    os.environ[VARIABLE] = named if place.file is None else str(place.file)


def _open_when_up(url: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:  # noqa: S310 (our own address)
                if answer.status == 200:
                    webbrowser.open(url)
                    return
        except OSError:
            time.sleep(0.3)
