"""`ledger.jsonl` of a contract: read and verified as a whole, and only ever added to, by one writer at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, warning
from pipeline.model.ledger import GENESIS, Entry, FactKind, LedgerHead
from pipeline.model.ledger_forms import fact_faults
from pipeline.store.contracts import folder_of
from pipeline.store.entries import entries_in
from pipeline.store.files import content_of
from pipeline.store.root import FROZEN, Root
from pipeline.store.writing import CannotWrite, clean_leftovers

_MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Ledger:
    """The entries that hold, and what is wrong with the file; `whole` is the length in bytes of the lines that were finished."""

    entries: tuple[Entry, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    whole: int = 0

    @property
    def hash(self) -> str:
        """The hash to which the next entry is bound."""
        return self.head.hash

    @property
    def head(self) -> LedgerHead:
        """The last entry, as an anchor."""
        return LedgerHead(len(self.entries), self.entries[-1].hash if self.entries else GENESIS)

    def of_kind(self, kind: FactKind) -> tuple[Entry, ...]:
        """The entries of one kind, the oldest first."""
        return tuple(entry for entry in self.entries if entry.kind is kind)

    def last_version(self, kind: FactKind) -> str | None:
        """The version that the last entry of a kind names; None where none names one."""
        named = (entry.facts.get("version") for entry in reversed(self.of_kind(kind)))
        return next((version for version in named if version), None)

    @property
    def version_in_force(self) -> str | None:
        """The version that was executed last, else the last one that was frozen."""
        return self.last_version(FactKind.EXECUTED) or self.last_version(FactKind.VERSION)


def ledger_file(contract: str) -> str:
    """Where the ledger lies, relative to the root."""
    return f"{folder_of(contract)}/ledger.jsonl"


def read_ledger(root: Root, contract: str) -> Ledger:
    """The ledger of a contract; an empty one where there is no file."""
    file = ledger_file(contract)
    if not root.path(file).exists():
        return Ledger(())
    content = content_of(root.path(file), file, _MOST_BYTES)
    return Ledger((), (content,)) if isinstance(content, Diagnostic) else ledger_of(content, file)


def ledger_of(content: bytes, file: str) -> Ledger:
    """The ledger in these bytes. What stands behind the first entry that does not hold is not read."""
    *lines, rest = content.split(b"\n")
    entries, broken = entries_in(lines, file)
    if broken is not None:
        return Ledger(entries, (broken,))
    torn = warning("torn-ledger", Span(file, len(lines) + 1), "the last entry was not finished and counts for nothing", _TORN)
    return Ledger(entries, (torn,) if rest else (), len(content) - len(rest))


_TORN = "a command was stopped while it wrote; repeat it, and the next entry takes the place of this one"


def first_entries(told: Iterable[tuple[FactKind, str, Mapping[str, str]]]) -> bytes:
    """The ledger of a contract that comes into being with these facts: each by its kind, its moment and what it says.

    Raises ValueError for facts that no entry of this kind has, which is a fault of ours.
    """
    entries: list[Entry] = []
    for number, (kind, at, facts) in enumerate(told, start=1):
        for fault in fact_faults(kind, facts):
            raise ValueError(f"the ledger takes no such `{kind}` entry: {fault.message}")
        entries.append(Entry(number, kind, at, dict(facts), entries[-1].hash if entries else GENESIS))
    return b"".join(entry.line.encode() + b"\n" for entry in entries)


@contextmanager
def ledger_open(root: Root, contract: str) -> Iterator[LedgerWriter]:
    """The ledger to write to; whoever else wants it waits until this ends. What killed commands left half written is cleared away.

    Raises CannotWrite, also for a ledger that does not hold.
    """
    path = root.path(ledger_file(contract))
    try:
        with path.open("a+b") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            stream.seek(0)
            found = ledger_of(stream.read(), ledger_file(contract))
            if has_errors(found.diagnostics):
                raise CannotWrite(found.diagnostics[0])
            clean_leftovers(root, folder_of(contract))
            yield LedgerWriter(contract, stream.fileno(), found)
    except OSError as fault:
        message = f"the ledger cannot be written: {(fault.strerror or 'the system refuses it').lower()}"
        raise CannotWrite(error("unwritable-file", Span(ledger_file(contract)), message)) from fault


@dataclass(slots=True)
class LedgerWriter:
    """A ledger that is locked, so that what is read from it is still true when an entry is added."""

    contract: str
    descriptor: int
    ledger: Ledger

    def add(self, kind: FactKind, at: str, facts: Mapping[str, str]) -> Entry:
        """Add one entry and bring it to the disk. An entry that was left unfinished is taken out first.

        Raises CannotWrite for facts that no entry of this kind has.
        """
        for fault in fact_faults(kind, facts):
            message = f"the ledger takes no such `{kind}` entry: {fault.message}"
            raise CannotWrite(error("bad-entry", Span(ledger_file(self.contract)), message))
        entry = Entry(len(self.ledger.entries) + 1, kind, at, dict(facts), self.ledger.hash)
        os.ftruncate(self.descriptor, self.ledger.whole)
        line = entry.line.encode() + b"\n"
        # The file is open for appending; only the end of the line makes the entry count.
        remaining = memoryview(line)
        while remaining:
            remaining = remaining[os.write(self.descriptor, remaining) :]
        os.fsync(self.descriptor)
        self.ledger = Ledger((*self.ledger.entries, entry), (), self.ledger.whole + len(line))
        return entry


def next_draft(root: Root, contract: str) -> str:
    """The version that is being drafted: `0.1-draft`, and after the versions 0.1 and 1.0 `0.2-draft` and `1.1-draft`."""
    frozen = (entry.facts.get("version", "") for entry in read_ledger(root, contract).of_kind(FactKind.VERSION))
    numbers = [(int(found[1]), int(found[2])) for version in frozen if (found := FROZEN.fullmatch(f"{version}.json"))]
    major, minor = max(numbers, default=(0, 0))
    return f"{major}.{minor + 1}-draft"


def is_continued(base: Ledger, now: Ledger) -> bool:
    """Whether the ledger only added to what it was at the base."""
    return now.entries[: len(base.entries)] == base.entries
