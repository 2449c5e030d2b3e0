"""Texts that nobody here wrote: what is sure on them, and how little cries wolf. They lie in the folder that `DRAFTLINE_CORPUS` names."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from pipeline.check import text_faults
from pipeline.model.diagnostic import Diagnostic, Severity
from pipeline.model.manuscript import Manuscript
from pipeline.stages.strangers.proofreading import manuscript_of, proofread
from pipeline.store import manuscript_in

CORPUS = os.environ.get("DRAFTLINE_CORPUS")
PLACES_TO_FILL = {"place-not-filled", "drafting-note", "options-left"}
"""In a template these are what it is for."""

pytestmark = pytest.mark.skipif(CORPUS is None, reason="DRAFTLINE_CORPUS names no folder with the texts of others")


def texts(folder: str) -> list[Path]:
    found = sorted(path for path in (Path(CORPUS or "") / folder).iterdir() if path.suffix in (".md", ".txt", ".docx"))
    assert found, f"{folder} is empty"
    return found


def findings(path: Path, *, advice: bool = False) -> tuple[Diagnostic, ...]:
    (done,) = proofread([path], advice=advice)
    assert done.manuscript is not None
    return done.findings


@pytest.mark.parametrize("folder", ["standards", "docx"])
def test_published_standards_have_no_error_and_at_most_one_warning(folder: str) -> None:
    for path in texts(folder):
        found = [finding for finding in findings(path) if finding.code not in PLACES_TO_FILL]

        assert [finding for finding in found if finding.severity is Severity.ERROR] == [], path.name
        assert len(found) <= 1, path.name


def test_signed_contracts_have_few_findings_and_fewer_errors() -> None:
    counts = Counter(finding.severity for path in texts("contracts") for finding in findings(path))

    assert counts[Severity.ERROR] <= 8
    assert counts[Severity.WARNING] <= 30


@pytest.mark.parametrize("folder", ["standards", "contracts", "docx"])
def test_each_place_is_found_in_the_file(folder: str) -> None:
    for path in texts(folder):
        manuscript = manuscript_of(path)
        assert isinstance(manuscript, Manuscript)
        for finding in findings(path, advice=True):
            line = manuscript.shown(finding.span.line)

            assert line is not None
            assert 1 <= finding.span.column < (finding.span.end_column or 0) <= len(line) + 1


def test_what_is_planted_is_found_and_nothing_else() -> None:
    for path in texts("standards"):
        before = findings(path)
        text = path.read_text().rstrip() + "\n\nThe Customer shall pay within thirty (60) days from 31 April 2026.\n"

        after = planted(path.name, text)

        new = Counter(finding.code for finding in after) - Counter(finding.code for finding in before)
        assert new == {"words-against-figures": 1, "impossible-date": 1}, path.name


def planted(name: str, text: str) -> tuple[Diagnostic, ...]:
    manuscript = manuscript_in(text.encode(), name)
    assert isinstance(manuscript, Manuscript)
    return text_faults(manuscript)
