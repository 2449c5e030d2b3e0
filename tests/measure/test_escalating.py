"""Escalation Levels asked of all tickets at once are those that each ticket reached by itself."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from pipeline.measure.escalating import escalations
from pipeline.measure.tables import record
from pipeline.measure.tables.escalating import escalated
from pipeline.measure.tables.histories import rows_of
from pipeline.model.terms.escalation import EscalationEvent
from pipeline.model.ticket import Event, EventKind, Ticket
from pipeline.model.times import YearMonth
from tests.measure.agreements import agreement
from tests.measure.policies import HOUR, MINUTE, at

AS_OF = at("2026-06-25 00:00", "Europe/London")
LEVEL = {"role_customer": "owner", "role_provider": "desk", "channel": "phone", "respond_within": "30 min"}
TRIGGERS = [
    *({"type": "event", "event": event.value} for event in EscalationEvent),
    {"type": "time", "after": {"p1": "2 h", "p2": "6 h"}},
    {"type": "time", "after": {"p1": "1 business_day", "p2": "1 business_day"}},
]
LEVELS = [
    {**LEVEL, "id": f"l{n}", "level": str(n), "name": f"Level {n}", "trigger": trigger} for n, trigger in enumerate(TRIGGERS, start=1)
]
STATES = ("awaiting_customer", "working", "working", "resolved")


def drawn(random: Random, number: int) -> Ticket:
    opened = at("2026-06-01 00:00", "Europe/London") + random.randrange(0, 29 * 24 * HOUR, 15 * MINUTE)
    moments = sorted(opened + random.randrange(0, random.choice((HOUR, 60 * HOUR)), 15 * MINUTE) for _ in range(random.randrange(6)))
    kinds = (EventKind.RESPONDED, EventKind.MAJOR, EventKind.PRIORITY, *(EventKind.STATE,) * 4)
    events = [_event(random, moment, random.choice(kinds)) for moment in moments]
    kind = "service_request" if number % 9 == 0 else "incident"
    return Ticket(f"T-{number:03}", (Event(opened, EventKind.OPENED), *events), kind, random.choice(("p1", "p2")))


def _event(random: Random, moment: int, kind: EventKind) -> Event:
    values = {EventKind.STATE: STATES, EventKind.PRIORITY: ("p1", "p2")}
    return Event(moment, kind, random.choice(values.get(kind, ("",))))


@pytest.mark.parametrize("clock", [{}, {"starts": "acknowledged", "reopening": "new_cycle", "downgrade_after_failure": "rejudge"}])
def test_the_levels_of_all_tickets_are_those_of_each_by_itself(clock: dict[str, Any]) -> None:
    terms = agreement({"escalation": {"levels": LEVELS}, "service_levels": {"clock": clock}})
    tickets = [drawn(Random(number), number) for number in range(300)]
    made = record(terms, rows_of(tickets), AS_OF)

    found = escalated(terms, made.policy, made.tickets, made.judged, AS_OF)

    assert list(found) == [each for ticket in tickets for each in escalations(terms, made.policy, ticket, AS_OF)]
    # A missed update is not measured as a trigger, so the level that waits for one is never reached.
    assert {each.level.level for each in found} == {1, 2, 4, 5, 6, 7}


def test_a_period_is_asked_for_the_tickets_that_count_in_it_and_for_those_that_are_open() -> None:
    terms = agreement({"escalation": {"levels": LEVELS}})
    made = record(terms, rows_of([drawn(Random(number), number) for number in range(300)]), AS_OF)

    for period in (YearMonth(2026, 5), YearMonth(2026, 6)):
        concerned = {each.ticket for each in (*made.counted(period), *made.undecided())}
        assert {each.ticket for each in made.escalated(period)} == concerned
