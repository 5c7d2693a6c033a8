"""Where compiled code is kept: the first place that can be written to, with what is there already, nothing stale."""

import os
import shutil
import stat
import tempfile
import time

import numba
import pytest

from igs_geo.regions.kernels import cache

DAY = 86_400


class Places:
    """The places of a machine of its own: what was asked for, the package, the user's folder, the temporary files."""

    def __init__(self, folder, monkeypatch):
        self.package, self.kernels = folder / "package", folder / "package" / "kernels"
        self.asked, self.user, self.temporary = folder / "asked", folder / "user", folder / "tmp"
        self.shipped = self.kernels / "__pycache__"
        self.kernels.mkdir(parents=True)
        self.temporary.mkdir()
        (self.kernels / "walk.py").write_text("one")
        self.patch = monkeypatch
        monkeypatch.delenv(cache.VARIABLE, raising=False)
        monkeypatch.setattr(cache, "PACKAGE", self.package)
        monkeypatch.setattr(cache, "__file__", str(self.kernels / "cache.py"))
        monkeypatch.setattr(cache, "SHIPPED", self.shipped)
        monkeypatch.setattr(cache, "user_cache_dir", lambda *_, **__: str(self.user))
        monkeypatch.setattr(tempfile, "tempdir", str(self.temporary))

    def ask(self):
        self.patch.setenv(cache.VARIABLE, str(self.asked))

    def close(self, *places):
        """Nothing can be made in a place that is a file, whoever tries."""
        for place in places:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text("")

    def found(self):
        cache.cache_folder.cache_clear()
        return cache.cache_folder()


@pytest.fixture
def places(tmp_path, monkeypatch):
    yield Places(tmp_path, monkeypatch)
    cache.cache_folder.cache_clear()


def test_the_first_place_that_can_be_written_to_is_taken(places):
    places.ask()
    assert places.found().parent == places.asked
    places.patch.delenv(cache.VARIABLE)
    assert places.found().parent == places.shipped
    shutil.rmtree(places.shipped)
    places.close(places.shipped)
    assert places.found().parent == places.user
    shutil.rmtree(places.user)
    places.close(places.user)
    assert places.found().parent.parent == places.temporary
    assert places.found().is_dir()


def test_a_place_that_is_asked_for_and_cannot_be_had_gives_way(places):
    places.ask()
    places.close(places.asked)
    assert places.found().parent == places.shipped


def test_among_the_temporary_files_it_is_for_oneself_alone(places):
    places.close(places.shipped, places.user)
    private = places.found().parent
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    for mode in (0o770, 0o707, 0o701):
        private.chmod(mode)
        assert places.found() is None
    private.chmod(0o700)
    elsewhere = places.temporary / "elsewhere"
    private.rename(elsewhere)
    private.symlink_to(elsewhere)
    assert places.found() is None


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="users")
def test_a_folder_of_somebody_else_will_not_do(places):
    places.close(places.shipped, places.user)
    owner = os.getuid()
    assert places.found() is not None
    places.patch.setattr(os, "getuid", lambda: owner + 1)
    assert places.found() is None


def test_without_any_place_there_is_nothing_to_be_complete(places):
    places.close(places.shipped, places.user, places.temporary / "x")
    places.patch.setattr(tempfile, "tempdir", str(places.temporary / "x"))
    assert places.found() is None
    assert not cache.is_complete()
    cache.mark_complete()
    assert not cache.is_complete()


def test_it_is_complete_until_the_source_changes(places):
    first = places.found()
    assert not cache.is_complete()
    cache.mark_complete()
    assert cache.is_complete()
    assert places.found() == first
    (places.kernels / "walk.py").write_text("two")
    assert places.found() != first
    assert not cache.is_complete()


def test_only_source_that_is_compiled_counts(places):
    before = places.found()
    (places.package / "words.py").write_text("a page")
    assert places.found() == before
    (places.package / "sets.py").write_text("from igs_geo.regions.kernels.compiled import compiled")
    second = places.found()
    assert second != before
    (places.package / "sets.py").rename(places.package / "lists.py")
    assert places.found() not in (before, second)


def test_another_compiler_begins_anew(places):
    before = places.found()
    places.patch.setattr(numba, "__version__", "0.0")
    assert places.found() != before


def shipped_with(places, *, complete):
    inside = places.found()
    (inside / "deep" / "er").mkdir(parents=True)
    for name in ("a.nbi", "deep/er/b.nbc", "z.nbi"):
        (inside / name).write_text(f"code of {name}")
    if complete:
        cache.mark_complete()
    places.ask()
    return inside


def test_what_was_compiled_in_the_package_is_taken_over(places):
    shipped_with(places, complete=True)
    folder = places.found()
    assert folder.parent == places.asked
    assert cache.is_complete()
    for name in ("a.nbi", "deep/er/b.nbc", "z.nbi"):
        assert (folder / name).read_text() == f"code of {name}"


def test_what_is_not_complete_or_there_already_is_not_taken_over(places):
    inside = shipped_with(places, complete=False)
    assert list(places.found().iterdir()) == []
    (inside / cache.DONE).touch()
    cache.mark_complete()
    (places.found() / "a.nbi").write_text("own")
    assert (places.found() / "a.nbi").read_text() == "own"
    assert not (places.found() / "z.nbi").exists()


def test_what_was_taken_over_in_part_is_not_called_complete(places):
    shipped_with(places, complete=True)
    copied = []

    def copy(source, target):
        copied.append(source)
        if len(copied) == 3:
            raise OSError("full")
        target.write_text(source.read_text())

    places.patch.setattr(shutil, "copyfile", copy)
    assert len(list(places.found().rglob("*.nb?"))) == 2
    assert not cache.is_complete()


@pytest.mark.parametrize(("days", "stays"), [(1, True), (cache.DAYS_KEPT - 1, True), (cache.DAYS_KEPT + 1, False)])
def test_what_an_earlier_version_left_goes_after_a_while(places, days, stays):
    old, other = places.shipped / "compiled-0123", places.shipped / "something"
    when = time.time() - days * DAY
    for folder in (old, other):
        folder.mkdir(parents=True)
        (folder / "a.nbi").touch()
        os.utime(folder, (when, when))
    own = places.found()
    assert old.exists() == stays
    assert other.exists()
    # What is in use stays, however long ago it was made.
    os.utime(own, (when, when))
    assert places.found().is_dir()
    assert own.stat().st_mtime > time.time() - DAY
