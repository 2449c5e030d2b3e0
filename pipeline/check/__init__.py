"""What a careful proof-reader knows: findings on the terms, on the Document and on any text."""

from pipeline.check.document import document_faults
from pipeline.check.terms import terms_faults
from pipeline.check.text import text_faults

__all__ = ["document_faults", "terms_faults", "text_faults"]
