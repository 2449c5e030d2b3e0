"""Words are read as the value of a field only where they say it for certain; what the contract prints, it reads again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assemble.values import NotPrintable, printed
from pipeline.model.duration import Duration, Unit
from pipeline.model.money import Money
from pipeline.model.number_words import in_words, number_in
from pipeline.model.percent import Percent
from pipeline.model.terms.paths import field_at
from pipeline.model.times import Hours, TimeOfDay, YearMonth
from pipeline.negotiate.value_words import field_words

PATHS = {
    Duration: "termination.convenience.customer.notice",
    Money: "charges.fixed.base.amount",
    Percent: "liability.general_cap.percentage",
    date: "term.effective_date",
    int: "service_levels.minimum_sample",
}
AMOUNTS = st.decimals(0, 999_999_999, places=2)
VALUES = st.one_of(
    st.builds(Duration, st.integers(0, 1200), st.sampled_from([unit for unit in Unit if unit is not Unit.YEAR])),
    st.builds(Money, AMOUNTS, st.sampled_from(["GBP", "EUR", "USD", "CHF"])),
    st.builds(Percent, st.decimals(0, 9999, places=2)),
    st.dates(date(1900, 1, 1), date(2200, 12, 31)),
    st.integers(0, 9_999_999),
)


@given(VALUES, st.sampled_from([(), ("words",), ("both",)]))
def test_what_a_contract_prints_is_read_as_the_same_value(value, filters):
    try:
        words = printed(value, filters)
    except NotPrintable:
        words = printed(value, ())

    found = field_words(PATHS[type(value)], words, "", {})

    assert found is not None
    assert _read(type(value), found) == value


def _read(kind, written):
    return {date: date.fromisoformat, int: int}.get(kind, getattr(kind, "read", None))(written)


@pytest.mark.parametrize(
    ("path", "words", "written"),
    [
        ("termination.convenience.customer.notice", "sixty (60) days", "60 days"),
        ("termination.convenience.customer.notice", "Sixty Days", "60 days"),
        ("termination.convenience.customer.notice", "60-day", "60 days"),
        ("termination.convenience.customer.notice", "two calendar months", "2 months"),
        ("service_levels.targets.p1.response", "four (4) Business Days", "4 business_days"),
        ("charges.fixed.base.amount", "GBP 5", "GBP 5.00"),
        ("charges.fixed.base.amount", "4,750.5 EUR", "EUR 4750.50"),
        ("liability.general_cap.percentage", "one hundred per cent (100%)", "100 %"),
        ("term.effective_date", "the 1st of May 2026", None),
        ("term.effective_date", "1st May 2026", "2026-05-01"),
        ("term.effective_date", "May 1, 2026", "2026-05-01"),
        ("term.effective_date", "01/05/2026", None),
        ("term.effective_date", "31 February 2026", None),
        ("termination.convenience.customer.notice", "sixty (61) days", None),
        ("termination.convenience.customer.notice", "60", None),
        ("termination.convenience.customer.notice", "at least 60 days", None),
        ("termination.convenience.customer.notice", "60 working days", None),
        ("termination.convenience.customer.notice", "400 years", None),
        ("charges.fixed.base.amount", "4.750,00 €", None),
        ("charges.fixed.base.amount", "5,00", None),
        ("liability.applies", "per contract year per party", "per_contract_year_per_party"),
        ("liability.applies", "forever", None),
        ("derived.expiry_date", "1 May 2026", None),
        ("calendar.id", "weekdays", None),
        ("no.such.path", "60 days", None),
    ],
)
def test_words_of_a_lawyer(path, words, written):
    assert field_words(path, words, "", {}) == written


def test_free_words_stand_as_they_are_and_lose_a_capital_that_the_clause_gave_them():
    data = {"termination": {"reasons": [{"id": "breach", "words": "a party breaks the contract", "right_of": "either"}]}}
    path = "termination.reasons.breach.words"

    assert field_words(path, "a party breaks it badly", "a party breaks the contract", data) == "a party breaks it badly"
    assert field_words(path, "The Provider breaks it", "A party breaks the contract", data) == "the Provider breaks it"
    assert field_words(path, "BREACH", "A PARTY BREAKS THE CONTRACT", data) is None


def test_the_name_of_a_role_is_read_as_its_identifier():
    path = "escalation.levels.l1.role_provider"
    assert field_at(path).refers_to == ("contacts",)
    contacts = [{"id": "service_manager", "role": "Service Manager"}, {"id": "director", "role": "Director"}]

    assert field_words(path, "Director", "Service Manager", {"contacts": contacts}) == "director"
    assert field_words(path, "Nobody", "Service Manager", {"contacts": contacts}) is None


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (TimeOfDay, "20:30", "8:30 p.m."),
        (TimeOfDay, "00:15", "12:15 a.m."),
        (TimeOfDay, "12:00", "noon"),
        (Hours, "08:00-18:00", "08:00 to 18:00"),
        (Hours, "00:00-24:00", "24\u00a0hours"),
        (YearMonth, "2026-04", "April 2026"),
        (Decimal, "1.5", "1.5"),
        (TimeOfDay, None, "13:00 p.m."),
        (Hours, None, "from 8 to 6"),
    ],
)
def test_times_and_factors(kind, value, words):
    from pipeline.negotiate.value_words import _read, plain_spaces

    assert _read(kind, plain_spaces(words)) == value


@given(st.integers(0, 999_999_999))
def test_a_number_in_words_is_read_again(number):
    assert number_in(in_words(number)) == number


@pytest.mark.parametrize("words", ["", "and", "hundred", "twenty fifty", "one two", "thousand million", "six ty"])
def test_words_that_are_no_number(words):
    assert number_in(words) is None
