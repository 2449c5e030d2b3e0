"""A file that LibreOffice has opened and saved reads as if nobody had touched it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.model.document import Clause, Document, Text, walk
from pipeline.model.numbering import numbered
from pipeline.model.redline import accepted, rejected
from pipeline.model.stamp import Stamp
from pipeline.word import write
from tests.word.reading.conftest import readable


def test_an_untouched_file_reads_as_it_was_written(
    contract: Document, long_contract: Document, edited, stamp: Stamp, template: bytes, reading, resaved
) -> None:
    documents = [contract, long_contract, *(edited(contract, seed, 0.4) for seed in range(4))]

    saved = resaved([write(document, stamp, template) for document in documents])

    for document, docx in zip(documents, saved, strict=True):
        found = reading(docx)
        assert found.document == readable(document)
        assert (found.comments, found.hidden, found.looks, found.labels, found.unread) == ((), (), (), (), ())
        assert found.identity.contract == stamp.contract


@pytest.mark.parametrize("tracked", ["", "tracked"])
def test_after_a_clause_is_inserted_and_fields_are_updated_all_numbers_are_right(
    tracked: str, contract: Document, stamp: Stamp, template: bytes, reading, in_libreoffice: Callable[..., None], tmp_path: Path
) -> None:
    (tmp_path / "sent.docx").write_bytes(write(contract, stamp, template))

    in_libreoffice("insert_clause", tmp_path / "sent.docx", "Charges", tmp_path / "returned.docx", tracked, seconds=300)

    found = reading((tmp_path / "returned.docx").read_bytes())
    document = accepted(found.document)
    numbers = numbered(document)
    assert found.labels == ()
    assert (numbers["response"].full, numbers["charges"].full, numbers["charges.vat"].full) == ("2", "4", "4.2")
    references = [field for field in found.fields if field.code.startswith("REF")]
    assert len(references) > 40
    assert [(field.shown, field.block) for field in references] == [(numbers[field.target].full, field.block) for field in references]
    [new] = [node for node in walk(document) if isinstance(node, Clause) and node.heading == (Text("Insurance"),)]
    assert numbers[new.id].full == "3"
    assert (rejected(found.document) == reading((tmp_path / "sent.docx").read_bytes()).document) is bool(tracked)
