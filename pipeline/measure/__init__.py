"""What ticket exports say about the Service Levels: service clocks, attainment and credits."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from pipeline.measure.attaining import RepeatedFailure, by_fraction, judged_share, repeated_failures
from pipeline.measure.availability import Available, Outage, availabilities
from pipeline.measure.crediting import Charge, Failed, statement
from pipeline.measure.escalating import Escalated, escalations
from pipeline.measure.hours import OpenHours, OutsideCalendar, always_open, instant, known, midnight, open_hours
from pipeline.measure.judging import Judged, Judgement, Segment, judged
from pipeline.measure.periods import day_of, month_of, next_month, span_of
from pipeline.measure.policy import Level, Measure, Policy, policy_of, seconds_of

if TYPE_CHECKING:
    from pipeline.measure.admitting import Intake, Known, Refusal, intake
    from pipeline.measure.evaluating import evaluate
    from pipeline.measure.exports import Unreadable, WrongColumns, rows_in
    from pipeline.measure.outages import OtherMeasure, measures_in, outages_in
    from pipeline.measure.recording import Figure, Record, Signs, record
    from pipeline.measure.suggesting import suggestion

_WITH_TABLES = {
    "evaluate": "evaluating",
    "Unreadable": "exports",
    "WrongColumns": "exports",
    "rows_in": "exports",
    "Intake": "admitting",
    "Known": "admitting",
    "Refusal": "admitting",
    "intake": "admitting",
    "OtherMeasure": "outages",
    "measures_in": "outages",
    "outages_in": "outages",
    "Figure": "recording",
    "Record": "recording",
    "Signs": "recording",
    "record": "recording",
    "suggestion": "suggesting",
}
"""What rests on the library for tables. It is large, and the worked examples of a contract, which each check computes, need none of it."""

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
    "by_fraction",
    "day_of",
    "escalations",
    "evaluate",
    "instant",
    "intake",
    "judged",
    "judged_share",
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
    "seconds_of",
    "span_of",
    "statement",
    "suggestion",
]


def __getattr__(name: str) -> Any:
    """Load what computes with tables when it is asked for."""
    if name not in _WITH_TABLES:
        raise AttributeError(name)
    return getattr(import_module(f"pipeline.measure.{_WITH_TABLES[name]}"), name)
