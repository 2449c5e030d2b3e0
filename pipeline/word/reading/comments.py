"""The comments of a file as threads, with the words that each is attached to."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from pipeline.model.received import Comment, Reply
from pipeline.word.markup import AS_TYPED
from pipeline.word.names import W
from pipeline.word.reading.relations import related
from pipeline.word.reading.scribe import Found, revision_of

_PARAGRAPH = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_PICTURE = "[picture]"
_SAYING = (f"{W}t", *AS_TYPED, f"{W}drawing", f"{W}pict", f"{W}object")
_EXTENDED = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def comments_of(parts: Mapping[str, bytes], found: Found) -> tuple[Comment, ...]:
    """Each thread with its replies, in the order of the file; one whose first comment is missing begins with its oldest reply."""
    elements = [element for root in related(parts, "comments").values() for element in root.iter(f"{W}comment")]
    by_paragraph = {paragraph: element for element in elements if (paragraph := _paragraph(element))}
    above, resolved = _extended(parts)
    replies: dict[etree._Element, list[etree._Element]] = {}
    for element in elements:
        top = by_paragraph.get(_top(_paragraph(element), above))
        if top is not None and top is not element:
            replies.setdefault(top, []).append(element)
    answers = {id(element) for each in replies.values() for element in each}
    return tuple(
        _comment(element, [_reply(each) for each in replies.get(element, ())], found, resolved)
        for element in elements
        if id(element) not in answers
    )


def _comment(element: etree._Element, replies: list[Reply], found: Found, resolved: frozenset[str]) -> Comment:
    number = element.get(f"{W}id", "")
    block, words = found.commented.get(number, ("", []))
    done = _paragraph(element) in resolved
    return Comment(number, revision_of(element), _text(element), block, "".join(words), done, tuple(replies))


def _reply(element: etree._Element) -> Reply:
    return Reply(element.get(f"{W}id", ""), revision_of(element), _text(element))


def _text(element: etree._Element) -> str:
    """What a comment says; of a picture in it, that it is there."""
    return "\n".join("".join(_said(node) for node in paragraph.iter(*_SAYING)) for paragraph in element.iter(f"{W}p"))


def _said(node: etree._Element) -> str:
    if node.tag == f"{W}t":
        return node.text or ""
    return AS_TYPED.get(node.tag, _PICTURE)


def _paragraph(element: etree._Element) -> str:
    """A comment is known to its replies by its last paragraph."""
    paragraphs = element.findall(f"{W}p")
    return paragraphs[-1].get(_PARAGRAPH, "") if paragraphs else ""


def _extended(parts: Mapping[str, bytes]) -> tuple[dict[str, str], frozenset[str]]:
    """Of each reply the comment above it, and the comments that are resolved."""
    entries = [entry for root in related(parts, "commentsExtended").values() for entry in root.iter(f"{_EXTENDED}commentEx")]
    above = {
        entry.get(f"{_EXTENDED}paraId", ""): parent for entry in entries if (parent := entry.get(f"{_EXTENDED}paraIdParent")) is not None
    }
    done = (entry.get(f"{_EXTENDED}paraId", "") for entry in entries if entry.get(f"{_EXTENDED}done") in ("1", "true"))
    return above, frozenset(done)


def _top(paragraph: str, above: Mapping[str, str]) -> str:
    met: set[str] = set()
    while paragraph in above and paragraph not in met:
        met.add(paragraph)
        paragraph = above[paragraph]
    return paragraph
