"""Duties of buying and selling: invoices and payment, records of time, changes, acceptance."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.lifecycle.counting import said
from pipeline.lifecycle.duties.duty import ALWAYS, ON_EVENT, how_often, of_customer, of_provider
from pipeline.lifecycle.life import Life
from pipeline.lifecycle.rule import Rule, whole
from pipeline.model.obligation import Obligation
from pipeline.model.terms.charges import hourly_work, project_work
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.scope import CustomerDependency


def _invoices(life: Life, _: object) -> Iterator[Obligation]:
    invoicing = life.terms.charges.invoicing
    invoice = "send a proper invoice"
    due = "for the Charges of each period, or when they fall due"
    yield of_provider(life, "invoice", invoice, due, how_often(agreed(invoicing.frequency)), "invoicing.dates")
    pay = "pay each proper invoice, except for a sum that it disputes"
    within = f"within {said(agreed(invoicing.due))} after it has received the invoice"
    yield of_customer(life, "payment", pay, within, ON_EVENT, "invoicing.payment")
    dispute = "dispute an invoice in writing with its reasons, where it does not accept it"
    time = f"within {said(agreed(invoicing.dispute_within))} after it has received the invoice"
    yield of_customer(life, "invoice-dispute", dispute, time, ON_EVENT, "invoicing.dispute")


def _time_records(life: Life, _: object) -> Iterator[Obligation]:
    work = hourly_work(agreed(life.terms.charges))
    if work is None:
        return
    records = agreed(work.time_records).words
    send = "send the Customer the time records"
    due = "by the end of the first Business Day after each period"
    yield of_provider(life, "time-records", send, due, records, "time-records.delivery")
    warn = (
        f"tell the Customer that its charges have reached {agreed(work.not_to_exceed.warn_at)} of the ceiling, and what work is still open"
    )
    yield of_provider(life, "ceiling-warning", warn, "by the end of the next Business Day", ON_EVENT, "time-records.warning")


def _changes(life: Life, _: object) -> Iterator[Obligation]:
    control = life.terms.change_control
    approver = life.held_by(agreed(agreed(control.approvers).provider))
    assess = "complete the impact assessment of a Change Request and give it to the Customer"
    within = f"within {said(agreed(control.impact_assessment_within))} after it has been given"
    yield of_provider(life, "impact-assessment", assess, within, ON_EVENT, "change-control.assessment", approver)
    submit = "submit the Change Request for an emergency change"
    time = f"within {said(agreed(control.emergency_record_within))} after the approval in the Ticket"
    yield of_provider(life, "emergency-change", submit, time, ON_EVENT, "change-control.emergency", approver)


def _acceptance(life: Life, _: object) -> Iterator[Obligation]:
    transition, work = agreed(life.terms.transition), project_work(agreed(life.terms.charges))
    if transition is not None:
        accept = "give its Acceptance of the Transition, or state which criteria are not met"
        within = f"within {said(agreed(transition.acceptance_into_service))} after it is told that the Transition is ready"
        yield of_customer(life, "transition.acceptance", accept, within, "once", "transition.acceptance")
        progress = "report the progress of the Transition to the Customer"
        yield of_provider(life, "transition.progress", progress, "once in each calendar week", "weekly", "transition.progress")
    if work is not None:
        test = "test each Milestone, and give its Acceptance or state which criteria are not met"
        time = f"within {said(agreed(work.acceptance))} after the Provider has handed over the Deliverables"
        yield of_customer(life, "milestone.acceptance", test, time, ON_EVENT, "projects.acceptance")
        correct = "correct Deliverables that were refused, and hand them over again"
        rework = f"within {said(agreed(work.rework))}"
        yield of_provider(life, "milestone.correction", correct, rework, ON_EVENT, "projects.correction")


def _dependency(life: Life, dependency: CustomerDependency) -> Iterator[Obligation]:
    duty = f"provide: {agreed(dependency.text)}"
    yield of_customer(life, f"dependency.{dependency.id}", duty, "throughout the Term", ALWAYS, "customer-obligations.duty")


def _warning(life: Life, _: object) -> Iterator[Obligation]:
    scope = life.terms.scope
    if agreed(scope.customer_dependencies):
        warn = "warn the Customer in writing of a Customer Dependency that is not met"
        within = f"within {said(agreed(scope.relief_notice_within))} after it learns of it"
        yield of_provider(life, "dependency-warning", warn, within, ON_EVENT, "customer-obligations.warning")


RULES: tuple[Rule[Obligation], ...] = (
    Rule("Invoices and payment", whole, _invoices),
    Rule("Records of time", whole, _time_records),
    Rule("Changes", whole, _changes),
    Rule("Acceptance", whole, _acceptance),
    Rule("A Customer Dependency", lambda life: agreed(life.terms.scope.customer_dependencies), _dependency),
    Rule("Warning of a Customer Dependency", whole, _warning),
)
