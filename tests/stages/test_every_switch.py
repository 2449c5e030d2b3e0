"""Wording and measuring agree: each switch of the service clock changes what a clause says and what a ticket's figure is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.assemble import assembled
from pipeline.measure.attaining import attainments
from pipeline.measure.judging import judged
from pipeline.measure.policy import Measure, policy_of
from pipeline.measure.tables.counting import PERIOD, with_periods
from pipeline.measure.tables.evaluating import evaluate
from pipeline.measure.tables.histories import rows_of
from pipeline.model.document import Paragraph, walk
from pipeline.model.numbering import NO_BREAK, numbered
from pipeline.model.positions import Positions
from pipeline.model.reading import words_of
from pipeline.model.terms import service_credits
from pipeline.model.terms.changed import with_values
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.performance import ServiceLevel
from pipeline.model.terms.service_clock import ServiceClock
from pipeline.model.terms.service_levels import ServiceLevels
from pipeline.model.ticket import Ticket
from pipeline.model.times import YearMonth
from pipeline.stages.drafts.agreement import Shelf
from pipeline.store.contracts import load_contract
from pipeline.store.root import Root
from tests.measure.policies import HOUR, at, ticket

REPOSITORY = Path(__file__).parents[2]
CLOCK = "service_levels.clock"
LATER = at("2026-12-20 00:00", "Europe/London")


@cache
def base() -> Terms:
    """A whole contract under the library of the house, whose clauses are held against the measuring here."""
    found = load_contract(Root(REPOSITORY), "fernhill-brightwater")
    assert found.terms is not None
    return found.terms


@cache
def shelf() -> Shelf:
    """The library, each clause of which is parsed once."""
    return Shelf(Root(REPOSITORY))


def terms(**values: str) -> Terms:
    changed = with_values(base(), {path.replace("__", "."): value for path, value in values.items()})
    assert not changed.refused, changed.refused
    return changed.terms


def text(of: Terms, id: str) -> str:
    """What stands under an id: its paragraph and those that follow it up to the next one with a name."""
    document = assembled(
        shelf().library.library, shelf().parsed, of, Positions({}, {}, {}, "contract.yaml"), {}, shelf().parsed_law
    ).document
    paragraphs = [node for node in walk(document) if isinstance(node, Paragraph)]
    numbers = numbered(document)
    start = next((at for at, node in enumerate(paragraphs) if node.id == id), None)
    if start is None:
        return ""
    end = next((at for at in range(start + 1, len(paragraphs)) if paragraphs[at].named), len(paragraphs))
    return " ".join(words_of(node.content, "", numbers, document).replace(NO_BREAK, " ") for node in paragraphs[start:end])


def told(*story: tuple[str, str], priority: str = "p2", **fields: Any) -> Ticket:
    return ticket(*story, priority=priority, zone="Europe/London", **fields)


def elapsed(measure: Measure, of: Ticket) -> Callable[[Terms], Any]:
    return lambda agreed: [each.elapsed / HOUR for each in judged(of, policy_of(agreed), LATER).judgements if each.measure is measure]


def met(measure: Measure, of: Ticket) -> Callable[[Terms], Any]:
    return lambda agreed: [each.met for each in judged(of, policy_of(agreed), LATER).judgements if each.measure is measure]


def month(of: Ticket, as_of: int = LATER) -> Callable[[Terms], Any]:
    def found(agreed: Terms) -> Any:
        frame = rows_of([of]).lazy()
        judgements = with_periods(evaluate(frame, policy_of(agreed), as_of), frame, policy_of(agreed)).collect()
        return judgements.sort("measure")[PERIOD].to_list()

    return found


def verdict(counted: int, hits: int) -> Callable[[Terms], Any]:
    def found(agreed: Terms) -> Any:
        level, period = ServiceLevel(service_credits.Measure.RESOLUTION, "p1"), YearMonth(2026, 10)
        judged = attainments(agreed.service_levels, {(level, period): (counted, hits)}, [period])
        return next(str(each.verdict) for each in judged if each.level == level)

    return found


@dataclass(frozen=True)
class Way:
    """One way of setting a switch: what is then printed, and what the figure then is."""

    values: dict[str, str]
    says: str
    figure: Any


def clock(name: str, value: str, **more: str) -> dict[str, str]:
    return {f"{CLOCK}.{name}": value, **more}


RESPONSE, RESOLUTION = Measure.RESPONSE, Measure.RESOLUTION
# P1 counts at every hour, P2 on weekdays from 08:00 to 18:00; 5 October 2026 is a Monday.
ANSWERED = told(("2026-10-05 09:00", "opened"), ("2026-10-05 09:30", "responded"), ("2026-10-05 12:00", "resolved"))
OVERNIGHT = told(("2026-10-05 17:00", "opened"), ("2026-10-06 09:00", "resolved"))


def waiting(state: str) -> Ticket:
    """Three hours of a morning, the second of them in this state."""
    return told(
        ("2026-10-05 09:00", "opened"), ("2026-10-05 10:00", state), ("2026-10-05 11:00", "working"), ("2026-10-05 12:00", "resolved")
    )


PAUSED = told(
    *(("2026-10-05 09:00", "opened"), ("2026-10-05 09:30", "awaiting_customer"), ("2026-10-05 10:30", "working")),
    *(("2026-10-05 11:00", "responded"), ("2026-10-05 12:00", "resolved")),
)
LOWERED = told(("2026-10-05 09:00", "opened"), ("2026-10-05 14:00", "to p2"), ("2026-10-05 16:00", "resolved"), priority="p1")
RAISED = told(("2026-10-05 16:00", "opened"), ("2026-10-05 20:00", "to p1"), ("2026-10-05 21:00", "resolved"))
REOPENED = told(
    *(("2026-10-05 09:00", "opened"), ("2026-10-05 11:00", "resolved")),
    *(("2026-10-06 09:00", "working"), ("2026-10-06 12:00", "resolved")),
)
EXACT = told(("2026-10-05 09:00", "opened"), ("2026-10-05 17:00", "resolved"))
WORKED_AROUND = told(("2026-10-05 09:00", "opened"), ("2026-10-05 10:00", "workaround"), ("2026-10-05 15:00", "resolved"), priority="p3")
OVER_THE_END = told(("2026-10-30 16:00", "opened"), ("2026-10-30 16:10", "responded"), ("2026-11-02 10:00", "resolved"))
DUE_LATER = told(("2026-10-30 16:00", "opened"), ("2026-10-30 16:10", "responded"), ("2026-10-30 17:00", "resolved"))
FORGOTTEN = told(("2026-10-05 09:00", "opened"), ("2026-10-05 09:10", "responded"), ("2026-11-20 10:00", "resolved"))
NIGHT = told(("2026-12-24 22:00", "opened"), ("2026-12-25 06:00", "resolved"))

FROM_OPENED = {f"{CLOCK}.priority_change": "from_opened", f"{CLOCK}.downgrade_after_failure": "rejudge"}
CASES: dict[str, tuple[str, Callable[[Terms], Any], tuple[Way, ...]]] = {
    "starts": (
        "service-clock.start",
        elapsed(RESOLUTION, ANSWERED),
        (
            Way(clock("starts", "opened"), "Time starts when the Ticket is opened.", [3]),
            Way(clock("starts", "acknowledged"), "the Resolution Time starts with the Response", [2.5]),
        ),
    ),
    "pauses_stop_response": (
        "service-clock.response",
        elapsed(RESPONSE, PAUSED),
        (
            Way(clock("pauses_stop_response", "false"), "No pause stops the Response Time.", [2]),
            Way(clock("pauses_stop_response", "true"), "A pause stops the Response Time", [1]),
        ),
    ),
    "customer_third_parties_pause": (
        "service-clock.pauses",
        elapsed(RESOLUTION, waiting("customer_third_party")),
        (
            Way(clock("customer_third_parties_pause", "true"), "waits for another supplier of the Customer", [2]),
            Way(clock("customer_third_parties_pause", "false"), "Agreed hold", [3]),
        ),
    ),
    "provider_suppliers_pause": (
        "service-clock.pauses",
        elapsed(RESOLUTION, waiting("provider_supplier")),
        (
            Way(clock("provider_suppliers_pause", "true"), "waits for a supplier of its own or a Subcontractor", [2]),
            Way(clock("provider_suppliers_pause", "false"), "Agreed hold", [3]),
        ),
    ),
    "outside_window": (
        "service-clock.window",
        elapsed(RESOLUTION, OVERNIGHT),
        (
            Way(clock("outside_window", "stops"), "Time counts only within the Service Hours", [2]),
            Way(clock("outside_window", "runs"), "counts at every hour of every day", [16]),
        ),
    ),
    "workaround": (
        "service-levels.workaround-effect",
        elapsed(RESOLUTION, WORKED_AROUND),
        (
            Way(
                clock("workaround", "lowers_priority_and_sets_fix_date"),
                "is a Resolution, but the Ticket stays open",
                [1],
            ),
            Way(clock("workaround", "resolves"), "is a Resolution, and the Provider may close", [1]),
            Way(clock("workaround", "no_effect"), "A Workaround does not change the Priority and is not a Resolution", [6]),
        ),
    ),
    "priority_change": (
        "service-clock.priority-change",
        elapsed(RESOLUTION, RAISED),
        (
            Way(FROM_OPENED, "as if the Ticket had never had another Priority", [5]),
            Way({**FROM_OPENED, f"{CLOCK}.priority_change": "segment"}, "counted in the Service Hours of the former Priority", [3]),
            Way({**FROM_OPENED, f"{CLOCK}.priority_change": "restart"}, "start at zero at the moment of the change", [1]),
        ),
    ),
    "downgrade_after_failure": (
        "service-clock.priority-change",
        met(RESOLUTION, LOWERED),
        (
            Way(clock("downgrade_after_failure", "sticky"), "missed before the Priority was lowered stays missed", [False]),
            Way(clock("downgrade_after_failure", "rejudge"), "only the times of the lower Priority decide", [True]),
        ),
    ),
    "reopening": (
        "service-clock.reopened",
        elapsed(RESOLUTION, REOPENED),
        (
            Way(clock("reopening", "resume"), "continues with the time counted up to the Resolution", [5]),
            Way(clock("reopening", "count_through"), "as if there had been no Resolution", [13]),
            Way(clock("reopening", "new_cycle"), "a new Resolution Time starts at zero", [2, 3]),
            Way(clock("reopening", "first"), "Only the first Resolution of a Ticket", [2]),
        ),
    ),
    "reopen_within": (
        "service-clock.reopening",
        elapsed(RESOLUTION, REOPENED),
        (
            Way(clock("reopen_within", "5 business_days"), "within 5 Business Days after its Resolution", [5]),
            Way(clock("reopen_within", "10 h"), "within 10 hours after its Resolution", [2]),
        ),
    ),
    "boundary": (
        "service-clock.boundary",
        met(RESOLUTION, EXACT),
        (
            Way(clock("boundary", "at_most"), "equal to it or shorter", [True]),
            Way(clock("boundary", "less_than"), "only if the counted time is shorter", [False]),
        ),
    ),
    "ticket_month": (
        "attainment.month",
        month(DUE_LATER),
        (
            Way(clock("ticket_month", "opened"), "in which it is opened", ["2026-10", "2026-10"]),
            Way(clock("ticket_month", "resolved"), "in which its Resolution falls", ["2026-10", "2026-10"]),
            Way(clock("ticket_month", "due"), "in which the time by which it is judged ends", ["2026-10", "2026-11"]),
        ),
    ),
    "ticket_month of a ticket that is open at the end": (
        "attainment.open-tickets",
        month(OVER_THE_END),
        (
            Way(clock("ticket_month", "opened"), "in which it meets or misses it", ["2026-10", "2026-11"]),
            Way(clock("ticket_month", "resolved"), "does not count for that time before its Resolution", ["2026-11", "2026-11"]),
            Way(clock("ticket_month", "due"), "at the end of the Measurement Period in which a time ends", ["2026-10", "2026-11"]),
        ),
    ),
    "open_at_period_end": (
        "attainment.open-tickets",
        month(FORGOTTEN),
        (
            Way(clock("open_at_period_end", "failed_if_past_target"), "as one that missed the time", ["2026-11", "2026-10"]),
            Way(clock("open_at_period_end", "carried_forward"), "in which the Response or the Resolution follows", ["2026-11", "2026-11"]),
        ),
    ),
    "empty_period": (
        "attainment.empty",
        verdict(0, 0),
        (
            Way(clock("empty_period", "not_applicable"), "neither met nor missed", "neither"),
            Way(clock("empty_period", "met"), "that Service Level is met", "met"),
        ),
    ),
    "below_minimum": (
        "attainment.minimum",
        verdict(5, 4),
        (
            Way({"service_levels.below_minimum": "allow_one_miss"}, "no more than one of them missed its time", "met"),
            Way({"service_levels.below_minimum": "carry_forward"}, "these Tickets are carried forward", "carried forward"),
            Way({"service_levels.below_minimum": "not_scored"}, "neither met nor missed", "neither"),
        ),
    ),
    "minimum_sample": (
        "attainment.minimum",
        verdict(15, 14),
        (
            Way({"service_levels.minimum_sample": "20"}, "fewer than 20", "met"),
            Way({"service_levels.minimum_sample": "10"}, "fewer than 10", "failed"),
        ),
    ),
}
ELSEWHERE = {
    "pauses": "a list, which the test below changes",
    "holiday_scope": "windows of this calendar do not run over midnight; the test below makes one",
    "permanent_fix_within": "a time for work after the Resolution, which tests/measure/test_duties.py tries",
}


def changed(way: Way) -> Terms:
    found = with_values(base(), way.values)
    assert not found.refused, found.refused
    return found.terms


@pytest.mark.parametrize("name", CASES)
def test_each_switch_changes_the_words_and_the_figure(name: str) -> None:
    id, figure, ways = CASES[name]

    texts = []
    for way in ways:
        agreed = changed(way)
        texts.append(text(agreed, id))
        assert way.says in texts[-1], way.values
        assert figure(agreed) == way.figure, way.values
    assert len(set(texts)) == len(ways)


def test_every_switch_of_the_clock_is_tried() -> None:
    assert set(ServiceClock.model_fields) == {name for name in CASES if name in ServiceClock.model_fields} | set(ELSEWHERE)
    assert {"below_minimum", "minimum_sample"} <= set(ServiceLevels.model_fields)


def test_the_states_that_pause_are_the_ones_that_are_printed() -> None:
    without = base().model_copy(
        update={
            "service_levels": base().service_levels.model_copy(
                update={"clock": base().service_levels.clock.model_copy(update={"pauses": base().service_levels.clock.pauses[:1]})}
            )
        }
    )

    assert "Agreed hold" in text(base(), "service-clock.pauses")
    assert elapsed(RESOLUTION, waiting("agreed_hold"))(base()) == [2]
    assert "Agreed hold" not in text(without, "service-clock.pauses")
    assert elapsed(RESOLUTION, waiting("agreed_hold"))(without) == [3]


@pytest.mark.parametrize(
    ("scope", "says", "hours"),
    [("shift_start", "belong as a whole to the day on which they begin", 8), ("civil_day", "divided at midnight", 2)],
)
def test_a_shift_over_midnight_is_counted_as_it_is_printed(scope: str, says: str, hours: int) -> None:
    """Christmas Day is a holiday; the shift begins on the evening before it."""
    windows = [
        each.model_copy(update={"hours": type(each.hours).read("22:00-06:00")}) if each.id == "standard" else each
        for each in base().calendar.service_windows
    ]
    agreed = terms(service_levels__clock__holiday_scope=scope)
    nights = agreed.model_copy(update={"calendar": agreed.calendar.model_copy(update={"service_windows": tuple(windows)})})

    assert says in text(agreed, "service-clock.midnight")
    assert elapsed(RESOLUTION, NIGHT)(nights) == [hours]
