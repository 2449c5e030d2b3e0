"""Whether a Service Level was met: by the exact fraction, and by the rules for no ticket and for few."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.performance import Attainment, Verdict, reaches
from pipeline.model.terms.service_clock import EmptyPeriod
from pipeline.model.terms.service_levels import BelowMinimum, ServiceLevels


def judged_share(levels: ServiceLevels, share: Attainment) -> Attainment:
    """The verdict on one share of tickets."""
    if share.fraction is None:
        is_met = agreed(levels.clock.empty_period) is EmptyPeriod.MET
        return replace(share, verdict=Verdict.MET if is_met else Verdict.NEITHER, rule="no ticket counted")
    if share.counted < levels.minimum_sample and levels.minimum_sample > 1:
        few = f"fewer than {levels.minimum_sample} tickets"
        match agreed(levels.below_minimum):
            case BelowMinimum.CARRY_FORWARD:
                return replace(share, verdict=Verdict.CARRIED, rule=few)
            case BelowMinimum.NOT_SCORED:
                return replace(share, verdict=Verdict.NEITHER, rule=few)
            case BelowMinimum.ALLOW_ONE_MISS if share.missed <= 1:
                return replace(share, verdict=Verdict.MET, rule=f"{few}, of which one may miss its time")
    return by_fraction(share)


def by_fraction(share: Attainment) -> Attainment:
    """The verdict that the exact fraction gives."""
    assert share.fraction is not None
    return replace(share, verdict=Verdict.MET if reaches(share.fraction, share.target) else Verdict.FAILED)
