"""Where the contracts stand: facts gathered from data, versions, ledger, rounds and outputs, and an index that remembers them."""

from pipeline.stages.status.asking import Status, remember, status, story, workflow_findings

__all__ = ["Status", "remember", "status", "story", "workflow_findings"]
