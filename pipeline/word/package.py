"""The zip of a DOCX: read into parts, written so that equal parts give equal bytes."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

CONTENT_TYPES = "[Content_Types].xml"
PACKAGE_RELATIONS = "_rels/.rels"
MAIN = "word/document.xml"

_LEVEL = 1
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION, _UTF8, _DEFLATED = 20, 0x800, 8
_FIRST_DAY = (0, 33)
"""Time and date of every part: midnight of 1 January 1980, the first that a zip can hold."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A part as it stands in the zip."""

    checksum: int
    size: int
    data: bytes


def packed(part: bytes) -> Packed:
    """The part deflated."""
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Packed(zlib.crc32(part), len(part), deflate.compress(part) + deflate.flush())


def parts_of(package: bytes) -> dict[str, bytes]:
    """The parts by name, in the order of the zip. Raises `zipfile.BadZipFile` if it is no zip."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}


def package_of(parts: Mapping[str, bytes | Packed]) -> bytes:
    """The zip: content types first, then the package's relations, then the rest by name, without a clock."""
    body = bytearray()
    directory = bytearray()
    for name in sorted(parts, key=_place):
        part = parts[name]
        entry = part if isinstance(part, Packed) else packed(part)
        title = name.encode()
        facts = (_DEFLATED, *_FIRST_DAY, entry.checksum, len(entry.data), entry.size, len(title), 0)
        directory += _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, _UTF8, *facts, 0, 0, 0, 0, len(body)) + title
        body += _LOCAL.pack(b"PK\3\4", _VERSION, _UTF8, *facts) + title + entry.data
    end = _END.pack(b"PK\5\6", 0, 0, len(parts), len(parts), len(directory), len(body), 0)
    return bytes(body + directory + end)


def _place(name: str) -> tuple[int, str]:
    return ({CONTENT_TYPES: 0, PACKAGE_RELATIONS: 1}.get(name, 2), name)
