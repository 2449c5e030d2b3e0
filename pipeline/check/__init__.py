"""What a careful proof-reader knows: findings on the terms and on the Document."""

from pipeline.check.document import document_faults

__all__ = ["document_faults"]
