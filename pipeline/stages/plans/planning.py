"""The plan of a contract: which version it speaks of, what has been done, and the files in which people and programs read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pipeline import lifecycle, post, store
from pipeline.model.completion import completion_of
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, in_order, warning
from pipeline.model.document import Document
from pipeline.model.ledger import FactKind
from pipeline.model.plan import Plan
from pipeline.model.report import Report
from pipeline.model.snapshot import Snapshot
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.paths import find
from pipeline.stages.comparing.comparing import DRAFT
from pipeline.stages.drafts.agreement import Shelf, agreement
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.drafts.issue import date_asked_for
from pipeline.stages.drafts.paragraph_labels import labels_of
from pipeline.stages.drafts.reporting import report_files
from pipeline.stages.drafts.todays_people import with_todays_people
from pipeline.stages.rounds.placing import TermsOf
from pipeline.stages.wall.contracts import Fault, Progress, in_a_child
from pipeline.store.root import Root

INTERNAL = "internal"
_SECONDS: Mapping[str, float] = {"read": 30, "assemble": 30, "write": 30, "print": 150, "keep": 30}
_NO_DAY = date(1970, 1, 1)
"""The stamp of a calendar whose version has no day yet; RFC 5545 wants one, and the clock would give another each time."""
_SHOWN = 5
"""How many paragraphs are named that the text does not have."""


@dataclass(frozen=True, slots=True)
class Basis:
    """The version of which a plan speaks; `issued` is its day, None for a draft that has none yet."""

    version: str
    terms: Terms
    document: Document
    issued: date | None


def plan(root: Root, contract: str, version: str, audience: str) -> Iterator[Progress | Fault | Draft]:
    """Write the plan of a version for `internal` or for the other party, in a child process as all work is."""
    yield from in_a_child(contract, _Planning(root, version, audience), _SECONDS)


@dataclass(frozen=True, slots=True)
class _Planning:
    root: Root
    version: str
    audience: str

    def __call__(self, contract: str, step: Callable[[str], None]) -> Draft:
        step("read")
        made = plan_of(self.root, contract, self.version, step)
        if not isinstance(made, Plan):
            return Draft(contract, self.version, made)
        place = Span(store.folder_of(contract))
        if self.audience == lifecycle.our_side(made):
            return Draft(contract, made.version, (_for_ourselves(place, self.audience),))
        internal = self.audience == INTERNAL
        report: Report = lifecycle.internal_plan(made) if internal else lifecycle.shared_plan(made)
        printed = report_files(self.root, report, place, made.issued, step)
        findings = in_order([*printed.findings, *_without_basis(made, place)])
        if has_errors(findings):
            return Draft(contract, made.version, findings)
        step("keep")
        return self._kept(made, {**printed.contents, **files_of(made, self.audience)}, findings)

    def _kept(self, made: Plan, files: Mapping[str, bytes], findings: tuple[Diagnostic, ...]) -> Draft:
        named = {store.plan_file(made.contract, f"-{self.audience}{ending}"): content for ending, content in files.items()}
        try:
            store.write_all(self.root, named)
        except store.CannotWrite as refused:
            return Draft(made.contract, made.version, (refused.diagnostic,))
        return Draft(made.contract, made.version, findings, tuple(named), remarks=tuple(_remarks(made)))


def files_of(plan: Plan, audience: str) -> Mapping[str, bytes]:
    """What other programs take, by its ending: the calendar for both parties, the tables for ourselves."""
    dates = plan.key_dates if audience == INTERNAL else lifecycle.shared_dates(plan)
    labelled = tuple(replace(each, clause=plan.label(each.clause)) for each in dates)
    number = find(plan.terms, "meta.contract_number")
    name = plan.contract if isinstance(number, OpenPoint) else str(number)
    files = {".ics": post.calendar_of(labelled, post.CalendarOf(plan.contract, name, plan.issued or _NO_DAY))}
    if audience != INTERNAL:
        return files
    tasks = lifecycle.next_tasks(plan)
    return {
        **files,
        "-tasks.csv": post.csv_of(lifecycle.task_table(tasks)),
        "-tasks-jira.csv": post.jira_csv(tasks, plan.contract, lifecycle.our_side(plan)),
        "-obligations.csv": post.csv_of(lifecycle.obligation_table(plan)),
    }


def plan_of(root: Root, contract: str, version: str, step: Callable[[str], None]) -> Plan | tuple[Diagnostic, ...]:
    """The plan of a version, or why there can be none."""
    basis = _basis(root, contract, version, step)
    if not isinstance(basis, Basis):
        return basis
    terms = basis.terms
    return Plan(
        contract=contract,
        version=basis.version,
        terms=terms,
        issued=basis.issued,
        key_dates=lifecycle.key_dates(terms),
        obligations=lifecycle.obligations(terms),
        undated=tuple(dict.fromkeys((*lifecycle.undated(terms), *lifecycle.unknown_obligations(terms)))),
        completions=tuple(completion_of(entry.facts) for entry in store.read_ledger(root, contract).of_kind(FactKind.DONE)),
        labels=labels_of(basis.document),
    )


def version_in_force(root: Root, contract: str) -> str:
    """The version that a plan speaks of unless it is told another: the executed one, else the last frozen one, else the draft."""
    return store.read_ledger(root, contract).version_in_force or store.next_draft(root, contract)


def _basis(root: Root, contract: str, version: str, step: Callable[[str], None]) -> Basis | tuple[Diagnostic, ...]:
    if version.endswith(DRAFT):
        return _of_draft(root, contract, version, step)
    read = store.read_snapshot(root, contract, version)
    if isinstance(read, Diagnostic):
        return (read,)
    snapshot = read[0]
    terms = TermsOf(root, snapshot).sent()
    if not isinstance(terms, Terms):
        message = f"this release does not read the terms of version {version} any more: {terms[0].message}"
        return (error("unreadable-version", Span(store.snapshot_file(contract, version)), message),)
    today = store.load_contract(root, contract).terms
    current = with_todays_people(terms, today) if today else terms
    return Basis(version, current, snapshot.document, _day_of(root, snapshot))


def _of_draft(root: Root, contract: str, version: str, step: Callable[[str], None]) -> Basis | tuple[Diagnostic, ...]:
    found = agreement(Shelf(root), contract, step)
    if found.terms is None or found.document is None or has_errors(found.findings):
        return found.findings
    issued = date_asked_for() or find(found.terms, "term.effective_date")
    return Basis(version, found.terms, found.document, issued if isinstance(issued, date) else None)


def _day_of(root: Root, snapshot: Snapshot) -> date | None:
    """The day on which the version was executed, else frozen."""
    kinds = (FactKind.EXECUTED, FactKind.VERSION)
    entries = store.read_ledger(root, snapshot.contract).entries
    days = {entry.kind: entry.at for entry in entries if entry.kind in kinds and entry.facts.get("version") == snapshot.version}
    return next((date.fromisoformat(days[kind][:10]) for kind in kinds if kind in days), None)


def _remarks(plan: Plan) -> Iterator[str]:
    """What is left to do before the plan is whole."""
    if plan.undated:
        why = "a value is still to be agreed or has no day" if plan.terms.meta.origin is None else "the key data lack what they rest on"
        yield f"left out, because {why}: {len(plan.undated)} of the key dates and duties"


def _without_basis(plan: Plan, place: Span) -> Iterator[Diagnostic]:
    """The paragraphs on which the plan rests, and which the text does not have, because somebody took them out or renamed them.

    Of what was signed before it came here only the signed file has the words, so nothing can be missed.
    """
    if plan.terms.meta.origin is not None:
        return
    named = (*(each.clause for each in plan.key_dates), *(each.clause for each in plan.obligations))
    missing = sorted({clause for clause in named if clause and clause not in plan.labels})
    if missing:
        shown = ", ".join(f"`{clause}`" for clause in missing[:_SHOWN]) + (" and others" if len(missing) > _SHOWN else "")
        message = f"the plan counts by paragraphs that version {plan.version} does not have: {shown}"
        yield warning("missing-basis", place, message, "look whether the days and duties that rest on them are agreed")


def _for_ourselves(place: Span, side: str) -> Diagnostic:
    return error("plan-for-ourselves", place, f"we are the {side} of this contract, so the plan for ourselves is `{INTERNAL}`")
