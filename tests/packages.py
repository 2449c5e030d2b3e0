"""What a package holds, found without any code of ours: each part of each file decompressed, its text, properties and attachments."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from unicodedata import normalize
from xml.etree import ElementTree

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject, StreamObject

Parts = Iterator[tuple[str, str]]
NEED = """
need:
  description: A quince tree shades the office. It must not be felled.
  stakeholders_asked:
    - {id: quince_farm, name: Quincy Quince, role: Head of Quinces, asked_on: 2019-03-17, input: The quince harvest comes first.}
  current_infrastructure: One quince press.
  current_software: Quince Ledger 7.
  future_needs: A second quince orchard.
  budget_per_year: GBP 98765.43
"""
"""Data that are ours alone, with one word that stands nowhere else."""


def texts_in(name: str, content: bytes) -> Parts:
    """Each place in a file with the text that stands there, files within files included."""
    yield f"name of {name}", name
    match name.rpartition(".")[2]:
        case "docx" | "zip":
            yield from _in_zip(name, content)
        case "eml":
            yield from _in_mail(name, content)
        case "pdf":
            yield from _in_pdf(name, content)
        case _:
            yield name, content.decode("utf-8", "replace")
    if name.endswith((".docx", ".zip", ".eml")):
        yield f"bytes of {name}", content.decode("latin-1")


def leaking(files: dict[str, bytes], secrets: list[str]) -> list[tuple[str, str]]:
    """Each secret that stands anywhere in these files, with its place."""
    wanted = {secret: _flat(secret) for secret in secrets}
    found = []
    for name, content in files.items():
        for place, text in texts_in(name, content):
            flat = _flat(text)
            found += [(secret, place) for secret, plain in wanted.items() if plain in flat]
    return found


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", normalize("NFKC", text)).casefold()


def _in_zip(name: str, content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield f"{name} (comment)", archive.comment.decode("utf-8", "replace")
        for entry in archive.infolist():
            yield f"{name}, {entry.filename} (entry)", f"{entry.filename} {entry.comment.decode('utf-8', 'replace')} {entry.extra!r}"
            part = archive.read(entry)
            if entry.filename.endswith((".xml", ".rels")):
                yield f"{name}, {entry.filename}", part.decode()
                yield f"{name}, {entry.filename} (words)", "".join(ElementTree.fromstring(part).itertext())
            else:
                yield from texts_in(entry.filename, part)


def _in_mail(name: str, content: bytes) -> Parts:
    message = message_from_bytes(content, policy=default)
    for part in message.walk():
        yield f"{name} (heads)", "\n".join(f"{head}: {value}" for head, value in part.items())
        if not part.is_multipart():
            payload = part.get_payload(decode=True)
            assert isinstance(payload, bytes)
            yield from texts_in(part.get_filename() or f"{name}.body", payload)


def _in_pdf(name: str, content: bytes) -> Parts:
    reader = PdfReader(io.BytesIO(content))
    yield f"{name} (properties)", repr(reader.metadata)
    for number, page in enumerate(reader.pages, start=1):
        yield f"{name}, page {number}", page.extract_text()
    for number in range(1, int(str(reader.trailer["/Size"]))):
        if number in reader.xref.get(0, {}) or number in reader.xref_objStm:
            yield from _in_object(f"{name}, object {number}", reader.get_object(IndirectObject(number, 0, reader)))
    for attached, versions in reader.attachments.items():
        for version in versions:
            yield from texts_in(attached, version)


def _in_object(place: str, found: PdfObject | None) -> Parts:
    if isinstance(found, StreamObject):
        yield f"{place} (stream)", found.get_data().decode("utf-8", "replace")
    if isinstance(found, DictionaryObject | ArrayObject):
        yield place, repr(found)
