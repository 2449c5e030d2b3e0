"""Money: an amount in one currency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from pipeline.model.scalar import Scalar, bad, written_as

CENT = Decimal("0.01")
_WRITTEN = re.compile(r"(?P<currency>[A-Z]{3}) (?P<amount>[0-9]{1,12}(\.(?P<places>[0-9]+))?)", re.ASCII)
SYMBOLS = {"£": "GBP", "€": "EUR", "$": "USD"}
_AMOUNT_PLACES, _UNIT_PRICE_PLACES = 2, 6


class MixedCurrencies(ValueError):
    """Amounts of different currencies have no sum."""


@written_as("an amount of money", pattern=r"^[A-Z]{3} [0-9]{1,12}(\.[0-9]{1,2})?$", examples=["GBP 4500.00"])
@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency, as `GBP 4500.00`."""

    amount: Decimal
    currency: str

    @classmethod
    def read(cls, written: str) -> Money:
        """The amount written as currency code, space and amount with at most two decimals."""
        return _read(written, _AMOUNT_PLACES)

    def __add__(self, other: Money) -> Money:
        if self.currency != other.currency:
            raise MixedCurrencies(f"{self.currency} and {other.currency}")
        return Money(self.amount + other.amount, self.currency)

    def times(self, factor: Decimal | int) -> Money:
        """The amount multiplied, not rounded."""
        return Money(self.amount * factor, self.currency)

    def rounded(self) -> Money:
        """The amount to the hundredth, halves up, as it is invoiced."""
        return Money(self.amount.quantize(CENT, ROUND_HALF_UP), self.currency)

    def __str__(self) -> str:
        return f"{self.currency} {self.amount}"


def _read(written: str, places: int) -> Money:
    match = _WRITTEN.fullmatch(written)
    if match is None:
        raise bad(
            "bad-money",
            f"`{written}` is not an amount of money: expected a currency code and an amount, as in `GBP 4500.00`",
            _hint(written),
        )
    if len(match["places"] or "") > places:
        raise bad("bad-money", f"`{written}` has more than {places} decimals", _hint(written))
    return Money(Decimal(match["amount"]), match["currency"])


def _hint(written: str) -> str:
    if re.fullmatch(r"[A-Z]{3} [0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", written, re.ASCII):
        return f"leave out the commas: `{written.replace(',', '')}`"
    bare = re.fullmatch(r"(?:([A-Z]{3}) )?([0-9]{1,3}(?:[.,' ][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]+,[0-9]{1,2})", written, re.ASCII)
    if bare:
        whole, cents = re.fullmatch(r"(.*?)(?:[.,]([0-9]{1,2}))?", bare[2]).groups()  # type: ignore[union-attr]
        amount = re.sub("[^0-9]", "", whole) + (f".{cents}" if cents else "")
        return f"did you mean `{bare[1] or 'GBP'} {amount}`?"
    symbol = written[:1]
    if symbol in SYMBOLS:
        return f"write the currency as its code: `{SYMBOLS[symbol]} {written[1:].strip().replace(',', '')}`"
    turned = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?) ?([A-Za-z]{3})", written, re.ASCII)
    if turned:
        return f"put the currency first: `{turned[2].upper()} {turned[1]}`"
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", written, re.ASCII):
        return f"say the currency: `GBP {written}`"
    return ""


UnitPrice = Annotated[
    Money,
    Scalar(
        "a price per unit",
        Money,
        lambda written: _read(written, _UNIT_PRICE_PLACES),
        {"type": "string", "pattern": r"^[A-Z]{3} [0-9]{1,12}(\.[0-9]{1,6})?$", "examples": ["GBP 0.08"]},
    ),
]
"""Money per unit, where small prices such as `GBP 0.0025` need more than two decimals."""
