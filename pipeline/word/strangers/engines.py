"""The seam behind which files that we did not make are compared, and the engines that stand there."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from pipeline.word.strangers import comparing
from pipeline.word.strangers.comparing import REFUSED
from pipeline.word.strangers.guarded import Limits, Outcome, run

_GIGABYTE = 1024**3
_MOST_BYTES = 100_000_000


class NotCompared(Exception):
    """An engine made no redline; says why in words."""


@dataclass(frozen=True, slots=True)
class Order:
    """How a redline is wanted: whose, of when (ISO 8601 with time), letters or words marked, moves as moves."""

    author: str
    date: str
    letters: bool = False
    moves: bool = True


class RedlineEngine(Protocol):
    """Makes one DOCX with tracked changes of two that are scanned and have no revisions."""

    @property
    def name(self) -> str:
        """What people call it, with its release."""

    def redline(self, old: bytes, new: bytes, order: Order) -> bytes:
        """The redline, not yet proved. Raises NotCompared."""


@dataclass(frozen=True, slots=True)
class ProgramEngine:
    """An engine that runs in a process group of its own, within limits that the system holds."""

    key: str
    release: str
    limits: Limits
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What people call it, with its release."""
        return f"{self.key} {self.release}"

    def redline(self, old: bytes, new: bytes, order: Order) -> bytes:
        """The redline, not yet proved. Raises NotCompared."""
        with TemporaryDirectory(prefix="draftline-") as name:
            folder = Path(name)
            (folder / "old.docx").write_bytes(old)
            (folder / "new.docx").write_bytes(new)
            options = (order.author, order.date, "letters" if order.letters else "words", "moves" if order.moves else "")
            command = (sys.executable, "-P", comparing.__file__, self.key, "old.docx", "new.docx", "result.docx", *options)
            outcome = run(command, self.limits, self.environment, folder)
            return self._made(folder / "result.docx", outcome)

    def _made(self, result: Path, outcome: Outcome) -> bytes:
        if outcome.is_late:
            raise NotCompared(f"{self.name} did not finish within {self.limits.seconds:g} seconds")
        if outcome.code == REFUSED:
            raise NotCompared(f"{self.name} declines the pair: {_in_a_line(outcome.said)}")
        if outcome.code or not result.is_file():
            raise NotCompared(f"{self.name} failed: {_in_a_line(outcome.said) or 'it ended without a word'}")
        if result.stat().st_size > _MOST_BYTES:
            raise NotCompared(f"{self.name} made a file of more than {_MOST_BYTES // 1_000_000} MB")
        return result.read_bytes()


def engines(seconds: float = 120) -> tuple[RedlineEngine, ...]:
    """The engines of this machine, the one to ask first before the others."""
    found = []
    for key, package, memory, environment in (
        ("rdocx", "rdocx", 2 * _GIGABYTE, {}),
        # Its runtime wants address space that it never uses, so the limit that counts is that of its heap.
        ("docxodus", "python-redlines-docxodus", 4 * _GIGABYTE, {**_INVARIANT, "DOTNET_GCHeapHardLimit": f"{_GIGABYTE:#x}"}),
    ):
        try:
            found.append(ProgramEngine(key, version(package), Limits(seconds, memory), environment))
        except PackageNotFoundError:
            continue
    return tuple(found)


_INVARIANT = {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "DOTNET_CLI_TELEMETRY_OPTOUT": "1"}
"""Without this its runtime wants a library of the system that pip cannot bring."""


def _in_a_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1][:300].rstrip(".") if lines else ""
