"""Periods, percentages, sums, days and laws as strangers write them, and as our data writes them."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.model.days import MONTHS
from pipeline.model.money import SYMBOLS
from pipeline.model.number_words import in_words, number_in

_SPELLED = "|".join(sorted((in_words(number) for number in range(1, 100)), key=len, reverse=True))
_WORD, _SPACE = "[A-Za-z]{1,20}", r"\s{0,20}"
"""Nobody writes longer ones here, and an endless one must not be tried from each of its letters."""
_BOTH = rf"{_WORD}(?:[- ]{_WORD})?{_SPACE}\({_SPACE}\d{{1,3}}{_SPACE}\)"
_NUMBER = rf"(?:{_BOTH}|\d{{1,3}}(?:{_SPACE}\([A-Za-z -]{{1,40}}\))?|(?:{_SPELLED}))"
_BETWEEN = r"[\s-]+(?:(?:consecutive|additional|calendar|full|prior|clock)\s+)?(?:(?:business|working)[\s-]+)?"
_UNITS = {"minute": "min", "hour": "h", "day": "day", "week": "week", "month": "month", "year": "year"}
PERIOD = rf"(?P<value>\b{_NUMBER}{_BETWEEN}(?:{'|'.join(_UNITS)})s?(?!\w))"
PERCENT = r"(?P<value>\b(?:[A-Za-z-]{1,20}\s{0,20}(?:percent|per cent)?\s{0,20}\(\s{0,20})?\d{1,3}(?:\.\d{1,4})?\s*(?:%|per ?cent)\)?)"
_CURRENCY = r"(?:(?:US|CA|A)?[$£€]|\b(?:USD|GBP|EUR|CAD|AUD|CHF|ZAR|US \$))"
MONEY = rf"(?P<value>{_CURRENCY}\s?\d{{1,3}}(?:,?\d{{3}})*(?:\.\d{{2}})?(?!\d)(?:\s?(?:CAD|USD|AUD))?)"
_MONTH = "|".join(MONTHS)
DAY = rf"(?P<value>\b(?:(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTH}),? \d{{4}}))"
_SYMBOLS = {**SYMBOLS, "US$": "USD", "US $": "USD", "CA$": "CAD", "A$": "AUD"}


def period_in(words: str) -> str | None:
    """`sixty (60) days` as `60 days`; None for what is no whole number of one unit."""
    found = re.search(r"(\d{1,3})", words)
    spelled = re.match(_SPELLED, words.lower())
    count = int(found[1]) if found else number_in(spelled[0]) if spelled else None
    unit = re.search(r"(business|working)?[\s-]*(minute|hour|day|week|month|year)s?$", words.lower())
    if not count or unit is None:
        return None
    name = "business_day" if unit[1] and unit[2] == "day" else _UNITS[unit[2]]
    return f"{count} {name}" if name in ("min", "h") else f"{count} {name}{'s' * (count != 1)}"


def percent_in(words: str) -> str | None:
    """`ten percent (10%)` as `10 %`."""
    found = re.search(r"\d{1,3}(?:\.\d{1,4})?", words)
    return f"{found[0]} %" if found else None


def money_in(words: str) -> str | None:
    """`US$24,502` as `USD 24502.00`; a currency behind the sum counts more than the sign before it."""
    found = re.match(r"(?P<sign>(?:US|CA|A)?[$£€]|[A-Z]{3}|US \$)\s?(?P<sum>[\d,]+(?:\.\d{2})?)(?:\s?(?P<behind>[A-Z]{3}))?", words)
    if found is None:
        return None
    amount = Decimal(found["sum"].replace(",", ""))
    return f"{found['behind'] or _SYMBOLS.get(found['sign'], found['sign'])} {amount:.2f}"


def day_in(words: str) -> str | None:
    """`April 4, 2005` as `2005-04-04`."""
    month = next((number for number, name in enumerate(MONTHS, start=1) if name.lower() in words.lower()), None)
    day, year = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", words), re.search(r"\b(\d{4})\b", words)
    if month is None or day is None or year is None:
        return None
    return f"{year[1]}-{month:02}-{int(day[1]):02}"
