"""Each kind of value is read strictly, and says what was expected."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pipeline.model.duration import Duration, Period, ServiceTime, Unit, WholeMonths
from pipeline.model.money import MixedCurrencies, Money, UnitPrice
from pipeline.model.percent import Percent, Share
from pipeline.model.plain import Count, Currency, Email, Factor, Flag, Identifier, IsoDate, Phone, Sha256, Slug, Text
from pipeline.model.times import Hours, TimeOfDay, YearMonth


def read(kind: Any, written: object) -> Any:
    return TypeAdapter(kind).validate_python(written)


def refused(kind: Any, written: object) -> tuple[str, str, str]:
    with pytest.raises(ValidationError) as caught:
        read(kind, written)
    (detail,) = caught.value.errors()
    return detail["type"], detail["msg"], detail["ctx"]["hint"]


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (Money, "GBP 4500.00", Money(Decimal("4500.00"), "GBP")),
        (Money, "EUR 5", Money(Decimal(5), "EUR")),
        (UnitPrice, "GBP 0.0025", Money(Decimal("0.0025"), "GBP")),
        (Percent, "95 %", Percent(Decimal(95))),
        (Percent, "99.95%", Percent(Decimal("99.95"))),
        (Duration, "15 min", Duration(15, Unit.MINUTE)),
        (Duration, "1 business_day", Duration(1, Unit.BUSINESS_DAY)),
        (Duration, "P36M", Duration(36, Unit.MONTH)),
        (Duration, "PT15M", Duration(15, Unit.MINUTE)),
        (Hours, "22:00-06:00", Hours(TimeOfDay(22, 0), TimeOfDay(6, 0))),
        (YearMonth, "2026-04", YearMonth(2026, 4)),
        (Flag, "true", True),
        (Count, "250", 250),
        (Factor, "1.5", Decimal("1.5")),
        (IsoDate, "2028-02-29", date(2028, 2, 29)),
        (Text, "R&D {{ 7*7 }} <b> Łódź", "R&D {{ 7*7 }} <b> Łódź"),
        (Identifier, "p1", "p1"),
        (Slug, "england-and-wales", "england-and-wales"),
        (Phone, "+44 20 7946 0000", "+44 20 7946 0000"),
        (Currency, "GBP", "GBP"),
        (Sha256, "0" * 64, "0" * 64),
        (Email, "help@example.net", "help@example.net"),
    ],
)
def test_a_value_is_read_as_it_is_written(kind: Any, written: str, value: object) -> None:
    assert read(kind, written) == value


@pytest.mark.parametrize(
    ("kind", "written", "code", "hint"),
    [
        (Money, "4500.00", "bad-money", "say the currency: `GBP 4500.00`"),
        (Money, "GBP 4,500.00", "bad-money", "leave out the commas: `GBP 4500.00`"),
        (Money, "£4,500", "bad-money", "write the currency as its code: `GBP 4500`"),
        (Money, "4500 gbp", "bad-money", "put the currency first: `GBP 4500`"),
        (Money, "GBP 4500.005", "bad-money", ""),
        (Money, "GBP -5.00", "bad-money", ""),
        (Money, "GBP 1e3", "bad-money", ""),
        (Money, "GBP ٤٥", "bad-money", ""),
        (Money, "GBP 1234567890123", "bad-money", ""),
        (Percent, "95", "bad-percent", "say the unit: `95 %`"),
        (Percent, "ninety %", "bad-percent", ""),
        (Share, "101 %", "bad-percent", ""),
        (Duration, "30", "bad-duration", "say the unit: `30 min`, `30 days`, ..."),
        (Duration, "30 minutes", "bad-duration", "did you mean `30 min`?"),
        (Duration, "2 business days", "bad-duration", "did you mean `2 business_days`?"),
        (Duration, "1.5 h", "bad-duration", ""),
        (Duration, "P1Y6M", "bad-duration", ""),
        (Duration, "PT1D", "bad-duration", ""),
        (Duration, "101 years", "bad-duration", ""),
        (Period, "4 h", "bad-duration", ""),
        (ServiceTime, "3 months", "bad-duration", ""),
        (WholeMonths, "90 days", "bad-duration", ""),
        (WholeMonths, "0 months", "bad-duration", ""),
        (TimeOfDay, "8:00", "bad-time", ""),
        (TimeOfDay, "24:01", "bad-time", ""),
        (Hours, "08:00", "bad-hours", ""),
        (Hours, "08:00-08:00", "bad-hours", ""),
        (YearMonth, "2026-13", "bad-month", ""),
        (Flag, "yes", "bad-flag", "write `true`"),
        (Flag, "False", "bad-flag", "write `false`"),
        (Flag, "maybe", "bad-flag", ""),
        (Count, "-1", "bad-count", ""),
        (Count, "007", "bad-count", ""),
        (Factor, "1,5", "bad-factor", ""),
        (IsoDate, "2026-02-29", "bad-date", ""),
        (IsoDate, "03/04/2026", "bad-date", "did you mean `2026-04-03` or `2026-03-04`?"),
        (IsoDate, "20260401", "bad-date", ""),
        (IsoDate, "9999-12-31", "bad-date", ""),
        (Text, "  ", "empty-text", ""),
        (Text, "one\ntwo", "bad-text", "fold it with `>-` and leave no empty line"),
        (Text, "a\x07b", "bad-text", ""),
        (Text, "abc\u202edef", "bad-text", ""),
        (Text, "\ud800", "bad-text", ""),
        (Identifier, "P-1 High", "bad-identifier", "did you mean `p_1_high`?"),
        (Slug, "england_and_wales", "bad-name", ""),
        (Email, "nobody", "bad-email", ""),
        (Phone, "020 7946 0000", "bad-phone", ""),
        (Currency, "£", "bad-currency", ""),
        (Sha256, "abc", "bad-sha256", ""),
    ],
)
def test_what_is_not_such_a_value_is_refused_with_its_code_and_a_hint(kind: Any, written: str, code: str, hint: str) -> None:
    found = refused(kind, written)

    assert (found[0], found[2]) == (code, hint)


def test_a_refusal_says_what_is_and_what_was_expected() -> None:
    assert refused(Flag, "yes")[1] == "`yes` is not true or false"
    assert refused(Money, "4500")[1] == "`4500` is not an amount of money: expected a currency code and an amount, as in `GBP 4500.00`"
    assert refused(IsoDate, "2026-02-30")[1] == "`2026-02-30` is not a date of the calendar: expected year-month-day, as in `2026-04-01`"
    assert refused(Percent, {"value": "95"})[1] == "a group of fields stands where a percentage is expected"
    assert refused(Count, ["1"])[1] == "a list stands where a whole number is expected"


@pytest.mark.parametrize("kind", [Money, Percent, Duration, Hours, YearMonth, TimeOfDay])
@given(st.text(max_size=30))
def test_no_text_makes_a_reader_fail_otherwise(kind: Any, written: str) -> None:
    try:
        value = read(kind, written)
    except ValidationError:
        return
    assert isinstance(value, kind)


@given(st.integers(0, 10**12 - 1), st.integers(0, 99))
def test_money_reads_back_what_it_prints(whole: int, cents: int) -> None:
    money = Money(Decimal(f"{whole}.{cents:02}"), "GBP")

    assert Money.read(str(money)) == money


@given(st.integers(0, 100), st.sampled_from(list(Unit)))
def test_a_duration_reads_back_what_it_prints(count: int, unit: Unit) -> None:
    duration = Duration(count, unit)

    assert Duration.read(str(duration)) == duration


def test_amounts_of_two_currencies_have_no_sum() -> None:
    with pytest.raises(MixedCurrencies):
        Money(Decimal(1), "GBP") + Money(Decimal(1), "EUR")


def test_an_invoiced_amount_rounds_halves_up() -> None:
    assert Percent(Decimal("2.5")).of(Money(Decimal("1.00"), "GBP")).rounded() == Money(Decimal("0.03"), "GBP")


def test_a_share_of_an_annotated_field_keeps_its_limit() -> None:
    assert read(Annotated[Share, "mark"], "100 %") == Percent(Decimal(100))
