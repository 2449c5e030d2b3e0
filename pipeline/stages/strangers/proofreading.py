"""Proof-reading of any text: read it as its reader sees it, and hold it against the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import store, word
from pipeline.check import text_faults
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.manuscript import Manuscript

WORD = (b"PK\x03\x04", b"PK\x05\x06")


@dataclass(frozen=True, slots=True)
class ProofRead:
    """What was found in one file; `manuscript` is None where it could not be read."""

    findings: tuple[Diagnostic, ...]
    manuscript: Manuscript | None


def proofread(files: Iterable[Path], *, advice: bool) -> Iterator[ProofRead]:
    """Each file in the order given; what a file is, its first bytes tell."""
    for path in files:
        found = manuscript_of(path)
        if isinstance(found, Diagnostic):
            yield ProofRead((found,), None)
        else:
            yield ProofRead(text_faults(found, advice=advice), found)


def manuscript_of(path: Path) -> Manuscript | Diagnostic:
    """The words of a file, or what is in the way."""
    file = path.as_posix()
    content = store.manuscript_content(path.resolve(), file)
    if isinstance(content, Diagnostic):
        return content
    if content.startswith(WORD):
        return word.manuscript_in(content, file)
    return store.manuscript_in(content, file)
