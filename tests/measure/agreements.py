"""A small agreement for the tests, with other values where a test wants them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pipeline.model.terms.calendar import Calendar
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.reading import terms_from
from pipeline.store.contracts import load_contract
from pipeline.store.root import Root

BASE = Path(__file__).parents[1] / "cases" / "base"
CREDITS: dict[str, Any] = {
    "model": "attainment_bands",
    "basis": "total_monthly_charge",
    "combine": "sum",
    "bands": {
        "response_and_resolution": [
            {"id": "met", "at_least": "95 %", "credit": "0 %"},
            {"id": "slight", "at_least": "90 %", "credit": "5 %"},
            {"id": "marked", "at_least": "85 %", "credit": "10 %"},
            {"id": "severe", "at_least": "0 %", "credit": "15 %"},
        ],
        "availability": [
            {"id": "met", "at_least": "99.9 %", "credit": "0 %"},
            {"id": "slight", "at_least": "99 %", "credit": "5 %"},
            {"id": "severe", "at_least": "0 %", "credit": "15 %"},
        ],
    },
    "monthly_cap": "15 %",
    "claim": {"mode": "automatic"},
    "settlement": "next_invoice",
    "paid_on_termination": "true",
    "sole_remedy": "false",
    "chronic_failure": {
        "rules": [{"id": "short", "failed_months": "2", "of_months": "3"}, {"id": "long", "failed_months": "3", "of_months": "12"}],
        "right": "terminate_agreement",
        "survives_sole_remedy": "true",
    },
}
PER_FAILURE = {**{name: value for name, value in CREDITS.items() if name != "bands"}, "model": "per_failure", "credit": "3 %"}


@cache
def _small() -> Terms:
    found = load_contract(Root(BASE), "acme-support")
    assert found.terms is not None, found.diagnostics
    return found.terms


def agreement(changes: dict[str, Any] | None = None, calendar: Calendar | None = None) -> Terms:
    """The small agreement with other values: `{"service_levels": {"clock": {"boundary": "less_than"}}}`."""
    from pipeline.model.terms.writing import written_terms

    small = _small()
    own = calendar or small.calendar
    data = {**_merged(written_terms(small), changes or {}), "calendar": own.id}
    found = terms_from(data, calendars={own.id: own})
    assert isinstance(found, Terms), found
    return found


def _merged(below: Any, above: Any) -> Any:
    if isinstance(below, dict) and isinstance(above, dict):
        return {**below, **{name: _merged(below.get(name), value) for name, value in above.items()}}
    return above
