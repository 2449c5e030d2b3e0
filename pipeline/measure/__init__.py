"""What ticket exports say about the Service Levels: service clocks, attainment and escalation.

What computes with tables stands apart in `measure.tables`, since the library for them is large: the worked examples of a contract,
which each check computes, need none of it.
"""

from pipeline.measure.attaining import RepeatedFailure, repeated_failures
from pipeline.measure.availability import Available, Outage, availabilities
from pipeline.measure.duties import Duty, Lapse, lapses
from pipeline.measure.escalating import Escalated, escalations
from pipeline.measure.hours import OutsideCalendar, instant, known, midnight
from pipeline.measure.judging import Judged, Judgement, Segment, judged
from pipeline.measure.periods import day_of, month_of, next_month, span_of
from pipeline.measure.policy import Level, Measure, Policy, policy_of, seconds_of

__all__ = [
    "Available",
    "Duty",
    "Escalated",
    "Judged",
    "Judgement",
    "Lapse",
    "Level",
    "Measure",
    "Outage",
    "OutsideCalendar",
    "Policy",
    "RepeatedFailure",
    "Segment",
    "availabilities",
    "day_of",
    "escalations",
    "instant",
    "judged",
    "known",
    "lapses",
    "midnight",
    "month_of",
    "next_month",
    "policy_of",
    "repeated_failures",
    "seconds_of",
    "span_of",
]
