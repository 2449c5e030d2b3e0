"""Approvals: who is asked for what, what they are told, what they answer, and what became of it."""

from pipeline.stages.approving.standing import approvals_of, gates

__all__ = ["approvals_of", "gates"]
