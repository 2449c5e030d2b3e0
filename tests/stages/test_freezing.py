"""Freezing: a draft becomes a version that holds whatever happens to the library afterwards."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.model.days import written_day
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.drafts.printing import backend_named
from pipeline.stages.freezing import freeze
from pipeline.stages.versions.holding import how_they_stand, version_findings
from pipeline.store.ledger import ledger_file, read_ledger
from pipeline.store.root import Root
from pipeline.store.snapshots import read_snapshot, snapshot_bytes, versions
from pipeline.word.package import parts_of

REPOSITORY = Path(__file__).parents[2]
ACME = "acme-support"
AT = "2026-05-01T12:00:00Z"
WORDING = "clauses/10-general/general/preferred.md"


@pytest.fixture
def root(tmp_path: Path, laid_out: Callable[[Path], None]) -> Root:
    laid_out(tmp_path)
    return Root(tmp_path)


def frozen(root: Root) -> Draft:
    backend = backend_named("rdocx")
    assert backend is not None
    [draft] = [event for event in freeze(root, ACME, backend, AT) if isinstance(event, Draft)]
    return draft


def codes(root: Root) -> list[str]:
    return [finding.code for finding in version_findings(root, ACME)]


def reword(root: Root, words: str) -> None:
    root.path(WORDING).write_text(root.path(WORDING).read_text() + f"1. {words}\n")


def edit(file: Path, change: Callable[[str], str]) -> None:
    text = file.read_text()
    assert change(text) != text
    file.write_text(change(text))


def test_a_draft_becomes_the_next_version_with_its_files_and_an_entry(root: Root) -> None:
    draft = frozen(root)

    assert (draft.version, draft.findings) == ("0.1", ())
    assert [file.rpartition("/")[2] for file in draft.outputs] == ["acme-support-0.1.docx", "acme-support-0.1.pdf"]
    [entry] = read_ledger(root, ACME).entries
    assert (entry.at, entry.facts["version"]) == (AT, "0.1")
    assert codes(root) == []


def test_a_version_bears_the_day_on_which_it_was_frozen(root: Root) -> None:
    frozen(root)

    read = read_snapshot(root, ACME, "0.1")

    assert isinstance(read, tuple)
    assert str(read[0].stamp.issued) == AT[:10]
    content = parts_of(root.path(f"build/{ACME}/0.1/{ACME}-0.1.docx").read_bytes())["word/document.xml"]
    assert written_day(read[0].stamp.issued, "en-GB").encode() in content


def test_a_version_is_read_back_as_it_was_and_prints_the_same_bytes(root: Root) -> None:
    frozen(root)

    [held] = how_they_stand(root, ACME)

    assert (held.version, held.text, held.docx) == ("0.1", True, True)


def test_nothing_new_is_not_frozen_again(root: Root) -> None:
    frozen(root)

    again = frozen(root)

    assert [finding.code for finding in again.findings] == ["nothing-changed"]
    assert versions(root, ACME) == ("0.1",)
    reword(root, "The Provider shall keep a record.")
    assert frozen(root).version == "0.2"


def test_a_draft_with_errors_is_not_frozen(root: Root) -> None:
    reword(root, "See [](#nothing).")

    draft = frozen(root)

    assert "dangling-reference" in [finding.code for finding in draft.findings]
    assert (versions(root, ACME), read_ledger(root, ACME).entries) == ((), ())


def test_a_version_needs_neither_its_clauses_nor_its_template(root: Root) -> None:
    frozen(root)
    shutil.rmtree(root.path("clauses/10-general"))
    shutil.rmtree(root.path("templates"))

    assert codes(root) == []
    [held] = how_they_stand(root, ACME)
    assert (held.text, held.docx) == (True, None)


def test_another_tool_is_told_apart_from_another_text(root: Root) -> None:
    frozen(root)
    file = root.path(f"data/contracts/{ACME}/versions/0.1.json")
    told = json.loads(file.read_text())
    told["tools"]["draftline source"] = "0" * 64
    file.write_text(json.dumps(told))

    assert [held.docx for held in how_they_stand(root, ACME)] == [None]


def test_a_version_edited_by_hand_is_found_by_its_hash(root: Root) -> None:
    frozen(root)

    edit(root.path(f"data/contracts/{ACME}/versions/0.1.json"), lambda text: text.replace("Provider", "Supplier", 1))

    assert codes(root) == ["changed-version"]


def test_a_version_that_is_no_json_or_of_another_format_is_said_to_be_unreadable(root: Root) -> None:
    frozen(root)
    file = root.path(f"data/contracts/{ACME}/versions/0.1.json")
    content = file.read_text()
    for broken in (content[:1000], "[]", content.replace('"format": 2', '"format": 3'), content.replace('"is": "Part"', '"is": "Pirate"')):
        file.write_text(broken)

        assert codes(root) == ["unreadable-version"]


def test_a_version_of_the_first_format_is_read_without_the_anchor(root: Root) -> None:
    frozen(root)
    file = root.path(f"data/contracts/{ACME}/versions/0.1.json")
    told = json.loads(file.read_text())
    told.pop("head")
    file.write_text(json.dumps({**told, "format": 1}, ensure_ascii=False, indent=1, sort_keys=True) + "\n")

    read = read_snapshot(root, ACME, "0.1")

    assert isinstance(read, tuple)
    assert (read[0].head, snapshot_bytes(read[0])) == (None, file.read_bytes())


def test_a_ledger_whose_end_was_cut_off_is_found_by_the_version_behind_it(root: Root) -> None:
    frozen(root)
    reword(root, "The provider shall keep a diary.")
    frozen(root)
    ledger = root.path(ledger_file(ACME))
    first, _ = ledger.read_bytes().splitlines(keepends=True)

    ledger.write_bytes(first)
    assert codes(root) == ["unrecorded-version"]
    ledger.write_bytes(b"")

    assert codes(root) == ["cut-ledger", "unrecorded-version", "unrecorded-version"]
    [cut, *_] = version_findings(root, ACME)
    assert cut.message == "when version 0.2 was frozen, the ledger had one entry, and today it has none: its end was cut off"
    assert "cut-ledger" in {finding.code for finding in frozen(root).findings}
    assert ledger.read_bytes() == b""


def test_a_version_whose_file_is_gone_is_missed(root: Root) -> None:
    frozen(root)
    root.path(f"data/contracts/{ACME}/versions/0.1.json").unlink()

    assert codes(root) == ["missing-version"]


def test_a_file_without_an_entry_is_pointed_out_and_frozen_over(root: Root) -> None:
    frozen(root)
    root.path(ledger_file(ACME)).unlink()

    assert codes(root) == ["unrecorded-version"]
    assert frozen(root).version == "0.1"
    assert codes(root) == []


def freezing(root: Root) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline", "--root", str(root.folder), "freeze", ACME, "--now", AT]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


@pytest.mark.parametrize("after", [0.3, 0.8, 1.3, 1.8])
def test_killed_at_any_moment_there_is_a_version_or_none(root: Root, after: float) -> None:
    process = freezing(root)
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()

    assert set(codes(root)) <= {"unrecorded-version", "torn-ledger"}
    if not read_ledger(root, ACME).entries:
        assert frozen(root).version == "0.1"
    assert codes(root) == []
    read = read_snapshot(root, ACME, "0.1")
    assert isinstance(read, tuple)


def test_of_two_at_once_one_freezes_and_the_other_is_told(root: Root) -> None:
    both = [freezing(root), freezing(root)]
    said = [process.communicate()[0].decode() for process in both]

    assert sorted(process.returncode for process in both) == [0, 1]
    assert any("version-taken" in words or "nothing-changed" in words for words in said)
    assert len(read_ledger(root, ACME).entries) == 1
    assert codes(root) == []
