"""The names that the writer of reports and their Word template share: slots and styles."""

from __future__ import annotations

BODY_SLOT = "body"
VALUE_SLOTS = ("title", "subject", "legend")

TITLE, SUBJECT, LEAD = "Report Title", "Report Subject", "Report Lead"
HEADING, TEXT = "Report Heading", "Report Text"
CAPTION = "Report Caption"
"""The title of a table or a chart."""
CHART = "Report Chart"
"""The paragraph that a chart stands in."""
CELL, HEAD, LABEL = "Table Text", "Table Header", "Table Label"
SPACE = "Table Space"
TABLE, FACTS = "Report Table", "Report Facts"

NEEDED_STYLES = (TITLE, SUBJECT, LEAD, HEADING, TEXT, CAPTION, CHART, CELL, HEAD, LABEL, SPACE, TABLE, FACTS)
