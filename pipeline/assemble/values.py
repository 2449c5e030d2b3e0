"""How values of the data are printed: one natural form for each type, and the filters that choose another."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from pipeline.assemble.style import BRITISH, Style
from pipeline.assemble.typography import EN_DASH
from pipeline.model.days import MONTHS
from pipeline.model.duration import Duration, Unit
from pipeline.model.money import Money
from pipeline.model.number_words import in_words
from pipeline.model.numbering import NO_BREAK
from pipeline.model.percent import Percent
from pipeline.model.terms.section import Choice
from pipeline.model.times import Hours, TimeOfDay, YearMonth

_Form: TypeAlias = Callable[[Any, Style], str]
_SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}
_UNITS = {
    Unit.MINUTE: "minute",
    Unit.HOUR: "hour",
    Unit.BUSINESS_DAY: "Business Day",
    Unit.DAY: "day",
    Unit.WEEK: "week",
    Unit.MONTH: "month",
    Unit.YEAR: "year",
}
_ONE_WORD = re.compile(r"\+\d[\d ()/-]{4,}\d|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")
"""Telephone numbers and British postcodes, which no line's end should part."""
ABSENT_IS_DASH = "dash"
"""The filter under which an absent value prints as a dash, for cells of tables."""
NAMES = "names"
"""The filter under which identifiers print as the roles or names of the items that they refer to."""


class NotPrintable(ValueError):
    """A value has no form, or not the one that is asked for; the message says what it is and what was expected."""


def natural(value: object, style: Style = BRITISH) -> str:
    """The words of a value where no filter asks for others. Raises NotPrintable."""
    kind = type(value)
    form = _FORMS.get(kind)
    if form is None:
        form = _FORMS[kind] = _form_of(kind)
    return form(value, style)


def _form_of(kind: type[Any]) -> _Form:
    """The natural form of a type: that of the first type in the list below which it is one of."""
    return next((form for general, form in _NATURAL if issubclass(kind, general)), _group)


def _group(_: object, style: Style) -> str:
    raise NotPrintable("a group of values, not one that can be printed")


def wording(value: str) -> str:
    """Words as they are, but with telephone numbers and postcodes held together."""
    return _ONE_WORD.sub(lambda match: match.group().replace(" ", NO_BREAK), value)


def money(value: Money) -> str:
    """An amount as `£4,500.00`, in other currencies than the best known as `CHF 4,500.00`."""
    places = max(2, -int(value.amount.as_tuple().exponent))
    amount = f"{value.amount:,.{places}f}"
    symbol = _SYMBOLS.get(value.currency)
    return f"{symbol}{amount}" if symbol else f"{value.currency}{NO_BREAK}{amount}"


def duration(value: Duration) -> str:
    """A duration as `15 minutes`, `1 hour`, `2 Business Days`."""
    return f"{count(value.count)}{NO_BREAK}{unit(value)}"


def unit(value: Duration) -> str:
    """The unit of a duration in the singular or plural that its number wants."""
    return _UNITS[value.unit] + ("" if value.count == 1 else "s")


def hours(value: Hours, style: Style) -> str:
    """Hours of the day as `08:00 to 18:00`; the whole day as `24 hours`."""
    return f"24{NO_BREAK}hours" if value.is_whole_day else f"{style.time(value.start)} to {style.time(value.end)}"


def count(value: int) -> str:
    """A whole number, with commas from ten thousand up."""
    return f"{value:,}" if value >= 10_000 else str(value)


def series(values: tuple[object, ...], style: Style) -> str:
    """Values as `a, b and c`."""
    words = [natural(value, style) for value in values]
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def _flag(_: bool, style: Style) -> str:
    raise NotPrintable("true or false, which is not printed but asked for by `{% if %}`")


def _absent(_: None, style: Style) -> str:
    raise NotPrintable("absent")


_NATURAL: tuple[tuple[Any, _Form], ...] = (
    (Choice, lambda value, style: style.spelled(value.words)),
    (str, lambda value, style: wording(value)),
    (Duration, lambda value, style: duration(value)),
    (bool, _flag),
    (int, lambda value, style: count(value)),
    (Money, lambda value, style: money(value)),
    (Percent, lambda value, style: f"{value.value}%"),
    (date, lambda value, style: style.day(value)),
    (Decimal, lambda value, style: str(value)),
    (TimeOfDay, lambda value, style: style.time(value)),
    (Hours, hours),
    (YearMonth, lambda value, style: f"{MONTHS[value.month - 1]} {value.year}"),
    (tuple, series),
    (type(None), _absent),
)
_FORMS: dict[type[Any], _Form] = {}
"""The form of each type that was met so far."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A form that an author may ask for: what it is for, the types it takes, and what it makes of them."""

    takes: str
    types: tuple[type[Any], ...]
    makes: Callable[[Any, Style], object]


def _spoken(value: int | Duration, style: Style) -> str:
    return in_words(value) if isinstance(value, int) else f"{in_words(value.count)} {unit(value)}"


def _both(value: int | Duration, style: Style) -> str:
    if isinstance(value, int):
        return f"{in_words(value)}{NO_BREAK}({count(value)})"
    return f"{in_words(value.count)} ({count(value.count)}){NO_BREAK}{unit(value)}"


def _itself(value: object, style: Style) -> object:
    return value


def _capital(value: object, style: Style) -> str:
    words = natural(value, style)
    return words[:1].upper() + words[1:]


def _lines(value: tuple[object, ...], style: Style) -> str:
    return ", ".join(natural(item, style) for item in value)


_PRINTABLE: tuple[type[Any], ...] = (str, Duration, int, Money, Percent, date, Decimal, TimeOfDay, Hours, YearMonth, tuple)

FILTERS: dict[str, Filter] = {
    "duration": Filter("a duration", (Duration,), _itself),
    "money": Filter("an amount of money", (Money,), _itself),
    "percent": Filter("a percentage", (Percent,), _itself),
    "date": Filter("a date", (date,), _itself),
    "words": Filter("a whole number or a duration", (int, Duration), _spoken),
    "both": Filter("a whole number or a duration", (int, Duration), _both),
    "upper": Filter("a printable value", _PRINTABLE, lambda value, style: natural(value, style).upper()),
    "capital": Filter("a printable value", _PRINTABLE, _capital),
    "label": Filter("an identifier or answer", (str,), lambda value, style: natural(value, style).replace("_", " ")),
    "count": Filter("a list", (tuple,), lambda value, style: len(value)),
    "lines": Filter("a list", (tuple,), _lines),
    ABSENT_IS_DASH: Filter("a printable value", _PRINTABLE, _itself),
    NAMES: Filter("identifiers of items of another list", (str, tuple), _itself),
}


def printed(value: object, filters: tuple[str, ...], style: Style = BRITISH) -> str:
    """The words of a value under these filters, which must be known. Raises NotPrintable."""
    if value is None and ABSENT_IS_DASH in filters:
        return EN_DASH
    if value is None:
        return natural(None, style)
    for name in filters:
        chosen = FILTERS[name]
        if not isinstance(value, chosen.types) or isinstance(value, bool):
            raise NotPrintable(f"no value for the filter `{name}`, which takes {chosen.takes}")
        value = chosen.makes(value, style)
    return natural(value, style)
