"""Documents are kept with all their revisions, in a file and on a server alike."""

from __future__ import annotations

import io
import json
import threading
from pathlib import Path

import pytest

from igs_geo.assessment.scenario.models import VERSION
from igs_geo.assessment.scenario.reading import read_scenario
from igs_geo.workspace import (
    Kind,
    WorkspaceError,
    backup,
    export_document,
    import_bundle,
    import_file,
    kinds,
    links_to,
    make_link,
    open_link,
    open_workspace,
    register,
    withdraw_link,
)
from tests.workspace.conftest import document, operation

SECRET = "een-geheim-dat-verdwijnen-moet"


def _titles(workspace, saved):
    return [workspace.read(saved.document, revision.number).content.title
            for revision in workspace.history(saved.document)]  # fmt: skip


def test_every_save_is_a_revision_and_the_last_one_counts(workspace):
    first = workspace.create("overlay", document("Een"))
    second = workspace.save(first.document, document("Twee"), base=1, author="An")
    assert (second.number, second.meanwhile) == (2, None)
    assert workspace.read(first.document).content.title == "Twee"
    assert workspace.read(first.document, 1).content.title == "Een"
    assert [(one.number, one.parent, one.author) for one in workspace.history(first.document)] == [
        (1, None, ""), (2, 1, "An")]  # fmt: skip
    (entry,) = workspace.entries()
    assert (entry.id, entry.title, entry.head) == (first.document, "Twee", 2)


def test_undo_goes_back_step_by_step_and_forgets_nothing(workspace):
    saved = workspace.create("overlay", document("a"))
    for base, title in ((1, "b"), (2, "c")):
        workspace.save(saved.document, document(title), base)
    back = [workspace.undo(saved.document, base) for base in (3, 4)]
    assert [one.number for one in back] == [4, 5]
    assert _titles(workspace, saved) == ["a", "b", "c", "b", "a"]
    assert workspace.undo(saved.document, 5) is None
    again = workspace.restore(saved.document, 3, base=5)
    assert workspace.read(saved.document).content.title == "c"
    # what came before the copy of c is what came before c
    assert workspace.undo(saved.document, again.number).number == 7
    assert workspace.read(saved.document).content.title == "b"


def test_who_saves_second_is_told_and_both_are_kept(workspace):
    saved = workspace.create("overlay", document("begin"))
    one = workspace.save(saved.document, document("eerste"), base=1)
    other = workspace.save(saved.document, document("tweede"), base=1)
    assert (one.number, one.meanwhile) == (2, None)
    assert (other.number, other.meanwhile) == (3, 2)
    assert workspace.read(saved.document).content.title == "eerste"
    assert workspace.read(saved.document, 3).content.title == "tweede"
    assert [revision.aside for revision in workspace.history(saved.document)] == [False, False, True]
    assert workspace.save(saved.document, document("samen"), base=2).meanwhile is None


def test_two_writers_at_once_lose_nothing_and_one_is_told_each_time(place):
    writers = [open_workspace(place) for _ in range(2)]
    saved = writers[0].create("overlay", document("begin"))
    rounds, told, barrier = 200, [], threading.Barrier(2)

    def write(writer, name):
        for number in range(rounds):
            barrier.wait()
            base = writer.read(saved.document).number
            barrier.wait()
            told.append((name, number, writer.save(saved.document, document(f"{name} {number}"), base)))

    threads = [threading.Thread(target=write, args=(writer, name)) for writer, name in zip(writers, "ab", strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 2 * rounds
    history = writers[0].history(saved.document)
    assert len(history) == 1 + 2 * rounds
    assert sum(revision.aside for revision in history) == rounds
    for name, number, answer in told:
        assert writers[1].read(saved.document, answer.number).content.title == f"{name} {number}"
    by_round = [[answer.meanwhile for _, n, answer in told if n == number] for number in range(rounds)]
    assert all(sum(one is None for one in pair) == 1 for pair in by_round)
    for writer in writers:
        writer.close()


def test_deleting_really_deletes(workspace):
    kept = workspace.create("overlay", document("blijft"))
    saved = workspace.create("overlay", document(SECRET))
    workspace.save(saved.document, document("anders", contact=SECRET + "-2"), base=1)
    link = make_link(workspace, saved.document, "read")
    workspace.delete(saved.document)
    assert [entry.id for entry in workspace.entries()] == [kept.document]
    assert open_link(workspace, link) is None
    for action in (workspace.read, workspace.history, workspace.delete):
        with pytest.raises(WorkspaceError, match="no document"):
            action(saved.document)
    file = workspace.place.file
    if file is not None:
        content = b"".join(one.read_bytes() for one in file.parent.iterdir())
        assert b"blijft" in content
        assert SECRET.encode() not in content


def test_links_open_one_document_with_one_right_until_they_are_withdrawn(workspace):
    saved, other = (workspace.create("overlay", document(name)) for name in ("a", "b"))
    secrets = {right: make_link(workspace, saved.document, right) for right in ("read", "change", "answer")}
    assert all(len(secret) >= 22 for secret in secrets.values())
    for right, secret in secrets.items():
        opened = open_link(workspace, secret)
        assert (opened.document, opened.right) == (saved.document, right)
    (reading, *_) = links_to(workspace, saved.document)
    withdraw_link(workspace, other.document, reading.id)
    assert open_link(workspace, secrets["read"])
    withdraw_link(workspace, saved.document, reading.id)
    assert open_link(workspace, secrets["read"]) is None
    assert open_link(workspace, secrets["change"])
    assert open_link(workspace, "x" * 22) is None
    with pytest.raises(WorkspaceError, match="right"):
        make_link(workspace, saved.document, "own")


def test_a_document_goes_along_as_one_file_with_its_history(workspace, tmp_path):
    saved = workspace.create("overlay", document("Eén", operations=[operation()]))
    workspace.save(saved.document, document("Twee"), base=1, author="An")
    workspace.save(saved.document, document("Naast"), base=1)
    text = export_document(workspace, saved.document)
    elsewhere = open_workspace(str(tmp_path / "elders.sqlite"))
    (taken,) = import_bundle(elsewhere, io.BytesIO(text.encode()), "mee.json")
    assert elsewhere.history(taken.document) == workspace.history(saved.document)
    for number in (1, 2, 3):
        there, here = elsewhere.read(taken.document, number), workspace.read(saved.document, number)
        assert there.content == here.content
    assert elsewhere.read(taken.document).content.title == "Twee"
    alone = export_document(workspace, saved.document, history=False).encode()
    (last,) = import_bundle(elsewhere, io.BytesIO(alone), "x")
    assert [revision.number for revision in elsewhere.history(last.document)] == [1]
    assert elsewhere.read(last.document).content.title == "Twee"
    elsewhere.close()


def test_a_backup_holds_everything_and_comes_back(workspace, tmp_path):
    for title in ("a", "b", "c"):
        workspace.create("overlay", document(title), owner="an@example.org")
    file = tmp_path / "kopie.json"
    assert backup(workspace, file) == 3
    assert len(import_file(workspace, file)) == 3
    assert sorted(entry.title for entry in workspace.entries(owner="an@example.org")) == list("aabbcc")
    assert workspace.entries(kind="scenario") == []
    with pytest.raises(WorkspaceError, match="cannot be written"):
        backup(workspace, tmp_path / "nergens" / "kopie.json")
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".json"] in ([], ["map"])


@pytest.fixture
def older_kind(monkeypatch):
    """A kind of document that has had two forms."""
    overlay = kinds.KINDS["overlay"]
    monkeypatch.setattr(kinds, "KINDS", dict(kinds.KINDS))

    def renamed(value):
        return {"title" if name == "name" else name: item for name, item in value.items()}

    def read(value, name):
        return overlay.read({**value, "kind": "overlay", "schema_version": 1}, name)

    register(Kind("proef", 2, read, {1: renamed}))


def test_older_documents_are_brought_up_to_date_and_newer_ones_refused(workspace, older_kind):
    head = {"document": {"kind": "proef", "title": "Oud", "head": 1}}

    def bundle(version):
        content = {"name": "Oud", "edition": "2025", "schema_version": version}
        lines = [{"igs-geo": 1}, head, {"revision": {"number": 1, "content": content}}]
        return io.BytesIO("\n".join(map(json.dumps, lines)).encode())

    (taken,) = import_bundle(workspace, bundle(1), "oud.json")
    assert workspace.read(taken.document).content.title == "Oud"
    with pytest.raises(WorkspaceError) as error:
        import_bundle(workspace, bundle(3), "nieuw.json")
    assert "vorm 3" in error.value.message("nl")
    assert "kent vorm 2" in error.value.message("nl")
    assert len(workspace.entries()) == 1


def test_a_scenario_is_kept_as_it_was_saved(workspace):
    content = (Path(__file__).parents[1] / "cli" / "scenario.json").read_bytes()
    (saved,) = import_bundle(workspace, io.BytesIO(content), "scenario.json")
    assert workspace.read(saved.document).content == read_scenario(content)
    assert workspace.entries()[0].title == read_scenario(content).title
    assert kinds.SCENARIO_VERSION == VERSION
    with pytest.raises(WorkspaceError) as error:
        workspace.save(saved.document, {**json.loads(content), "version": 2}, base=1)
    assert "vorm 2" in error.value.message("nl")
