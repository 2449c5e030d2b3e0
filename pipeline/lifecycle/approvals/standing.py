"""Whether what was approved still holds: the parts of an approval against those of the version that stands now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.lifecycle.approvals.asking import Asked
from pipeline.lifecycle.approvals.parts import Parts
from pipeline.lifecycle.approvals.people import holder_of
from pipeline.model.approval import CLAUSE, DATA, PROPOSAL, TITLE, Approval, ApprovalStanding, ApprovalState, ChangedPart, Verdict
from pipeline.model.terms.house import House

PartsOf = Callable[[str], Parts | None]
"""The parts of a version by its name; None where it cannot be read any more."""
_STATES = {Verdict.APPROVE: ApprovalState.APPROVED, Verdict.RETURN: ApprovalState.RETURNED, Verdict.REJECT: ApprovalState.REJECTED}


def standing(asked: Asked, house: House, parts: Parts, approvals: Sequence[Approval], parts_of: PartsOf) -> ApprovalStanding:
    """Where one approval stands. What was returned or rejected waits again as soon as its parts have changed."""
    now = asked.covered.within(parts)
    waiting = replace(unanswered(asked, house), parts=now)
    last = next((each for each in reversed(approvals) if speaks_of(each, asked, now)), None)
    if last is None:
        return waiting
    touched = touched_names(last, asked, now)
    if not touched:
        return replace(waiting, state=_STATES[last.verdict], last=last)
    before = parts_of(last.version)
    changed = tuple(changes(before, parts, touched))
    state = ApprovalState.STALE if last.verdict is Verdict.APPROVE else ApprovalState.WAITING
    return replace(waiting, state=state, last=last, changed=changed)


def unanswered(asked: Asked, house: House) -> ApprovalStanding:
    """One approval before anybody has decided."""
    return ApprovalStanding(asked.gate, asked.role, holder_of(house, asked.role), ApprovalState.WAITING, why=asked.why)


def speaks_of(approval: Approval, asked: Asked, now: Mapping[str, str]) -> bool:
    """Whether a decision is one about these parts, be they as they were or not."""
    if (approval.gate, approval.role) != (asked.gate, asked.role):
        return False
    return any(name in now or name in asked.covered for name in approval.parts)


def touched_names(approval: Approval, asked: Asked, now: Mapping[str, str]) -> tuple[str, ...]:
    """The parts that are other than those decided about: changed, new, or gone."""
    new_or_changed = [name for name, hash in now.items() if approval.parts.get(name) != hash]
    gone = [name for name in approval.parts if name not in now and name in asked.covered]
    return (*new_or_changed, *gone)


def changes(old: Parts | None, new: Parts, touched: Sequence[str]) -> Iterator[ChangedPart]:
    """The changed parts in words, a value once: where what a heading says differs in values alone, these are told and not the heading."""
    if old is None:
        yield from (ChangedPart(name, _named(name, new)) for name in touched)
        return
    told = {path for name in touched for path in _values_within(name, old, new)}
    for name in touched:
        if name == TITLE:
            yield ChangedPart(name, f"title: {old.document.title} → {new.document.title}")
        elif name.startswith(PROPOSAL):
            yield ChangedPart(name, _named(name, new))
        elif name.startswith(CLAUSE):
            yield from _wording(name, old, new)
    for path in sorted(told, key=lambda path: _order(path, old, new)):
        before, after = (parts.values.get(path, "nothing") for parts in (old, new))
        # On paper a number keeps its unit beside it; in a message the line may break there.
        yield ChangedPart(f"{DATA}{path}", f"{_where(path, old, new)}: {before} → {after}".replace("\N{NO-BREAK SPACE}", " "))


def _wording(name: str, old: Parts, new: Parts) -> Iterator[ChangedPart]:
    id = name.removeprefix(CLAUSE)
    before, after = old.skeletons.get(id), new.skeletons.get(id)
    if before is None:
        yield ChangedPart(name, f"{new.place(id)} is new")
    elif after is None:
        yield ChangedPart(name, f"{old.place(id)} is gone")
    elif before != after or not any(_values_within(name, old, new)):
        yield ChangedPart(name, f"{new.place(id)}: its wording has changed")


def _values_within(name: str, old: Parts, new: Parts) -> Iterator[str]:
    """The values that differ in a part; of those that only one version prints, the wording tells."""
    if name.startswith(DATA):
        yield name.removeprefix(DATA)
        return
    id = name.removeprefix(CLAUSE)
    if id in old.headed and id in new.headed:
        both = (path for path, ids in new.printed_in.items() if id in ids and path in old.values)
        yield from (path for path in both if old.values[path] != new.values[path])


def _where(path: str, old: Parts, new: Parts) -> str:
    for parts in (new, old):
        if path in parts.printed_in:
            return f"{parts.place(parts.printed_in[path][0])}, {spoken(path)}"
    return spoken(path)


def _order(path: str, old: Parts, new: Parts) -> tuple[int, str]:
    """Values in reading order, those that stand beside the text last."""
    paths = [*new.printed_in, *old.printed_in]
    return (paths.index(path) if path in paths else len(paths), path)


def spoken(path: str) -> str:
    """A data path as it is told to people: `service levels · targets · p1 · response`."""
    return path.replace("_", " ").replace(".", " · ")


def _named(name: str, parts: Parts) -> str:
    if name.startswith(PROPOSAL):
        return f"our answer to proposal {name.removeprefix(PROPOSAL)} has changed"
    id = name.removeprefix(CLAUSE)
    return f"{parts.place(id) if id in parts.headed else spoken(name.removeprefix(DATA))} is not as it was approved"
