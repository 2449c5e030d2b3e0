"""A stranger's file opened: scanned before anything reads it, and its sender told in words what it is where it is no DOCX."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.word.hazards import harmless_parts
from pipeline.word.hostile import Hostile
from pipeline.word.names import W
from pipeline.word.package import MAIN
from pipeline.word.template import parsed_xml

ZIP, _OLE = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"), b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVED_ANEW = "ask its sender for a copy saved anew in Word as .docx"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"


def opened(content: bytes, file: str) -> Mapping[str, bytes] | Diagnostic:
    """The parts of a DOCX that may be handed to another program, or why it is not opened."""
    foreign = _what_else(content)
    if foreign is not None:
        return _refused(file, *foreign)
    try:
        parts = harmless_parts(content)
    except Hostile as fault:
        return _refused(file, str(fault), _SAVED_ANEW)
    if parsed_xml(parts[MAIN]).find(f"{W}body") is None:
        return _refused(file, "its text is in another form than Word's usual one", "save it in Word as `Word Document`, not as `Strict`")
    return parts


def _what_else(content: bytes) -> tuple[str, str] | None:
    """What a file is that is no DOCX, and what to do; None where it may be one."""
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            return "it is protected by a password", "take the password off in Word, and save it"
        return "it is a document of Word 97 to 2003 (.doc), whatever its name says", "open it in Word, and save it as .docx"
    if content.startswith(ZIP) and _OPEN_DOCUMENT in content[:200]:
        return "it is an OpenDocument text (.odt), whatever its name says", "save it as .docx"
    if content.startswith(b"%PDF"):
        return "it is a PDF", "ask its sender for the Word file; a PDF does not tell what was changed"
    if content.startswith(b"{\\rtf"):
        return "it is Rich Text (.rtf), whatever its name says", "open it in Word, and save it as .docx"
    if not content:
        return "it is empty", _SAVED_ANEW
    if not content.startswith(ZIP):
        return "it is no Word document, or it is damaged", _SAVED_ANEW
    return None


def _refused(file: str, why: str, hint: str) -> Diagnostic:
    return error("docx-refused", Span(file), f"this file is not opened: {why}", hint)
