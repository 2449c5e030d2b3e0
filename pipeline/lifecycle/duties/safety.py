"""Duties that keep data and systems safe: security, personal data, continuity, insurance and audit."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.lifecycle.counting import said
from pipeline.lifecycle.duties.duty import ON_EVENT, how_often, of_customer, of_provider
from pipeline.lifecycle.life import Life
from pipeline.lifecycle.rule import Rule, whole
from pipeline.model.obligation import Obligation
from pipeline.model.terms.data_protection import PersonalData
from pipeline.model.terms.open_points import agreed

_MONTH_AFTER = "by the end of the calendar month after each test"


def _security(life: Life, _: object) -> Iterator[Obligation]:
    security = life.terms.security
    contact = agreed(security.contact)
    owner = life.held_by(contact) if contact else None
    notify = "notify the Customer of unauthorised access to Customer Data or to a system used for the Services"
    within = f"within {said(agreed(security.incident_notice))} after it becomes aware of it"
    yield of_provider(life, "security-incident", notify, within, ON_EVENT, "security-and-backup.incident", owner)
    test = "have an independent tester examine its systems for weaknesses"
    frequency = agreed(security.penetration_test)
    due = "after each major change" if how_often(frequency) == ON_EVENT else f"at {frequency.words} intervals"
    yield of_provider(life, "penetration-test", test, due, how_often(frequency), "security-and-backup.testing", owner)
    results = "give the Customer a summary of the results of the test for weaknesses, with the date by which it removes each"
    yield of_provider(life, "penetration-test.results", results, _MONTH_AFTER, ON_EVENT, "security-and-backup.results", owner)
    certificate = "send the Customer a copy of each certificate of security"
    yield of_provider(life, "certificates", certificate, "after each renewal", ON_EVENT, "security-and-backup.standards", owner)
    if agreed(security.measures):
        check = "check whether the security measures still follow Good Industry Practice, and give the Customer the result in writing"
        due = "in the first calendar month of each Contract Year"
        yield of_provider(life, "security-review", check, due, "annual", "schedule-security.review", owner)


def _personal_data(life: Life, _: object) -> Iterator[Obligation]:
    protection = agreed(life.terms.data_protection)
    if not isinstance(protection, PersonalData):
        return
    notify = "notify the Customer of a personal data breach, by telephone first and then in writing"
    within = f"without undue delay, at the latest within {said(agreed(protection.breach_notice))} after it becomes aware of it"
    yield of_provider(life, "data-breach", notify, within, ON_EVENT, "data-protection.breach")
    request = "pass on each request or complaint of a data subject or an authority"
    due = "by the end of the next Business Day after receipt"
    yield of_provider(life, "data-request", request, due, ON_EVENT, "data-protection.requests")


def _continuity(life: Life, _: object) -> Iterator[Obligation]:
    continuity = agreed(life.terms.business_continuity)
    if continuity is None or not agreed(continuity.plan):
        return
    contact = agreed(continuity.contact)
    owner = life.held_by(contact) if contact else None
    frequency = agreed(continuity.test)
    due = "after each major change" if how_often(frequency) == ON_EVENT else f"at {frequency.words} intervals"
    test = "test its continuity plan"
    yield of_provider(life, "continuity-test", test, due, how_often(frequency), "security-and-backup.continuity", owner)
    result = "give the Customer the result of the test of its continuity plan"
    yield of_provider(life, "continuity-test.result", result, _MONTH_AFTER, ON_EVENT, "security-and-backup.continuity-results", owner)
    notice = "tell the Customer of each test of the continuity plan, and let the Customer observe it"
    before = "ten Business Days before the test"
    yield of_provider(life, "continuity-test.notice", notice, before, ON_EVENT, "schedule-security.test-notice", owner)
    perform = "perform the Services again after an event that interrupts its own business"
    within = f"within {said(agreed(continuity.recovery_time))} after the event"
    yield of_provider(life, "continuity.recovery", perform, within, ON_EVENT, "security-and-backup.recovery", owner)


def _insurance(life: Life, _: object) -> Iterator[Obligation]:
    if agreed(life.terms.insurance):
        proof = "send the Customer proof of each insurance"
        yield of_provider(life, "insurance-renewal", proof, "after each renewal", ON_EVENT, "insurance.proof")


def _audit(life: Life, _: object) -> Iterator[Obligation]:
    audit = agreed(life.terms.governance.audit)
    if not agreed(audit.right):
        return
    announce = "announce an audit in writing"
    before = f"at least {said(agreed(audit.notice))} before it begins"
    yield of_customer(life, "audit.notice", announce, before, ON_EVENT, "audit.notice")
    plan = "send the Customer a plan that removes a breach which an audit has shown"
    due = "by the end of the calendar month after it has received the result"
    yield of_provider(life, "audit.correction", plan, due, ON_EVENT, "audit.correction")


RULES: tuple[Rule[Obligation], ...] = (
    Rule("Security", whole, _security),
    Rule("Personal data", whole, _personal_data),
    Rule("Continuity", whole, _continuity),
    Rule("Insurance", whole, _insurance),
    Rule("Audit", whole, _audit),
)
