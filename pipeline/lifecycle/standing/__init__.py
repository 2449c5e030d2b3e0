"""Where a contract stands: facts and a workflow become the standing of each step, and a report of it."""

from pipeline.lifecycle.standing.reporting import contract_report, portfolio_report
from pipeline.lifecycle.standing.steps import deadlines, standing_of
from pipeline.lifecycle.standing.story import told
from pipeline.lifecycle.standing.workflow_faults import workflow_faults

__all__ = ["contract_report", "deadlines", "portfolio_report", "standing_of", "told", "workflow_faults"]
