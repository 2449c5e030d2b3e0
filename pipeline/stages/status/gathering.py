"""The facts of one contract, each from where it stands; none is stored beside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date

from pipeline import check, lifecycle, negotiate, store
from pipeline.lifecycle.counting import Counting
from pipeline.model.completion import completion_of
from pipeline.model.diagnostic import Diagnostic, Severity
from pipeline.model.facts import AskedApproval, DatedTask, Facts, FrozenDraft, OpenField, RoundState, SentDraft, Trouble
from pipeline.model.key_dates import KeyDate, KeyDateKind
from pipeline.model.ledger import Entry, FactKind
from pipeline.model.money import MixedCurrencies
from pipeline.model.plan import Plan, Task
from pipeline.model.positions import Positions
from pipeline.model.signing import Method
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.named import Side
from pipeline.model.terms.open_points import OpenPoint, StillOpen, agreed
from pipeline.model.terms.paths import PathError, find
from pipeline.model.terms.writing import written_terms
from pipeline.model.workflow import Workflow
from pipeline.stages.approving import gates
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.signing.standing import copies
from pipeline.stages.status.credits import due_credits
from pipeline.store.root import Root

_RIGHTS = frozenset({KeyDateKind.RENEWAL_NOTICE.value, KeyDateKind.CREDIT_CLAIM.value})
"""What somebody may do and need not: nobody is late with it."""


def facts_of(shelf: Shelf, contract: str, workflow: Workflow) -> Facts:
    """All facts of a contract; a ledger that does not hold tells none."""
    root, loaded = shelf.root, store.load_contract(shelf.root, contract)
    ledger = store.read_ledger(root, contract)
    facts = Facts(
        contract,
        said=tuple(sorted({str(raw[0]) for raw in loaded.positions.keys})),
        troubles=tuple(_troubles((*loaded.diagnostics, *_rules(loaded.terms, loaded.positions), *ledger.diagnostics), loaded.positions)),
        versions=tuple(_versions(root, contract, ledger.of_kind(FactKind.VERSION))),
        approvals=tuple(_approvals(shelf, contract)),
        sent=_sent(ledger),
        unchanged_returns=_unchanged_returns(ledger),
        rounds=tuple(_rounds(root, contract, ledger)),
        plan_built=store.plan_is_built(root, contract),
        closed=tuple(each.facts["period"] for each in ledger.of_kind(FactKind.CLOSED)),
    )
    facts = _with_signing(facts, ledger)
    if loaded.house is not None:
        approvers = loaded.house.approvers
        facts = replace(facts, people={each.id: each.name for each in approvers}, roles={each.id: each.role for each in approvers})
    if loaded.terms is None:
        return facts
    facts = replace(
        _with_terms(facts, loaded.terms, ledger),
        moved_on=_moved_on(root, facts, loaded.terms),
        credits=tuple(due_credits(root, contract, loaded.terms, ledger)),
    )
    if loaded.house is None or isinstance(loaded.terms.calendar, OpenPoint):
        return facts
    return replace(facts, due=lifecycle.deadlines(facts, workflow, loaded.house, Counting(loaded.terms.calendar)))


def _rules(terms: Terms | None, positions: Positions) -> tuple[Diagnostic, ...]:
    return tuple(check.terms_faults(terms, positions)) if terms else ()


def _troubles(findings: tuple[Diagnostic, ...], positions: Positions) -> Iterator[Trouble]:
    """The errors, each with the top-level field that stands on its line."""
    sections = {(span.file, span.line): str(raw[0]) for raw, span in (*positions.values.items(), *positions.keys.items()) if raw}
    for finding in findings:
        if finding.severity is Severity.ERROR:
            place = finding.span
            section = "" if finding.code == "missing-key" and place.line == 1 else sections.get((place.file, place.line), "")
            yield Trouble(section, f"{finding.message} ({place.file.rpartition('/')[2]}:{place.line})")


def _with_terms(facts: Facts, terms: Terms, ledger: store.Ledger) -> Facts:
    plan = _plan(facts.contract, terms, ledger)
    people = {"contract_owner": find(terms, "meta.owner"), "drafter": find(terms, "meta.drafted_by"), "overseer": _overseer(terms)}
    named = {role: str(person) for role, person in people.items() if not isinstance(person, OpenPoint)}
    return replace(
        facts,
        title=_said(find(terms, "meta.title")),
        people={**facts.people, **named},
        roles={**facts.roles, "contract_owner": "Contract Owner", "drafter": "Drafter", "overseer": "Overseer"},
        other_party=_other_party(terms),
        is_readable=True,
        open=tuple(OpenField(_said(each.path), _said(each.label)) for each in terms.open),
        services_with_volumes=_services_with_volumes(terms),
        effective=_date(terms, "term.effective_date"),
        expiry=_expiry(terms),
        unowned_duties=sum(not duty.owner for duty in plan.obligations),
        checklist=tuple(map(_dated, lifecycle.implementation(plan))),
        duties=tuple(_duties(plan, facts.taken_over)),
        key_dates=tuple(sorted((each.act_by, each.title) for each in _not_dealt_with(plan))),
        waits_for=tuple(_named(terms, signer) for signer in facts.waits_for),
    )


def _said(value: object) -> str:
    return "" if isinstance(value, OpenPoint) else str(value)


def _other_party(terms: Terms) -> str:
    side = find(terms, "meta.side")
    return next((str(each) for each in Side if each is not side), "")


def _overseer(terms: Terms) -> object:
    try:
        side = agreed(terms.meta.side)
        return next((agreed(each.name) for each in agreed(terms.governance.oversight) if agreed(each.party) is side), "")
    except StillOpen as still:
        return still.point


def _services_with_volumes(terms: Terms) -> int:
    try:
        return sum(not isinstance(each.volumes, OpenPoint) and each.volumes is not None for each in terms.services)
    except StillOpen:
        return 0


def _date(terms: Terms, path: str) -> date | None:
    value = find(terms, path)
    return value if isinstance(value, date) else None


def _expiry(terms: Terms) -> date | None:
    try:
        return terms.derived.expiry_date
    except (StillOpen, MixedCurrencies):
        return None


def _plan(contract: str, terms: Terms, ledger: store.Ledger) -> Plan:
    """The plan by the data as they stand today, without the numbers of paragraphs, which nobody needs here."""
    done = tuple(completion_of(entry.facts) for entry in ledger.of_kind(FactKind.DONE))
    return Plan(contract, "", terms, None, lifecycle.key_dates(terms), lifecycle.obligations(terms), (), done)


def _dated(task: Task) -> DatedTask:
    return DatedTask(task.what, task.owner, task.due, date.fromisoformat(task.done.on) if task.done else None)


def _duties(plan: Plan, since: date | None) -> Iterator[DatedTask]:
    """Of each duty the first day on which it is not done. What was due before a contract came here is no matter of ours."""
    seen: set[str] = set()
    for task in lifecycle.all_tasks(plan):
        if task.done is None and task.kind not in _RIGHTS and task.id not in seen and (since is None or task.due >= since):
            seen.add(task.id)
            yield _dated(task)


def _not_dealt_with(plan: Plan) -> Iterator[KeyDate]:
    """The key dates that are still to be watched: what was done, such as a notice that was given, is not."""
    done = {(each.task, each.due) for each in plan.completions}
    for key_date in plan.key_dates:
        for each in key_date.occurrences:
            if done.isdisjoint({(each.id, each.day.isoformat()), (each.id, each.act_by.isoformat())}):
                yield each


def _named(terms: Terms, signer: str) -> str:
    """The person behind `customer-coo`, with that name of the field in which they sign."""
    party, _, id = signer.partition("-")
    with suppress(PathError):
        name = find(terms, f"parties.{party}.signatories.{id}.name")
        return signer if isinstance(name, OpenPoint) else f"{name} ({signer})"
    return signer


def _day(entry: Entry) -> date:
    return date.fromisoformat(entry.at[:10])


def _versions(root: Root, contract: str, entries: tuple[Entry, ...]) -> Iterator[FrozenDraft]:
    for entry in entries:
        read = store.read_snapshot(root, contract, entry.facts["version"])
        left = read[0].data.get("open", ()) if isinstance(read, tuple) else ()
        yield FrozenDraft(entry.facts["version"], _day(entry), tuple(str(each["label"]) for each in left))


def _moved_on(root: Root, facts: Facts, terms: Terms) -> bool:
    """Whether the data say something else than those that were frozen last."""
    read = store.read_snapshot(root, facts.contract, facts.versions[-1].version) if facts.versions else None
    return isinstance(read, tuple) and read[0].data != written_terms(terms)


def _approvals(shelf: Shelf, contract: str) -> Iterator[AskedApproval]:
    for gate in gates(shelf.root, contract, shelf):
        for each in gate.approvals:
            day = date.fromisoformat(each.last.at[:10]) if each.last else None
            yield AskedApproval(each.gate, each.role, each.approver, each.state, tuple(map(str, each.changed)), day)


def _sent(ledger: store.Ledger) -> tuple[SentDraft, ...]:
    confirmed = {each.facts["version"]: _day(each) for each in ledger.of_kind(FactKind.ACKNOWLEDGED)}
    return tuple(
        SentDraft(
            each.facts["version"],
            _day(each),
            date.fromisoformat(each.facts["reply_by"]) if "reply_by" in each.facts else None,
            confirmed.get(each.facts["version"]),
        )
        for each in ledger.of_kind(FactKind.SENT)
    )


def _unchanged_returns(ledger: store.Ledger) -> tuple[date, ...]:
    """The days on which the other party sent back what asks for nothing."""
    return tuple(_day(each) for each in ledger.of_kind(FactKind.RECEIVED) if "answers" in each.facts and "round" not in each.facts)


def _rounds(root: Root, contract: str, ledger: store.Ledger) -> Iterator[RoundState]:
    applied = {each.facts["round"]: each for each in ledger.of_kind(FactKind.DECIDED) if "applied" in each.facts}
    for entry in ledger.of_kind(FactKind.RECEIVED):
        if "round" in entry.facts:
            number = int(entry.facts["round"])
            written = store.read_round_file(root, contract, number)
            proposals = negotiate.proposals_of(written.tree) if isinstance(written, store.RoundFile) else ()
            end = applied.get(str(number))
            state = RoundState(number, _day(entry), sum(each.is_open for each in proposals))
            yield _ended(state, ledger, end) if end else state


def _ended(state: RoundState, ledger: store.Ledger, end: Entry) -> RoundState:
    """A round that was carried out: when, whether what it came to is frozen, and whether anything was sent since.

    Where all was refused, or the answer was made anew, the last version says already what it came to.
    """
    versions = ledger.of_kind(FactKind.VERSION)[-1:]
    frozen = any(each.number > end.number or each.facts.get("text") == end.facts["text"] for each in versions)
    answered = any(each.number > end.number for each in ledger.of_kind(FactKind.SENT))
    return replace(state, applied=_day(end), frozen=frozen, answered=answered)


def _with_signing(facts: Facts, ledger: store.Ledger) -> Facts:
    """Of the last copy that was prepared: when, whose signature is missing, and when everything held."""
    prepared, executed = copies(ledger, facts.contract), ledger.of_kind(FactKind.EXECUTED)
    elsewhere = [_day(entry) for entry in executed if "elsewhere" in entry.facts]
    if executed:
        in_force = executed[-1].facts["version"]
        facts = replace(facts, executed=_day(executed[-1]), in_force=in_force, taken_over=elsewhere[0] if elsewhere else None)
    if not prepared:
        return facts
    last = prepared[-1]
    made = last.preparation
    day, here = date.fromisoformat(last.prepared_at[:10]), made.method is Method.HERE
    return replace(facts, prepared=day, copy_of=made.version, signed_here=here, waits_for=last.waits_for)
