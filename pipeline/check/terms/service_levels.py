"""Response and Resolution Times that cannot all be kept, or say little."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from pipeline.check.terms.rule import Rule, for_each, other_place
from pipeline.check.terms.service_time import limit, minutes_of_a_business_day, window_clock
from pipeline.model.diagnostic import Diagnostic, error, warning
from pipeline.model.duration import Kind
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.service_clock import OutsideWindow
from pipeline.model.terms.service_levels import BelowMinimum, ServiceLevelTarget

Pair = tuple[ServiceLevelTarget, ServiceLevelTarget]


def _targets(terms: Terms) -> Iterable[ServiceLevelTarget]:
    return terms.service_levels.targets


def _neighbours(terms: Terms) -> Iterable[Pair]:
    return pairwise(terms.service_levels.targets)


def _path(target: ServiceLevelTarget, field: str) -> str:
    return f"service_levels.targets.{target.id}.{field}"


@for_each(_targets)
def response_after_resolution(terms: Terms, positions: Positions, target: ServiceLevelTarget) -> Iterator[Diagnostic]:
    """V01. A Response Time that can end after the Resolution Time of the same priority.

    Wrong: `response: 8 h` beside `resolution: 4 h`. Right: `response: 30 min`. Nobody resolves a ticket before responding to it,
    so one of the two was meant otherwise. Both count in the target's window; a business day counts as the business hours.
    """
    response, resolution = (limit(terms, time, target.window) for time in (target.response, target.resolution))
    if response.can_fall_due_after(resolution):
        message = f"the Response Time of `{target.id}`, {target.response}, is longer than its Resolution Time, {target.resolution}"
        hint = f"expected at most {target.resolution}"
        related = other_place(positions, _path(target, "resolution"), "the Resolution Time")
        yield error("response-after-resolution", positions.of_value(_path(target, "response")), message, hint, related)


@for_each(_neighbours)
def slower_for_higher_priority(terms: Terms, positions: Positions, pair: Pair) -> Iterator[Diagnostic]:
    """V02. A Response or Resolution Time that can end after that of the next lower priority.

    Wrong: `p1` with `response: 1 h` and `p2` with `response: 30 min`. Right: times that grow from the first priority to the last.
    Otherwise it pays to report a ticket with a lower priority than it has. Times in different windows are compared as the
    same ticket would meet them, whenever in the week it is logged.
    """
    higher, lower = pair
    times = (("response", higher.response, lower.response), ("resolution", higher.resolution, lower.resolution))
    for field, quick, slow in times:
        if limit(terms, quick, higher.window).can_fall_due_after(limit(terms, slow, lower.window)):
            name = f"{field.capitalize()} Time"
            message = f"the {name} of `{higher.id}`, {quick}, can end after that of `{lower.id}`, {slow}"
            related = other_place(positions, _path(lower, field), f"the {name} of `{lower.id}`")
            place = positions.of_value(_path(higher, field))
            yield error("slower-for-higher-priority", place, message, "expected times that grow from priority to priority", related)


@for_each(_targets)
def update_after_resolution(terms: Terms, positions: Positions, target: ServiceLevelTarget) -> Iterator[Diagnostic]:
    """V03. Updates that are rarer than the Resolution Time.

    Wrong: `update_every: 8 h` beside `resolution: 4 h`. Right: `update_every: 1 h`. The first update would be due
    when the ticket has long been resolved, so the duty is empty.
    """
    update, resolution = (limit(terms, time, target.window) for time in (target.update_every, target.resolution))
    if update.can_fall_due_after(resolution):
        message = f"`{target.id}` has an update every {target.update_every}, which is longer than its Resolution Time, {target.resolution}"
        related = other_place(positions, _path(target, "resolution"), "the Resolution Time")
        place = positions.of_value(_path(target, "update_every"))
        yield error("update-after-resolution", place, message, f"expected at most {target.resolution}", related)


@for_each(_targets)
def hours_beyond_a_business_day(terms: Terms, positions: Positions, target: ServiceLevelTarget) -> Iterator[Diagnostic]:
    """V07. A time in hours that is longer than a Business Day, in a window that closes. A warning.

    Wrong: `resolution: 24 h` in a window from 08:00 to 18:00, which ends on the third day. Right: `resolution: 2 business_days`.
    A reader takes 24 h for a day and a night.
    """
    whole_day = minutes_of_a_business_day(terms)
    if agreed(terms.service_levels.clock.outside_window) is OutsideWindow.RUNS:
        return
    if window_clock(terms, target.window).is_always:
        return
    for field, time in (("response", target.response), ("resolution", target.resolution)):
        if time.kind is Kind.TIME and time.size > whole_day:
            message = (
                f"{time} count only in the window `{target.window}` and are longer than a Business Day, {terms.calendar.business_hours}"
            )
            hint = f"say it in business days: `{-(-time.size // whole_day)} business_days`"
            yield warning("hours-beyond-a-business-day", positions.of_value(_path(target, field)), message, hint)


def sample_too_small(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V09. A minimum sample of no tickets. A warning.

    Wrong: `minimum_sample: 0`. Right: `minimum_sample: 20`. With five tickets in a month one miss makes 80 %,
    which says nothing about the service.
    """
    if terms.service_levels.minimum_sample <= 1:
        message = f"a minimum sample of {terms.service_levels.minimum_sample} lets one ticket decide whether a percentage is met"
        yield warning("sample-too-small", positions.of_value("service_levels.minimum_sample"), message, "20 is common")


@for_each(_targets)
def credit_not_scored(terms: Terms, positions: Positions, target: ServiceLevelTarget) -> Iterator[Diagnostic]:
    """V09. A target with a Service Credit that is not judged in a month with few tickets.

    Wrong: `below_minimum: not_scored` and a target with `credit: true`. Right: `allow_one_miss` or `carry_forward`.
    A few badly handled critical tickets, which are always few, would otherwise cost the Provider nothing.
    """
    levels = terms.service_levels
    if target.credit and agreed(levels.below_minimum) is BelowMinimum.NOT_SCORED:
        message = f"`{target.id}` gives a Service Credit, but is not judged in a month with fewer than {levels.minimum_sample} tickets"
        related = other_place(positions, "service_levels.below_minimum", "how few tickets are judged")
        hint = "expected `allow_one_miss` or `carry_forward`"
        yield error("credit-not-scored", positions.of_value(_path(target, "credit")), message, hint, related)


RULES: tuple[Rule, ...] = (
    response_after_resolution,
    slower_for_higher_priority,
    update_after_resolution,
    hours_beyond_a_business_day,
    sample_too_small,
    credit_not_scored,
)
