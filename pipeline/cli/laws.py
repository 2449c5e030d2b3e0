"""The law of each contract, entry by entry: what it says, where that stands, when somebody last looked, and in which role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from pipeline.model.law import Law, LawEntry
from pipeline.stages.drafts.drafting import Draft

_WIDTH = 110


def laws_table(drafts: Iterable[Draft]) -> str:
    """Each law that governs one of the contracts, with these contracts and its entries."""
    governed: dict[str, tuple[Law, list[str]]] = {}
    for draft in sorted(drafts, key=lambda draft: draft.contract):
        if draft.law is not None:
            governed.setdefault(draft.law.name, (draft.law, []))[1].append(draft.contract)
    return "".join(f"{line}\n" for law, contracts in governed.values() for line in _law(law, contracts))


def _law(law: Law, contracts: list[str]) -> Iterator[str]:
    yield f"{law.name}, the law of {', '.join(contracts)}"
    yield from _indented(f"words and names: checked on {law.checked_on.isoformat()} by {law.checked_by}", 2)
    for entry in law.entries:
        yield from _entry(entry)
    yield ""


def _entry(entry: LawEntry) -> Iterator[str]:
    yield from _indented(f"{entry.topic}: {entry.says}", 2)
    yield from _indented(f"sources: {'; '.join(entry.sources)}", 6)
    yield from _indented(f"checked on {entry.checked_on.isoformat()} by {entry.checked_by}", 6)


def _indented(words: str, spaces: int) -> Iterator[str]:
    return iter(wrap(words, _WIDTH, initial_indent=" " * spaces, subsequent_indent=" " * (spaces + 2)))
