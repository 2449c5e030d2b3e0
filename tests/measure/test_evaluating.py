"""All tickets at once give the figures of each by itself, in any order, in parts, and from a file that is read as it streams."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest

import pipeline
from pipeline.measure.hours import OutsideCalendar
from pipeline.measure.judging import judged
from pipeline.measure.policy import Measure, Policy
from pipeline.measure.tables.evaluating import evaluate, row_of_judgement
from pipeline.measure.tables.frames import judgements, levels_of
from pipeline.measure.tables.histories import rows_of, untold
from pipeline.measure.tables.pausing import Histories, told_by_pauses
from pipeline.model.ticket import Event, EventKind, Ticket
from tests.measure.policies import HOUR, MINUTE, around_the_clock, at, hours, policy, ticket
from tests.measure.test_stepping import ZONES, drawn, ticket_in

LEVELS = (
    ("p1", around_the_clock(), 900, 4 * HOUR),
    ("p2", hours("08:00-18:00", holidays=("2026-04-03",)), HOUR, 8 * HOUR),
    ("p3", hours("22:00-06:00"), 2 * HOUR, 30 * HOUR),
)
POLICIES = [
    policy(*LEVELS, requests=(("laptop", hours("09:00-17:00"), 24 * HOUR),)),
    policy(*LEVELS, starts="acknowledged", boundary="less_than", reopening="new_cycle", pauses_stop_response="true"),
    policy(*LEVELS, priority_change="segment", downgrade_after_failure="rejudge", workaround="lowers"),
]
AS_OF = at("2026-04-20 12:00")


def some_tickets(of: Policy, count: int = 400) -> list[Ticket]:
    random = Random(5)
    return [*(plain(random, number, of) for number in range(count)), *(ticket_in(random, "Europe/Berlin", n)[0] for n in range(count // 4))]


def plain(random: Random, number: int, of: Policy) -> Ticket:
    opened = at("2026-03-20 00:00") + random.randrange(0, 30 * 24 * HOUR, random.choice((1, 900)))
    events = [Event(opened, EventKind.OPENED)]
    if random.random() < 0.9:
        events.append(Event(opened + random.randrange(0, 3 * HOUR, 900), EventKind.RESPONDED))
    if random.random() < 0.8:
        events.append(Event(opened + random.randrange(0, 60 * HOUR, 900), EventKind.STATE, "resolved"))
    events[1:] = sorted(events[1:], key=lambda event: event.at)
    if of.requests and number % 5 == 0:
        return Ticket(f"R-{number}", tuple(events), "service_request", "", request="laptop")
    return Ticket(f"P-{number}", tuple(events), priority=random.choice(("p1", "p2", "p3")))


def one_by_one(tickets: list[Ticket], of: Policy, as_of: int = AS_OF) -> list[dict[str, Any]]:
    return [row_of_judgement(each) for ticket in tickets for each in judged(ticket, of, as_of).judgements]


def in_order(judgements: pl.DataFrame) -> pl.DataFrame:
    return judgements.sort("ticket", "measure", "cycle")


def differences(tickets: list[Ticket], of: Policy, as_of: int) -> list[tuple[Any, Any]]:
    """What is judged otherwise all at once than by itself."""
    found = in_order(evaluate(rows_of(tickets).lazy(), of, as_of).collect())
    expected = in_order(pl.DataFrame(one_by_one(tickets, of, as_of), schema=judgements(levels_of(of))))
    return [pair for pair in zip(found.to_dicts(), expected.to_dicts(), strict=True) if pair[0] != pair[1]]


@pytest.mark.parametrize("of", POLICIES)
def test_all_at_once_gives_the_figures_of_each_by_itself(of: Policy) -> None:
    tickets = some_tickets(of)

    found = in_order(evaluate(rows_of(tickets).lazy(), of, AS_OF).collect())

    expected = in_order(pl.DataFrame(one_by_one(tickets, of), schema=judgements(levels_of(of))))
    assert found.equals(expected), [pair for pair in zip(found.to_dicts(), expected.to_dicts(), strict=True) if pair[0] != pair[1]][:3]
    assert set(found["met"]) == {True, False, None}
    assert rows_of(tickets)["history"].null_count() > 300


@pytest.mark.parametrize("of", POLICIES)
def test_what_happened_after_the_moment_of_the_judgement_is_told_alike(of: Policy) -> None:
    assert not differences([plain(Random(7), number, of) for number in range(400)], of, at("2026-04-01 12:00"))


STATES = ("awaiting_customer", "awaiting_customer", "agreed_hold", "customer_third_party", "provider_supplier", "working", "working")


def paused(random: Random, number: int, start: int) -> Ticket:
    """A ticket with pauses, with times that often equal each other, and perhaps with a Response and a Resolution."""
    grain, longest = random.choice((1, 15 * MINUTE, HOUR)), random.choice((HOUR, 30 * HOUR, 100 * HOUR))
    opened = start + random.randrange(0, 72 * HOUR, grain)
    moments = sorted(opened + random.randrange(0, longest, grain) for _ in range(random.randrange(1, 7)))
    events = [Event(moment, EventKind.STATE, random.choice(STATES)) for moment in moments]
    if random.random() < 0.2:
        events.insert(random.randrange(len(events)), Event(moments[0], EventKind.MAJOR))
    if random.random() < 0.6:
        events.append(Event(moments[-1] + random.randrange(0, 8 * HOUR, grain), EventKind.STATE, random.choice(("resolved", "closed"))))
    if random.random() < 0.7:
        at_place = random.randrange(len(events))
        events.insert(at_place, Event(events[at_place].at, EventKind.RESPONDED))
    events = [Event(opened, EventKind.OPENED), *sorted(events, key=lambda event: event.at)]
    if number % 4 == 0:
        return Ticket(f"R-{number}", tuple(events), "service_request", request="laptop")
    return Ticket(f"P-{number}", tuple(events), priority=random.choice(("p1", "p2", "p3")))


def with_requests(of: Policy) -> Policy:
    """The policy with a request of the catalogue, whose clock pauses as those of the other Priorities do."""
    level = of.levels["p2"]
    return replace(of, requests={"laptop": replace(level, id="laptop", times={Measure.FULFILMENT: 9 * HOUR})})


def test_tickets_with_pauses_are_judged_at_once_as_each_is_by_itself_under_any_policy(request: pytest.FixtureRequest) -> None:
    for seed in range(400 if request.config.getoption("--all") else 40):
        random = Random(seed)
        drawn_policy, rules = drawn(random)
        of, start = with_requests(drawn_policy), at(f"{ZONES[rules.calendar.timezone]} 00:00", rules.calendar.timezone)
        tickets = [paused(random, number, start) for number in range(60)]
        # Some judgements come before the last events, so that clocks stand or have not begun.
        as_of = start + random.randrange(0, 150 * HOUR, 15 * MINUTE)

        assert not differences(tickets, of, as_of)[:1], (seed, rules.clock)
        assert told_by_pauses(Histories.of(history_of(tickets)), of, is_request=False).all()


def history_of(tickets: list[Ticket]) -> pl.Series:
    return rows_of(tickets)["history"].drop_nulls()


ENDS_SOON = {"covers": ("2026-03-01", "2026-04-08")}
END = at("2026-04-09 00:00")
BRIEF = (("p1", around_the_clock(**ENDS_SOON), HOUR, 40 * HOUR), ("p2", hours("08:00-18:00", **ENDS_SOON), 9 * HOUR, 60 * HOUR))


@pytest.mark.parametrize("stops", ["true", "false"])
@pytest.mark.parametrize("starts", ["opened", "acknowledged"])
def test_pauses_before_the_end_of_the_calendar_leave_what_is_due_behind_it_open(starts: str, stops: str) -> None:
    of = with_requests(policy(*BRIEF, starts=starts, pauses_stop_response=stops))
    drawn = [paused(Random(number), number, at("2026-04-05 12:00")) for number in range(900)]
    tickets = [each for each in drawn if each.events[-1].at < END and each.priority != "p3"]

    assert not differences(tickets, of, END)
    ends_before = pl.col("met"), pl.col("due").is_null()
    assert evaluate(rows_of(tickets).lazy(), of, END).filter(ends_before).collect().height > 20


OPENED = "2026-03-27 15:00"
AT_ONCE = [policy(*((id, open, 0, 0) for id, open, _, _ in LEVELS), boundary=boundary) for boundary in ("at_most", "less_than")]
HISTORIES = {
    "a pause and the Response in one second": ("awaiting_customer 16:00", "responded 16:00", "working 17:00", "resolved 17:30"),
    "a pause before the Response": ("awaiting_customer 15:10", "responded 15:40", "working 16:00", "resolved 17:00"),
    "a pause open at the judgement": ("responded 15:10", "awaiting_customer 16:00"),
    "a pause over the whole ticket": ("awaiting_customer 15:00", "resolved 17:00"),
    "a pause outside the hours": ("responded 15:05", "awaiting_customer 18:30", "working 20:00", "resolved 21:00"),
    "a pause that nothing ends but the Resolution": ("responded 15:05", "agreed_hold 15:30", "resolved 17:00", "closed 18:00"),
    "a pause from the opening": ("awaiting_customer 15:00",),
    "a pause without length": ("agreed_hold 15:30", "working 15:30", "responded 15:30"),
    "a Response behind the Resolution": ("awaiting_customer 15:30", "resolved 16:00", "responded 17:00"),
}


@pytest.mark.parametrize("told", HISTORIES.values(), ids=HISTORIES)
def test_pauses_at_the_edges_are_judged_at_once_as_by_themselves(told: tuple[str, ...]) -> None:
    events = [(f"2026-03-27 {hour}", what) for what, hour in map(str.split, told)]
    tickets = [ticket((OPENED, "opened"), *events, priority=priority, id=priority) for priority in ("p1", "p2", "p3")]

    assert told_by_pauses(Histories.of(history_of(tickets)), POLICIES[0], is_request=False).all()
    for of in (*POLICIES, *AT_ONCE):
        for as_of in (at(OPENED), at("2026-03-27 16:30"), AS_OF):
            assert not differences(tickets, of, as_of)


@pytest.mark.parametrize(
    ("told", "of", "is_short"),
    [
        (("resolved", "working"), {}, False),
        (("resolved", "working"), {"reopening": "first"}, True),
        (("resolved", "closed"), {}, True),
        (("to p2",), {}, False),
        (("workaround",), {}, True),
        (("workaround",), {"workaround": "resolves"}, False),
        (("workaround",), {"workaround": "lowers"}, False),
        (("major",), {}, True),
    ],
)
def test_only_what_pauses_alone_decide_is_judged_at_once(told: tuple[str, ...], of: dict[str, Any], is_short: bool) -> None:
    tickets = [ticket((OPENED, "opened"), (OPENED, "awaiting_customer"), *((OPENED, each) for each in told))]

    assert told_by_pauses(Histories.of(history_of(tickets)), policy(*LEVELS, **of), is_request=False).all() == is_short
    assert not differences(tickets, policy(*LEVELS, **of), AS_OF)


def test_events_out_of_order_are_left_to_the_long_way() -> None:
    tickets = [ticket((OPENED, "opened"), ("2026-03-27 17:00", "awaiting_customer"), ("2026-03-27 16:00", "working"))]

    assert not told_by_pauses(Histories.of(history_of(tickets)), POLICIES[0], is_request=False).any()
    assert not differences(tickets, POLICIES[0], AS_OF)


def test_the_order_of_the_rows_changes_nothing() -> None:
    tickets = rows_of(some_tickets(POLICIES[0]))

    shuffled = evaluate(tickets.sample(fraction=1, shuffle=True, seed=9).lazy(), POLICIES[0], AS_OF).collect()

    assert in_order(shuffled).equals(in_order(evaluate(tickets.lazy(), POLICIES[0], AS_OF).collect()))


def test_a_file_of_many_parts_is_judged_as_it_streams(tmp_path: Path) -> None:
    tickets = rows_of(some_tickets(POLICIES[0]))
    tickets.write_parquet(tmp_path / "tickets.parquet", row_group_size=50)

    streamed = evaluate(pl.scan_parquet(tmp_path / "tickets.parquet"), POLICIES[0], AS_OF).collect(engine="streaming")

    assert in_order(streamed).equals(in_order(evaluate(tickets.lazy(), POLICIES[0], AS_OF).collect()))


def test_a_ticket_comes_back_from_the_table_as_it_went_in() -> None:
    tickets = some_tickets(POLICIES[0])

    back = [untold(row) for row in rows_of(tickets).iter_rows(named=True)]

    assert one_by_one(back, POLICIES[0]) == one_by_one(tickets, POLICIES[0])


def test_no_tickets_give_no_judgements() -> None:
    assert evaluate(rows_of([]).lazy(), POLICIES[0], AS_OF).collect().height == 0


ELSEWHERE = """
import sys
import polars
plan, made = sys.argv[1:]
polars.LazyFrame.deserialize(plan).sink_parquet(made)
"""


def test_a_plan_that_is_written_down_gives_the_same_figures_in_another_process(tmp_path: Path) -> None:
    tickets = rows_of(some_tickets(POLICIES[2]))
    tickets.write_parquet(tmp_path / "tickets.parquet", row_group_size=50)

    evaluate(pl.scan_parquet(tmp_path / "tickets.parquet"), POLICIES[2], AS_OF).serialize(tmp_path / "plan")
    elsewhere = [sys.executable, "-c", ELSEWHERE, str(tmp_path / "plan"), str(tmp_path / "made.parquet")]
    subprocess.run(elsewhere, check=True, env={**os.environ, "PYTHONPATH": str(Path(pipeline.__file__).parents[1])})

    made = pl.read_parquet(tmp_path / "made.parquet")
    assert in_order(made).equals(in_order(evaluate(tickets.lazy(), POLICIES[2], AS_OF).collect()))


@pytest.mark.parametrize(("told", "as_of"), [("2025-12-31 12:00", AS_OF), ("2026-04-01 12:00", at("2028-01-01 00:01"))])
@pytest.mark.parametrize("waits", [(), (("2026-04-02 12:00", "awaiting_customer"),)])
def test_a_ticket_outside_the_calendar_is_never_judged(told: str, as_of: int, waits: tuple[tuple[str, str], ...]) -> None:
    outside = ticket((told, "opened"), *waits)

    with pytest.raises((OutsideCalendar, pl.exceptions.ComputeError)):
        evaluate(rows_of([outside]).lazy(), POLICIES[0], as_of).collect()
