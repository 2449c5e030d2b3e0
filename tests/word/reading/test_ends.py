"""A paragraph that somebody types or deletes with tracked changes is one that came or went, wherever the editor puts the mark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from pipeline.model.document import Document, Fate, Inserted, Mark, Paragraph, Revision, Text, walk
from pipeline.model.redline import accepted, rejected
from pipeline.model.stamp import Stamp
from pipeline.word import write
from pipeline.word.anchors import bookmark
from tests.word.reading.conftest import readable
from tests.word.reading.packages import MAIN, SPACE, W, changed, element

THEM = 'w:author="Meyer" w:date="2026-06-01T10:3{}:00Z"'
NOON = Revision("Meyer", "2026-06-01T10:30:00Z")
TAIL = "response.tail"


@pytest.fixture
def typed(contract: Document, stamp: Stamp, template: bytes, reading) -> Callable[[Callable[[etree._Element], Any]], Document]:
    """What is read after a change of the last paragraph of a clause."""

    def make(change: Callable[[etree._Element], Any]) -> Document:
        def edit(part: bytes) -> bytes:
            root = etree.fromstring(part)
            change(root.find(f".//{W}bookmarkStart[@{W}name='{bookmark(TAIL)}']").getparent())
            return etree.tostring(root)

        found: Document = reading(changed(write(contract, stamp, template), MAIN, edit)).document
        return found

    return make


def end(kind: str, minute: int = 0) -> etree._Element:
    return element(f'<w:rPr><w:{kind} w:id="900" {THEM.format(minute)}/></w:rPr>')


def inserted(words: str, minute: int = 0) -> str:
    return f'<w:ins w:id="90{minute}" {THEM.format(minute)}><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:ins>'


def paragraph(content: str) -> etree._Element:
    return element(f'<w:p {SPACE}><w:pPr><w:pStyle w:val="ClauseText1"/></w:pPr>{content}</w:p>')


def test_enter_at_the_end_of_a_paragraph_brings_the_one_behind_it(typed, contract: Document) -> None:
    def type_behind(tail: etree._Element) -> None:
        tail.find(f"{W}pPr").append(end("ins"))
        tail.addnext(paragraph(inserted("It has no end.", 0)))

    found = typed(type_behind)

    [new] = [node for node in walk(found) if isinstance(node, Paragraph) and node.change]
    assert (new.content, new.change) == ((Text("It has no end."),), (Mark(Fate.INSERTED, NOON),))
    assert rejected(found) == readable(contract)


def test_words_typed_minutes_apart_are_one_paragraph_that_came(typed) -> None:
    def type_behind(tail: etree._Element) -> None:
        tail.find(f"{W}pPr").append(end("ins"))
        tail.addnext(paragraph(inserted("It has ", 1) + inserted("no end.", 2)))

    [new] = [node for node in walk(typed(type_behind)) if isinstance(node, Paragraph) and node.change]

    assert (new.content, new.change[0].fate) == ((Text("It has no end."),), Fate.INSERTED)


def test_a_paragraph_that_is_deleted_from_the_end_of_the_one_before_went(typed, contract: Document) -> None:
    def delete(tail: etree._Element) -> None:
        # The paragraph before it gives its end, as if somebody had pressed Delete there.
        extra = paragraph("<w:r><w:t>It has no end.</w:t></w:r>")
        tail.addnext(extra)
        tail.find(f"{W}pPr").append(end("del"))
        run = extra.find(f"{W}r")
        around = element(f'<w:del w:id="901" {THEM.format(0)}/>')
        run.addprevious(around)
        around.append(run)
        run.find(f"{W}t").tag = f"{W}delText"

    found = typed(delete)

    [gone] = [node for node in walk(found) if isinstance(node, Paragraph) and node.change]
    assert (gone.content, gone.change) == ((Text("It has no end."),), (Mark(Fate.DELETED, NOON),))
    assert accepted(found) == readable(contract)


def test_enter_within_a_paragraph_divides_it(typed, contract: Document) -> None:
    def divide(tail: etree._Element) -> None:
        run = tail.find(f"{W}r")
        text = run.find(f"{W}t").text
        run.find(f"{W}t").text = text[:20]
        tail.find(f"{W}pPr").append(end("ins"))
        tail.addnext(paragraph(f'<w:r><w:t xml:space="preserve">{text[20:]}</w:t></w:r>'))

    found = typed(divide)

    [divided] = [node for node in walk(found) if isinstance(node, Paragraph) and node.end]
    assert (divided.id, divided.end) == (TAIL, (Mark(Fate.INSERTED, NOON),))
    assert rejected(found) == readable(contract)


def test_a_deletion_within_an_insertion_of_another_author_keeps_both(typed) -> None:
    def type_and_take(tail: etree._Element) -> None:
        gone = f'<w:del w:id="905" w:author="Brown"><w:r><w:delText xml:space="preserve">{" no end."}</w:delText></w:r></w:del>'
        words = inserted("It has", 0).replace("</w:ins>", f"{gone}</w:ins>")
        new = paragraph(words)
        new.find(f"{W}pPr").append(end("ins"))
        tail.addprevious(new)

    found = typed(type_and_take)

    [new] = [node for node in walk(found) if isinstance(node, Paragraph) and node.change]
    assert [mark.revision.author for mark in new.change] == ["Meyer"]
    assert not [node for node in new.content if isinstance(node, Inserted)]
    assert "no end." not in str(accepted(found))
    assert "It has no end." in str(accepted(rejected(found, lambda revision: revision.author == "Brown"))).replace("'), Text(text='", "")
