"""What was written is read back as it was, to the word and to the place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model.document import Document, Words
from pipeline.model.received import Identity
from pipeline.model.stamp import Stamp
from pipeline.word import write
from tests.word.reading.conftest import readable


@pytest.mark.parametrize("size", ["contract", "long_contract"])
def test_a_contract_is_read_as_it_was_written(size: str, request, stamp: Stamp, template: bytes, reading) -> None:
    document: Document = request.getfixturevalue(size)

    found = reading(write(document, stamp, template))

    assert found.document == readable(document)
    assert (found.comments, found.hidden, found.looks, found.labels, found.unread) == ((), (), (), (), ())


@pytest.mark.parametrize("seed", range(12))
def test_any_contract_is_read_as_it_was_written(seed: int, contract: Document, edited, stamp: Stamp, template: bytes, reading) -> None:
    document = edited(contract, seed, 0.5)

    assert reading(write(document, stamp, template)).document == readable(document)


def test_the_words_of_another_law_come_back(contract: Document, stamp: Stamp, template: bytes, reading) -> None:
    document = replace(contract, words=Words("section", "article", "Annex", "to"), language="en-IE", title="Agreement & more")

    assert reading(write(document, stamp, template)).document == readable(document)


def test_a_file_says_which_version_it_is(contract: Document, stamp: Stamp, template: bytes, reading) -> None:
    found = reading(write(contract, stamp, template))

    assert found.identity == Identity(stamp.contract, stamp.version, stamp.input_hash)
