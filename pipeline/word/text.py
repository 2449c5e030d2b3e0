"""Plain text and fields as runs: line breaks and tabs are those of the page, and what XML cannot hold is shown by its name."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]|\t")


def unprintable(text: str) -> tuple[str, ...]:
    """The characters that no page can show and XML cannot hold, each once, named as "U+0007"."""
    return tuple(dict.fromkeys(_code(found) for found in _UNPRINTABLE.findall(text)))


def visible(text: str) -> str:
    """The text with each unprintable character replaced by its name in brackets, so that it is never lost unseen."""
    return _UNPRINTABLE.sub(lambda match: f"[{_code(match.group())}]", text)


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def run(text: str, properties: str = "", element: str = "t") -> str:
    """One run; line breaks and tabs of the text become those of the page. Deleted words have an `element` of their own (`delText`)."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    if not _SPECIAL.search(text):
        return f"<w:r>{look}{_words(text, element)}</w:r>"
    pieces = []
    start = 0
    safe = visible(text)
    for match in _BREAK.finditer(safe):
        pieces.append(_words(safe[start : match.start()], element))
        pieces.append("<w:tab/>" if match.group() == "\t" else "<w:br/>")
        start = match.end()
    pieces.append(_words(safe[start:], element))
    return f"<w:r>{look}{''.join(pieces)}</w:r>"


def _words(text: str, element: str) -> str:
    return f'<w:{element} xml:space="preserve">{escape(text)}</w:{element}>' if text else ""


def field(instruction: str, shown: str, properties: str = "", *, deleted: bool = False) -> str:
    """A field with the text it shows until a word processor computes it anew."""
    told, element = ("delInstrText", "delText") if deleted else ("instrText", "t")
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{look}<w:{told} xml:space="preserve"> {instruction} </w:{told}></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>{run(shown, properties, element)}'
        f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )
