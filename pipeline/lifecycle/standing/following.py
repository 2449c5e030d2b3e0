"""The one command that takes a contract on, from the facts of its life."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from pipeline.lifecycle.standing.claims import claimable, claiming
from pipeline.lifecycle.standing.predicates import ended_months, left_to_the_final, still_waiting
from pipeline.model.approval import ApprovalState
from pipeline.model.facts import AskedApproval, Facts
from pipeline.model.terms.house import Gate

Rule = Callable[[Facts, date], str | None]
"""Gives the words behind `draftline`, or None where another rule knows better."""
_DISSENT = (ApprovalState.RETURNED, ApprovalState.REJECTED)


def following(facts: Facts, today: date) -> str:
    """What to type next, as `draftline freeze acme`; empty where nothing is to be done."""
    rules = _IN_FORCE if facts.in_force and not _amended(facts) else _ON_THE_WAY
    found = next(filter(None, (rule(facts, today) for rule in rules)), None)
    return f"draftline {found}" if found else ""


def _amended(facts: Facts) -> bool:
    """Whether a version was frozen behind the one in force."""
    return bool(facts.versions) and facts.versions[-1].version != facts.in_force


def _mend(facts: Facts, today: date) -> str | None:
    return f"check {facts.contract}" if facts.troubles else None


def _first_version(facts: Facts, today: date) -> str | None:
    return None if facts.versions else f"freeze {facts.contract}"


def _copy(facts: Facts, today: date) -> str | None:
    """A copy that was prepared of the last version waits for signatures, or for the look at all of them."""
    if facts.prepared is None or facts.copy_of == facts.in_force:
        return None
    if not facts.waits_for:
        return f"sign verify {facts.contract}"
    if not facts.signed_here:
        return f"sign record {facts.contract} FILE.pdf"
    party, _, id = facts.waits_for[0].rpartition("(")[2].rstrip(")").partition("-")
    return f"sign apply {facts.contract} --party {party} --signatory {id} --key FILE.p12"


def _round(facts: Facts, today: date) -> str | None:
    """What the other party asked for: to be decided, carried out, and frozen."""
    for each in facts.rounds:
        if each.open:
            return f"decide {facts.contract} PROPOSAL --accept --by NAME, or --refuse, or --counter WORDS"
        if each.applied is None:
            return f"apply {facts.contract}"
        if not each.frozen:
            return f"freeze {facts.contract}"
    return None


def _preliminary(facts: Facts, today: date) -> str | None:
    waiting = still_waiting(facts, Gate.PRELIMINARY_DRAFT)
    return None if facts.in_force or left_to_the_final(facts, waiting) else _ask(facts, waiting)


def _open_points(facts: Facts, today: date) -> str | None:
    return f"freeze {facts.contract}, once what is open is agreed" if facts.versions[-1].open else None


def _final(facts: Facts, today: date) -> str | None:
    return _ask(facts, still_waiting(facts, Gate.FALLBACK)) or _ask(facts, still_waiting(facts, Gate.FINAL_CONTRACT))


def _send(facts: Facts, today: date) -> str | None:
    had = {each.version for each in facts.sent}
    is_owed = any(each.frozen and not each.answered for each in facts.rounds[-1:])
    return None if facts.versions[-1].version in had and not is_owed else f"send {facts.contract} --to {facts.other_party} --reply-by DATE"


def _receive(facts: Facts, today: date) -> str | None:
    if facts.in_force or facts.rounds or facts.unchanged_returns:
        return None
    return f"receive {facts.contract} FILE.docx --from {facts.other_party}, once they answer"


def _signature(facts: Facts, today: date) -> str | None:
    return _ask(facts, still_waiting(facts, Gate.SIGNATURE)) or f"sign prepare {facts.contract}"


def _ask(facts: Facts, waiting: Sequence[AskedApproval]) -> str | None:
    """Ask for approval, or where one of those asked has answered already, record what the others answer."""
    if not waiting:
        return None
    if any(each.state in _DISSENT for each in waiting):
        return f"freeze {facts.contract}, once what was returned is changed"
    gate = waiting[0].gate
    answered = [each for each in facts.approvals if each.gate == gate and each.day and each.day >= facts.versions[-1].day]
    if any(each.state is ApprovalState.APPROVED for each in answered):
        return f"approve {facts.contract} --from REPLY.eml --recorded-by PERSON"
    return f"approve {facts.contract} {gate} --request"


def _claim(facts: Facts, today: date) -> str | None:
    """A Service Credit that is lost unless it is claimed in time."""
    return next((claiming(facts.contract, each) for each in claimable(facts, today)), None)


def _plan(facts: Facts, today: date) -> str | None:
    return None if facts.plan_built else f"plan {facts.contract}"


def _figures(facts: Facts, today: date) -> str | None:
    """The first month whose figures nobody has closed."""
    lacking = next((month for month in ended_months(facts, today) if month not in facts.closed), None)
    return f"monitor {facts.contract} EXPORT --mapping NAME --period {lacking} --report --close" if lacking else None


def _duties(facts: Facts, today: date) -> str | None:
    return f"plan {facts.contract} --open" if facts.duties else None


_ON_THE_WAY: tuple[Rule, ...] = (
    _mend,
    _first_version,
    _copy,
    _round,
    _preliminary,
    _open_points,
    _final,
    _send,
    _receive,
    _signature,
)
"""Up to the signature, and again for each amendment."""
_IN_FORCE: tuple[Rule, ...] = (_claim, _plan, _figures, _duties)
