"""The clause language: terms and clauses become the Document."""

from pipeline.assemble.as_written import as_written
from pipeline.assemble.assembling import Assembly, assembled
from pipeline.assemble.clause_source import clause_source
from pipeline.assemble.deal_wording import DealWording, Directives, Naming, NotCarried, deal_wordings
from pipeline.assemble.definitions import with_definitions_in_order
from pipeline.assemble.expressing import Expressions
from pipeline.assemble.governing import house_law_faults
from pipeline.assemble.house_floors import house_faults, house_floor_faults, house_judgements
from pipeline.assemble.judging import judged
from pipeline.assemble.law_parsing import ParsedLaw, parsed_law, unknown_targets
from pipeline.assemble.parsing import parsed, parsed_wording
from pipeline.assemble.pattern import ParsedClause
from pipeline.assemble.playbook_checking import approver_faults
from pipeline.assemble.prints_alike import signature
from pipeline.assemble.reviewing import reviewed
from pipeline.assemble.rewriting import Rewritten, rewritten
from pipeline.assemble.source_words import NotSayable
from pipeline.assemble.typography import as_typed

__all__ = [
    "Assembly",
    "DealWording",
    "Directives",
    "Expressions",
    "Naming",
    "NotCarried",
    "NotSayable",
    "ParsedClause",
    "ParsedLaw",
    "Rewritten",
    "approver_faults",
    "as_typed",
    "as_written",
    "assembled",
    "clause_source",
    "deal_wordings",
    "house_faults",
    "house_floor_faults",
    "house_judgements",
    "house_law_faults",
    "judged",
    "parsed",
    "parsed_law",
    "parsed_wording",
    "reviewed",
    "rewritten",
    "signature",
    "unknown_targets",
    "with_definitions_in_order",
]
