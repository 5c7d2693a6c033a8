"""Two hundred broken and hostile files: each gets one clear sentence, nothing is lost, little memory is used."""

from __future__ import annotations

import io
import json
import random
import re
import resource

import pytest

from igs_geo.errors import IgsGeoError
from igs_geo.workspace import backup, import_bundle, open_workspace
from tests.workspace.conftest import document, operation

GIGABYTE_KB = 1 << 20
WRONG = (
    None,
    1,
    -1.5,
    True,
    "",
    " ",
    "x" * 5_000,
    [],
    {},
    [[]],
    {"a": 1},
    "\0",
    "\u202e",
    1e400,
    "<script>alert(1)</script>" * 100,
)
NAMES = ("kind", "schema_version", "title", "edition", "operations", "contact", "example")
FIELDS = ("op", "partnership", "nis", "source", "date", "only", "until", "confirmed_by")


def _bundle(*lines):
    return "\n".join([json.dumps({"igs-geo": 1}), *(json.dumps(line) for line in lines)]).encode()


def _bundles():
    head = {"document": {"kind": "overlay", "title": "x", "head": 1}}
    content = {"schema_version": 1, **document("x")}
    revision = {"revision": {"number": 1, "content": content}}
    yield _bundle()
    yield _bundle(head)
    yield _bundle(revision)
    yield _bundle(head, revision, revision)
    yield _bundle(head, revision, {"document": {"kind": "overlay", "title": "x", "head": 7}})
    yield _bundle({"document": {"kind": "virus", "title": "x", "head": 1}}, revision)
    yield _bundle(head, {"revision": {"number": 1, "content": {**content, "schema_version": 99}}})
    for name, values in (("head", WRONG), ("title", (1, None, "\0", "x" * 300))):
        for value in values:
            if value is not True or name != "head":
                yield _bundle({"document": {**head["document"], name: value}}, revision)
    for value in WRONG:
        yield _bundle(head, {"revision": {"number": value, "content": content}})
        yield _bundle(head, {"revision": {"number": 1, "content": value}})
    yield b'{"igs-geo": 99}'
    yield b'{"igs-geo": "1"}'
    yield b'{"igs-geo": 1}\n[]'


def _files():
    rng = random.Random(11)
    good = {"schema_version": 1, **document("goed", operations=[operation()])}
    for name in NAMES:
        for value in WRONG:
            yield {**good, name: value}
    for name in FIELDS:
        for value in WRONG:
            yield {**good, "operations": [{**operation(), name: value}]}
    text = json.dumps(good).encode()
    for _ in range(20):
        cut = rng.randrange(len(text))
        yield text[:cut]
        yield text[:cut] + bytes([rng.randrange(128, 256)]) + text[cut + 1 :]
    yield from _bundles()
    yield from (
        b"",
        b"\0" * 100,
        b"PK\x03\x04" + b"x" * 100,
        b"null",
        b"[]",
        b'"x"',
        b"1" * 10_000,
        b"NaN",
        b'{"a": NaN}',
    )
    yield b'{"title": "a", "title": "b"}'
    yield b'{"schema_version": ' + b"9" * 10_000 + b"}"
    yield b"[" * 1_000_000
    yield b'{"a":' * 100_000 + b"1" + b"}" * 100_000
    yield b'{"title": "' + b"x" * (19 << 20) + b'", "edition": "2025"}'
    yield b'{"operations": [' + b"[]," * (6 << 20) + b"[]]}"
    yield b'{"operations": [' + b"1," * (9 << 20) + b"1]}"
    yield b'{"title": "' + b'\\"' * (9 << 20)
    yield b"x" * (100 << 20)


def _bytes(file):
    return file if isinstance(file, bytes) else json.dumps(file).encode()


def test_hostile_files_get_one_sentence_and_nothing_is_lost(tmp_path):
    workspace = open_workspace(str(tmp_path / "w.sqlite"))
    kept = workspace.create("overlay", document("blijft"))
    # The most that this process ever took: other tests came before.
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refused, taken = 0, 0
    for file in _files():
        before = len(workspace.entries())
        try:
            taken += len(import_bundle(workspace, io.BytesIO(_bytes(file)), "bestand.json"))
        except IgsGeoError as error:
            refused += 1
            for language in ("nl", "en"):
                said = error.message(language)
                assert 20 < len(said) < 5_000, said
                assert "Traceback" not in said
                assert not re.search(r"\{[a-z]+\}|None|dict", said), said
                assert said.splitlines()[0].endswith("."), said
            assert len(workspace.entries()) == before
    assert refused >= 200
    assert taken <= 30
    assert workspace.read(kept.document).content.title == "blijft"
    assert backup(workspace, tmp_path / "alles") == taken + 1
    workspace.close()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - most < GIGABYTE_KB / 2


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "=1+1", "'; DROP TABLE documents; --", "ëé€😀"])
def test_a_title_is_text_whatever_it_says(workspace, title):
    saved = workspace.create("overlay", document(title))
    assert workspace.read(saved.document).content.title == title
    assert [entry.title for entry in workspace.entries()] == [title]
