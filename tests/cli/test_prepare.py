"""Compiling beforehand: once, out of everybody's way, and said where it takes time."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

import igs_geo.regions
from igs_geo.cli import main, prepare
from igs_geo.regions.kernels import cache


@pytest.fixture
def cold(monkeypatch):
    """A search that was not compiled yet, and the list of when it was."""
    done = []
    monkeypatch.setattr(igs_geo.regions, "kernels_are_cold", lambda: not done)
    monkeypatch.setattr(igs_geo.regions, "prepare_kernels", lambda: done.append("prepared"))
    return done


def test_it_is_done_once(cold):
    first, second = (CliRunner().invoke(main, ["prepare"]) for _ in range(2))
    assert cold == ["prepared"]
    assert "voorbereiden" in first.stderr
    assert second.output == ""


def test_gently_leaves_the_processor_to_everything_else(cold, monkeypatch):
    nice = []
    monkeypatch.setattr("os.nice", nice.append, raising=False)
    assert CliRunner().invoke(main, ["prepare", "--gently"]).exit_code == 0
    assert (nice, cold) == ([19], ["prepared"])


def test_where_nothing_can_be_kept_that_is_said_with_what_helps(cold, monkeypatch):
    monkeypatch.setattr(cache, "cache_folder", lambda: None)
    assert "NUMBA_CACHE_DIR" in CliRunner().invoke(main, ["prepare", "--lang", "en"]).stderr


def test_a_server_starts_it_beside_itself_and_takes_it_along(monkeypatch):
    started, at_the_end = [], []

    class Child:
        def __init__(self, command, **options):
            started.append((command, options))

        def terminate(self):
            started.append("terminated")

    monkeypatch.setattr(subprocess, "Popen", Child)
    monkeypatch.setattr("atexit.register", at_the_end.append)
    sys.modules["igs_geo.cli.prepare"].prepare_beside()
    ((command, options),) = started
    assert command[1:] == ["-m", "igs_geo.cli", "prepare", "--gently"]
    assert options["stdout"] == options["stderr"] == subprocess.DEVNULL
    at_the_end[0]()
    assert started[-1] == "terminated"
    assert prepare.hidden
