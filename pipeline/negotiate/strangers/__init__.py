"""Contracts on the other side's paper: which clauses of ours they say, which values they give, and what is missing."""

from pipeline.negotiate.strangers.paper import their_paper
from pipeline.negotiate.strangers.sheet import paper_sheet

__all__ = ["paper_sheet", "their_paper"]
