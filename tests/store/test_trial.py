"""Files that are tried, and files that are written all together or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from pipeline.store.root import Root
from pipeline.store.trial import finish_writing, on_trial, write_together
from pipeline.store.writing import CannotWrite

ACME = "acme-support"
FOLDER = f"data/contracts/{ACME}"
TERMS, WORDING = f"{FOLDER}/termination.yaml", f"{FOLDER}/clauses/general.md"


@pytest.fixture
def root(tmp_path: Path) -> Root:
    shutil.copytree(Path(__file__).parents[1] / "cases" / "base", tmp_path, dirs_exist_ok=True)
    (tmp_path / "templates").mkdir()
    return Root(tmp_path)


def test_what_is_tried_leaves_the_repository_alone(root):
    before = root.path(TERMS).read_bytes()

    with on_trial(root, ACME, {TERMS: "a: b\n", WORDING: "1. It.\n"}) as other:
        tried = (other.path(TERMS).read_text(), other.path(WORDING).read_text(), other.path("data/house.yaml").exists())

    assert tried == ("a: b\n", "1. It.\n", root.path("data/house.yaml").exists())
    assert root.path(TERMS).read_bytes() == before
    assert not other.folder.exists()


def test_files_are_written_together_and_leave_nothing_beside_them(root):
    write_together(root, ACME, {TERMS: "a: b\n", WORDING: "1. It.\n"})

    assert (root.path(TERMS).read_text(), root.path(WORDING).read_text()) == ("a: b\n", "1. It.\n")
    assert not [path for path in root.path(FOLDER).iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("call", range(1, 6))
def test_a_command_that_dies_at_any_rename_leaves_all_or_nothing_once_it_is_finished(root, monkeypatch, call):
    before = root.path(TERMS).read_text()
    calls = 0

    def dying(real):
        def rename(*given):
            nonlocal calls
            calls += 1
            if calls == call:
                raise KeyboardInterrupt
            return real(*given)

        return rename

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", dying(os.replace))
        patched.setattr(os, "rename", dying(os.rename))
        try:
            write_together(root, ACME, {TERMS: "a: b\n", WORDING: "1. It.\n"})
        except KeyboardInterrupt:
            finished = calls
        else:
            finished = 0
    finish_writing(root, ACME)

    found = (root.path(TERMS).read_text(), root.path(WORDING).exists())
    assert found == ((before, False) if 0 < finished <= 3 else ("a: b\n", True))


def test_a_folder_that_is_closed_is_said(root):
    shutil.rmtree(root.path(FOLDER))
    root.path(FOLDER).write_text("no folder")

    with pytest.raises(CannotWrite) as refused:
        write_together(root, ACME, {TERMS: "a: b\n"})

    assert refused.value.diagnostic.code == "unwritable-file"
