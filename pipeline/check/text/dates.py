"""Dates that no calendar has, or that can be read in two ways."""

from __future__ import annotations

import re
from calendar import day_name, month_name, monthrange
from collections.abc import Iterator
from datetime import date

from pipeline.check.text.proof import Proof, Rule
from pipeline.model.diagnostic import Diagnostic

_MONTHS = {name.casefold(): count for count, name in enumerate(month_name) if name}
_MONTHS |= {name[:3]: count for name, count in list(_MONTHS.items())} | {"sept": 9}
_DAYS = {name.casefold(): count for count, name in enumerate(day_name)}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_WRITTEN = re.compile(
    rf"(?:\b(?P<weekday>{'|'.join(_DAYS)}),?[^\S\n]+(?:the[^\S\n]+)?)?(?<!\d)(?<!\d\.)(?:"
    rf"{_DAY.format(1)}[^\S\n]+(?:day[^\S\n]+of[^\S\n]+)?(?P<month1>{_MONTH})\.?,?[^\S\n]+(?P<year1>\d{{4}})\b"
    rf"|\b(?P<month2>{_MONTH})\.?[^\S\n]+{_DAY.format(2)},?[^\S\n]+(?P<year2>\d{{4}})\b)",
    re.IGNORECASE,
)
_IN_FIGURES = re.compile(r"(?<![\d-])(?P<weekday>)(?P<year>(?:19|20)\d{2})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])")
_ANY_MONTH = re.compile("|".join(form for name in month_name[1:] for form in (name[:3], name[:3].upper())))
_BEFORE_MONTH, _BEHIND_MONTH = 35, 25

_YEARLESS = re.compile(
    rf"(?<![\d.,$£€/-])(?:(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?[^\S\n]+(?:of[^\S\n]+)?(?P<month1>{'|'.join(month_name[1:])})|(?P<month2>{'|'.join(month_name[1:])})[^\S\n]+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)"
    r"(?![\w,/-]|[^\S\n]*,?[^\S\n]*\d)"
)
_SLASHED = re.compile(
    r"(?<![\d/.-])(?P<first>\d{1,2})(?P<sign>[/.])(?P<second>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d{2}|\d{2})(?![\d/-]|\.\d)"
)
_LEAP = 2000


def impossible_date(proof: Proof) -> Iterator[Diagnostic]:
    """L51. A day that its month does not have.

    Wrong: "31 April 2026"; "29 February 2027". Right: "30 April 2026"; "28 February 2027". Nobody can say when such a day comes.
    """
    for match in _written(proof):
        year, month, day = _parts(match)
        if not _is_day(year, month, day):
            yield _impossible(proof, match, _words(proof, match))
    for match in _near_months(proof, _YEARLESS):
        month = _MONTHS[(match["month1"] or match["month2"]).casefold()]
        if not _is_day(_LEAP, month, int(match["day1"] or match["day2"])):
            yield _impossible(proof, match, _words(proof, match))
    for match in proof.matches(_SLASHED):
        first, second = int(match["first"]), int(match["second"])
        year = int(match["year"]) if len(match["year"]) == 4 else 2000 + int(match["year"])
        if match["sign"] == "/" and not _is_day(year, first, second) and not _is_day(year, second, first):
            yield _impossible(proof, match, match.group())


def _written(proof: Proof) -> Iterator[re.Match[str]]:
    yield from _near_months(proof, _WRITTEN)
    yield from proof.matches(_IN_FIGURES)


def _near_months(proof: Proof, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where a pattern stands around the name of a month: a text has few of them, and the pattern is slow."""
    done = 0
    for month in proof.matches(_ANY_MONTH):
        for match in pattern.finditer(proof.text, max(done, month.start() - _BEFORE_MONTH), month.end() + _BEHIND_MONTH):
            done = match.end()
            yield match


def _impossible(proof: Proof, match: re.Match[str], words: str) -> Diagnostic:
    return proof.error("impossible-date", match.start(), match.end(), f"`{words}` is no date", "write the day that is meant")


def _words(proof: Proof, match: re.Match[str]) -> str:
    return " ".join(match.group().split())


def _parts(match: re.Match[str]) -> tuple[int, int, int]:
    if match.re is _IN_FIGURES:
        return int(match["year"]), int(match["month"]), int(match["day"])
    form = "1" if match["year1"] else "2"
    return int(match[f"year{form}"]), _MONTHS[match[f"month{form}"].casefold()], int(match[f"day{form}"])


def _is_day(year: int, month: int, day: int) -> bool:
    return year > 0 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def weekday_against_date(proof: Proof) -> Iterator[Diagnostic]:
    """L54. A date that falls on another day of the week than it says.

    Wrong: "Monday, 3 May 2026". Right: "Sunday, 3 May 2026", or the Monday that is meant. Nobody can say which of the two is the slip.
    """
    for match in _written(proof):
        parts = _parts(match)
        if match["weekday"] and _is_day(*parts):
            real = date(*parts).weekday()
            if real != _DAYS[match["weekday"].casefold()]:
                message = f"`{_words(proof, match)}` was or will be a {day_name[real]}"
                yield proof.error("weekday-against-date", match.start(), match.end(), message, "correct the day or the date")


def ambiguous_date(proof: Proof) -> Iterator[Diagnostic]:
    """L53. A date in figures that is another day in London than in New York.

    Wrong: "03/04/2026". Right: "3 April 2026", or "2026-04-03". Where another date of the text shows which figure is the
    month, nothing is said.
    """
    found = [match for match in proof.matches(_SLASHED) if match["sign"] == "/" and _MONTH_FIRST.search(proof.text) is None]
    if any(int(match["first"]) > 12 or int(match["second"]) > 12 for match in found):
        return
    reported: set[str] = set()
    for match in found:
        first, second = int(match["first"]), int(match["second"])
        if first != second and first > 0 and second > 0 and match.group() not in reported:
            reported.add(match.group())
            message = f"`{match.group()}` is {second} {month_name[first]} or {first} {month_name[second]}"
            yield proof.warning("ambiguous-date", match.start(), match.end(), message, "write the month as a word")


_MONTH_FIRST = re.compile(r"\b(?:MM/DD/YY|DD/MM/YY)", re.IGNORECASE)

RULES: tuple[Rule, ...] = (impossible_date, weekday_against_date, ambiguous_date)
