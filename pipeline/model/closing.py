"""The figures of a Measurement Period as they were closed, or restated: what they rest on, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.entry_forms import COUNT, SHA256, VERSION, WORDS, EntryForm, FactForm
from pipeline.model.times import YearMonth

_MONTH = FactForm("a month, such as 2026-10", re.compile(r"\d{4}-(0[1-9]|1[0-2])"))
FORM = EntryForm({"period": _MONTH, "version": VERSION, "number": COUNT, "export": SHA256, "figures": SHA256}, {"reason": WORDS})


@dataclass(frozen=True, slots=True)
class Closing:
    """One closing of a period: `number` counts them from 1; from 2 on it is a restatement, for a `reason`.

    `version` is the one by which the tickets were judged, `export` the sha256 of their file, `figures` that of the figures.
    """

    period: YearMonth
    version: str
    number: int
    export: str
    figures: str
    reason: str = ""

    @property
    def facts(self) -> Mapping[str, str]:
        """It as an entry of the ledger tells it."""
        told = {"period": str(self.period), "version": self.version, "number": str(self.number)}
        told |= {"export": self.export, "figures": self.figures}
        return {**told, "reason": self.reason} if self.reason else told

    @property
    def file(self) -> str:
        """The name of the file of its figures."""
        return f"figures-{self.number}.json"


def closing_of(facts: Mapping[str, str]) -> Closing:
    """The closing of which an entry of the ledger tells."""
    period, number = YearMonth.read(facts["period"]), int(facts["number"])
    return Closing(period, facts["version"], number, facts["export"], facts["figures"], facts.get("reason", ""))
