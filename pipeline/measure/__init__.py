"""What ticket exports say about the Service Levels: service clocks, attainment and credits."""

from pipeline.measure.hours import OpenHours, OutsideCalendar, always_open, open_hours
from pipeline.measure.judging import Judged, Judgement, Segment, judged
from pipeline.measure.policy import Level, Measure, Policy, policy_of

__all__ = [
    "Judged",
    "Judgement",
    "Level",
    "Measure",
    "OpenHours",
    "OutsideCalendar",
    "Policy",
    "Segment",
    "always_open",
    "judged",
    "open_hours",
    "policy_of",
]
