"""Availability that cannot be reached, or excludes what nothing limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.check.terms.rule import Rule, for_each, other_place
from pipeline.check.terms.service_time import weekly, window_clock
from pipeline.model.diagnostic import Diagnostic, error, warning
from pipeline.model.duration import Kind
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.service_levels import AvailabilityTarget, Downtime, MeasurementPeriod

_SHORTEST = {MeasurementPeriod.MONTH: 28, MeasurementPeriod.QUARTER: 90, MeasurementPeriod.YEAR: 365}
"""The days of the shortest period of each kind."""


def _availability(terms: Terms) -> Iterable[AvailabilityTarget]:
    return terms.service_levels.availability


@for_each(_availability)
def maintenance_beyond_downtime(terms: Terms, positions: Positions, target: AvailabilityTarget) -> Iterator[Diagnostic]:
    """V08. More maintenance than the availability leaves room for. A warning.

    Wrong: 99.9 % of all hours, and 4 h of maintenance a month that count as downtime. Right: `excludes: [scheduled_maintenance]`,
    less maintenance, or maintenance outside the window. Of a month of 28 days 99.9 % leave 40.3 minutes.
    """
    maintenance = target.maintenance
    if maintenance is None or Downtime.SCHEDULED_MAINTENANCE in target.excludes or maintenance.max_per_period.kind is not Kind.TIME:
        return
    window = window_clock(terms, target.window)
    if not window.overlaps(weekly(maintenance.days, maintenance.hours)):
        return
    days = _SHORTEST[agreed(target.period)]
    allowed = (100 - target.target.value) / 100 * window.minutes_a_week * days / 7
    if maintenance.max_per_period.size > allowed:
        path = f"service_levels.availability.{target.id}"
        message = (
            f"{target.target} leaves {allowed:.1f} min of downtime in a {target.period.words} of {days} days,"
            f" less than the maintenance of up to {maintenance.max_per_period}, which counts as downtime"
        )
        hint = "exclude `scheduled_maintenance`, or allow less of it"
        related = other_place(positions, f"{path}.maintenance.max_per_period", "the maintenance")
        yield warning("maintenance-beyond-downtime", positions.of_value(f"{path}.target"), message, hint, related)


@for_each(_availability)
def unlimited_maintenance(terms: Terms, positions: Positions, target: AvailabilityTarget) -> Iterator[Diagnostic]:
    """V08. Maintenance that does not count as downtime, and that nothing limits.

    Wrong: `excludes: [scheduled_maintenance]` without `maintenance`. Right: `maintenance` with days, hours and the most in one period.
    Otherwise any standstill can be called maintenance.
    """
    if Downtime.SCHEDULED_MAINTENANCE in target.excludes and target.maintenance is None:
        message = "scheduled maintenance does not count as downtime, but nothing says when and how long it may be"
        place = positions.of_value(f"service_levels.availability.{target.id}.excludes")
        yield error("unlimited-maintenance", place, message, "add `maintenance`, or drop `scheduled_maintenance`")


RULES: tuple[Rule, ...] = (maintenance_beyond_downtime, unlimited_maintenance)
