"""A PDF as its numbered objects: some replaced, all written anew, packed and in order.

pypdf's writer takes three times as long as rdocx takes to print, for the structure of a tagged document holds every word.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass
from io import BytesIO

from pypdf.generic import PdfObject

_PACKED_TOGETHER = 200

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_SECTION = re.compile(rb"(\d+) (\d+)\s*\n")
_TRAILER_LINK = re.compile(rb"/(Root|Info|Prev|Encrypt)\s+(\d+)")
_HEAD = re.compile(rb"\s*(\d+)\s+\d+\s+obj\b")


class UnreadablePdf(Exception):
    """The file's table of objects is not as renderers write it."""


@dataclass(slots=True)
class Objects:
    """The bodies by number, as they stand in the file; `root` and `info` are the numbers of catalog and properties."""

    bodies: dict[int, bytes]
    root: int
    info: int

    def replace(self, number: int, value: PdfObject) -> None:
        """Puts another object in this place."""
        buffer = BytesIO()
        value.write_to_stream(buffer)
        self.bodies[number] = buffer.getvalue()

    @property
    def next_number(self) -> int:
        """The number behind the last."""
        return max(self.bodies) + 1

    def add(self, value: PdfObject) -> int:
        """Puts an object behind the others and gives its number."""
        number = self.next_number
        self.replace(number, value)
        return number

    def written(self) -> bytes:
        """The file (ISO 32000-1, 7.5.7 and 7.5.8): streams as they are, the rest packed; its id is a hash of what it holds."""
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        entries: dict[int, tuple[int, int, int]] = {}
        packed = [number for number in sorted(self.bodies) if not _is_stream(self.bodies[number])]
        streams = {number: body for number, body in self.bodies.items() if _is_stream(body)}
        following = self.next_number
        for start in range(0, len(packed), _PACKED_TOGETHER):
            together = packed[start : start + _PACKED_TOGETHER]
            entries.update((number, (2, following, place)) for place, number in enumerate(together))
            streams[following] = _object_stream([(number, self.bodies[number]) for number in together])
            following += 1
        for number, body in sorted(streams.items()):
            entries[number] = (1, len(out), 0)
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        start_of_table = len(out)
        entries[following] = (1, start_of_table, 0)
        digest = hashlib.sha256(b"".join(b"%d %b" % item for item in sorted(self.bodies.items()))).hexdigest()[:32].encode()
        links = b"/Root %d 0 R /Info %d 0 R /ID [<%b><%b>]" % (self.root, self.info, digest, digest)
        out += b"%d 0 obj\n%b\nendobj\n" % (following, _table(entries, links))
        return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start_of_table


def objects(pdf: bytes) -> Objects:
    """The objects of a PDF with a plain table of them, which is what rdocx and LibreOffice write."""
    start = _START.search(pdf)
    if not start:
        raise UnreadablePdf("the PDF does not end with the place of its table of objects")
    offsets: dict[int, int] = {}
    links: dict[bytes, int] = {}
    table: int | None = int(start[1])
    while table is not None:
        found, trailer = _plain_table(pdf, table)
        offsets = found | offsets
        here = {name: int(number) for name, number in _TRAILER_LINK.findall(trailer)}
        table = here.pop(b"Prev", None)
        links = here | links
    if b"Encrypt" in links or b"Root" not in links:
        raise UnreadablePdf("the PDF is encrypted or has no catalog")
    bodies = _bodies(pdf, offsets, int(start[1]))
    return Objects(bodies, links[b"Root"], links.get(b"Info") or max(bodies) + 1)


def _plain_table(pdf: bytes, at: int) -> tuple[dict[int, int], bytes]:
    """Offsets by object number, and the trailer behind (ISO 32000-1, 7.5.4)."""
    if pdf[at : at + 4] != b"xref":
        raise UnreadablePdf("the PDF's table of objects is packed")
    position = at + 4 + len(pdf[at + 4 : at + 8]) - len(pdf[at + 4 : at + 8].lstrip())
    offsets: dict[int, int] = {}
    while section := _SECTION.match(pdf, position):
        first, count = int(section[1]), int(section[2])
        lines = [pdf[section.end() + 20 * step : section.end() + 20 * step + 18] for step in range(count)]
        offsets.update((first + step, int(line[:10])) for step, line in enumerate(lines) if line[17:18] == b"n")
        position = section.end() + 20 * count
    return offsets, pdf[position : pdf.index(b"startxref", position)]


def _bodies(pdf: bytes, offsets: dict[int, int], table: int) -> dict[int, bytes]:
    ends = dict(zip(sorted(offsets.values()), [*sorted(offsets.values())[1:], table], strict=True))
    bodies: dict[int, bytes] = {}
    for number, offset in offsets.items():
        head = _HEAD.match(pdf, offset)
        if not head or int(head[1]) != number:
            raise UnreadablePdf(f"object {number} is not where the PDF's table says")
        end = pdf.rindex(b"endobj", offset, ends[offset])
        bodies[number] = pdf[head.end() : end].strip(b"\r\n\t ")
    return bodies


def _is_stream(body: bytes) -> bool:
    return body.endswith(b"endstream")


def _object_stream(members: list[tuple[int, bytes]]) -> bytes:
    heads: list[bytes] = []
    place = 0
    for number, body in members:
        heads.append(b"%d %d" % (number, place))
        place += len(body) + 1
    head = b" ".join(heads) + b"\n"
    data = zlib.compress(head + b"\n".join(body for _, body in members), 6)
    kind = b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>" % (len(members), len(head), len(data))
    return b"%b\nstream\n%b\nendstream" % (kind, data)


def _table(entries: dict[int, tuple[int, int, int]], links: bytes) -> bytes:
    size = max(entries) + 1
    rows = (entries.get(number, (0, 0, 0)) for number in range(size))
    data = zlib.compress(b"".join(kind.to_bytes(1) + place.to_bytes(4) + index.to_bytes(2) for kind, place, index in rows), 6)
    kind = b"<< /Type /XRef /Size %d /W [1 4 2] /Filter /FlateDecode /Length %d %b >>" % (size, len(data), links)
    return b"%b\nstream\n%b\nendstream" % (kind, data)
