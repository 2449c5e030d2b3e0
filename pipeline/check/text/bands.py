"""Bands of figures that overlap, or leave a gap between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from pipeline.check.text.proof import Proof, Rule
from pipeline.model.diagnostic import Diagnostic

_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
_BAND = re.compile(
    rf"(?<![\w.,/$£€-])(?:(?:between|from)\s+)?(?P<money>[$£€])?(?P<low>{_NUMBER})\s*(?P<unit1>%)?\s*(?:-|–|—|to|and)\s*[$£€]?(?P<high>{_NUMBER})(?![\d/.-]*\d)\s*"
    r"(?P<unit2>%|\b(?:minutes?|hours?|days?|weeks?|months?|years?|users?|devices?|tickets?|seats?|calls?|licen[cs]es?)\b)?",
    re.IGNORECASE,
)
_LOWEST_ROWS = 2
_MOST_BETWEEN = 300


@dataclass(frozen=True, slots=True)
class _Band:
    low: Decimal
    high: Decimal
    unit: str
    start: int
    end: int
    line: int
    column: int

    @property
    def step(self) -> Decimal:
        """The smallest difference that the figures show."""
        exponents = [value.as_tuple().exponent for value in (self.low, self.high)]
        return Decimal(1).scaleb(min(exponent for exponent in exponents if isinstance(exponent, int)))


def overlapping_bands(proof: Proof) -> Iterator[Diagnostic]:
    """L63, L64. Two neighbouring bands that share a value.

    Wrong: "95 % to 98 %" and "98 % to 100 %": which one is 98 %? Right: "at least 95 % and less than 98 %".
    Where a value has two results, each party claims the better one.
    """
    for first, second in _neighbours(proof):
        lower, upper = (first, second) if first.low < second.low else (second, first)
        if lower.high >= upper.low:
            shared = f"{upper.low:f}" if lower.high == upper.low else f"{upper.low:f} to {lower.high:f}"
            related = proof.related(first.start, first.end, "the other band stands here")
            message = f"{shared} falls into two bands"
            yield proof.warning(
                "overlapping-bands", second.start, second.end, message, "say at which value one ends and the other begins", related
            )


def gap_between_bands(proof: Proof) -> Iterator[Diagnostic]:
    """L64. Two neighbouring bands with values between them that fall into neither.

    Wrong: "1 to 10 users" and "12 to 20 users". Right: "1 to 10 users" and "11 to 20 users". For 11 users nothing is agreed.
    """
    for first, second in _neighbours(proof):
        lower, upper = (first, second) if first.low < second.low else (second, first)
        step = min(lower.step, upper.step)
        if lower.high + step < upper.low:
            related = proof.related(first.start, first.end, "the other band stands here")
            message = f"what lies between {lower.high:f} and {upper.low:f} falls into no band"
            yield proof.warning("gap-between-bands", second.start, second.end, message, "let one begin where the other ends", related)


def _neighbours(proof: Proof) -> Iterator[tuple[_Band, _Band]]:
    """Bands of one unit at the same place of lines that follow each other, and go up or down together."""
    found = [band for match in proof.matches(_BAND) if (band := _band(proof, match))]
    for first, second in pairwise(found):
        rows = 0 < second.line - first.line <= _LOWEST_ROWS * 3 and second.start - first.end < _MOST_BETWEEN
        if rows and first.unit == second.unit and _touch(first, second) and first.column == second.column:
            yield first, second


def _touch(first: _Band, second: _Band) -> bool:
    """Whether the bands are of one scale: neither holds the other, and the gap is narrower than they are."""
    lower, upper = (first, second) if first.low < second.low else (second, first)
    width = max(lower.high - lower.low, upper.high - upper.low)
    return lower.low < upper.low and lower.high < upper.high and upper.low - lower.high <= width


def _band(proof: Proof, match: re.Match[str]) -> _Band | None:
    """A band at the beginning of a line or cell; elsewhere two numbers may be a range of anything."""
    low, high = (Decimal(match[name].replace(",", "")) for name in ("low", "high"))
    start, end = proof.line_at(match.start())
    before = proof.text[start : match.start()]
    cells = before.count("|")
    unit = (match["unit2"] or match["unit1"] or match["money"] or "").casefold().rstrip("s")
    joined = re.search(r"\d\s*%?\s*and\s*[$£€]?\d", match.group()) and not match.group().casefold().startswith("between")
    if low >= high or not unit or joined or before.rsplit("|")[-1].strip(" \t*-•≥>") or end - start > _MOST_BETWEEN:
        return None
    return _Band(low, high, unit, match.start(), match.end(), proof.text.count("\n", 0, start), cells)


RULES: tuple[Rule, ...] = (overlapping_bands, gap_between_bands)
