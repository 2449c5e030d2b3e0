"""Who is called, who oversees the contract, and who does what at its start."""

from __future__ import annotations

from typing import Any

from pipeline.model.intake import NONE, OPEN, Known, Row
from pipeline.model.terms.named import Side
from pipeline.stages.intake.draft import Draft, slug

_TRANSITION = (
    ("access", "Access to sites and systems is granted", Side.CUSTOMER, "10 days"),
    ("contacts", "Contacts and escalation lists are exchanged", Side.CUSTOMER, "10 days"),
    ("kick_off", "Kick-off meeting is held", Side.PROVIDER, "14 days"),
    ("asset_audit", "Asset register is verified", Side.PROVIDER, "21 days"),
    ("monitoring", "Monitoring and ticket reporting are set up", Side.PROVIDER, "28 days"),
)
"""Tasks of the transition: id, what is done, by whom, and how long after the Effective Date."""


def escalation(draft: Draft, known: Known) -> None:
    """The levels, numbered, each with its roles and its trigger."""
    draft.put("escalation.either_party_may_escalate_at_once", "true")
    for ordinal, (item, row) in enumerate(zip(draft.items("escalation.levels"), known.rows("escalation"), strict=True)):
        item |= {"id": f"l{ordinal + 1}", "level": str(ordinal + 1), "trigger": {"type": "event", "event": row.get("reached", "")}}
        item |= {"role_customer": slug(row.get("customer", "")), "role_provider": slug(row.get("provider", ""))}
        for field, column in (("role_customer", "customer"), ("role_provider", "provider"), ("trigger", "reached")):
            draft.origins["escalation", "levels", ordinal, field] = ("escalation", ordinal, column)


def owner_role(known: Known) -> str:
    """The role of the Customer that owns the services: that of the second level, else of the first."""
    return _role(known, Side.CUSTOMER, 2)


def _role(known: Known, side: Side, level: int) -> str:
    """The role of a party at a level, or at its last."""
    rows = known.rows("escalation")
    return slug(rows[min(level, len(rows)) - 1].get(side.value, "")) if rows else ""


def _contact(known: Known, role: str) -> Row:
    return next((row for row in known.rows("contacts") if slug(row.get("role", "")) == role), {})


def governance(draft: Draft, known: Known) -> None:
    """Two people who oversee the contract, a monthly review, a monthly report, and who is told what."""
    ours, manager, lead = owner_role(known), _role(known, Side.PROVIDER, 3), _role(known, Side.PROVIDER, 2)
    desk = _role(known, Side.PROVIDER, 1)
    owner = known.text("owner").partition(",")[0].strip()
    overseers = [
        _overseer("contract_owner", Side.CUSTOMER, "Contract Owner", owner, _contact(known, ours), "checks reports, approves invoices"),
        _overseer("account_manager", Side.PROVIDER, "Account Manager", "", _contact(known, manager), "delivers reports, attends reviews"),
    ]
    draft.put("governance.oversight", overseers, "contacts")
    meeting = {"id": "service", "name": "Service review", "frequency": "monthly", "chair": ours, "attendees": [lead, manager]}
    draft.put("governance.meetings", [meeting | {"attendees": list(dict.fromkeys(meeting["attendees"]))}])
    report = {"id": "service_levels", "name": "Service Level report", "frequency": "monthly", "due_within": "5 business_days", "to": [ours]}
    draft.put("governance.reports", [report])
    topics = (
        ("incidents", "Incidents and requests", "phone", desk, "on_event"),
        ("maintenance", "Planned maintenance", "email", lead, "on_event"),
        ("commercial", "Charges and contract", "meeting", manager, "quarterly"),
    )
    plan = [
        {"id": id, "topic": topic, "channel": channel, "contact": contact, "audience": [ours], "frequency": frequency}
        for id, topic, channel, contact, frequency in topics
    ]
    draft.put("governance.communication_plan", plan, "contacts")


def _overseer(id: str, side: Side, role: str, name: str, contact: Row, duties: str) -> dict[str, Any]:
    """Somebody who oversees the contract: the person behind a role, whose deputy stands in."""
    known = {field: contact.get(field, "") for field in ("name", "deputy")}
    person, deputy = name or known["name"] or OPEN, known["deputy"]
    # A person does not stand in for himself, so the one behind the role does where the owner of the contract holds another.
    stands_in = deputy if deputy not in ("", NONE, person) else known["name"] if known["name"] not in ("", person) else OPEN
    return {"id": id, "party": side.value, "role": role, "name": person, "deputy": stands_in, "duties": duties.split(", ")}


def changes(draft: Draft, known: Known) -> None:
    """Who approves a change of the services."""
    draft.put("change_control.approvers", {"customer": owner_role(known), "provider": _role(known, Side.PROVIDER, 3)}, "escalation")


def transition(draft: Draft, known: Known) -> None:
    """The tasks before the services start."""
    owners = {Side.CUSTOMER: owner_role(known), Side.PROVIDER: _role(known, Side.PROVIDER, 2)}
    tasks = [
        {"id": id, "name": name, "party": side.value, "owner": owners[side], "due": due, "after": "effective_date"}
        for id, name, side, due in _TRANSITION
    ]
    draft.put("transition", {"tasks": tasks, "acceptance_into_service": "10 days", "charges_before_acceptance": "none"})
