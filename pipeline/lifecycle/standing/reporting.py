"""The standing of one contract, and of all, as a report that every writer reads."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.report import Report, Section
from pipeline.model.sheet import Column, Grid, Record
from pipeline.model.standing import ContractStanding, StepStanding, StepState

_STEPS = (Column("Step", 1), Column("What", 5), Column("State", 3), Column("Who", 4), Column("Due", 3), Column("Why not done yet", 7))
_CONTRACTS = (
    Column("Contract", 4),
    Column("Done", 1),
    Column("Step", 5),
    Column("State", 2),
    Column("Who", 4),
    Column("Due", 2),
    Column("Overdue", 3),
    Column("Next key date", 5),
)


def contract_report(standing: ContractStanding) -> Report:
    """The checklist of one contract."""
    records = tuple(Record(_step_cells(step), stressed=step.overdue) for step in standing.steps)
    facts = [("As of", standing.day.isoformat()), ("Done", f"{standing.done} of {len(standing.steps)} steps")]
    if standing.next_date is not None:
        facts.append(("Next key date", _next(standing)))
    if standing.command:
        facts.append(("Next command", standing.command))
    if standing.late_duties:
        lists = f"draftline plan {standing.contract} --open lists them"
        facts.append(("Overdue", f"{_counted(standing.late_duties)} of the plan, first: {standing.late_duties[0]}; {lists}"))
    steps = Section("Steps", grids=(Grid("", _STEPS, records),))
    return Report("Status", standing.title or standing.contract, _lead(standing), tuple(facts), (steps,))


def portfolio_report(standings: Sequence[ContractStanding]) -> Report:
    """All contracts, a line each."""
    records = tuple(Record(_contract_cells(each), stressed=bool(each.overdue or each.late_duties)) for each in standings)
    late = sum(bool(each.overdue or each.late_duties) for each in standings)
    lead = f"Contracts in which something is overdue: {late} of {len(standings)}." if late else "Nothing is overdue in any contract."
    as_of = (("As of", standings[0].day.isoformat()),) if standings else ()
    return Report("Status", "All contracts", lead, as_of, (Section("Contracts", (), (Grid("", _CONTRACTS, records),)),))


def _lead(standing: ContractStanding) -> str:
    current = standing.current
    if current is None:
        return "Every step is done." if standing.done == len(standing.steps) else "No step can be worked on."
    who = f": {current.who} {'act' if len(current.people) > 1 else 'acts'}" if current.who else ""
    due = f", due on {current.due.isoformat()}{' and overdue' if current.overdue else ''}" if current.due else ""
    return f"Step {current.number} is {current.state}{who}{due}."


def _step_cells(step: StepStanding) -> tuple[str, ...]:
    state = f"done on {step.done_on.isoformat()}" if step.done_on else str(step.state)
    if step.state is StepState.BLOCKED:
        state = f"blocked by {', '.join(map(str, step.blocked_by))}"
    who = "" if step.state is StepState.DONE else step.who
    return (str(step.number), step.title, state, who, _due(step), "; ".join((*step.why, *step.notes)))


def _due(step: StepStanding) -> str:
    if step.due is None:
        return ""
    return f"overdue since {step.due.isoformat()}" if step.overdue else step.due.isoformat()


def _contract_cells(standing: ContractStanding) -> tuple[str, ...]:
    current = standing.current
    shown = (f"{current.number} {current.title}", str(current.state), current.who, _due(current)) if current else ("", "done", "", "")
    overdue = ", ".join((*(f"step {step.number}" for step in standing.overdue), *filter(None, (_counted(standing.late_duties),))))
    return (standing.contract, f"{standing.done}/{len(standing.steps)}", *shown, overdue, _next(standing))


def _counted(duties: Sequence[str]) -> str:
    return f"{len(duties)} {'duty' if len(duties) == 1 else 'duties'}" if duties else ""


def _next(standing: ContractStanding) -> str:
    return f"{standing.next_date[0].isoformat()} {standing.next_date[1]}" if standing.next_date else ""
