"""Whether a contract must be built again is known from the manifest and from cheap facts about files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.model.diagnostic import Related, Span, warning
from pipeline.model.manifest import Manifest
from pipeline.store.files import sha256
from pipeline.store.hashes import Hashes
from pipeline.store.outputs import is_unchanged, manifest_file, output_file, read_manifest, write_manifest
from pipeline.store.root import Root
from pipeline.store.writing import write

DATA, DRAFT = "data/contracts/acme/contract.yaml", "build/acme/0.1-draft/acme-0.1-draft.docx"


def built(root: Root) -> Manifest:
    write(root, DATA, b"a: b\n")
    write(root, DRAFT, b"draft")
    finding = warning("unwise", Span(DATA, 1, 1), "it is unwise", "be wise", Related(Span(DATA, 1, 4), "because of this"))
    inputs, outputs = {DATA: sha256(b"a: b\n")}, {DRAFT: sha256(b"draft")}
    manifest = Manifest("acme", "0.1-draft", "f" * 64, inputs, outputs, {"draftline": "0.1.0"}, 12, (finding,))
    write_manifest(root, manifest)
    return manifest


def test_outputs_are_named_by_contract_and_version() -> None:
    assert output_file("acme", "0.1-draft", ".docx") == DRAFT
    assert manifest_file("acme", "1.0") == "build/acme/1.0/manifest.json"


def test_a_manifest_comes_back_as_it_was_written(tmp_path: Path) -> None:
    manifest = built(Root(tmp_path))

    assert read_manifest(Root(tmp_path), "acme", "0.1-draft") == manifest


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"contract": "acme"}',
        b"\xff",
        b"3",
        b'{"contract":"", "version":"", "text_hash":"", "inputs":[], "outputs":{}, "tools":{}}',
    ],
)
def test_a_manifest_that_cannot_be_understood_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    write(Root(tmp_path), manifest_file("acme", "0.1"), content)

    assert read_manifest(Root(tmp_path), "acme", "0.1") is None


def test_the_same_inputs_and_outputs_need_no_build(tmp_path: Path) -> None:
    manifest = built(Root(tmp_path))

    assert is_unchanged(Root(tmp_path), manifest, Hashes(Root(tmp_path)))


@pytest.mark.parametrize(
    "file",
    [
        "data/contracts/acme/charges.yaml",
        "data/contracts/acme/clauses/charges.md",
        "clauses/10-general/general/fallback-1.md",
        "clauses/law/germany/law.yaml",
    ],
)
def test_a_new_file_needs_a_build(tmp_path: Path, file: str) -> None:
    root = Root(tmp_path)
    manifest = built(root)

    write(root, file, b"new\n")

    assert not is_unchanged(root, manifest, Hashes(root))


def test_what_is_no_input_needs_no_build(tmp_path: Path) -> None:
    root = Root(tmp_path)
    manifest = built(root)

    for name in ("ledger.jsonl", "versions/0.1.json", "sent/0.1/draft.docx", "received/answer.docx", "rounds/01.yaml"):
        write(root, f"data/contracts/acme/{name}", b"fact\n")
    write(root, "data/contracts/other/contract.yaml", b"a: b\n")

    assert is_unchanged(root, manifest, Hashes(root))


def test_a_changed_or_removed_input_needs_a_build(tmp_path: Path) -> None:
    root = Root(tmp_path)
    manifest = built(root)

    write(root, DATA, b"a: c\n")
    assert not is_unchanged(root, manifest, Hashes(root))
    root.path(DATA).unlink()
    assert not is_unchanged(root, manifest, Hashes(root))


@pytest.mark.parametrize("content", [b"spoilt", None])
def test_an_output_that_was_spoilt_or_removed_needs_a_build(tmp_path: Path, content: bytes | None) -> None:
    root = Root(tmp_path)
    manifest = built(root)

    root.path(DRAFT).unlink()
    if content is not None:
        write(root, DRAFT, content)

    assert not is_unchanged(root, manifest, Hashes(root))


def known_as(hash: str, root: Root, seconds_later: int) -> None:
    """Lets the facts on DATA be kept with another hash, as saved some seconds after the file was written."""
    hashes = Hashes(root)
    hashes.of(DATA)
    hashes.save()
    kept = root.path("build/hashes.json")
    kept.write_bytes(kept.read_bytes().replace(sha256(b"a: b\n").encode(), hash.encode()))
    saved = root.path(DATA).stat().st_mtime_ns + seconds_later * 10**9
    os.utime(kept, ns=(saved, saved))


def test_a_file_left_alone_is_not_read_again(tmp_path: Path) -> None:
    root = Root(tmp_path)
    write(root, DATA, b"a: b\n")

    known_as("0" * 64, root, seconds_later=1)

    assert Hashes(root).of(DATA) == "0" * 64


def test_a_file_that_was_written_again_is_read_again(tmp_path: Path) -> None:
    root = Root(tmp_path)
    write(root, DATA, b"a: b\n")

    known_as("0" * 64, root, seconds_later=3600)
    write(root, DATA, b"a: c\n")

    assert Hashes(root).of(DATA) == sha256(b"a: c\n")


def test_a_change_in_the_tick_of_saving_is_seen(tmp_path: Path) -> None:
    root = Root(tmp_path)
    write(root, DATA, b"a: b\n")

    known_as("0" * 64, root, seconds_later=0)

    assert Hashes(root).of(DATA) == sha256(b"a: b\n")


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"a": 3}', b'{"a": [1]}', b"\xff\xfe"])
def test_spoilt_facts_are_forgotten(tmp_path: Path, content: bytes) -> None:
    root = Root(tmp_path)
    write(root, "build/hashes.json", content)
    write(root, DATA, b"a: b\n")

    assert Hashes(root).of(DATA) == sha256(b"a: b\n")


def test_a_file_that_is_not_there_has_no_hash(tmp_path: Path) -> None:
    assert Hashes(Root(tmp_path)).of(DATA) is None
