"""What makes a stranger's DOCX too dangerous to open."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib

from pipeline.word.package import MAIN

MOST_BYTES = 25_000_000
MOST_PARTS = 500
MOST_UNPACKED = 100_000_000
MOST_OF_A_PART = 32_000_000
MOST_RATIO = 200
_SMALL = 1_000_000
"""A part below this many bytes harms nobody, however well it is packed."""

_BROKEN = (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, struct.error, zlib.error, lzma.LZMAError)
"""What the zip library raises on a file that is no zip, or that is damaged."""
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Hostile(ValueError):
    """The file is not opened; says why in words for the person who received it."""


def scanned_parts(docx: bytes) -> dict[str, bytes]:
    """The parts of a stranger's DOCX, unpacked within limits; no part declares a document type or entities. Raises Hostile."""
    if len(docx) > MOST_BYTES:
        raise Hostile(f"it has {len(docx) / 1e6:.0f} MB, and at most {MOST_BYTES // 1_000_000} MB are read")
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _judge(entries)
            parts = {entry.filename: _unpacked(archive, entry) for entry in entries}
    except Hostile:
        raise
    except _BROKEN as fault:
        raise Hostile("it is no Word document, or it is damaged") from fault
    if MAIN not in parts:
        raise Hostile("it is no Word document: it has no text part")
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")) and _declares(part):
            raise Hostile(f"its part `{name}` declares a document type or entities, which Word never writes")
    return parts


def _judge(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_PARTS:
        raise Hostile(f"it has {len(entries)} parts, and at most {MOST_PARTS} are read")
    if len({entry.filename for entry in entries}) < len(entries):
        raise Hostile("two of its parts have one name")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Hostile(f"unpacked it has more than {MOST_UNPACKED // 1_000_000} MB")
    for entry in entries:
        if entry.filename.startswith("/") or ".." in entry.filename.split("/") or "\\" in entry.filename:
            raise Hostile("one of its parts leads out of the file")
        if entry.flag_bits & 1:
            raise Hostile("it is encrypted")
        if entry.file_size > MOST_OF_A_PART or entry.file_size > max(_SMALL, MOST_RATIO * entry.compress_size):
            raise Hostile(f"its part `{entry.filename}` is packed as no editor packs it")


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The directory of a zip may lie about sizes, so that no more is read than it promised."""
    with archive.open(entry) as stream:
        content = stream.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise Hostile(f"its part `{entry.filename}` has another size than it says")
    return content


def _declares(part: bytes) -> bool:
    if part[:2] in (b"\xff\xfe", b"\xfe\xff"):
        part = part.decode("utf-16", "replace").encode()
    return _DECLARATION.search(part) is not None
