"""An independent clock that steps second by second agrees on random tickets, calendars and policies."""

from __future__ import annotations

from random import Random

import pytest

from pipeline.measure.hours import OpenHours, always_open, open_hours
from pipeline.measure.judging import Judgement, judged
from pipeline.measure.policy import Measure, Policy
from pipeline.model.terms.calendar import Calendar
from pipeline.model.ticket import Event, EventKind, Ticket, TicketState
from tests.measure import stepping
from tests.measure.policies import HOUR, MINUTE, WEEK, at, calendar, clock, policy, window, with_pauses

TICKETS, OF_ONE_CALENDAR = 2_000, 20
DAY = 24 * HOUR
# The clocks change in these zones in the weeks that the tickets are drawn from.
ZONES = {
    "Europe/Berlin": "2026-03-26",
    "Europe/London": "2026-10-22",
    "America/New_York": "2026-03-05",
    "Australia/Lord_Howe": "2026-04-02",
}
GRAINS = (1, 15 * MINUTE)
"""Times to the quarter of an hour often equal a target, or each other; times to the second hardly ever do."""
PAUSES = ("awaiting_customer", "agreed_hold", "customer_third_party", "provider_supplier")


def drawn(random: Random) -> tuple[Policy, stepping.Rules]:
    """A policy, and the same in the words of the oracle."""
    zone = random.choice(list(ZONES))
    windows = {level: window(_hours(random), random.sample(WEEK, random.randint(3, 7)), id=level) for level in ("p1", "p2", "p3")}
    start = int(ZONES[zone][-2:])
    days = tuple(f"{ZONES[zone][:8]}{start + random.randrange(1, 6):02}" for _ in range(2))
    of = calendar(*windows.values(), zone=zone, holidays=tuple(sorted(set(days))))
    switches = {
        "starts": random.choice(("opened", "acknowledged")),
        "pauses": random.sample(PAUSES[:2], random.randint(0, 2)),
        "pauses_stop_response": random.choice(("true", "false")),
        "customer_third_parties_pause": random.choice(("true", "false")),
        "provider_suppliers_pause": random.choice(("true", "false")),
        "outside_window": random.choice(("stops", "stops", "runs")),
        "holiday_scope": random.choice(("shift_start", "civil_day")),
        "priority_change": random.choice(("from_opened", "segment", "restart")),
        "downgrade_after_failure": random.choice(("sticky", "rejudge")),
        "reopening": random.choice(("resume", "count_through", "new_cycle", "first")),
        "boundary": random.choice(("at_most", "less_than")),
        **({"reopen_within": f"{random.randint(1, 30)} h"} if random.random() < 0.5 else {}),
    }
    workaround = random.choice(("", "resolves", "lowers"))
    grain = random.choice(GRAINS)
    times = {level: (grain + random.randrange(0, 6 * HOUR, grain), HOUR + random.randrange(0, 30 * HOUR, grain)) for level in windows}
    made = policy(*((level, _open(of, level, switches), *times[level]) for level in windows), of=of, workaround=workaround, **switches)
    own = random.sample(PAUSES, random.randint(0, 4))
    if random.random() < 0.3:
        made = with_pauses(made, "p1", *own)
    return made, stepping.Rules(
        of,
        clock(**switches),
        windows,
        {level: response for level, (response, _) in times.items()},
        {level: resolution for level, (_, resolution) in times.items()},
        {level: set(map(str, made.levels[level].pauses)) for level in windows},
        workaround,
    )


def _hours(random: Random) -> str:
    """Bounds that no change of the clocks skips or doubles; those are worked values."""
    start, end = random.sample(["00:00", "04:00", "05:30", "08:15", "12:00", "17:45", "22:00", "23:30"], 2)
    return random.choice((f"{start}-{end}", "00:00-24:00"))


def _open(of: Calendar, level: str, switches: dict[str, object]) -> OpenHours:
    if switches["outside_window"] == "runs":
        return always_open(of)
    spanned = next(each for each in of.service_windows if each.id == level)
    return open_hours(of, spanned, clock(**switches).holiday_scope)


def ticket_in(random: Random, zone: str, number: int) -> tuple[Ticket, int]:
    """A ticket with a history that no desk would be proud of, and the moment of the judgement."""
    grain = random.choice(GRAINS)
    opened = at(f"{ZONES[zone]} 00:00", zone) + random.randrange(0, 3 * DAY, grain)
    moments = sorted(opened + random.randrange(0, random.choice((HOUR, DAY, 3 * DAY)), grain) for _ in range(random.randrange(1, 9)))
    events = [Event(opened, EventKind.OPENED), *(_event(random, moment) for moment in moments)]
    if random.random() < 0.7:
        events.append(Event(moments[-1] + random.randrange(0, 8 * HOUR, grain), EventKind.STATE, "resolved"))
    as_of = events[-1].at + random.randrange(0, DAY, grain)
    return Ticket(f"T-{number}", tuple(events), priority=random.choice(("p1", "p2", "p3"))), as_of


def _event(random: Random, moment: int) -> Event:
    match random.randrange(8):
        case 0:
            return Event(moment, EventKind.RESPONDED)
        case 1 | 2:
            return Event(moment, EventKind.PRIORITY, random.choice(("p1", "p2", "p3")))
        case 3:
            return Event(moment, EventKind.WORKAROUND)
        case 4:
            return Event(moment, EventKind.STATE, "resolved")
        case _:
            return Event(moment, EventKind.STATE, random.choice((*PAUSES, "working", "working", "closed")))


def figures(judgement: Judgement, horizon: int) -> stepping.Told:
    """What both tell; a due moment that the film does not reach is left out."""
    due = judgement.due if judgement.due is not None and judgement.due <= horizon else None
    return stepping.Told(judgement.level, judgement.start, judgement.end, judgement.elapsed, judgement.met, due)


@pytest.mark.parametrize("share", range(10))
def test_the_stepping_clock_agrees(share: int, request: pytest.FixtureRequest) -> None:
    each = TICKETS // 10 // OF_ONE_CALENDAR // (1 if request.config.getoption("--all") else 10)
    for seed in range(share * 1_000, share * 1_000 + each):
        random = Random(seed)
        ours, rules = drawn(random)
        for number in range(OF_ONE_CALENDAR):
            ticket, as_of = ticket_in(random, ours.calendar.timezone, number)
            horizon = as_of + 3 * DAY
            found = judged(ticket, ours, as_of).judgements
            for measure in (Measure.RESPONSE, Measure.RESOLUTION):
                stepped = stepping.stepped(rules, ticket, as_of, response=measure is Measure.RESPONSE, until=horizon)
                told = [figures(judgement, horizon) for judgement in found if judgement.measure is measure]
                assert told == stepped, (seed, number, measure, ticket, rules.clock)


def test_the_stepping_clock_knows_the_worked_values() -> None:
    """An oracle is worth what is known of it: a night shift, a holiday by shift and by day, and a day with 25 hours."""
    night = window("22:00-06:00", WEEK, id="p1")
    of = calendar(night, holidays=("2026-10-26",))
    for scope, monday in (("shift_start", 6 * HOUR), ("civil_day", 0)):
        rules = stepping.Rules(of, clock(holiday_scope=scope), {"p1": night}, {"p1": HOUR}, {"p1": HOUR}, {"p1": set()}, "")
        for start, end, seconds in (("2026-10-24 12:00", "2026-10-25 12:00", 32_400), ("2026-10-26 00:00", "2026-10-26 12:00", monday)):
            opened = Ticket("T", (Event(at(start), EventKind.OPENED), Event(at(end), EventKind.STATE, TicketState.RESOLVED)), priority="p1")

            [told] = stepping.stepped(rules, opened, at(end), response=False, until=at(end) + MINUTE)

            assert told.elapsed == seconds
