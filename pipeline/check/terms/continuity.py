"""The continuity of the Provider's business: times for one service against those for all."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.terms.rule import Rule, for_each, other_place
from pipeline.model.diagnostic import Diagnostic, error
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.data_protection import ServiceRecovery


def _recoveries(terms: Terms) -> tuple[ServiceRecovery, ...]:
    return terms.business_continuity.services if terms.business_continuity else ()


@for_each(_recoveries)
def recovery_later_than_all(terms: Terms, positions: Positions, recovery: ServiceRecovery) -> Iterator[Diagnostic]:
    """V75. A service that recovers later, or loses more data, than the plan allows for all services.

    Wrong: `recovery_time: 48 h` for one service under `recovery_time: 24 h` for all. Right: at most 24 h. The clause and its schedule
    would contradict each other.
    """
    for name in ("recovery_time", "recovery_point"):
        own, limit = getattr(recovery, name), getattr(terms.business_continuity, name)
        if own.is_comparable(limit) and own.exceeds(limit):
            message = f"{own} for this service is more than the {limit} for all services"
            related = other_place(positions, f"business_continuity.{name}", "the time for all services")
            place = positions.of_value(f"business_continuity.services.{recovery.id}.{name}")
            yield error("recovery-later-than-all", place, message, f"expected at most {limit}", related)


RULES: tuple[Rule, ...] = (recovery_later_than_all,)
