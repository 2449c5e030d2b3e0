"""The plan of a contract: the version that it speaks of, its files, what is shown to whom, and what has been done."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date

import pypdf
import pytest
import vobject

from pipeline import lifecycle, store
from pipeline.model.completion import Completion
from pipeline.model.ledger import FactKind
from pipeline.model.plan import Plan
from pipeline.model.signing import Execution
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.plans import doing, planning
from tests.steps import in_force

ACME = "acme-support"
AT = "2026-06-10T12:00:00Z"


def ended(events):
    [draft] = [each for each in events if isinstance(each, Draft)]
    return draft


def planned(root, version="0.1", audience="internal"):
    return ended(planning.plan(root, ACME, version, audience))


def content(root, ending):
    return root.path(store.plan_file(ACME, ending)).read_bytes()


def told(root, task, *, due="", by="Ann Owner", on="2026-06-10", at=AT):
    ledger = store.read_ledger(root, ACME)
    if ledger.of_kind(FactKind.VERSION) and not ledger.of_kind(FactKind.EXECUTED):
        in_force(root)
    return ended(doing.done(root, ACME, "0.1", Completion(task, due, by, on), at))


def the_plan(root):
    found = planning.plan_of(root, ACME, "0.1", lambda step: None)
    assert isinstance(found, Plan), found
    return found


def test_the_plan_has_a_form_for_each_who_reads_it_and_the_same_bytes_each_time(negotiating):
    first = planned(negotiating)
    contents = {file: negotiating.path(file).read_bytes() for file in first.outputs}

    second = planned(negotiating)

    endings = [".docx", ".pdf", ".html", ".ics", "-tasks.csv", "-tasks-jira.csv", "-obligations.csv"]
    assert [file.removeprefix(store.plan_file(ACME, "-internal")) for file in first.outputs] == endings
    assert {file: negotiating.path(file).read_bytes() for file in second.outputs} == contents


def test_the_paper_the_calendar_and_the_tables_tell_the_same_days(negotiating):
    planned(negotiating)
    plan = the_plan(negotiating)

    events = vobject.readOne(content(negotiating, "-internal.ics").decode()).vevent_list
    days = {event.uid.value.partition(f".{ACME}@")[0]: event.dtstart.value for event in events}
    paper = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content(negotiating, "-internal.pdf"))).pages)
    table = list(csv.DictReader(io.StringIO(content(negotiating, "-internal-tasks.csv").decode("utf-8-sig"), newline="")))
    for key_date in plan.key_dates:
        if not key_date.further:
            assert days[key_date.id] == key_date.act_by, key_date.id
    assert "Our notice against renewal" in paper or "The Agreement ends on" in paper
    assert {row["ID"] for row in table} == {task.id for task in lifecycle.next_tasks(plan)}
    assert all(date.fromisoformat(row["Due"]) for row in table)


def test_paragraphs_that_the_text_does_not_have_are_pointed_out(negotiating):
    [finding] = planned(negotiating).findings

    assert (finding.code, finding.severity) == ("missing-basis", "warning")
    assert "that version 0.1 does not have" in finding.message


def test_nothing_that_is_ours_alone_stands_in_the_plan_for_the_other_party(negotiating):
    planned(negotiating)
    draft = planned(negotiating, audience="provider")

    shown = b"\n".join(_text(negotiating.path(file).read_bytes()) for file in draft.outputs).decode("utf-8", "replace")
    assert [file.rpartition("-provider")[2] for file in draft.outputs] == [".docx", ".pdf", ".html", ".ics"]
    plan = the_plan(negotiating)
    ours = [plan.terms.meta.drafted_by, "Internal", "renewal", "What we have to do", "convenience", "warranty"]
    internal = _text(content(negotiating, "-internal.html")).decode()
    assert "What we have to do" in internal
    for words in ours:
        assert words not in shown, words
    assert "Points of contact" in shown


def _text(file: bytes) -> bytes:
    """All words in a file: of each part of a DOCX, of each page of a PDF."""
    if file.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(file)) as package:
            return b"\n".join(re.sub(rb"<[^>]+>", b"", package.read(name)) for name in package.namelist())
    if file.startswith(b"%PDF"):
        reader = pypdf.PdfReader(io.BytesIO(file))
        return "\n".join([*(page.extract_text() for page in reader.pages), str(reader.metadata)]).encode()
    return file.replace(b"\r\n ", b"")


def test_for_ourselves_there_is_the_internal_plan_alone(negotiating):
    [finding] = planned(negotiating, audience="customer").findings

    assert finding.code == "plan-for-ourselves"


def test_the_executed_version_is_spoken_of_else_the_last_frozen_one(negotiating):
    assert planning.version_in_force(negotiating, ACME) == "0.1"
    with store.ledger_open(negotiating, ACME) as writer:
        writer.add(FactKind.EXECUTED, AT, Execution("1.0", 1, "0" * 64, "1" * 64, ("ann", "bob")).facts)

    assert planning.version_in_force(negotiating, ACME) == "1.0"


def test_people_and_slots_are_those_of_today_and_the_terms_those_of_the_version(negotiating):
    before = the_plan(negotiating)
    folder = negotiating.folder / "data" / "contracts" / ACME
    contact = before.terms.contacts[0]
    for name in ("escalation.yaml", "governance.yaml", "termination.yaml"):
        text = (folder / name).read_text().replace(f"name: {contact.name}", "name: Nadia New").replace("notice: 90 days", "notice: 60 days")
        (folder / name).write_text(
            text.replace("frequency: monthly, chair", "slot: {first: 2026-05-12, at: 10:00, lasts: 1 h}, frequency: monthly, chair")
        )

    after = the_plan(negotiating)

    assert after.terms.contacts[0].name == "Nadia New"
    assert after.terms.termination.convenience.customer.notice == before.terms.termination.convenience.customer.notice
    assert [each.day for each in after.key_dates if each.appointment] == [date(2026, 5, 12)]
    assert {each.id for each in after.key_dates} == {each.id for each in before.key_dates}


def test_a_draft_is_planned_too_and_one_with_errors_is_not(negotiating):
    draft = planned(negotiating, "0.2-draft")
    assert draft.outputs
    file = negotiating.folder / "data" / "contracts" / ACME / "termination.yaml"
    file.write_text(file.read_text().replace("90 days", "90 dayz"))

    assert planned(negotiating, "0.2-draft").outputs == ()


def test_what_was_done_is_in_the_ledger_and_in_the_plan(negotiating):
    done = told(negotiating, "exit-plan")

    assert done.completion is not None
    [entry] = store.read_ledger(negotiating, ACME).of_kind(FactKind.DONE)
    assert entry.facts == {"task": "exit-plan", "due": done.completion.due, "by": "Ann Owner", "on": "2026-06-10"}
    assert entry.at == AT
    planned(negotiating)
    assert "2026-06-10 by Ann Owner" in _text(content(negotiating, "-internal.docx")).decode()
    table = content(negotiating, "-internal-tasks-jira.csv").decode()
    assert "Task: exit-plan" not in table


def test_nothing_is_done_twice_and_the_former_entry_is_pointed_at(negotiating):
    told(negotiating, "exit-plan")

    [finding] = told(negotiating, "exit-plan", by="Bob", on="2026-06-11", at="2026-06-11T12:00:00Z").findings

    assert (finding.code, finding.span.line) == ("done-already", 3)
    assert "was done on 2026-06-10 by Ann Owner" in finding.message
    assert len(store.read_ledger(negotiating, ACME).of_kind(FactKind.DONE)) == 1


def test_of_what_recurs_the_first_day_that_is_not_done_is_meant_unless_one_is_named(negotiating):
    report = next(each for each in the_plan(negotiating).obligations if each.id.startswith("report."))
    days = [day.isoformat() for day in report.days]

    found = [told(negotiating, report.id).completion.due for _ in range(2)]
    named = told(negotiating, report.id, due=days[4]).completion.due

    assert (found, named) == (days[:2], days[4])
    [finding] = told(negotiating, report.id, due="2020-01-01").findings
    assert finding.code == "no-such-day"
    assert days[0] in finding.hint


def test_an_unknown_task_is_refused_with_the_one_that_was_meant(negotiating):
    [finding] = told(negotiating, "exit-plam").findings

    assert (finding.code, finding.hint) == ("no-such-task", "did you mean `exit-plan`?")


def test_a_duty_that_waits_for_an_event_may_be_done_once_a_day(negotiating):
    assert told(negotiating, "payment").completion.due == ""
    assert told(negotiating, "payment", on="2026-06-11").completion
    [finding] = told(negotiating, "payment").findings

    assert finding.code == "done-already"


def test_open_is_each_task_once_with_the_number_of_days_on_which_it_is_overdue(negotiating):
    plan = the_plan(negotiating)
    today = plan.terms.derived.expiry_date

    shown = list(doing.shown(plan, today))

    assert [task for task, _ in shown] == list(lifecycle.next_tasks(plan))
    assert sum(days for _, days in shown) == len(lifecycle.overdue(plan, today))
    assert max(days for _, days in shown) > 5
    assert all((task.due < today) == (days > 0) for task, days in shown)


@pytest.mark.parametrize("content", [b"", b"{}\n", b"not an entry\n"])
def test_a_ledger_that_does_not_hold_is_not_added_to(negotiating, content):
    negotiating.path(store.ledger_file(ACME)).write_bytes(content)
    before = negotiating.path(store.ledger_file(ACME)).read_bytes()

    draft = told(negotiating, "exit-plan")

    assert draft.findings or content == b""
    if draft.findings:
        assert negotiating.path(store.ledger_file(ACME)).read_bytes() == before


def test_nothing_is_done_under_a_plan_that_binds_nobody_yet(negotiating):
    [finding] = ended(doing.done(negotiating, ACME, "0.1", Completion("exit-plan", "", "Ann Owner", "2026-06-10"), AT)).findings

    assert (finding.code, finding.hint) == ("not-in-force", f"tell what was done once it is: draftline status {ACME} says what is missing")
    assert not store.read_ledger(negotiating, ACME).of_kind(FactKind.DONE)


def test_duties_name_the_assets_as_people_do(negotiating):
    duties = [each.duty for each in the_plan(negotiating).obligations if each.id.startswith("activity.")]

    assert any("Covered Assets Stock program" in duty for duty in duties)
    ids = [each.id for each in (*the_plan(negotiating).terms.assets.hardware, *the_plan(negotiating).terms.assets.software)]
    assert not any(re.search(rf"\b{id}\b", duty) for id in ids for duty in duties)


def test_a_notice_that_nobody_gave_in_time_is_open_no_more_and_was_never_overdue(negotiating):
    terms = negotiating.path(f"{store.folder_of(ACME)}/contract.yaml")
    renewal = "{mode: auto, period: 12 months, max_renewals: 2, non_renewal_notice: {customer: 30 days, provider: 90 days}}"
    terms.write_text(terms.read_text().replace("renewal:\n    mode: none\n", f"renewal: {renewal}\n"))
    plan = planning.plan_of(negotiating, ACME, "0.2-draft", lambda step: None)
    late = date(2099, 1, 1)

    assert isinstance(plan, Plan)
    assert any(task.kind == "renewal notice" for task in lifecycle.all_tasks(plan))
    assert not any(task.kind == "renewal notice" for task in lifecycle.overdue(plan, late))
    assert not any(task.kind == "renewal notice" for task, _ in doing.shown(plan, late))
