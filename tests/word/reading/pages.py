"""What a reader of the page sees, twice: from the XML of a file, and from a tree; references by where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from pipeline.model.document import Document, Paragraph, Ref, SignatureBlock, Strong, Term, Text, ToBeAgreed, Value, children
from pipeline.word.anchors import bookmark
from tests.word.reading.packages import W

BESIDE = ("TOC", "CoverStamp", "ContentsHeading", "Contents1", "CoverTitle")
DASH = "\u2013 "


_REFERENCE = re.compile(r"(?:(?:clause|paragraph)\u00a0)?\{(\w+)\}(?: of \{\w+\})?")


def lines_in(root: etree._Element) -> list[str]:
    """The words of each paragraph of a file without revisions that has some."""
    found = []
    for paragraph in root.iter(f"{W}p"):
        mark = paragraph.find(f"{W}pPr/{W}pStyle")
        style = "" if mark is None else mark.get(f"{W}val", "")
        words = _REFERENCE.sub(r"{\1}", "".join(_pieces(paragraph)))
        if words and not style.startswith(BESIDE):
            found.append(words.removeprefix(DASH) if style == "ScheduleHeading" else words)
    return found


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    code: str | None = None
    for node in paragraph.iter(f"{W}fldChar", f"{W}instrText", f"{W}t", f"{W}tab", f"{W}br"):
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            code = ""
        elif kind == "separate" and code is not None:
            yield f"{{{code.split()[1]}}}"
        elif kind == "end":
            code = None
        elif node.tag == f"{W}instrText":
            code = (code or "") + (node.text or "")
        elif code is None and node.getparent().tag == f"{W}r":
            yield {f"{W}tab": "\t", f"{W}br": "\n"}.get(node.tag, node.text or "")


def lines_of(document: Document) -> list[str]:
    """The words of each paragraph of a Document that has some."""
    return [line for _, line in told(document)]


def told(document: Document) -> list[tuple[str, str]]:
    """The same with the id of each; the lines of a signature block have none."""

    def said(content: tuple[Any, ...]) -> str:
        return "".join(word(node) for node in content)

    def word(node: Any) -> str:
        match node:
            case Text(text=text) | Value(text=text):
                return text
            case Term(text=text):
                return f"\u201c{text}\u201d"
            case ToBeAgreed(label=label):
                return f"[To be agreed: {label}]"
            case Strong(content=content):
                return said(content)
            case Ref(target=target):
                return f"{{{bookmark(target)}}}"
        raise AssertionError(node)

    def walk(node: Any) -> Iterator[tuple[str, str]]:
        if hasattr(node, "heading"):
            yield node.id, said(node.heading)
        if isinstance(node, Paragraph):
            yield node.id, said(node.content)
        if isinstance(node, SignatureBlock):
            yield node.id, said(node.words)
            for label, content in node.lines:
                yield "", label
                yield "", said(content)
        for child in children(node):
            yield from walk(child)

    return [(id, line) for part in document.parts for id, line in walk(part) if line]
