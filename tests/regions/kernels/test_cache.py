"""Compiled code is kept where this user can write, whoever that is, and made anew when any of its source changes."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import igs_geo
from igs_geo.atlas import data_folder
from igs_geo.regions.kernels import cache

NOBODY = 65_534
BECOME = """
import os, sys
import numba, numpy, platformdirs
sys.path[:0] = {paths!r}
# Another user may not be able to read the libraries of this one, so what is needed of them is loaded before.
numba.njit(lambda x: numpy.zeros(2)[0] + x)(1.0)
{before}
for name in [name for name in sys.modules if name.partition(".")[0] in ("igs_geo", "instances")]:
    del sys.modules[name]
if os.getuid() == 0:
    os.setgroups([]); os.setgid({user}); os.setuid({user})
sys.path.insert(0, {package!r})
"""
LOAD = "from instances import random_problem; import igs_geo.regions"
CALL = """
from igs_geo.regions.kernels.bounds import Limits, excess
from igs_geo.regions.kernels.cache import cache_folder
assert excess(Limits(2, 3, 0, 9, 0, 9), 4, 5.0, 5.0, False) > 0
(hits,) = excess.stats.cache_hits.values() or (0,)
print(cache_folder(), hits)
"""
SEARCH = """
from instances import random_problem
from igs_geo.regions import Criteria, search
from igs_geo.regions.kernels.cache import cache_folder
from igs_geo.regions.sets.listed import scan
from igs_geo.regions.kernels.walk import walk
criteria = Criteria(min_municipalities=2, max_municipalities=4, frame=None, youth_partnerships="ignore")
print(search(random_problem(3, 8, criteria), time_limit=60).status, cache_folder(), sum(walk.stats.cache_hits.values()))
"""


@pytest.fixture
def room():
    """A folder that everybody can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    subprocess.run(["chmod", "-R", "u+w", str(folder)], check=True)
    shutil.rmtree(folder)


def copied(room, *, whole=False):
    """Copy the package without what was compiled; only the kernels start with it, unless all of it is asked."""
    where, source = room / "site", Path(igs_geo.__file__).parent
    under = "" if whole else "regions/kernels"
    without = shutil.ignore_patterns("__pycache__")
    shutil.copytree(source / under, where / "igs_geo" / under, ignore=without)
    if whole and not (where / "igs_geo" / "data").exists():
        # As in an installed package: the settings of a search come with the data.
        shutil.copytree(data_folder(), where / "igs_geo" / "data")
    if not whole:
        for folder in (where / "igs_geo", where / "igs_geo" / "regions"):
            (folder / "__init__.py").touch()
    return where


def run(code, package, user=NOBODY, before="", **environment):
    """Run code with a package as a user; as oneself where one may not become another."""
    paths = [str(Path(__file__).parents[1]), str(Path(igs_geo.__file__).parents[1])] if before else []
    begin = BECOME.format(package=str(package), paths=paths, user=user, before=before)
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("NUMBA", "XDG", "PYTHON"))}
    result = subprocess.run([sys.executable, "-P", "-c", begin + code], capture_output=True, text=True, check=False,
                            env=clean | environment, cwd="/", timeout=300)  # fmt: skip
    assert result.returncode == 0, result.stderr
    return result.stdout.split()


def read_only(*folders):
    for folder in folders:
        subprocess.run(["chmod", "-R", "a-w,a+rX", str(folder)], check=True)


posix = pytest.mark.skipif(os.name != "posix", reason="users and modes of files")


@posix
@pytest.mark.slow
def test_without_a_home_and_with_the_package_read_only_it_is_kept_among_the_temporary_files(room):
    package, temporary = copied(room), room / "tmp"
    temporary.mkdir()
    temporary.chmod(0o1777)
    read_only(package)
    where = {"HOME": "/nonexistent", "TMPDIR": str(temporary)}
    folder, first = run(CALL, package, **where)
    assert first == "0"
    assert run(CALL, package, **where) == [folder, "1"]
    (private,) = temporary.iterdir()
    assert Path(folder).parent == private
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    if os.getuid() == 0:
        other, hits = run(CALL, package, user=NOBODY - 1, **where)
        assert Path(other).parent.parent == temporary
        assert Path(other).parent != private
        assert hits == "0"


@posix
def test_without_any_place_it_runs_uncached(room):
    package, nowhere = copied(room), room / "tmp"
    nowhere.mkdir()
    read_only(package, nowhere)
    # Python itself wants some folder for temporary files: it takes the current one, which is closed too.
    code = "import tempfile; tempfile.tempdir = {0!r}\n" + CALL
    assert run(code.format(str(nowhere)), package, HOME="/nonexistent") == ["None", "0"]


@pytest.mark.slow
@posix
def test_the_users_own_folder_comes_before_the_temporary_files(room):
    package, home = copied(room), room / "home"
    home.mkdir()
    home.chmod(0o777)
    read_only(package)
    folder, _ = run(CALL, package, HOME=str(home))
    assert Path(folder).is_relative_to(home)


@pytest.mark.slow
@posix
def test_what_was_compiled_in_the_package_is_taken_over_by_a_user_who_may_not_write_there(room):
    package, home = copied(room), room / "home"
    home.mkdir()
    home.chmod(0o777)
    inside, _ = run(CALL + "\nfrom igs_geo.regions.kernels.cache import mark_complete; mark_complete()", package,
                    user=os.getuid(), HOME=str(home))  # fmt: skip
    assert Path(inside).is_relative_to(package)
    read_only(package)
    folder, hits = run(CALL, package, HOME=str(home))
    assert Path(folder).is_relative_to(home) or os.getuid() != 0
    assert hits == "1"


@pytest.mark.slow
def test_a_place_that_is_asked_for_comes_first(room):
    package, asked = copied(room), room / "asked"
    folder, _ = run(CALL, package, user=os.getuid(), NUMBA_CACHE_DIR=str(asked))
    assert Path(folder).parent == asked
    assert not list(package.rglob("compiled-*"))


def test_code_is_compiled_anew_when_a_function_that_it_calls_changes(room):
    package = copied(room)
    file = package / "igs_geo" / "regions" / "kernels" / "bounds.py"
    before, _ = run(CALL, package, user=os.getuid())
    file.write_text(file.read_text() + "\n# changed\n")
    after, hits = run(CALL, package, user=os.getuid())
    assert after != before
    assert hits == "0"


@pytest.mark.slow
@posix
def test_a_whole_search_runs_for_any_user_and_the_second_time_from_the_cache(room):
    package, temporary = copied(room, whole=True), room / "tmp"
    temporary.mkdir()
    temporary.chmod(0o1777)
    shutil.copy(Path(__file__).parents[1] / "instances.py", package)
    read_only(package)
    where = {"HOME": "/nonexistent", "TMPDIR": str(temporary)}
    status, folder, first = run(SEARCH, package, before=LOAD, **where)
    assert (status, first) == ("optimal", "0")
    assert run(SEARCH, package, before=LOAD, **where) == [status, folder, "1"]


@posix
def test_a_private_folder_that_others_may_write_to_or_made_is_not_used(room, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    private = cache._private()
    assert private is not None
    private.chmod(0o770)
    assert cache._private() is None
    private.rmdir()
    (room / "elsewhere").mkdir(mode=0o700)
    private.symlink_to(room / "elsewhere")
    assert cache._private() is None
    private.unlink()
    private.write_text("")
    assert cache._private() is None


def test_folders_of_other_states_go_when_nothing_used_them_for_long(room):
    old, fresh, own, other = (room / name for name in ("compiled-old", "compiled-fresh", "compiled-own", "other"))
    for folder in (old, fresh, own, other):
        folder.mkdir()
    for folder in (old, own, other):
        os.utime(folder, (0, 0))
    cache._tidy(room, own)
    assert sorted(path.name for path in room.iterdir()) == ["compiled-fresh", "compiled-own", "other"]


def test_it_is_cold_until_everything_was_compiled(room, monkeypatch):
    cache.cache_folder.cache_clear()
    monkeypatch.setenv(cache.VARIABLE, str(room / "asked"))
    monkeypatch.setattr(cache, "SHIPPED", room / "package")
    assert not cache.is_complete()
    cache.mark_complete()
    assert cache.is_complete()
    cache.cache_folder.cache_clear()
    assert cache.is_complete()
    monkeypatch.undo()
    cache.cache_folder.cache_clear()


def test_nothing_is_cold_and_no_folder_is_made_where_nothing_is_compiled(room):
    cold = "from igs_geo.regions import kernels_are_cold; print(kernels_are_cold())"
    where = {"NUMBA_DISABLE_JIT": "1", "NUMBA_CACHE_DIR": str(room / "empty")}
    assert run(cold, Path(igs_geo.__file__).parents[1], user=os.getuid(), **where) == ["False"]
    assert not (room / "empty").exists()
