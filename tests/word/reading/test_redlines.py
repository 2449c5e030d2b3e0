"""A redline is read back with its revisions: accepted it is the new version, rejected the old one."""

from __future__ import annotations

from random import Random

import pytest

from pipeline.compare import Settings, changes_in, redline
from pipeline.model.document import Document, Revision
from pipeline.model.redline import accepted, rejected
from pipeline.model.stamp import Stamp
from pipeline.word import write_redline
from tests.word.reading.conftest import readable

US = Settings(Revision("Fernhill", "2026-05-01"))
PAIRS = range(300)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "pair" in metafunc.fixturenames:
        tenth = sorted(Random("readings").sample(PAIRS, len(PAIRS) // 10))
        metafunc.parametrize("pair", PAIRS if metafunc.config.getoption("--all") else tenth)


def test_a_redline_reads_both_ways(pair: int, contract: Document, edited, stamp: Stamp, template: bytes, reading) -> None:
    new = edited(contract, pair, (0.02, 0.1, 0.3, 0.6)[pair % 4])

    found = reading(write_redline(redline(contract, new, US), stamp, template)).document

    assert accepted(found) == readable(new)
    assert rejected(found) == readable(contract)


def test_the_page_that_sums_it_up_is_left_out(contract: Document, edited, stamp: Stamp, template: bytes, reading, resaved) -> None:
    new = edited(contract, 3, 0.1)
    marked = redline(contract, new, US)
    written = write_redline(marked, stamp, template, changes=changes_in(marked))

    for docx in (written, *resaved([written])):
        found = reading(docx).document
        assert accepted(found) == readable(new)
        assert rejected(found) == readable(contract)
