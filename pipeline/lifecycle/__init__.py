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
from pipeline.lifecycle.plans import (
    all_tasks,
    implementation,
    internal_plan,
    lapsed,
    next_tasks,
    obligation_table,
    our_side,
    overdue,
    shared_dates,
    shared_plan,
    task_names,
    task_table,
)
from pipeline.lifecycle.standing import contract_report, deadlines, portfolio_report, standing_of, told, workflow_faults

__all__ = [
    "Timing",
    "all_tasks",
    "contract_report",
    "credit_claim_by",
    "deadlines",
    "implementation",
    "internal_plan",
    "key_dates",
    "lapsed",
    "last_day",
    "next_tasks",
    "non_renewal_by",
    "obligation_table",
    "obligations",
    "our_side",
    "overdue",
    "period_passed",
    "portfolio_report",
    "received_on",
    "renews",
    "running_term",
    "shared_dates",
    "shared_plan",
    "standing_of",
    "task_names",
    "task_table",
    "timing",
    "told",
    "undated",
    "unknown_obligations",
    "workflow_faults",
]
