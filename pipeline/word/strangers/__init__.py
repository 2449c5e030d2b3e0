"""Files that we did not make: their revisions, their redline by an engine with our proof, and what they say as a Document."""

from pipeline.word.opening import opened
from pipeline.word.strangers.engines import Order, RedlineEngine, engines
from pipeline.word.strangers.redlining import Redlined, redlined
from pipeline.word.strangers.revisions import Unresolvable, revisions_of, without_revisions
from pipeline.word.strangers.tree import foreign_in

__all__ = [
    "Order",
    "RedlineEngine",
    "Redlined",
    "Unresolvable",
    "engines",
    "foreign_in",
    "opened",
    "redlined",
    "revisions_of",
    "without_revisions",
]
