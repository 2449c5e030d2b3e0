"""The issues lists laid out as tables, with the columns in which decisions are filled in."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.effects import ACCEPTED, DECIDED, SENT, Effects
from pipeline.model.issues import InternalIssue, InternalList, Issue, IssueStatus, SharedList
from pipeline.model.proposal import Decision
from pipeline.model.sheet import Column, Grid, Record, Sheet

LEGEND = "Internal, privileged and confidential"
NUMBER, DECISION, BY, REASON, REPLY, COUNTER = "No.", "Decision", "Decided by", "Reason", "Reply", "Counter"
FORM = (Column(DECISION, 4), Column(BY, 5), Column(REASON, 10), Column(REPLY, 10), Column(COUNTER, 10))
"""The columns that are read back: the answer, who gave it, why, what is told to the other side, and what is offered instead."""
_INTERNAL = (
    Column(NUMBER, 4),
    Column("Clause", 9),
    Column("Our words", 16),
    Column("Their words", 17),
    Column("Gap", 11),
    Column("Position reached", 10),
    Column("Risk", 5),
    Column("Owner", 6),
    Column("Action", 8),
    Column("Status", 6),
    Column("Resolution", 10),
)
_EFFECTS = (
    Column("What", 24),
    Column(SENT, 14),
    Column(DECIDED, 14),
    Column(ACCEPTED, 14),
    Column("Remark", 24),
)
_HOW = (
    "Fill in the rows below the issues, or these columns of the CSV: accept, counter, refuse or discuss; who decides; why, for us alone; "
    "what the other side is told; and what is offered instead. Change nothing else."
)
_OPEN = (IssueStatus.OPEN, IssueStatus.ESCALATED, IssueStatus.DISCUSSED)


def shared_sheet(shared: SharedList) -> Sheet:
    """The list for the other side, with the parties named in place of "ours" and "theirs"."""
    columns = (
        Column(NUMBER, 4),
        Column("Clause", 11),
        Column(f"Words of {shared.us}", 24),
        Column(f"Words of {shared.them}", 24),
        Column("Action", 10),
        Column("Status", 7),
        Column("Resolution", 16),
    )
    records = tuple(_shared_record(issue) for issue in shared.issues)
    return Sheet(*_heads(shared), "", (_counted([issue.status for issue in shared.issues]),), (Grid("Issues", columns, records),))


def internal_sheet(internal: InternalList) -> Sheet:
    """The list for ourselves, with the form for decisions and what the round does to money and dates."""
    issues = Grid("Issues", _INTERNAL, tuple(_record(issue) for issue in internal.issues), FORM)
    counted = _counted([each.issue.status for each in internal.issues])
    effects = internal.effects
    remarks = (counted, _HOW, *(_beside(effects) if effects else ()))
    grids = (*((_of_effects(effects),) if effects else ()), issues)
    return Sheet(*_heads(internal), LEGEND, remarks, grids)


def _heads(of: SharedList | InternalList) -> tuple[str, str]:
    return f"Issues list, round {of.round}", f"{of.contract}: what {of.them} proposes to version {of.answers} of {of.us}"


def _counted(statuses: list[IssueStatus]) -> str:
    if not statuses:
        return "No issues: the file came back as it was sent."
    found = ", ".join(f"{statuses.count(status)} {status.value}" for status in IssueStatus if status in statuses)
    return f"{len(statuses)} issue{'' if len(statuses) == 1 else 's'}: {found}."


def _shared_record(issue: Issue) -> Record:
    cells = (issue.number, issue.clause, issue.ours, issue.theirs, issue.action, issue.status.value.capitalize(), issue.resolution)
    return Record(cells, stressed=issue.status in _OPEN)


def _record(each: InternalIssue) -> Record:
    issue = each.issue
    known = (issue.number, issue.clause, issue.ours, issue.theirs, each.gap, each.position, each.risk, each.owner)
    cells = (*known, each.action, issue.status.value.capitalize(), issue.resolution)
    return Record(cells, _entries(each.decision), stressed=issue.status in _OPEN)


def _entries(decision: Decision | None) -> tuple[str, ...]:
    if decision is None:
        return ("",) * len(FORM)
    return decision.answer.value, decision.by, decision.reason, decision.reply, decision.counter


def _of_effects(effects: Effects) -> Grid:
    records = tuple(
        Record((each.what, each.sent, each.decided, each.accepted, each.remark), stressed=bool(each.remark)) for each in effects.figures
    )
    return Grid("Effect on money and dates", _EFFECTS, records)


def _beside(effects: Effects) -> Iterator[str]:
    if effects.beside:
        yield f"No figure shows what changes only words: {', '.join(effects.beside)}."
    yield from (f"The data does not take the value of {id}: {why}" for id, why in effects.refused)
