"""Facts become status: what falls due and when."""

from pipeline.lifecycle.dates import key_dates, undated
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
    "period_passed",
    "received_on",
    "renews",
    "running_term",
    "timing",
    "undated",
]
