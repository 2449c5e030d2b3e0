"""Plain values of the data: flags, counts, factors, dates, text, identifiers and addresses."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated
from unicodedata import category

from pipeline.model.scalar import Scalar, bad

_IDENTIFIER = r"[a-z][a-z0-9_]*"
_EARLIEST, _LATEST = 1900, 2200
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


def _flag(written: str) -> bool:
    if written not in ("true", "false"):
        raise bad("bad-flag", f"`{written}` is not true or false", _flag_hint(written))
    return written == "true"


def _flag_hint(written: str) -> str:
    yes, no = {"yes", "y", "on", "1"}, {"no", "n", "off", "0"}
    word = written.lower()
    meant = "true" if word in yes | {"true"} else "false" if word in no | {"false"} else ""
    return f"write `{meant}`" if meant else ""


def _count(written: str) -> int:
    if not re.fullmatch(r"0|[1-9][0-9]{0,6}", written, re.ASCII):
        raise bad("bad-count", f"`{written}` is not a whole number below ten million: expected digits only, as in `250`")
    return int(written)


def _factor(written: str) -> Decimal:
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", written, re.ASCII):
        raise bad("bad-factor", f"`{written}` is not a factor: expected a decimal number, as in `1.5`")
    return Decimal(written)


def _date(written: str) -> date:
    expected = "expected year-month-day, as in `2026-04-01`"
    if not re.fullmatch(_DATE, written, re.ASCII):
        raise bad("bad-date", f"`{written}` is not a date: {expected}", _date_hint(written))
    try:
        day = date.fromisoformat(written)
    except ValueError as fault:
        raise bad("bad-date", f"`{written}` is not a date of the calendar: {expected}") from fault
    if not _EARLIEST <= day.year <= _LATEST:
        raise bad("bad-date", f"`{written}` is not between the years {_EARLIEST} and {_LATEST}: {expected}")
    return day


def _date_hint(written: str) -> str:
    """Both days that a date in another order may mean: nobody can tell its day from its month."""
    found = re.fullmatch(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})", written, re.ASCII)
    if found is None:
        return ""
    first, second, year = (int(part) for part in found.groups())
    orders = dict.fromkeys(((second, first), (first, second)))
    meant = [f"`{year:04}-{month:02}-{day:02}`" for month, day in orders if 1 <= month <= 12 and 1 <= day <= 31]
    return f"did you mean {' or '.join(meant)}?" if meant else ""


def _text(written: str) -> str:
    text = written.strip()
    if not text:
        raise bad("empty-text", "the text is empty: expected words, or no such field")
    if "\n" in text:
        raise bad("bad-text", "the text has several lines: expected one paragraph", "fold it with `>-` and leave no empty line")
    unprintable = next((character for character in text if _is_unprintable(character)), None)
    if unprintable is not None:
        raise bad("bad-text", f"the text holds the character U+{ord(unprintable):04X}, which cannot be printed")
    return text


def _is_unprintable(character: str) -> bool:
    # Of the format characters only joiners and the soft hyphen belong to words; direction marks can make a text read otherwise than it is.
    general = category(character)
    return general in ("Cc", "Cs", "Cn", "Co", "Zl", "Zp") or (general == "Cf" and character not in "\u200c\u200d\u00ad")


def _identifier(written: str) -> str:
    if not re.fullmatch(_IDENTIFIER, written, re.ASCII):
        hint = re.sub(r"[^a-z0-9]+", "_", written.lower()).strip("_")
        suggestion = f"did you mean `{hint}`?" if re.fullmatch(_IDENTIFIER, hint, re.ASCII) else ""
        expected = "expected small letters, digits and underscores, beginning with a letter"
        raise bad("bad-identifier", f"`{written}` is not an identifier: {expected}", suggestion)
    return written


def _clause_id(written: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*", written, re.ASCII):
        raise bad("bad-clause-id", f"`{written}` is not the id of a clause or paragraph: expected one such as `service_levels.targets`")
    return written


def _slug(written: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", written, re.ASCII):
        raise bad(
            "bad-name", f"`{written}` is not the name of a file: expected small letters, digits and hyphens, as in `england-and-wales`"
        )
    return written


def _email(written: str) -> str:
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+", written):
        raise bad("bad-email", f"`{written}` is not an e-mail address: expected one such as `help@example.net`")
    return written


def _phone(written: str) -> str:
    if not re.fullmatch(r"\+[0-9][0-9 ]{5,20}", written, re.ASCII):
        raise bad("bad-phone", f"`{written}` is not a telephone number: expected one with country code, as in `+44 20 7946 0000`")
    return written


def _currency(written: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", written, re.ASCII):
        raise bad("bad-currency", f"`{written}` is not a currency: expected three capital letters, as in `GBP`")
    return written


def _sha256(written: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", written, re.ASCII):
        raise bad("bad-sha256", f"`{written}` is not a SHA-256: expected 64 hexadecimal digits in small letters")
    return written


Flag = Annotated[bool, Scalar("true or false", bool, _flag, {"type": "boolean"})]
Count = Annotated[int, Scalar("a whole number", int, _count, {"type": "integer", "minimum": 0})]
Factor = Annotated[Decimal, Scalar("a factor", Decimal, _factor, {"type": "number", "minimum": 0})]
IsoDate = Annotated[date, Scalar("a date", date, _date, {"type": "string", "pattern": f"^{_DATE}$", "examples": ["2026-04-01"]})]
Text = Annotated[str, Scalar("text", str, _text, {"type": ["string", "number"]})]
Identifier = Annotated[str, Scalar("an identifier", str, _identifier, {"type": "string", "pattern": f"^{_IDENTIFIER}$"})]
ClauseId = Annotated[str, Scalar("a clause id", str, _clause_id, {"type": "string", "examples": ["service_levels.targets"]})]
Slug = Annotated[str, Scalar("a file's name", str, _slug, {"type": "string", "examples": ["england-and-wales"]})]
Email = Annotated[str, Scalar("an e-mail address", str, _email, {"type": "string", "format": "email"})]
Phone = Annotated[str, Scalar("a telephone number", str, _phone, {"type": "string", "examples": ["+44 20 7946 0000"]})]
Currency = Annotated[str, Scalar("a currency", str, _currency, {"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["GBP"]})]
Sha256 = Annotated[str, Scalar("a SHA-256", str, _sha256, {"type": "string", "pattern": "^[0-9a-f]{64}$"})]
