"""The plan of a contract: its tasks, and the report and tables in which people and programs read it."""

from pipeline.lifecycle.plans.report import internal_plan, our_side, shared_dates, shared_plan
from pipeline.lifecycle.plans.tables import obligation_table, task_table
from pipeline.lifecycle.plans.tasks import all_tasks, implementation, lapsed, next_tasks, overdue, task_names

__all__ = [
    "all_tasks",
    "implementation",
    "internal_plan",
    "lapsed",
    "next_tasks",
    "obligation_table",
    "our_side",
    "overdue",
    "shared_dates",
    "shared_plan",
    "task_names",
    "task_table",
]
