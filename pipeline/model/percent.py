"""A percentage, exact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator

from pipeline.model.money import Money
from pipeline.model.scalar import bad, written_as

_WRITTEN = re.compile(r"(?P<value>[0-9]{1,4}(\.[0-9]{1,6})?) ?%", re.ASCII)


@written_as("a percentage", pattern=r"^[0-9]{1,4}(\.[0-9]{1,6})? ?%$", examples=["95 %"])
@dataclass(frozen=True, slots=True, order=True)
class Percent:
    """A percentage as `95 %`; the value is 95, not 0.95."""

    value: Decimal

    @classmethod
    def read(cls, written: str) -> Percent:
        """The percentage written as number and per cent sign."""
        match = _WRITTEN.fullmatch(written)
        if match is None:
            message = f"`{written}` is not a percentage: expected a number and a per cent sign, as in `95 %`"
            raise bad("bad-percent", message, _hint(written))
        return cls(Decimal(match["value"]))

    @property
    def fraction(self) -> Fraction:
        """What it is of a whole: 95 % is 19/20."""
        return Fraction(self.value) / 100

    def of(self, money: Money) -> Money:
        """This share of an amount, not rounded."""
        return money.times(self.value / 100)

    def __str__(self) -> str:
        return f"{self.value} %"


def _hint(written: str) -> str:
    if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,6})?", written, re.ASCII):
        return ""
    share = Decimal(written)
    if 0 < share < 1:
        return f"write `{(share * 100).normalize():f} %` for this share of the whole, `{written} %` for less than one in a hundred"
    return f"say the unit: `{written} %`"


def _at_most_all(percent: Percent) -> Percent:
    if percent.value > 100:
        raise bad("bad-percent", f"`{percent}` is more than the whole: expected at most `100 %`")
    return percent


Share = Annotated[Percent, AfterValidator(_at_most_all)]
"""A part of a whole: at most 100 %."""
