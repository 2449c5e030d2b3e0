"""What ticket exports say about the Service Levels: service clocks, attainment and credits."""

from pipeline.measure.attaining import RepeatedFailure, repeated_failures
from pipeline.measure.availability import Available, Outage, availabilities
from pipeline.measure.crediting import Charge, Failed, statement
from pipeline.measure.escalating import Escalated, escalations
from pipeline.measure.evaluating import evaluate
from pipeline.measure.exports import Unreadable, WrongColumns, rows_in
from pipeline.measure.hours import OpenHours, OutsideCalendar, always_open, known, midnight, open_hours
from pipeline.measure.intake import Intake, Known, Refusal, intake
from pipeline.measure.judging import Judged, Judgement, Segment, judged
from pipeline.measure.outages import OtherMeasure, measures_in, outages_in
from pipeline.measure.periods import day_of, month_of, next_month, span_of
from pipeline.measure.policy import Level, Measure, Policy, policy_of
from pipeline.measure.record import Figure, Record, Signs, record
from pipeline.measure.suggesting import suggestion

__all__ = [
    "Available",
    "Charge",
    "Escalated",
    "Failed",
    "Figure",
    "Intake",
    "Judged",
    "Judgement",
    "Known",
    "Level",
    "Measure",
    "OpenHours",
    "OtherMeasure",
    "Outage",
    "OutsideCalendar",
    "Policy",
    "Record",
    "Refusal",
    "RepeatedFailure",
    "Segment",
    "Signs",
    "Unreadable",
    "WrongColumns",
    "always_open",
    "availabilities",
    "day_of",
    "escalations",
    "evaluate",
    "intake",
    "judged",
    "known",
    "measures_in",
    "midnight",
    "month_of",
    "next_month",
    "open_hours",
    "outages_in",
    "policy_of",
    "record",
    "repeated_failures",
    "rows_in",
    "span_of",
    "statement",
    "suggestion",
]
