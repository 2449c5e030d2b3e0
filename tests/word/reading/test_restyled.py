"""What LibreOffice does to the paragraph behind a deleted one is no change of theirs; and what only looks like it stays one."""

from __future__ import annotations

import pytest
from lxml import etree

from pipeline.model.document import Document
from pipeline.model.reading import canonical_text
from pipeline.model.redline import rejected
from pipeline.word import write
from tests.word.reading.packages import MAIN, W, element, package_of, parts_of

DELETED = '<w:del w:id="900" w:author="Meyer" w:date="2026-06-01T10:30:00Z"/>'


@pytest.fixture
def restyled(contract: Document, stamp, template: bytes):
    """Our file, in which the heading of the signatures has the look of the paragraph before it, whose end is deleted or stays."""

    def made(end: str) -> bytes:
        parts = parts_of(write(contract, stamp, template))
        root = etree.fromstring(parts[MAIN])
        heading = next(each for each in root.iter(f"{W}p") if "".join(each.itertext()) == "Signatures")
        before = heading.getprevious()
        heading.find(f"{W}pPr/{W}pStyle").set(f"{W}val", before.find(f"{W}pPr/{W}pStyle").get(f"{W}val"))
        before.find(f"{W}pPr").append(element(f"<w:rPr>{end}</w:rPr>"))
        for run in before.findall(f"{W}r") if end else []:
            gone = element(DELETED)
            run.addprevious(gone)
            gone.append(run)
            for text in [*run.iter(f"{W}t"), *run.iter(f"{W}instrText")]:
                text.tag = f"{W}delText" if text.tag == f"{W}t" else f"{W}delInstrText"
        return package_of({**parts, MAIN: etree.tostring(root)})

    return made


def test_a_heading_behind_a_deleted_paragraph_is_still_the_heading_that_we_wrote(restyled, contract: Document, reading) -> None:
    found = reading(restyled(DELETED))

    assert found.restyled == ("signatures",)
    assert canonical_text(rejected(found.document)) == canonical_text(contract)
    assert canonical_text(found.untracked) == canonical_text(contract)


def test_a_heading_that_is_none_any_more_and_follows_nothing_deleted_was_changed(restyled, contract: Document, reading) -> None:
    found = reading(restyled(""))

    assert found.restyled == ()
    assert canonical_text(found.document) != canonical_text(contract)
