"""The clause language: terms and clauses become the Document."""

from pipeline.assemble.amendments import AmendmentText, amendment_as_written, amendment_faults, amendment_text
from pipeline.assemble.as_written import as_written
from pipeline.assemble.assembling import Assembly, assembled
from pipeline.assemble.clause_source import clause_source
from pipeline.assemble.deal_wording import DealWording, Directives, Naming, NotCarried, deal_wordings
from pipeline.assemble.definitions import with_definitions_in_order
from pipeline.assemble.expressing import Expressions
from pipeline.assemble.governing import governing_law, house_law_faults, names_of_laws
from pipeline.assemble.house_floors import house_faults, house_floor_faults, house_judgements
from pipeline.assemble.judging import judged
from pipeline.assemble.law_parsing import ParsedLaw, parsed_law, unknown_targets
from pipeline.assemble.letterhead import (
    closing,
    letterhead,
    notice_delivery,
    other_side,
    our_side,
    party_of,
    salutation,
    their_side,
    who_signs,
)
from pipeline.assemble.letters import LetterScope, letter_applies, letter_blocks, letter_faults, letter_title, with_references_said
from pipeline.assemble.parsing import parsed, parsed_letter, parsed_wording
from pipeline.assemble.pattern import ParsedClause
from pipeline.assemble.playbook_checking import approver_faults
from pipeline.assemble.prints_alike import signature
from pipeline.assemble.reviewing import reviewed
from pipeline.assemble.rewriting import Rewritten, rewritten
from pipeline.assemble.source_words import NotSayable
from pipeline.assemble.typography import as_typed

__all__ = [
    "AmendmentText",
    "Assembly",
    "DealWording",
    "Directives",
    "Expressions",
    "LetterScope",
    "Naming",
    "NotCarried",
    "NotSayable",
    "ParsedClause",
    "ParsedLaw",
    "Rewritten",
    "amendment_as_written",
    "amendment_faults",
    "amendment_text",
    "approver_faults",
    "as_typed",
    "as_written",
    "assembled",
    "clause_source",
    "closing",
    "deal_wordings",
    "governing_law",
    "house_faults",
    "house_floor_faults",
    "house_judgements",
    "house_law_faults",
    "judged",
    "letter_applies",
    "letter_blocks",
    "letter_faults",
    "letter_title",
    "letterhead",
    "names_of_laws",
    "notice_delivery",
    "other_side",
    "our_side",
    "parsed",
    "parsed_law",
    "parsed_letter",
    "parsed_wording",
    "party_of",
    "reviewed",
    "rewritten",
    "salutation",
    "signature",
    "their_side",
    "unknown_targets",
    "who_signs",
    "with_definitions_in_order",
    "with_references_said",
]
