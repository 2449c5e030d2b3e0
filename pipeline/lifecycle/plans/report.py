"""The plan as a report: for ourselves with all that we watch, and for the other party with what both have agreed to do."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.lifecycle.counting import opening
from pipeline.lifecycle.life import Life
from pipeline.lifecycle.plans.communication import NOTHING, columns_of, communication, meetings, oversight
from pipeline.lifecycle.plans.tasks import implementation
from pipeline.model.key_dates import KeyDate, KeyDateKind
from pipeline.model.obligation import Obligation
from pipeline.model.plan import Plan, Task
from pipeline.model.reading import to_be_agreed
from pipeline.model.report import Report, Section
from pipeline.model.sheet import Grid, Record
from pipeline.model.terms.named import Side
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.paths import find

INTERNAL_LEGEND = "Internal and confidential"
_SHARED_KINDS = (KeyDateKind.TRANSITION, KeyDateKind.MEETING, KeyDateKind.REPORT, KeyDateKind.MILESTONE, KeyDateKind.SERVICE_START)
"""Kinds of key dates of the working day; when a party means to give notice or to compare prices is its own affair."""


def internal_plan(plan: Plan) -> Report:
    """The plan for ourselves."""
    ours = our_side(plan)
    theirs = next(str(side) for side in Side if side != ours)
    sections = (
        communication(plan),
        meetings(plan),
        oversight(plan),
        _checklist(plan),
        _dates(plan, plan.key_dates),
        _duties(plan, ours, "What we have to do"),
        _duties(plan, theirs, f"What the {theirs.capitalize()} has to do"),
        *_undated(plan),
    )
    return _report(plan, "Contract plan", _lead(plan, ours), sections, INTERNAL_LEGEND)


def our_side(plan: Plan) -> str:
    """Which party we are; the Customer as long as that is open, since we draft for it."""
    side = find(plan.terms, "meta.side")
    return str(Side.CUSTOMER if isinstance(side, OpenPoint) else side)


def shared_plan(plan: Plan) -> Report:
    """The plan for the other party: nothing in it is ours alone."""
    sections = (communication(plan), meetings(plan), oversight(plan), _checklist(plan, with_done=False), _dates(plan, shared_dates(plan)))
    lead = "Both parties work together in this way from the Effective Date on. The Agreement prevails over this plan."
    return _report(plan, "Communication and implementation plan", lead, sections, "")


def shared_dates(plan: Plan) -> tuple[KeyDate, ...]:
    """The key dates that both parties may read."""
    return tuple(key_date for key_date in plan.key_dates if key_date.kind in _SHARED_KINDS)


def _report(plan: Plan, title: str, lead: str, sections: tuple[Section, ...], legend: str) -> Report:
    subject = f"{_said(plan, 'meta.title')} {_said(plan, 'meta.contract_number')}, version {plan.version}"
    return Report(title, subject, lead, tuple(_facts(plan)), sections, legend, Life(plan.terms).language)


def _facts(plan: Plan) -> Iterable[tuple[str, str]]:
    yield "Customer", _said(plan, "parties.customer.legal_name")
    yield "Provider", _said(plan, "parties.provider.legal_name")
    life = Life(plan.terms)
    for label, id in (("Takes effect", "effective-date"), ("Services start", "service-start"), ("Initial Term ends", "expiry")):
        found = next((key_date for key_date in plan.key_dates if key_date.id == id), None)
        yield label, life.says(found.day) if found else "still to be agreed"


def _lead(plan: Plan, ours: str) -> str:
    """What costs most if it is missed: our notice against renewal, else the end."""
    life = Life(plan.terms)
    notice = next((each for each in plan.key_dates if each.id == f"renewal-notice.{ours}.1"), None)
    end = next((each for each in plan.key_dates if each.id == "expiry"), None)
    if notice and notice.send_by and end:
        sent, last = life.says(notice.send_by), life.says(end.day)
        return f"Our notice against renewal has to be sent by {sent}; otherwise the Agreement continues after {last}."
    signed = next((each for each in plan.key_dates if each.id == "renewal-agreement.1"), None)
    if end:
        until = f"both parties sign an extension by {life.says(signed.day)}" if signed else "the parties extend it"
        return f"The Agreement ends on {life.says(end.day)}, unless {until}."
    return "The end of the Agreement is still to be agreed."


def _duties(plan: Plan, party: str, heading: str) -> Section:
    columns = columns_of(("Duty", 6), ("When", 5), ("How often", 2), ("Answers for it", 3), ("Deputy", 2), ("Clause", 2))
    rows = tuple(Record(_duty(plan, each)) for each in plan.obligations if each.party == party)
    return Section(heading, () if rows else ("The Agreement names no such duty.",), (Grid("", columns, rows),))


def _duty(plan: Plan, obligation: Obligation) -> tuple[str, ...]:
    return (
        opening(obligation.duty),
        _when(plan, obligation),
        opening(obligation.recurs),
        obligation.owner,
        obligation.deputy or NOTHING,
        plan.label(obligation.clause) or NOTHING,
    )


def _when(plan: Plan, obligation: Obligation) -> str:
    due = opening(obligation.due).rstrip(".")
    if not obligation.days:
        return due
    first = Life(plan.terms).says(obligation.days[0])
    return f"{first}: {obligation.due.rstrip('.')}" if len(obligation.days) == 1 else f"{due}; first on {first}"


def _checklist(plan: Plan, *, with_done: bool = True) -> Section:
    columns = columns_of(("By", 2), ("What", 5), ("Party", 2), ("Answers for it", 3), ("Clause", 2), *((("Done", 3),) if with_done else ()))
    rows = tuple(Record(_step(plan, task, with_done=with_done)) for task in implementation(plan))
    return Section("Implementation checklist", () if rows else ("No task has a day yet.",), (Grid("", columns, rows),))


def _step(plan: Plan, task: Task, *, with_done: bool) -> tuple[str, ...]:
    life = Life(plan.terms)
    first = " (first one)" if task.recurs != "once" else ""
    done = (f"{task.done.on} by {task.done.by}" if task.done else "",) if with_done else ()
    return (life.says(task.due), f"{task.what}{first}", task.party.capitalize() or "Both", task.owner, task.clause or NOTHING, *done)


def _dates(plan: Plan, key_dates: Iterable[KeyDate]) -> Section:
    columns = columns_of(("Day", 3), ("What", 5), ("Answers for it", 3), ("How it is counted", 6), ("Clause", 2))
    life = Life(plan.terms)
    rows = tuple(
        Record(
            (
                _day(life, each),
                each.title,
                each.owner or NOTHING,
                each.rule,
                plan.label(each.clause) or NOTHING,
            ),
            stressed=each.send_by is not None,
        )
        for each in key_dates
    )
    return Section("Key dates", (), (Grid("", columns, rows),))


def _day(life: Life, key_date: KeyDate) -> str:
    later = f", and {len(key_date.further)} later days" if key_date.further else ""
    if key_date.send_by:
        return f"Send by {life.says(key_date.send_by)}, to be received by {life.says(key_date.day)}{later}"
    return life.says(key_date.day) + later


def _undated(plan: Plan) -> Iterable[Section]:
    """What has no day yet, and why."""
    if plan.undated:
        rows = tuple(Record((each.title, each.why)) for each in plan.undated)
        yield Section("What has no day yet", (), (Grid("", columns_of(("What", 3), ("Why", 6)), rows),))


def _said(plan: Plan, path: str) -> str:
    value = find(plan.terms, path)
    return to_be_agreed(value.label) if isinstance(value, OpenPoint) else str(value)
