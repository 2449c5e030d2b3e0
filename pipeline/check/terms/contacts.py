"""Roles whose contact cannot do what the role demands."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.terms.rule import Rule, for_each, other_place, the
from pipeline.model.diagnostic import Diagnostic, error, warning
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.escalation import Contact
from pipeline.model.terms.named import Channel, Side
from pipeline.model.terms.open_points import agreed

_BY_TELEPHONE = (Channel.PHONE, Channel.CALL_AND_EMAIL)
PartyRole = tuple[str, str, Side]
"""The data path of a role, the role, and the party whose role it is."""


def _contacts(terms: Terms) -> tuple[Contact, ...]:
    return terms.contacts


@for_each(_contacts)
def contact_without_phone(terms: Terms, positions: Positions, contact: Contact) -> Iterator[Diagnostic]:
    """V23. A contact without a telephone number behind a role that is reached by telephone.

    Wrong: `channel: phone` for a level whose contact has only an e-mail address. Right: add `phone`, or choose another channel.
    Whoever keeps to the contract could not call anybody.
    """
    if contact.phone is not None:
        return
    called = [path for path, role, channel in _channels(terms) if role == contact.id and agreed(channel) in _BY_TELEPHONE]
    if called:
        message = f"`{contact.id}` is reached by telephone, but has no telephone number"
        related = [other_place(positions, path, "the channel") for path in called]
        yield error("contact-without-phone", positions.of_value(f"contacts.{contact.id}.id"), message, "add `phone`", *related)


def _channels(terms: Terms) -> Iterator[tuple[str, str, Channel]]:
    """The path of each channel through which a role is reached, the role, and the channel."""
    for level in terms.escalation.levels:
        for role in (level.role_customer, level.role_provider):
            yield f"escalation.levels.{level.id}.channel", role, level.channel
    for line in terms.governance.communication_plan:
        yield f"governance.communication_plan.{line.id}.channel", line.contact, line.channel


@for_each(_contacts)
def contact_without_deputy(terms: Terms, positions: Positions, contact: Contact) -> Iterator[Diagnostic]:
    """V23. A contact of an Escalation Level for whom nobody stands in. A warning.

    Wrong: a contact of level 2 without `deputy`. Right: `deputy: Sofia Grant`. The worst incident comes when the one person
    who could help is on leave.
    """
    if contact.deputy is not None:
        return
    roles = [
        f"escalation.levels.{level.id}.{field}"
        for level in terms.escalation.levels
        for field, role in (("role_customer", level.role_customer), ("role_provider", level.role_provider))
        if role == contact.id
    ]
    if roles:
        message = f"nobody stands in for `{contact.id}`, although tickets are escalated to that role"
        related = [other_place(positions, path, "the Escalation Level") for path in roles]
        yield warning("contact-without-deputy", positions.of_value(f"contacts.{contact.id}.id"), message, "add `deputy`", *related)


def _of_a_party(terms: Terms) -> Iterator[PartyRole]:
    for level in terms.escalation.levels:
        yield f"escalation.levels.{level.id}.role_customer", level.role_customer, Side.CUSTOMER
        yield f"escalation.levels.{level.id}.role_provider", level.role_provider, Side.PROVIDER
    for service in terms.services:
        yield f"services.{service.id}.owner", service.owner, Side.CUSTOMER
    for step in terms.transition.tasks if terms.transition else ():
        yield f"transition.tasks.{step.id}.owner", step.owner, step.party
    for task in terms.exit.tasks:
        yield f"exit.tasks.{task.id}.owner", task.owner, task.party
    if terms.security.contact:
        yield "security.contact", terms.security.contact, Side.PROVIDER
    if terms.business_continuity and terms.business_continuity.contact:
        yield "business_continuity.contact", terms.business_continuity.contact, Side.PROVIDER
    approvers = terms.change_control.approvers
    yield "change_control.approvers.customer", approvers.customer, Side.CUSTOMER
    yield "change_control.approvers.provider", approvers.provider, Side.PROVIDER


@for_each(_of_a_party)
def role_of_the_other_party(terms: Terms, positions: Positions, role: PartyRole) -> Iterator[Diagnostic]:
    """V23. A role of one party that the other party's contact holds.

    Wrong: `role_customer: service_desk`, where the service desk is the Provider's. Right: a contact with `party: customer`.
    Nobody can decide for the party that he or she does not belong to.
    """
    path, name, party = role
    contact = the(terms.contacts, agreed(name))
    if agreed(contact.party) is not agreed(party):
        message = f"`{name}` is a contact of the {contact.party.words.capitalize()}: expected one of the {party.words.capitalize()}"
        related = other_place(positions, f"contacts.{name}.party", "the contact's party")
        yield error("role-of-the-other-party", positions.of_value(path), message, None, related)


RULES: tuple[Rule, ...] = (contact_without_phone, contact_without_deputy, role_of_the_other_party)
