"""What a careful proof-reader knows: findings on the terms and on the Document."""

from pipeline.check.document import document_faults
from pipeline.check.terms import terms_faults

__all__ = ["document_faults", "terms_faults"]
