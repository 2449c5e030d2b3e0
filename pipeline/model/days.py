"""How a date is written out in the languages of contracts."""

from __future__ import annotations

from datetime import date

from pipeline.model.numbering import NO_BREAK
from pipeline.model.terms.meta import Language

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def written_day(day: date, language: str) -> str:
    """A date as `1 April 2026`, in American English as `April 1, 2026`."""
    month = MONTHS[day.month - 1]
    if language == Language.AMERICAN_ENGLISH:
        return f"{month}{NO_BREAK}{day.day}, {day.year}"
    return f"{day.day}{NO_BREAK}{month} {day.year}"
