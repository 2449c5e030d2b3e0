"""Ticket exports as tables: read, admitted as tickets, judged by the million, and asked for what they came to."""

from pipeline.measure.tables.admitting import Intake, Known, Refusal, intake
from pipeline.measure.tables.duties import lapses_in
from pipeline.measure.tables.evaluating import evaluate
from pipeline.measure.tables.exports import KNOWN_ENDINGS, Unreadable, rows_in
from pipeline.measure.tables.headings import WrongColumns
from pipeline.measure.tables.outages import OtherMeasure, measures_in, outages_in
from pipeline.measure.tables.recording import Figure, Record, Signs, record
from pipeline.measure.tables.suggesting import suggestion

__all__ = [
    "KNOWN_ENDINGS",
    "Figure",
    "Intake",
    "Known",
    "OtherMeasure",
    "Record",
    "Refusal",
    "Signs",
    "Unreadable",
    "WrongColumns",
    "evaluate",
    "intake",
    "lapses_in",
    "measures_in",
    "outages_in",
    "record",
    "rows_in",
    "suggestion",
]
