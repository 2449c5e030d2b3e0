"""The ledger: only ever added to, bound entry to entry, and whole after any crash."""

from __future__ import annotations

import json
import multiprocessing
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model.ledger import Entry, FactKind
from pipeline.store.ledger import is_continued, ledger_file, ledger_of, ledger_open, next_draft, read_ledger
from pipeline.store.root import Root
from pipeline.store.writing import CannotWrite
from tests.entries import facts

BASE = Path(__file__).parents[1] / "cases" / "base"
ACME = "acme-support"
AT = "2026-05-01T12:00:00Z"


@pytest.fixture
def root(tmp_path: Path) -> Root:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    return Root(tmp_path)


def froze(root: Root, *versions: str) -> bytes:
    for version in versions:
        with ledger_open(root, ACME) as writer:
            writer.add(FactKind.VERSION, AT, facts(FactKind.VERSION, version=version))
    return root.path(ledger_file(ACME)).read_bytes() if versions else b""


def codes(content: bytes) -> list[tuple[str, int]]:
    return [(finding.code, finding.span.line) for finding in ledger_of(content, "ledger.jsonl").diagnostics]


def test_what_was_added_is_read_in_its_order(root: Root) -> None:
    froze(root, "0.1", "0.2")

    ledger = read_ledger(root, ACME)

    assert ledger.diagnostics == ()
    assert [(entry.number, entry.kind, entry.facts["version"]) for entry in ledger.entries] == [
        (1, "version", "0.1"),
        (2, "version", "0.2"),
    ]
    assert ledger.entries[1].previous == ledger.entries[0].hash


def test_a_contract_without_a_ledger_has_an_empty_one(root: Root) -> None:
    assert read_ledger(root, ACME).entries == ()


@pytest.mark.parametrize(
    ("frozen", "draft"),
    [([], "0.1-draft"), (["0.1"], "0.2-draft"), (["0.9", "0.10"], "0.11-draft"), (["0.3", "1.0"], "1.1-draft")],
)
def test_a_draft_is_named_for_the_version_that_follows_the_last_frozen_one(root: Root, frozen: list[str], draft: str) -> None:
    froze(root, *frozen)

    assert next_draft(root, ACME) == draft


def test_a_file_that_no_entry_froze_is_no_version(root: Root) -> None:
    versions = root.path(f"data/contracts/{ACME}/versions")
    versions.mkdir()
    (versions / "0.1.json").write_text("{}")

    assert next_draft(root, ACME) == "0.1-draft"


def test_cut_at_any_byte_the_finished_entries_stand_and_the_next_one_mends_it(root: Root) -> None:
    content = froze(root, "0.1", "0.2")
    first = content.index(b"\n") + 1

    for length in range(len(content)):
        cut = ledger_of(content[:length], "ledger.jsonl")

        assert len(cut.entries) == (1 if length >= first else 0)
        assert [finding.code for finding in cut.diagnostics] == ([] if length in (0, first) else ["torn-ledger"])


def test_an_entry_takes_the_place_of_one_that_was_not_finished(root: Root) -> None:
    content = froze(root, "0.1", "0.2")
    root.path(ledger_file(ACME)).write_bytes(content[:-7])

    froze(root, "0.2")

    assert root.path(ledger_file(ACME)).read_bytes() == content


def test_every_changed_byte_is_found(root: Root) -> None:
    content = froze(root, "0.1", "0.2", "0.3")
    middle = range(content.index(b"\n") + 1, content.index(b"\n", content.index(b"\n") + 1))

    for place in middle:
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]

        assert "broken-ledger" in {code for code, _ in codes(changed)}, content[place : place + 1]


def test_an_entry_taken_out_put_in_or_moved_is_found(root: Root) -> None:
    first, second, third = froze(root, "0.1", "0.2", "0.3").splitlines(keepends=True)

    assert codes(first + third) == [("broken-ledger", 2)]
    assert codes(first + second + second + third) == [("broken-ledger", 3)]
    assert codes(second + first + third) == [("broken-ledger", 1)]


def test_an_entry_written_in_another_way_is_found(root: Root) -> None:
    [line] = froze(root, "0.1").splitlines()

    assert codes(json.dumps(json.loads(line)).encode() + b"\n") == [("broken-ledger", 1)]
    assert codes(b"[]\n") == [("broken-ledger", 1)]
    assert codes(b"[" * 100_000 + b"\n") == [("broken-ledger", 1)]


def test_nothing_is_added_to_a_ledger_that_does_not_hold(root: Root) -> None:
    content = froze(root, "0.1").replace(b'"0.1"', b'"0.2"').replace(b'"number":1', b'"number":2')
    root.path(ledger_file(ACME)).write_bytes(content)

    with pytest.raises(CannotWrite), ledger_open(root, ACME) as writer:
        writer.add(FactKind.VERSION, AT, facts(FactKind.VERSION, version="0.3"))
    assert root.path(ledger_file(ACME)).read_bytes() == content


def test_a_ledger_that_lost_or_changed_what_the_base_had_does_not_continue_it(root: Root) -> None:
    froze(root, "0.1", "0.2")
    base = read_ledger(root, ACME)
    froze(root, "0.3")
    now = read_ledger(root, ACME)

    assert is_continued(base, now)
    assert not is_continued(now, base)
    assert not is_continued(base, replace(now, entries=(Entry(1, FactKind.SENT, AT, {}, "0" * 64), *now.entries[1:])))


def _add_many(folder: Path, name: str) -> None:
    for number in range(20):
        with ledger_open(Root(folder), ACME) as writer:
            writer.add(FactKind.SENT, AT, facts(FactKind.SENT, channel=f"{name}-{number}"))


def test_two_writers_at_once_lose_nothing(root: Root) -> None:
    fork = multiprocessing.get_context("fork")
    writers = [fork.Process(target=_add_many, args=(root.folder, name)) for name in ("a", "b", "c")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    ledger = read_ledger(root, ACME)

    assert ledger.diagnostics == ()
    assert len({entry.facts["channel"] for entry in ledger.entries}) == 60
