"""A file that LibreOffice has opened and saved reads as if nobody had touched it."""

from __future__ import annotations

from pipeline.model.document import Document
from pipeline.model.stamp import Stamp
from pipeline.word import write


def test_an_untouched_file_reads_as_it_was_written(
    contract: Document, long_contract: Document, edited, stamp: Stamp, template: bytes, reading, resaved, assert_same
) -> None:
    documents = [contract, long_contract, *(edited(contract, seed, 0.4) for seed in range(4))]

    saved = resaved([write(document, stamp, template) for document in documents])

    for document, docx in zip(documents, saved, strict=True):
        found = reading(docx)
        assert_same(found.document, document)
        assert (found.comments, found.hidden, found.looks, found.labels, found.unread) == ((), (), (), (), ())
        assert found.identity.contract == stamp.contract
