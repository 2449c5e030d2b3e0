"""All tickets at once give the figures of each by itself, in any order, in parts, and from a file that is read as it streams."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest

from pipeline.measure.hours import OutsideCalendar
from pipeline.measure.judging import judged
from pipeline.measure.policy import Policy
from pipeline.measure.tables.evaluating import evaluate, levels_of, row_of_judgement
from pipeline.measure.tables.frames import TICKETS, judgements
from pipeline.measure.tables.histories import row_of, untold
from pipeline.model.ticket import Event, EventKind, Ticket
from tests.measure.policies import HOUR, around_the_clock, at, hours, policy
from tests.measure.test_stepping import ticket_in

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


def frame(tickets: list[Ticket]) -> pl.DataFrame:
    return pl.DataFrame([row_of(ticket, 1) for ticket in tickets], schema=TICKETS)


def one_by_one(tickets: list[Ticket], of: Policy) -> list[dict[str, Any]]:
    return [row_of_judgement(each) for ticket in tickets for each in judged(ticket, of, AS_OF).judgements]


def in_order(judgements: pl.DataFrame) -> pl.DataFrame:
    return judgements.sort("ticket", "measure", "cycle")


@pytest.mark.parametrize("of", POLICIES)
def test_all_at_once_gives_the_figures_of_each_by_itself(of: Policy) -> None:
    tickets = some_tickets(of)

    found = in_order(evaluate(frame(tickets).lazy(), of, AS_OF).collect())

    expected = in_order(pl.DataFrame(one_by_one(tickets, of), schema=judgements(levels_of(of))))
    assert found.equals(expected), [pair for pair in zip(found.to_dicts(), expected.to_dicts(), strict=True) if pair[0] != pair[1]][:3]
    assert set(found["met"]) == {True, False, None}
    assert frame(tickets)["history"].null_count() > 300


def test_the_order_of_the_rows_changes_nothing() -> None:
    tickets = frame(some_tickets(POLICIES[0]))

    shuffled = evaluate(tickets.sample(fraction=1, shuffle=True, seed=9).lazy(), POLICIES[0], AS_OF).collect()

    assert in_order(shuffled).equals(in_order(evaluate(tickets.lazy(), POLICIES[0], AS_OF).collect()))


def test_a_file_of_many_parts_is_judged_as_it_streams(tmp_path: Path) -> None:
    tickets = frame(some_tickets(POLICIES[0]))
    tickets.write_parquet(tmp_path / "tickets.parquet", row_group_size=50)

    streamed = evaluate(pl.scan_parquet(tmp_path / "tickets.parquet"), POLICIES[0], AS_OF).collect(engine="streaming")

    assert in_order(streamed).equals(in_order(evaluate(tickets.lazy(), POLICIES[0], AS_OF).collect()))


def test_a_ticket_comes_back_from_the_table_as_it_went_in() -> None:
    for ticket in some_tickets(POLICIES[0]):
        back = untold(row_of(ticket, 1))

        assert one_by_one([back], POLICIES[0]) == one_by_one([ticket], POLICIES[0])


def test_no_tickets_give_no_judgements() -> None:
    assert evaluate(frame([]).lazy(), POLICIES[0], AS_OF).collect().height == 0


def test_a_ticket_outside_the_calendar_is_never_judged() -> None:
    early = Ticket("T", (Event(at("2025-12-31 12:00"), EventKind.OPENED),), priority="p1")

    with pytest.raises((OutsideCalendar, pl.exceptions.ComputeError)):
        evaluate(frame([early]).lazy(), POLICIES[0], AS_OF).collect()
