"""Which position of its playbook each clause of a contract has reached, as text for those who approve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from pipeline.model.playbook import Deviation, ReachedPosition
from pipeline.stages.drafts.drafting import Draft

_WIDTH = 100


def positions_table(drafts: Iterable[Draft]) -> str:
    """Each contract with its positions, fallbacks first, and with its departures from the library's words."""
    named = sorted((draft for draft in drafts if draft.contract), key=lambda draft: draft.contract)
    return "".join(f"{line}\n" for draft in named for line in _contract(draft))


def _contract(draft: Draft) -> Iterator[str]:
    fallbacks = sum(reached.is_fallback for reached in draft.reached)
    yield f"{draft.contract}: {_counted(len(draft.reached), 'clause')} with positions, {_counted(fallbacks, 'fallback')}"
    width = max((len(reached.clause) for reached in draft.reached), default=0)
    for reached in sorted(draft.reached, key=_rank):
        yield from _position(reached, width)
    yield from _deviations(draft.deviations)
    yield ""


def _rank(reached: ReachedPosition) -> int:
    """What somebody must approve stands first; the order of the contract otherwise."""
    return 0 if reached.position is None else 1 if reached.is_fallback else 2


def _position(reached: ReachedPosition, width: int) -> Iterator[str]:
    says = "depends on a point that is still open" if reached.open else reached.says or "no position of the playbook"
    approvers = f" Approval: {', '.join(reached.approvers)}." if reached.is_fallback else ""
    head = f"  {reached.clause:{width}}  {reached.position or ('open' if reached.open else 'none'):10}  "
    first, *further = wrap(says + approvers, _WIDTH - len(head)) or [""]
    yield head + first
    yield from (" " * len(head) + line for line in further)


def _deviations(deviations: Sequence[Deviation]) -> Iterator[str]:
    if deviations:
        yield "  departures from the library's words:"
    for deviation in deviations:
        because = f": {deviation.reason}" if deviation.reason else ""
        yield f"    {deviation.target} {deviation.what}{because}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
