"""The communication plan: channels by kind of inquiry, points of contact, escalation, meetings and reports. Both parties may read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pipeline.lifecycle.counting import opening, said
from pipeline.lifecycle.life import Life
from pipeline.model.plan import Plan
from pipeline.model.report import Section
from pipeline.model.sheet import Column, Grid, Record
from pipeline.model.terms.escalation import EventTrigger, Trigger
from pipeline.model.terms.open_points import StillOpen, agreed

NOTHING = "\u2013"


def communication(plan: Plan) -> Section:
    """The section; a table that rests on an open point is left out, and the open point is named in its place."""
    life = Life(plan.terms)
    tables: tuple[Callable[[Life], Grid], ...] = (_inquiries, _channels, _contacts, _escalation, _reports)
    grids, missing = [], []
    for table in tables:
        try:
            grids.append(table(life))
        except StillOpen as fault:
            missing.append(f"{fault.point.label} is still to be agreed, so a table is missing here.")
    return Section("Communication plan", tuple(missing), tuple(grids))


def meetings(plan: Plan) -> Section:
    """The regular meetings with their first days."""
    life = Life(plan.terms)
    dates = {key_date.id: key_date for key_date in plan.key_dates}
    columns = columns_of(("Meeting", 3), ("How often", 2), ("First", 2), ("Chair", 3), ("Attend", 5))

    def rows() -> Iterator[Record]:
        for meeting in agreed(life.terms.governance.meetings):
            key_date = dates.get(f"meeting.{meeting.id}")
            at = key_date.appointment if key_date else None
            first = life.says(key_date.day) if key_date else NOTHING
            when = f"{first}, {at.at} ({at.time_zone})" if at else f"by {first}" if key_date else NOTHING
            attend = ", ".join(life.holder(role) for role in agreed(meeting.attendees))
            yield Record((agreed(meeting.name), opening(said(agreed(meeting.frequency))), when, life.holder(agreed(meeting.chair)), attend))

    return _section("Meetings", columns, rows)


def oversight(plan: Plan) -> Section:
    """Who oversees the contract and speaks for each party."""
    life = Life(plan.terms)
    columns = columns_of(("Party", 2), ("Role", 3), ("Name", 3), ("Deputy", 3), ("Duties", 6))

    def rows() -> Iterator[Record]:
        for person in agreed(life.terms.governance.oversight):
            duties = opening("; ".join(agreed(person.duties)))
            yield Record((agreed(person.party).capitalize(), agreed(person.role), agreed(person.name), agreed(person.deputy), duties))

    return _section("Oversight", columns, rows)


def _section(heading: str, columns: tuple[Column, ...], rows: Callable[[], Iterable[Record]]) -> Section:
    try:
        return Section(heading, (), (Grid("", columns, tuple(rows())),))
    except StillOpen as fault:
        return Section(heading, (f"{fault.point.label} is still to be agreed.",))


def _inquiries(life: Life) -> Grid:
    columns = columns_of(
        ("Kind of inquiry", 3), ("Channel", 2), ("Point of contact", 4), ("Informed", 4), ("How often", 2), ("Update every", 2)
    )
    rows = (
        Record(
            (
                agreed(line.topic),
                opening(agreed(line.channel).words),
                life.holder(agreed(line.contact)),
                ", ".join(life.held_by(role).role or role for role in agreed(line.audience)),
                opening(said(agreed(line.frequency))),
                said(every) if (every := agreed(line.update_every)) else NOTHING,
            )
        )
        for line in agreed(life.terms.governance.communication_plan)
    )
    return Grid("Channels by kind of inquiry", columns, tuple(rows))


def _channels(life: Life) -> Grid:
    columns = columns_of(("Service", 4), ("Channel", 2), ("Address", 4), ("Hours", 3), ("Priorities", 2))
    windows = {window.id: agreed(window.name) for window in agreed(life.counting.calendar.service_windows)}
    rows = (
        Record(
            (
                agreed(line.service),
                opening(agreed(line.type).words),
                agreed(line.address),
                windows.get(agreed(line.window), agreed(line.window)),
                ", ".join(agreed(line.priorities)).upper(),
            )
        )
        for line in life.terms.derived.channels
    )
    return Grid("How the service desk is reached", columns, tuple(rows))


def _contacts(life: Life) -> Grid:
    columns = columns_of(("Party", 2), ("Role", 3), ("Name", 3), ("Deputy", 3), ("E-mail", 4), ("Telephone", 3))
    rows = (
        Record(
            (
                agreed(contact.party).capitalize(),
                agreed(contact.role),
                agreed(contact.name),
                agreed(contact.deputy) or NOTHING,
                agreed(contact.email),
                str(agreed(contact.phone) or NOTHING),
            )
        )
        for contact in agreed(life.terms.contacts)
    )
    return Grid("Points of contact", columns, tuple(rows))


def _escalation(life: Life) -> Grid:
    columns = columns_of(("Level", 3), ("Customer", 3), ("Provider", 3), ("Reached when", 4), ("Channel", 2), ("Answers within", 2))
    rows = (
        Record(
            (
                f"{agreed(level.level)}: {agreed(level.name)}",
                life.holder(agreed(level.role_customer)),
                life.holder(agreed(level.role_provider)),
                _trigger(agreed(level.trigger)),
                opening(agreed(level.channel).words),
                said(agreed(level.respond_within)),
            )
        )
        for level in agreed(life.terms.escalation.levels)
    )
    return Grid("Escalation", columns, tuple(rows))


def _trigger(trigger: Trigger) -> str:
    if isinstance(trigger, EventTrigger):
        return opening(agreed(trigger.event).words)
    times = ", ".join(f"{priority.upper()} {said(agreed(time))}" for priority, time in agreed(trigger.after).items())
    return f"Open for: {times}"


def _reports(life: Life) -> Grid:
    columns = columns_of(("Report", 4), ("How often", 2), ("Due within", 3), ("To", 4))
    rows = (
        Record(
            (
                agreed(report.name),
                opening(said(agreed(report.frequency))),
                f"{said(agreed(report.due_within))} after the period",
                ", ".join(life.holder(role) for role in agreed(report.to)),
            )
        )
        for report in agreed(life.terms.governance.reports)
    )
    return Grid("Reports", columns, tuple(rows))


def columns_of(*named: tuple[str, int]) -> tuple[Column, ...]:
    """Columns by their names, each with its share of the width."""
    return tuple(Column(name, share) for name, share in named)
