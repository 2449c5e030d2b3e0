"""What a careful proof-reader knows: findings on the terms, on the Document, on each wording and on any text."""

from pipeline.check.allowing import Allowance, allowance_faults, allowances, without_allowed
from pipeline.check.contract import document_faults, terms_of_one_meaning, wording_faults
from pipeline.check.contract.passages import Setting
from pipeline.check.contract.readability import Readability, readability
from pipeline.check.leaks import Hunt
from pipeline.check.terms import terms_faults
from pipeline.check.text import text_faults
from pipeline.check.text.sections import sections_of

__all__ = [
    "Allowance",
    "Hunt",
    "Readability",
    "Setting",
    "allowance_faults",
    "allowances",
    "document_faults",
    "readability",
    "sections_of",
    "terms_faults",
    "terms_of_one_meaning",
    "text_faults",
    "without_allowed",
    "wording_faults",
]
