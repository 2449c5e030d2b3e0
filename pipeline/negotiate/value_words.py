"""What their words say of a value, as its YAML field is written: the inverse of how a contract prints its data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticCustomError

from pipeline.model.days import MONTHS
from pipeline.model.duration import Duration, Unit
from pipeline.model.money import SYMBOLS, Money
from pipeline.model.number_words import number_in
from pipeline.model.percent import Percent
from pipeline.model.terms.paths import DataField, PathError, Shape, field_at
from pipeline.model.terms.section import Choice
from pipeline.model.terms.writing import value_at
from pipeline.model.times import Hours, TimeOfDay, YearMonth

_UNITS = {
    Unit.MINUTE: "minutes?|mins?",
    Unit.HOUR: "hours?|hrs?",
    Unit.BUSINESS_DAY: "business days?",
    Unit.DAY: "(?:calendar )?days?",
    Unit.WEEK: "weeks?",
    Unit.MONTH: "(?:calendar )?months?",
    Unit.YEAR: "years?",
}
_AMOUNT = r"(?P<amount>(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?)"
_MONEY = re.compile(
    rf"(?:(?P<symbol>[£€$])|(?P<code>[A-Z]{{3}})) ?{_AMOUNT}|{_AMOUNT.replace('amount', 'turned')} (?P<behind>[A-Z]{{3}})", re.ASCII
)
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,7}", re.ASCII)
_BOTH = re.compile(r"(?P<outer>[^()]+?) ?\((?P<inner>[^()]+)\)")
_PERCENT = re.compile(r"(?P<share>\d{1,4}(?:\.\d{1,6})?) ?(?:%|per ?cent)", re.ASCII)
_MONTH = "|".join(MONTHS)
_DAY = re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH}),? (?P<year>\d{{4}})", re.IGNORECASE | re.ASCII)
_AMERICAN_DAY = re.compile(rf"(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})", re.IGNORECASE | re.ASCII)
_YEAR_MONTH = re.compile(rf"(?P<month>{_MONTH}) (?P<year>\d{{4}})", re.IGNORECASE | re.ASCII)
_TIME = re.compile(r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?: ?(?P<half>[ap])\.?m\.?)?", re.IGNORECASE | re.ASCII)


def field_words(path: str, words: str, ours: str, data: Mapping[str, Any]) -> str | None:
    """The value at `path` that `words` say, as its field is written; None where they say none that could be told for certain.

    `ours` are the words in which the present value is printed, `data` the terms as their files would say them.
    """
    field = _settable(path)
    present = value_at(data, path)
    if field is None or isinstance(present, dict | list):
        return None
    words = plain_spaces(words)
    if field.refers_to:
        return _identifier(words, field, data)
    for kind in field.types:
        found = _choice(kind, words) if issubclass(kind, Choice) else _text(words, ours, present) if kind is str else _read(kind, words)
        if found is not None:
            return found
    return None


def says(words: str, value: object) -> bool:
    """Whether these words say just this value, of the kinds that are printed as figures."""
    value = value.rounded() if isinstance(value, Money) else value
    return _read(type(value), plain_spaces(words)) == str(value)


def _settable(path: str) -> DataField | None:
    """The field at this path, where its value stands in the contract's own files, and is not computed or a calendar's."""
    try:
        field = field_at(path)
    except PathError:
        return None
    computed = path.startswith(("derived.", "calendar.")) or ".derived." in path
    return None if computed or field.shape is not Shape.VALUE else field


def plain_spaces(words: str) -> str:
    """The words with one plain space wherever there is any."""
    return " ".join(words.split())


def _read(kind: type[Any], words: str) -> str | None:
    reader = next((reader for general, reader in _READERS if issubclass(kind, general)), None)
    if reader is None:
        return None
    try:
        found = reader(words)
        # What no value could be, such as a duration of three hundred years, is no value that they say.
        return found if found is None or _CHECKS.get(kind, str)(found) is not None else None
    except (PydanticCustomError, ValueError):
        return None


def _number(words: str) -> int | None:
    """A whole number in digits, in words, or in both where they agree."""
    both = _BOTH.fullmatch(words)
    if both:
        outer, inner = _number(both["outer"]), _number(both["inner"])
        return outer if outer == inner else None
    return int(words.replace(",", "")) if _NUMBER.fullmatch(words) else number_in(words)


def _count(words: str) -> str | None:
    number = _number(words)
    return None if number is None else str(number)


def _duration(words: str) -> str | None:
    for unit, pattern in _UNITS.items():
        match = re.fullmatch(rf"(?P<number>.+?)[ -](?:{pattern})", words, re.IGNORECASE)
        number = _number(match["number"]) if match else None
        if number is not None:
            return str(Duration(number, unit))
    return None


def _money(words: str) -> str | None:
    match = _MONEY.fullmatch(words)
    if match is None:
        return None
    amount = (match["amount"] or match["turned"]).replace(",", "")
    code = SYMBOLS[match["symbol"]] if match["symbol"] else match["code"] or match["behind"]
    places = len(amount.partition(".")[2])
    return f"{code} {Decimal(amount):.{max(2, places)}f}"


def _percent(words: str) -> str | None:
    both = _BOTH.fullmatch(words)
    if both:
        outer, inner = _percent(both["outer"]), _percent(both["inner"])
        return outer if outer == inner else None
    if match := _PERCENT.fullmatch(words):
        return f"{match['share']} %"
    spoken = re.fullmatch(r"(.+?) per ?cent", words, re.IGNORECASE)
    number = number_in(spoken[1]) if spoken else None
    return None if number is None else f"{number} %"


def _date(words: str) -> str | None:
    match = _DAY.fullmatch(words) or _AMERICAN_DAY.fullmatch(words)
    if match is None:
        return None
    return date(int(match["year"]), _month(match["month"]), int(match["day"])).isoformat()


def _month(name: str) -> int:
    return MONTHS.index(name.capitalize()) + 1


def _year_month(words: str) -> str | None:
    match = _YEAR_MONTH.fullmatch(words)
    return str(YearMonth(int(match["year"]), _month(match["month"]))) if match else None


def _decimal(words: str) -> str | None:
    return words if re.fullmatch(r"\d{1,6}(?:\.\d{1,6})?", words, re.ASCII) else None


def _time(words: str) -> str | None:
    if words.casefold() == "noon":
        return "12:00"
    match = _TIME.fullmatch(words)
    if match is None:
        return None
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    return f"{hour:02}:{match['minute']}"


def _hours(words: str) -> str | None:
    if re.fullmatch("24 hours", words, re.IGNORECASE):
        return "00:00-24:00"
    start, to, end = re.sub(r" ?[–-] ?", " to ", words).partition(" to ")
    times = (_time(start), _time(end)) if to else (None, None)
    return f"{times[0]}-{times[1]}" if all(times) else None


def _choice(kind: type[Choice], words: str) -> str | None:
    wanted = words.casefold()
    return next((str(answer) for answer in kind if wanted in (answer.words.casefold(), str(answer).replace("_", " "))), None)


def _identifier(words: str, field: DataField, data: Mapping[str, Any]) -> str | None:
    """The item of another list that these words name, if there is exactly one."""
    found = {str(item["id"]) for item in _items(field, data) if words in (item.get("role"), item.get("name"))}
    return found.pop() if len(found) == 1 else None


def _items(field: DataField, data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for path in field.refers_to:
        items = value_at(data, path)
        yield from (item for item in (items if isinstance(items, list) else ()) if isinstance(item, dict) and "id" in item)


def _text(words: str, ours: str, present: Any) -> str | None:
    """Free words stand as they are; where ours were printed with a capital that the data lack, theirs lose it too."""
    if present is None or plain_spaces(ours) == plain_spaces(str(present)):
        return words
    printed = plain_spaces(ours)
    if printed == _capital(plain_spaces(str(present))):
        return words[:1].lower() + words[1:]
    return None


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


_READERS: tuple[tuple[type[Any], Callable[[str], str | None]], ...] = (
    (Duration, _duration),
    (Money, _money),
    (Percent, _percent),
    (date, _date),
    (TimeOfDay, _time),
    (Hours, _hours),
    (YearMonth, _year_month),
    (bool, lambda words: None),
    (int, _count),
    (Decimal, _decimal),
)
_CHECKS: dict[type[Any], Callable[[str], object]] = {
    Duration: Duration.read,
    Percent: Percent.read,
    TimeOfDay: TimeOfDay.read,
    Hours: Hours.read,
    YearMonth: YearMonth.read,
}
