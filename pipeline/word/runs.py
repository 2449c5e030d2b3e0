"""Words as runs: text, Defined Terms, open points, and Cross-References as live fields."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from pipeline.model.document import Deleted, Document, Inline, Inserted, Ref, Strong, Term, Text, ToBeAgreed, Value
from pipeline.model.numbering import Numbers, ReferencePiece, reference
from pipeline.model.reading import CLOSE_QUOTE, OPEN_QUOTE, to_be_agreed
from pipeline.word.anchors import bookmark

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]|\t")
_BOLD = "<w:b/><w:bCs/>"


def unprintable(text: str) -> tuple[str, ...]:
    """The characters that no page can show and XML cannot hold, each once, named as "U+0007"."""
    return tuple(dict.fromkeys(_code(found) for found in _UNPRINTABLE.findall(text)))


def visible(text: str) -> str:
    """The text with each unprintable character replaced by its name in brackets, so that it is never lost unseen."""
    return _UNPRINTABLE.sub(lambda match: f"[{_code(match.group())}]", text)


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def run(text: str, properties: str = "") -> str:
    """One run; line breaks and tabs of the text become those of the page."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    if not _SPECIAL.search(text):
        return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    pieces = []
    start = 0
    safe = visible(text)
    for match in _BREAK.finditer(safe):
        pieces.append(_words(safe[start : match.start()]))
        pieces.append("<w:tab/>" if match.group() == "\t" else "<w:br/>")
        start = match.end()
    pieces.append(_words(safe[start:]))
    return f"<w:r>{look}{''.join(pieces)}</w:r>"


def _words(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""


def field(instruction: str, shown: str, properties: str = "") -> str:
    """A field with the text it shows until a word processor computes it anew."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>{run(shown, properties)}'
        f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def runs(content: tuple[Inline, ...], within: str, numbers: Numbers, document: Document, properties: str = "") -> str:
    """The runs of inline nodes that stand in the Part with the id `within`."""
    return "".join(_runs(node, within, numbers, document, properties) for node in content)


def _runs(node: Inline, within: str, numbers: Numbers, document: Document, properties: str) -> str:
    match node:
        case Text(text=text) | Value(text=text):
            return run(text, properties)
        case Term(text=text):
            # The quotation marks are within the bold run: a renderer may break the line where a run ends.
            return run(f"{OPEN_QUOTE}{text}{CLOSE_QUOTE}", f'<w:rStyle w:val="DefinedTerm"/>{_BOLD}')
        case ToBeAgreed(label=label):
            weight = _BOLD if _BOLD in properties else ""
            return run(to_be_agreed(label), f'<w:rStyle w:val="OpenPoint"/>{weight}<w:highlight w:val="yellow"/>')
        case Strong(content=content):
            return runs(content, within, numbers, document, _BOLD)
        case Inserted(content=content):
            return runs(content, within, numbers, document, properties)
        case Deleted():
            return ""
        case Ref(target=target) if target in numbers:
            return _reference(reference(target, within, numbers, document.words), numbers, properties)
        case Ref(target=target):
            return run(f"[{target}]", properties)


def _reference(pieces: tuple[ReferencePiece, ...], numbers: Numbers, properties: str) -> str:
    result = ""
    for piece in pieces:
        if piece.target is None:
            result += run(piece.text, properties)
        else:
            # A Schedule's label is the whole number; a paragraph's is told from the top: 4.2(a).
            switch = r"\r" if numbers[piece.target].part == piece.target else r"\w"
            result += field(rf"REF {bookmark(piece.target)} {switch} \h", piece.text, properties)
    return result
