"""The names that the writer of reports and their Word template share: slots and styles."""

from __future__ import annotations

from pipeline.word.names import TABLE_HEADER, TABLE_LABEL, TABLE_SPACE, TABLE_TEXT

BODY_SLOT = "body"
VALUE_SLOTS = ("title", "subject", "legend")

TITLE, SUBJECT, LEAD = "Report Title", "Report Subject", "Report Lead"
HEADING, TEXT = "Report Heading", "Report Text"
CAPTION = "Report Caption"
"""The title of a table or a chart."""
CHART = "Report Chart"
"""The paragraph that a chart stands in."""
CELL, HEAD, LABEL, SPACE = TABLE_TEXT, TABLE_HEADER, TABLE_LABEL, TABLE_SPACE
TABLE, FACTS = "Report Table", "Report Facts"

NEEDED_STYLES = (TITLE, SUBJECT, LEAD, HEADING, TEXT, CAPTION, CHART, CELL, HEAD, LABEL, SPACE, TABLE, FACTS)
