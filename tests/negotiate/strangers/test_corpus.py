"""Texts that nobody here wrote: each value stands where it is said to stand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.check import sections_of
from pipeline.negotiate.strangers import their_paper
from pipeline.stages.strangers.proofreading import manuscript_of

CORPUS = os.environ.get("DRAFTLINE_CORPUS")
pytestmark = pytest.mark.skipif(CORPUS is None, reason="DRAFTLINE_CORPUS names no folder with the texts of others")


def test_each_value_stands_where_it_is_said_to_stand(clauses):
    read = 0
    for file in sorted((Path(str(CORPUS)) / "contracts").glob("*.txt")):
        manuscript = manuscript_of(file)
        paper = their_paper(file.name, sections_of(manuscript), clauses)

        for value in paper.values:
            assert manuscript.text[value.start : value.start + len(value.words)] == value.words, (file.name, value.path)
        read += len(paper.values)
    assert read >= 20
