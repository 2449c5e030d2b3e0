"""The mappings of a repository are checked before any export is read by them, each fault at its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import store
from pipeline.model.diagnostic import Diagnostic
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.library.checking import kept, library_findings, standing
from pipeline.store.root import Root

HERE = Path(__file__).parents[2]
FILE = "data/mappings/glpi.yaml"


@pytest.fixture
def root(tmp_path: Path, laid_out: Callable[[Path], None]) -> Root:
    laid_out(tmp_path)
    shutil.copytree(HERE / "data/mappings", tmp_path / "data/mappings")
    return Root(tmp_path)


def of_mappings(root: Root) -> list[Diagnostic]:
    findings = library_findings(Shelf(root), lambda step: None)
    return [each for each in findings if each.span.file.startswith("data/mappings")]


def edit(root: Root, old: str, new: str) -> None:
    text = root.path(FILE).read_text()
    assert text.count(old) >= 1
    root.path(FILE).write_text(text.replace(old, new, 1))


def test_the_ready_mappings_are_sound(root: Root) -> None:
    assert of_mappings(root) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "hint"),
    [
        ("rows: tickets", "rows: ticket", "bad-choice", "did you mean `tickets`?"),
        ("columns:", "column:", "unknown-key", "did you mean `columns`?"),
        ("rows: tickets", "rows: tickets\ntime_zone: Europe/Londn", "unknown-time-zone", "did you mean `Europe/London`?"),
        ("rows: tickets", "rows: tickets\ndate_format: '%d/%m'", "bad-date-format", None),
        ("name: ", "name: [", "unclosed-bracket", None),
    ],
)
def test_a_wrong_word_is_found_with_its_line_and_what_was_meant(root: Root, old: str, new: str, code: str, hint: str | None) -> None:
    edit(root, old, new)

    [finding] = of_mappings(root)

    assert (finding.code, finding.span.file) == (code, FILE)
    assert finding.span.line > 1
    assert finding.hint == hint or hint is None


def test_a_mapping_that_comes_or_changes_is_checked_although_nothing_else_did(root: Root) -> None:
    shelf = Shelf(root)
    kept(shelf, library_findings(shelf, lambda step: None))
    assert standing(root, store.Hashes(root)) is not None

    root.path("data/mappings/desk.yaml").write_text("id: desk\n")
    assert standing(root, store.Hashes(root)) is None
    root.path("data/mappings/desk.yaml").unlink()
    assert standing(root, store.Hashes(root)) is not None
    edit(root, "rows: tickets", "rows: ticket")
    assert standing(root, store.Hashes(root)) is None
