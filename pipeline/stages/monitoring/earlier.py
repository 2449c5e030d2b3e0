"""What earlier months came to, as they were closed: an export need not reach back for failures that repeat."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline import store
from pipeline.model.closing import Closing, closing_of
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.ledger import FactKind
from pipeline.model.money import Money
from pipeline.model.percent import Percent
from pipeline.model.terms.performance import Attainment, ServiceLevel, Verdict
from pipeline.model.terms.service_credits import Measure
from pipeline.model.times import YearMonth
from pipeline.store.root import Root


def closed_attainments(root: Root, contract: str, until: YearMonth) -> tuple[Attainment, ...]:
    """The Attainments of the months before this one, each as it was closed last."""
    earlier = (closing for closing in _closed_last(root, contract) if closing.period < until)
    return tuple(each for closing in earlier for each in _attainments(closing, _figures(root, contract, closing)))


def closed_credits(root: Root, contract: str) -> dict[YearMonth, Money]:
    """The Service Credits that are due for closed months, each as it was closed last; nothing of a month without any."""
    told = ((closing.period, _figures(root, contract, closing).get("credits")) for closing in _closed_last(root, contract))
    owed = {period: Money.read(amount) for period, amount in told if amount}
    return {period: amount for period, amount in owed.items() if amount.amount}


def _closed_last(root: Root, contract: str) -> Iterable[Closing]:
    """The last closing of each month."""
    closings = (closing_of(entry.facts) for entry in store.read_ledger(root, contract).of_kind(FactKind.CLOSED))
    return {closing.period: closing for closing in closings}.values()


def _figures(root: Root, contract: str, closing: Closing) -> Mapping[str, Any]:
    content = store.read_performance(root, contract, closing.period, closing.file)
    # Figures that are gone or changed count for nothing here; `check` says so.
    if isinstance(content, Diagnostic) or store.sha256(content) != closing.figures:
        return {}
    found: Mapping[str, Any] = json.loads(content)
    return found


def _attainments(closing: Closing, figures: Mapping[str, Any]) -> Iterable[Attainment]:
    return [
        Attainment(
            ServiceLevel(Measure(told["measure"]), told["of"]),
            closing.period,
            told["counted"],
            told["met"],
            Percent.read(told["target"]),
            Verdict(told["verdict"]),
        )
        for told in figures.get("attainments", ())
    ]
