"""Approvals: who is asked for what, and what became of it."""

from pipeline.stages.approving.standing import approvals_of, gates

__all__ = ["approvals_of", "gates"]
