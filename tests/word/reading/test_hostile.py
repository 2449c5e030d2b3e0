"""A file that is no honest DOCX gets a clear message; nothing is fetched and nothing written."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZIP_STORED

import pytest

from pipeline.model.diagnostic import Diagnostic
from pipeline.model.document import Document
from pipeline.model.received import Reading
from pipeline.model.stamp import Stamp
from pipeline.word import read, write
from tests.word.reading.packages import changed, package_of, related

OUTSIDE = 'TargetMode="External"'
FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDE</w:instrText></w:r>'
    '<w:r><w:instrText>AUTO c:\\\\cmd.exe</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


@pytest.fixture(scope="session")
def honest(contract: Document, stamp: Stamp, template: bytes) -> bytes:
    return write(contract, stamp, template)


def in_body(docx: bytes, xml: str) -> bytes:
    return changed(docx, "word/document.xml", lambda part: part.replace(b"<w:body>", b"<w:body>" + xml.encode(), 1))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HOSTILE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a macro": (lambda docx: changed(docx, "word/vbaProject.bin", lambda part: b"\0"), "its part `word/vbaProject.bin` holds macros"),
    "a remote template": (
        lambda docx: related(docx, "attachedTemplate", "https://example.com/t.dotm", OUTSIDE),
        "its part `word/_rels/document.xml.rels` fetches a template from elsewhere",
    ),
    "a remote picture": (
        lambda docx: related(docx, "image", "http://example.com/p.png", OUTSIDE),
        "its part `word/_rels/document.xml.rels` fetches something from elsewhere (image)",
    ),
    "a command split over runs": (lambda docx: in_body(docx, FIELD), "its part `word/document.xml` has a field that runs another program"),
    "another file as text": (
        lambda docx: related(docx, "aFChunk", "chunk.htm"),
        "its part `word/_rels/document.xml.rels` brings in another file as text",
    ),
    "a document type": (
        lambda docx: changed(docx, "word/styles.xml", lambda part: b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
        "its part `word/styles.xml` declares a document type or entities, which Word never writes",
    ),
    "a bomb": (
        lambda docx: changed(docx, "word/media/x.bin", lambda part: b"\0" * 30_000_000),
        "its part `word/media/x.bin` is packed as no editor packs it",
    ),
    "a way out of the file": (lambda docx: changed(docx, "../../etc/x", lambda part: b"x"), "one of its parts leads out of the file"),
    "an encrypted file": (lambda docx: OLE + b"\0" * 99 + "EncryptedPackage".encode("utf-16-le"), "it is protected by a password"),
    "an encrypted zip": (
        lambda docx: docx.replace(b"PK\1\2\x14\0\x14\0\0\x08", b"PK\1\2\x14\0\x14\0\1\x08"),
        "it is encrypted",
    ),
    "a .doc under another name": (
        lambda docx: OLE + b"\0" * 4000,
        "it is a document of Word 97 to 2003 (.doc), whatever its name says",
    ),
    "an .rtf under another name": (lambda docx: b"{\\rtf1\\ansi}", "it is Rich Text (.rtf), whatever its name says"),
    "nothing": (lambda docx: b"", "it is empty"),
    "an .odt under another name": (
        lambda docx: package_of({"mimetype": b"application/vnd.oasis.opendocument.text"}, ZIP_STORED),
        "it is an OpenDocument text (.odt), whatever its name says",
    ),
    "a PDF under another name": (lambda docx: b"%PDF-1.7 ...", "it is a PDF"),
    "no zip": (lambda docx: b"Dear Sirs", "it is no Word document, or it is damaged"),
    "another zip": (lambda docx: package_of({"readme": b"x"}), "it is no Word document: it has no text part"),
    "a damaged part": (
        lambda docx: changed(docx, "word/document.xml", lambda part: part[:5000]),
        "its part `word/document.xml` is damaged",
    ),
    "no text": (lambda docx: changed(docx, "word/document.xml", lambda part: b"<x/>"), "its text is in another form than Word's usual one"),
}


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[bytes], Diagnostic]:
    """Reads a file that must be refused, with no network and with nothing left behind."""

    def no_network(*args: Any, **options: Any) -> Any:
        raise AssertionError("something is fetched")

    def read_it(docx: bytes) -> Diagnostic:
        found = read(docx, "returned.docx")
        assert isinstance(found, Diagnostic), "it was read"
        assert list(tmp_path.iterdir()) == []
        return found

    monkeypatch.setattr(socket, "socket", no_network)
    monkeypatch.chdir(tmp_path)
    return read_it


@pytest.mark.parametrize("name", HOSTILE)
def test_each_hostile_file_gets_a_clear_message(name: str, honest: bytes, refused) -> None:
    make, reason = HOSTILE[name]

    found = refused(make(honest))

    assert (found.code, found.message) == ("docx-refused", f"this file is not opened: {reason}")
    assert found.hint


def test_a_file_that_is_cut_off_anywhere_is_refused(honest: bytes, refused) -> None:
    messages = {refused(honest[:size]).message for size in range(1000, len(honest), 1000)}

    assert messages == {"this file is not opened: it is no Word document, or it is damaged"}


def test_a_file_with_any_byte_damaged_is_read_or_refused(honest: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    random = Random("damage")

    for _ in range(60):
        damaged = bytearray(honest)
        for _ in range(random.randrange(1, 4)):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        assert isinstance(read(bytes(damaged), "returned.docx"), Reading | Diagnostic)


def test_an_honest_file_is_read(honest: bytes) -> None:
    assert isinstance(read(honest, "returned.docx"), Reading)
