"""Figures typed in a wording, where the data has a place for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.check.contract.passages import Passage, Rule
from pipeline.model.diagnostic import Diagnostic

_UNIT = (
    r"(?:%|per cent|minutes?|hours?|days?|Business Days?|Business Hours|weeks?|months?|years?|quarters?|times?|working days?|calendar days?"
    r"|min|h|GBP|EUR|USD|pounds?|euros?|dollars?)"
)
_NUMERAL = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|sixty|ninety)"
_TYPED = re.compile(rf"(?<![\w.,/-])(?:[\u00a3\u20ac$]\s?\d[\d.,]*|(?P<figure>\d[\d.,]*)[ -]?{_UNIT}(?!\w))")
_TWICE = re.compile(rf"\b{_NUMERAL}(?:[ -]\w+)? \((?:[\u00a3\u20ac$] ?)?\d[\d.,]*\)", re.IGNORECASE)
_NO_UNIT = re.compile(
    r"\b(?:within|after|before|for|by|of at least|at least|at most) (?P<figure>\d[\d.,]*)(?= (?:of|after|before|from)\b|[.;]|$)"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?|(?:{_MONTHS}) \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|\d{{4}}-\d\d-\d\d)\b"
)
_OF_AN_ACT = re.compile(r"(?:Act|Regulations?|Order|Directive|Code|Law)\b")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?![\d%])")
_BETWEEN = re.compile(r"\bbetween [\d\ufffc][\d.,%]* and [\d\ufffc][\d.,%]*")


def typed_figure(passage: Passage) -> Iterator[Diagnostic]:
    """L50, L59, L60. A figure with its unit typed in a wording.

    Wrong: "within 15 minutes". Right: "within {{ service_levels.targets.p1.response }}", where the data has the figure. What is
    typed twice is changed once. A figure that no deal has ever changed may stay, so this is advice; `typed-value` is not.
    """
    for match in passage.matches(_TYPED):
        yield passage.advice("typed-figure", match, f"`{match.group()}` is typed here", "print it from the data if a deal may change it")


def figure_twice(passage: Passage) -> Iterator[Diagnostic]:
    """L50. A number typed in words and in figures.

    Wrong: "thirty (30) days". Right: "{{ term.notice }}", which prints one value. Where the two differ, the contract has two terms.
    """
    for match in passage.matches(_TWICE):
        yield passage.warning(
            "figure-twice", match, f"`{match.group()}` says a number twice", "keep the figure, or print it from the data with `| words`"
        )


def figure_without_unit(passage: Passage) -> Iterator[Diagnostic]:
    """L60. A number without its unit.

    Wrong: "within 30 of the notice". Right: "within 30 days after the notice".
    """
    for match in passage.matches(_NO_UNIT):
        yield passage.warning("figure-without-unit", match, f"`{match.group()}` has no unit", "say of what")


def typed_date(passage: Passage) -> Iterator[Diagnostic]:
    """L51, L52, L53, L54. A date typed in a wording.

    Wrong: "until 03/04/2026". Right: "until {{ term.expiry_date }}". Dates from the data exist, are in order, and are written in one way.
    The date of a statute is part of its name.
    """
    for match in passage.matches(_DATE):
        if not _OF_AN_ACT.search(passage.text[max(0, match.start() - 60) : match.start()]):
            yield passage.warning("typed-date", match, f"`{match.group()}` is typed here", "print the date from the data")


def typed_clock(passage: Passage) -> Iterator[Diagnostic]:
    """L62. A time of day typed in a wording.

    Wrong: "from 09:00". Right: "{{ calendar.business_hours }}". The times of the data are read in the one time zone of the calendar.
    """
    for match in passage.matches(_CLOCK):
        yield passage.warning(
            "typed-clock", match, f"`{match.group()}` is typed here", "print the time from the calendar or the windows of the data"
        )


def open_between(passage: Passage) -> Iterator[Diagnostic]:
    """L63. "Between" two figures, which does not say whether they belong to it.

    Wrong: "between 5 and 10 %". Right: "at least 5 % and less than 10 %".
    """
    for match in passage.matches(_BETWEEN):
        yield passage.warning(
            "open-between",
            match,
            f"`{match.group()}` leaves both ends open",
            "write `at least` for what belongs to it and `less than` for what does not",
        )


RULES: tuple[Rule, ...] = (typed_figure, figure_twice, figure_without_unit, typed_date, typed_clock, open_between)
