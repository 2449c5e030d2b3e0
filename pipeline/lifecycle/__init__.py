"""Facts become status: what falls due and when, and what each party has to do."""

from pipeline.lifecycle.dates import key_dates, undated
from pipeline.lifecycle.duties import obligations, unknown_obligations
from pipeline.lifecycle.notices import (
    Timing,
    credit_claim_by,
    last_day,
    non_renewal_by,
    period_passed,
    received_on,
    renews,
    running_term,
    timing,
)

__all__ = [
    "Timing",
    "credit_claim_by",
    "key_dates",
    "last_day",
    "non_renewal_by",
    "obligations",
    "period_passed",
    "received_on",
    "renews",
    "running_term",
    "timing",
    "undated",
    "unknown_obligations",
]
