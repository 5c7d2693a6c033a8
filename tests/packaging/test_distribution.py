"""The wheel and the sdist stand on their own: data inside, and a dashboard without the repository."""

import os
import socket
import subprocess
import sys
import tarfile
import time
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def distributions(tmp_path_factory):
    target = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", target, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    return target


def test_wheel_holds_every_file_of_the_data_package(distributions):
    (wheel,) = distributions.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    missing = [
        file for file in (ROOT / "data").rglob("*") if f"igs_geo/data/{file.relative_to(ROOT / 'data')}" not in names
    ]
    assert [file for file in missing if file.is_file()] == []
    assert "igs_geo/app.py" in names


def test_sdist_holds_data_and_tests(distributions):
    (sdist,) = distributions.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {"data/datapackage.json", "app.py", "LICENSE", "tests/packaging/test_distribution.py"} <= names


def test_installed_wheel_serves_the_dashboard_without_the_repository(distributions, tmp_path):
    (wheel,) = distributions.glob("*.whl")
    environment = tmp_path / "env"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    install = [python, "-m", "pip", "install", "-q", "-r", ROOT / "requirements.lock", wheel]
    subprocess.run(install, check=True, capture_output=True)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "IGS_GEO"))}

    info = [environment / "bin" / "igs-geo", "info", "--format", "json"]
    answer = subprocess.run(info, check=True, capture_output=True, text=True, cwd=folder, env=clean)
    assert '"municipalities"' in answer.stdout

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = [environment / "bin" / "igs-geo", "serve", "--port", str(port), "--no-browser"]
    with subprocess.Popen(serve, cwd=folder, env=clean, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            assert _answers(f"http://127.0.0.1:{port}/_stcore/health", seconds=60)
        finally:
            server.terminate()


def _answers(url: str, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                return answer.status == 200
        except OSError:  # refused, or bound and still loading: no answer yet
            time.sleep(0.2)
    return False
