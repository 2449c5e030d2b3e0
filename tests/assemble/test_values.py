"""The natural form of each type, and the filters."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pipeline.assemble.values import FILTERS, NotPrintable, natural, printed
from pipeline.model.duration import Duration
from pipeline.model.money import Money
from pipeline.model.number_words import in_words
from pipeline.model.percent import Percent
from pipeline.model.terms.calendar import Weekday
from pipeline.model.terms.named import Channel
from pipeline.model.times import Hours, TimeOfDay, YearMonth


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Money.read("GBP 4500.00"), "£4,500.00"),
        (Money.read("EUR 1200"), "€1,200.00"),
        (Money(Decimal("0.0025"), "USD"), "$0.0025"),
        (Money.read("CHF 1234567.5"), "CHF~1,234,567.50"),
        (Percent.read("99.90 %"), "99.90%"),
        (Duration.read("15 min"), "15~minutes"),
        (Duration.read("1 h"), "1~hour"),
        (Duration.read("2 business_days"), "2~Business Days"),
        (Duration.read("P36M"), "36~months"),
        (date(2026, 4, 1), "1~April 2026"),
        (250, "250"),
        (9999, "9999"),
        (12500, "12,500"),
        (Decimal("1.50"), "1.50"),
        (Hours.read("08:00-18:00"), "08:00 to 18:00"),
        (Hours.read("00:00-24:00"), "24~hours"),
        (TimeOfDay.read("08:00"), "08:00"),
        (YearMonth.read("2026-04"), "April 2026"),
        (Channel.EMAIL, "e-mail"),
        ((Weekday.MONDAY, Weekday.TUESDAY, Weekday.FRIDAY), "Monday, Tuesday and Friday"),
        (("a", "b"), "a and b"),
        (("a",), "a"),
        ("R&D <b> {{ 7*7 }} *stars* | \"quoted\" 'so'\nΩ ż", "R&D <b> {{ 7*7 }} *stars* | \"quoted\" 'so'\nΩ ż"),
        ("+44 113 496 0101", "+44~113~496~0101"),
        ("1 High Street, Leeds, LS1 1AA", "1 High Street, Leeds, LS1~1AA"),
        ("Line 3 at site A 7 BB", "Line 3 at site A 7 BB"),
    ],
)
def test_each_type_has_one_natural_form(value, words):
    assert natural(value).replace("\u00a0", "~") == words


@pytest.mark.parametrize(
    ("value", "filters", "words"),
    [
        (30, ("words",), "thirty"),
        (Duration.read("30 days"), ("words",), "thirty days"),
        (Duration.read("30 days"), ("both",), "thirty (30)~days"),
        (2, ("both",), "two~(2)"),
        ("monthly_retainer", ("label",), "monthly retainer"),
        ("p1", ("upper",), "P1"),
        ("either party", ("capital",), "Either party"),
        (("9 Dock Road", "Hull"), ("lines",), "9 Dock Road, Hull"),
        (("a", "b", "c"), ("count",), "3"),
        (("a", "b", "c"), ("count", "words", "capital"), "Three"),
        (None, ("dash",), "–"),
        ("here", ("dash",), "here"),
        (None, ("upper", "dash"), "–"),
        (Duration.read("4 h"), ("duration",), "4~hours"),
    ],
)
def test_filters_choose_another_form(value, filters, words):
    assert printed(value, filters).replace("\u00a0", "~") == words


@pytest.mark.parametrize("value", [True, None, {"a": 1}, object()])
def test_what_has_no_words_is_not_printed(value):
    with pytest.raises(NotPrintable):
        natural(value)


@pytest.mark.parametrize(("value", "name"), [(5, "money"), ("a", "words"), (True, "words"), (True, "upper"), (5, "count"), (None, "upper")])
def test_a_filter_takes_its_own_types_only(value, name):
    with pytest.raises(NotPrintable):
        printed(value, (name,))


def test_each_filter_says_what_it_takes():
    assert all(chosen.takes and chosen.types for chosen in FILTERS.values())


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (15, "fifteen"),
        (20, "twenty"),
        (36, "thirty-six"),
        (100, "one hundred"),
        (101, "one hundred and one"),
        (250, "two hundred and fifty"),
        (1000, "one thousand"),
        (1001, "one thousand and one"),
        (4500, "four thousand five hundred"),
        (999_999, "nine hundred and ninety-nine thousand nine hundred and ninety-nine"),
        (2_000_000, "two million"),
        (999_999_999, "nine hundred and ninety-nine million nine hundred and ninety-nine thousand nine hundred and ninety-nine"),
    ],
)
def test_numbers_are_said_in_british_words(number, words):
    assert in_words(number) == words
