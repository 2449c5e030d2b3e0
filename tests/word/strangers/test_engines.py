"""An engine answers within its limits or not at all, and what it cannot do is said in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.word.strangers import Order, engines
from pipeline.word.strangers.engines import NotCompared, ProgramEngine
from pipeline.word.strangers.guarded import Limits

US = Order("Fernhill", "2026-05-01T00:00:00Z")


def engine(**changed: object) -> ProgramEngine:
    first = engines()[0]
    assert isinstance(first, ProgramEngine)
    return replace(first, **changed)  # type: ignore[arg-type]


def test_the_engine_that_comes_with_the_tool_is_asked_first() -> None:
    assert engines()[0].name.startswith("rdocx ")


@pytest.mark.parametrize(
    ("limits", "told"),
    [(Limits(0.01, 2 * 1024**3), "did not finish within 0.01 seconds"), (Limits(60, 40 * 1024**2), "failed: ")],
    ids=["no time", "no memory"],
)
def test_an_engine_without_time_or_memory_makes_no_redline(limits: Limits, told: str, corpus: list[Path]) -> None:
    docx = corpus[0].read_bytes()

    with pytest.raises(NotCompared, match=told):
        engine(limits=limits).redline(docx, docx, US)


def test_an_engine_that_cannot_read_a_file_says_so() -> None:
    with pytest.raises(NotCompared, match=r"rdocx .* declines the pair: "):
        engine().redline(b"junk", b"junk", US)


def test_an_engine_that_is_not_there_fails_in_words() -> None:
    with pytest.raises(NotCompared, match="unknown 9 failed: there is no engine `unknown`"):
        engine(key="unknown", release="9").redline(b"junk", b"junk", US)
