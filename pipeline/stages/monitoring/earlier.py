"""What earlier months came to, as they were closed: an export need not reach back for failures that repeat."""

from __future__ import annotations

import json
from collections.abc import Iterable

from pipeline import store
from pipeline.model.closing import Closing, closing_of
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.ledger import FactKind
from pipeline.model.percent import Percent
from pipeline.model.performance import Attainment, ServiceLevel, Verdict
from pipeline.model.terms.service_credits import Measure
from pipeline.model.times import YearMonth
from pipeline.store.root import Root


def closed_attainments(root: Root, contract: str, until: YearMonth) -> tuple[Attainment, ...]:
    """The Attainments of the months before this one, each as it was closed last."""
    last: dict[YearMonth, Closing] = {}
    for entry in store.read_ledger(root, contract).of_kind(FactKind.CLOSED):
        closing = closing_of(entry.facts)
        if closing.period < until:
            last[closing.period] = closing
    return tuple(each for closing in last.values() for each in _attainments(root, contract, closing))


def _attainments(root: Root, contract: str, closing: Closing) -> Iterable[Attainment]:
    content = store.read_performance(root, contract, closing.period, closing.file)
    # Figures that are gone or changed count for nothing here; `check` says so.
    if isinstance(content, Diagnostic) or store.sha256(content) != closing.figures:
        return ()
    return [
        Attainment(
            ServiceLevel(Measure(told["measure"]), told["of"]),
            closing.period,
            told["counted"],
            told["met"],
            Percent.read(told["target"]),
            Verdict(told["verdict"]),
        )
        for told in json.loads(content)["attainments"]
    ]
