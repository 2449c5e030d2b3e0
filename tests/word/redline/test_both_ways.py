"""A redline in Word: accept all and it is the new version, reject all and it is the old one."""

from __future__ import annotations

import pytest

from pipeline.compare import Settings, redline
from pipeline.model.document import Document, Revision
from pipeline.model.stamp import Stamp
from pipeline.word import write, write_redline

US = Settings(Revision("Fernhill", "2026-05-01"))


def test_a_version_against_itself_is_the_clean_file(sample: Document, stamp: Stamp, template: bytes) -> None:
    assert write_redline(redline(sample, sample, US), stamp, template) == write(sample, stamp, template)


@pytest.mark.parametrize("seed", range(40))
def test_random_edits_come_out_both_ways(sample: Document, edited, holds, seed: int) -> None:
    holds(sample, edited(sample, seed, (0.02, 0.1, 0.3, 0.6)[seed % 4]))
