"""What says that a step is done, one function for each predicate: from the facts of a contract to an outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from pipeline.lifecycle.standing.claims import claimable, settled, to_claim
from pipeline.model.approval import ApprovalState
from pipeline.model.facts import AskedApproval, Facts
from pipeline.model.terms.house import Gate
from pipeline.model.terms.paths import overlap
from pipeline.model.workflow import Predicate, Step

_SHOWN = 3
"""How many of the parts are named that an approval no longer fits."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a step is done: `why` says what is missing, and is empty where nothing is; `begun` whether somebody has done something.

    `notes` say what is worth knowing besides, and hinder nothing.
    `on` is the day on which it was done, where the ledger tells it; `due` a day that the facts themselves give; `who` are to act instead of
    the step's owner. `since` is the day on which what had been done was undone, so that the time for it begins anew.
    """

    why: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    begun: bool = False
    on: date | None = None
    due: date | None = None
    who: tuple[str, ...] = ()
    since: date | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing is missing."""
        return not self.why


def outcome(step: Step, facts: Facts, today: date) -> Outcome:
    """How a step stands by its own predicate, whatever the steps before it."""
    if facts.taken_over and step.done_when in _BEFORE_SIGNING:
        return Outcome(notes=(_elsewhere(facts.taken_over),), begun=True)
    return _PREDICATES[step.done_when](step, facts, today)


def _elsewhere(taken_over: date) -> str:
    return f"executed elsewhere, and taken over on {taken_over}"


def _agreed(step: Step, facts: Facts, today: date) -> Outcome:
    sections = {path.partition(".")[0] for path in step.fields}
    points = [f"open point: {each.label}" for each in facts.open if any(overlap(each.path, path) for path in step.fields)]
    troubles = [each.message for each in facts.troubles if each.section in sections or not each.section]
    said = set(facts.said) & sections
    missing = () if said or points or troubles else ("nothing is recorded yet",)
    return Outcome((*troubles, *points, *missing), begun=bool(said or points))


def _known(found: Outcome, facts: Facts) -> Outcome:
    """What is missing, and where the data cannot be read as a whole, that nobody can tell more."""
    doubt = () if facts.is_readable else ("more cannot be told while the data has errors",)
    return Outcome((*found.why, *doubt), begun=found.begun)


def _services_described(step: Step, facts: Facts, today: date) -> Outcome:
    found = _agreed(step, facts, today)
    if not found.is_done or not facts.is_readable:
        return _known(found, facts)
    volumes = () if facts.services_with_volumes else ("no service states its volumes",)
    return Outcome((*found.why, *volumes), begun=found.begun)


def _term_computes(step: Step, facts: Facts, today: date) -> Outcome:
    found = _agreed(step, facts, today)
    if not found.is_done or not facts.is_readable:
        return _known(found, facts)
    dates = () if facts.expiry else ("the end of the term cannot be computed yet",)
    return Outcome((*found.why, *dates), begun=found.begun)


def _draft_frozen(step: Step, facts: Facts, today: date) -> Outcome:
    return Outcome(on=facts.versions[0].day) if facts.versions else Outcome(("no version is frozen yet",))


def _final_draft_frozen(step: Step, facts: Facts, today: date) -> Outcome:
    if not facts.versions:
        return Outcome(("no version is frozen yet",))
    last = facts.versions[-1]
    why = tuple(f"open point: {label} (version {last.version})" for label in last.open)
    first = next((each.day for each in facts.versions if not each.open), None)
    return Outcome(why, begun=True, on=None if why else first)


def _approved(*gates: Gate) -> Callable[[Step, Facts, date], Outcome]:
    def judged(step: Step, facts: Facts, today: date) -> Outcome:
        if facts.executed:
            return Outcome(begun=True)
        asked = [each for each in facts.approvals if each.gate in gates]
        if not asked or not facts.versions:
            return Outcome(("no version is frozen yet",) if not facts.versions else ("our house asks for no such approval",))
        waiting = still_waiting(facts, *gates)
        days = [each.day for each in asked if each.day]
        if Gate.PRELIMINARY_DRAFT in gates and left_to_the_final(facts, waiting):
            later = ("what has changed since is approved with the final contract",) if waiting else ()
            return Outcome(notes=later, begun=True, on=max(days, default=None))
        why = _not_approved_yet(waiting, facts)
        undone = any(each.state is ApprovalState.STALE for each in waiting)
        since = facts.versions[-1].day if undone else None
        return Outcome(why, begun=bool(days), on=None if why else max(days, default=None), who=_people(waiting), since=since)

    return judged


def still_waiting(facts: Facts, *gates: Gate) -> tuple[AskedApproval, ...]:
    """The approvals asked for at these gates that nobody has given, or that no longer hold."""
    return tuple(each for each in facts.approvals if each.gate in gates and each.state is not ApprovalState.APPROVED)


def left_to_the_final(facts: Facts, waiting: Sequence[AskedApproval]) -> bool:
    """Whether a preliminary draft was approved as it went out, so that only the final contract is approved after it."""
    return bool(facts.sent) and all(each.state is ApprovalState.STALE for each in waiting)


def _not_approved_yet(waiting: Sequence[AskedApproval], facts: Facts) -> tuple[str, ...]:
    """Each reason once, and how many parts it concerns."""
    counted = Counter(_not_approved(each, facts) for each in waiting)
    return tuple(f"{words} (asked of {count} parts)" if count > 1 else words for words, count in counted.items())


def _people(waiting: Sequence[AskedApproval]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.person for each in waiting if each.person))


def _not_approved(asked: AskedApproval, facts: Facts) -> str:
    role = facts.roles.get(asked.role, asked.role) or "nobody in our house"
    match asked.state:
        case ApprovalState.STALE:
            return f"the approval of {role} no longer holds: {_changes(asked, facts)}"
        case ApprovalState.RETURNED:
            return f"{role} returned the draft"
        case ApprovalState.REJECTED:
            return f"{role} rejected the draft"
    return f"no approval yet of {role}"


def _changes(asked: AskedApproval, facts: Facts) -> str:
    """The first few parts that have changed; all of them would fill a page when a draft grows."""
    shown = "; ".join(asked.changed[:_SHOWN]) or "something has changed"
    more = len(asked.changed) - _SHOWN
    return f"{shown}; and {more} more: draftline approve {facts.contract} lists them" if more > 0 else shown


def _sent(step: Step, facts: Facts, today: date) -> Outcome:
    if not facts.sent:
        return Outcome(("no version was sent to the other party yet",))
    last = facts.sent[-1]
    late = last.acknowledged is None and last.reply_by is not None and last.reply_by < today
    notes = (f"no acknowledgement of draft {last.version} yet",) if late and not facts.executed else ()
    return Outcome(notes=notes, begun=True, on=facts.sent[0].day)


def _settled(step: Step, facts: Facts, today: date) -> Outcome:
    if facts.executed or facts.prepared:
        return Outcome(begun=True)
    due = facts.sent[-1].reply_by if facts.sent and not facts.rounds else None
    why = [f"{each.open} proposal{'s' * (each.open != 1)} of round {each.number} open" for each in facts.rounds if each.open]
    why += [f"round {each.number} is decided and not carried out" for each in facts.rounds if not each.open and each.applied is None]
    why += [f"what round {each.number} came to is not frozen yet" for each in facts.rounds if each.applied and not each.frozen]
    if facts.sent and facts.versions and all(each.version != facts.versions[-1].version for each in facts.sent):
        why.append(f"version {facts.versions[-1].version} was not sent to the other party, which has {facts.sent[-1].version}")
    elif any(each.frozen and not each.answered for each in facts.rounds[-1:]):
        why.append(f"our answer to round {facts.rounds[-1].number} was not sent yet")
    if not facts.rounds and not facts.unchanged_returns:
        why.append("the other party has not answered yet" if facts.sent else "nothing was sent yet")
    ends = [each.applied for each in facts.rounds if each.applied] + list(facts.unchanged_returns)
    return Outcome(tuple(why), begun=bool(facts.sent), on=None if why else max(ends, default=None), due=due)


def _executed(step: Step, facts: Facts, today: date) -> Outcome:
    if facts.taken_over:
        return Outcome(notes=(_elsewhere(facts.taken_over),), begun=True)
    why, who = _unsigned(facts)
    if not facts.executed:
        return Outcome(why, begun=facts.prepared is not None, who=who)
    if not facts.versions or facts.versions[-1].version == facts.in_force:
        return Outcome(begun=True, on=facts.executed)
    amendment = facts.versions[-1].version
    return Outcome(notes=tuple(f"amendment {amendment}: {each}" for each in why), begun=True, on=facts.executed)


def _unsigned(facts: Facts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Why the last version is not signed, and who are to act."""
    if facts.prepared is None or facts.copy_of == facts.in_force:
        gates = (Gate.FINAL_CONTRACT, Gate.FALLBACK, Gate.SIGNATURE) if facts.executed else (Gate.SIGNATURE,)
        waiting = still_waiting(facts, *gates) if facts.versions else ()
        return (*_not_approved_yet(waiting, facts), "no copy to sign is prepared yet"), _people(waiting)
    waits = tuple(f"no signature yet of {name}" for name in facts.waits_for)
    return waits or ("all have signed, and nobody has verified it yet",), tuple(name.partition(" (")[0] for name in facts.waits_for)


def _plan_built(step: Step, facts: Facts, today: date) -> Outcome:
    found = _agreed(step, facts, today)
    built = () if facts.plan_built else ("the plan is not built: draftline plan writes it",)
    return Outcome((*found.why, *built), begun=facts.plan_built)


def _overseen(step: Step, facts: Facts, today: date) -> Outcome:
    found = _agreed(step, facts, today)
    count = facts.unowned_duties
    unowned = (f"{count} {'duty has' if count == 1 else 'duties have'} no owner",) if count else ()
    return Outcome((*found.why, *unowned), begun=found.begun)


def _implemented(step: Step, facts: Facts, today: date) -> Outcome:
    left = [task for task in facts.checklist if task.done is None]
    done = [task.done for task in facts.checklist if task.done]
    why = tuple(f"{task.what} ({task.owner}, due {task.due})" for task in left)
    if not facts.executed:
        return Outcome(why or ("the contract is not in force yet",), begun=bool(done))
    due = min((task.due for task in left), default=None)
    return Outcome(why, begun=bool(done), on=max(done, default=None), due=due, who=tuple(task.owner for task in left[:1]))


def _monitored(step: Step, facts: Facts, today: date) -> Outcome:
    if not facts.executed or not facts.effective:
        return Outcome(("the contract is not in force yet",))
    why = list(_not_closed(ended_months(facts, today), facts.closed))
    open_claims = claimable(facts, today)
    why += [words for each in open_claims for words in to_claim(facts.contract, each)]
    if not why and (facts.expiry is None or today <= facts.expiry):
        in_force = "the contract is in force: the next month follows"
        why = [in_force if facts.effective <= today else f"the contract takes effect on {facts.effective}"]
    due = min((each.send_by or each.claim_by for each in open_claims if each.claim_by), default=None)
    return Outcome(tuple(why), notes=tuple(settled(facts, today)), begun=True, due=due)


def _not_closed(ended: tuple[str, ...], closed: tuple[str, ...]) -> Iterator[str]:
    """The months without figures, those that follow each other in one line."""
    for is_closed, group in groupby(ended, key=lambda month: month in closed):
        months = tuple(group)
        if not is_closed:
            yield f"the figures of {' to '.join(dict.fromkeys((months[0], months[-1])))} are not closed"


def ended_months(facts: Facts, today: date) -> tuple[str, ...]:
    """The months that have ended in force, as `2026-05`. What was to be measured before a contract came here is no matter of ours."""
    months: list[str] = []
    if facts.effective is None:
        return ()
    month = max(facts.effective, facts.taken_over or facts.effective).replace(day=1)
    last = min(today, facts.expiry or today)
    while (following := (month + timedelta(days=31)).replace(day=1)) <= last:
        months.append(f"{month:%Y-%m}")
        month = following
    return tuple(months)


_BEFORE_SIGNING = frozenset(
    {
        Predicate.AGREED,
        Predicate.SERVICES_DESCRIBED,
        Predicate.TERM_COMPUTES,
        Predicate.DRAFT_FROZEN,
        Predicate.FINAL_DRAFT_FROZEN,
        Predicate.PRELIMINARY_APPROVED,
        Predicate.FINAL_APPROVED,
        Predicate.SENT,
        Predicate.SETTLED,
    }
)
"""What was settled elsewhere where a contract was signed before it came here."""
_PREDICATES: Mapping[Predicate, Callable[[Step, Facts, date], Outcome]] = {
    Predicate.AGREED: _agreed,
    Predicate.SERVICES_DESCRIBED: _services_described,
    Predicate.TERM_COMPUTES: _term_computes,
    Predicate.DRAFT_FROZEN: _draft_frozen,
    Predicate.FINAL_DRAFT_FROZEN: _final_draft_frozen,
    Predicate.PRELIMINARY_APPROVED: _approved(Gate.PRELIMINARY_DRAFT),
    Predicate.FINAL_APPROVED: _approved(Gate.FINAL_CONTRACT, Gate.FALLBACK),
    Predicate.SENT: _sent,
    Predicate.SETTLED: _settled,
    Predicate.EXECUTED: _executed,
    Predicate.PLAN_BUILT: _plan_built,
    Predicate.OVERSEEN: _overseen,
    Predicate.IMPLEMENTED: _implemented,
    Predicate.MONITORED: _monitored,
}
