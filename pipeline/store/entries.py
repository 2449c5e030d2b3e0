"""The lines of a ledger as its entries, and what is wrong with the first that does not hold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.model.diagnostic import Diagnostic, Related, Span, error
from pipeline.model.entry_forms import MOMENT, SHA256
from pipeline.model.ledger import GENESIS, Entry, FactKind
from pipeline.model.ledger_forms import fact_faults

_RESTORE = "nobody may edit the ledger; take it as it was committed: git restore"
_FIELDS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "at": (MOMENT.words, MOMENT.holds),
    "facts": (
        "facts by name, each of them words",
        lambda told: isinstance(told, dict) and all(isinstance(fact, str) for fact in told.values()),
    ),
    "kind": (
        "one of " + ", ".join(f"`{kind}`" for kind in FactKind),
        lambda told: isinstance(told, str) and told in tuple(FactKind),
    ),
    "number": ("the number of the line", lambda told: type(told) is int),
    "previous": ("the sha256 of the line before, or 64 zeros", SHA256.holds),
}
"""What stands in each field of an entry: in words, and whether something is that."""


@dataclass(frozen=True, slots=True)
class _Broken:
    """What is wrong with a line, and the field or fact that it is about; empty where it is about the whole line."""

    message: str
    name: str = ""


def entries_in(lines: Sequence[bytes], file: str) -> tuple[tuple[Entry, ...], Diagnostic | None]:
    """The entries that hold, and what is wrong with the first that does not; what stands behind that is not read."""
    entries: list[Entry] = []
    for number, line in enumerate(lines, start=1):
        found = _entry(line)
        if isinstance(found, _Broken):
            place = Span(file, number, _column(line, found.name))
            return tuple(entries), error("broken-ledger", place, found.message, _RESTORE)
        if found.number != number:
            return tuple(entries), error("broken-ledger", Span(file, number), _misplaced(found.number, number, lines), _RESTORE)
        if found.previous != (entries[-1].hash if entries else GENESIS):
            return tuple(entries[:-1]), _unbound(lines, number, file)
        entries.append(found)
    return tuple(entries), None


def _entry(line: bytes) -> Entry | _Broken:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        return _Broken("this line is no entry of a ledger")
    broken = _broken_field(told)
    if broken is not None:
        return broken
    entry = Entry(told["number"], FactKind(told["kind"]), told["at"], told["facts"], told["previous"])
    fault = next(fact_faults(entry.kind, entry.facts), None)
    if fault is not None:
        return _Broken(f"a `{entry.kind}` entry that does not hold: {fault.message}", fault.name)
    if entry.line.encode(errors="surrogatepass") != line:
        return _Broken("this entry is not written as the tool writes it, so somebody has changed it")
    return entry


def _broken_field(told: dict[str, Any]) -> _Broken | None:
    for name, (expected, holds) in _FIELDS.items():
        if name not in told:
            return _Broken(f"this entry has no `{name}`: expected {expected}")
        if not holds(told[name]):
            return _Broken(f"`{name}` of this entry is not as the tool writes it: expected {expected}", name)
    unknown = next((name for name in told if name not in _FIELDS), None)
    return _Broken(f"`{unknown}` is no field of an entry", unknown) if unknown is not None else None


def _column(line: bytes, name: str) -> int:
    """Where a field or a fact of this name begins in its line; the line's beginning where it is not there."""
    return line.decode(errors="replace").find(f"{json.dumps(name, ensure_ascii=False)}:") + 1 or 1


def _misplaced(number: int, line: int, lines: Sequence[bytes]) -> str:
    later = (_entry(each) for each in lines[line:])
    if number > line and not any(isinstance(each, Entry) and each.number == line for each in later):
        missing = f"entry {line} is" if number == line + 1 else f"the entries {line} to {number - 1} are"
        return f"{missing} missing before entry {number}: taken out, or moved"
    return f"entry {number} stands where entry {line} is due: it was doubled, moved or put in"


def _unbound(lines: Sequence[bytes], number: int, file: str) -> Diagnostic:
    """An entry that is bound to another one before it than stands there: which of the two was changed, the one behind them may tell."""
    if number == 1:
        return error("broken-ledger", Span(file, 1), "entry 1 was changed: nothing stands before the first entry", _RESTORE)
    if len(lines) > number and _binds(lines[number]) != _hash(lines[number - 1]):
        related = Related(Span(file, number + 1), "the entry that knows it otherwise")
        return error("broken-ledger", Span(file, number), f"entry {number} was changed after it was written", _RESTORE, related)
    related = Related(Span(file, number), "the entry that knows it otherwise")
    message = f"entry {number - 1} was changed after entry {number} was written, or put in"
    if len(lines) == number:
        message = f"entry {number - 1} is not the one that entry {number} was bound to: one of the two was changed"
    return error("broken-ledger", Span(file, number - 1), message, _RESTORE, related)


def _binds(line: bytes) -> str:
    """The hash to which a line says that it is bound; empty where it is no entry."""
    found = _entry(line)
    return found.previous if isinstance(found, Entry) else ""


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()
