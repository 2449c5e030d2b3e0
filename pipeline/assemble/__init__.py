"""The clause language: terms and clauses become the Document."""

from pipeline.assemble.assembling import Assembly, assembled
from pipeline.assemble.parsing import parsed
from pipeline.assemble.pattern import ParsedClause

__all__ = ["Assembly", "ParsedClause", "assembled", "parsed"]
