"""Changes of a DOCX as an editor makes them, part by part, and the XML of what stands in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = f'xmlns:w="{W[1:-1]}"'
MAIN, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Change = Callable[[bytes], bytes]
"""What becomes of a file."""


def parts_of(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package_of(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def changed(docx: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The file with one part changed; a part that was not there begins empty."""
    parts = parts_of(docx)
    return package_of({**parts, part: change(parts.get(part, b""))})


def replaced(docx: bytes, old: str, new: str, part: str = MAIN) -> bytes:
    """The file with the first of these strings of its XML replaced, which must be there."""
    assert old.encode() in parts_of(docx)[part]
    return changed(docx, part, lambda content: content.replace(old.encode(), new.encode(), 1))


def in_the_largest_table(change: Callable[[list[etree._Element]], None]) -> Change:
    """A change of the rows of the table that has most."""

    def edit(main: bytes) -> bytes:
        root = etree.fromstring(main)
        change(max((table.findall(f"{W}tr") for table in root.iter(f"{W}tbl")), key=len))
        return etree.tostring(root)

    return lambda docx: changed(docx, MAIN, edit)


def related(docx: bytes, kind: str, target: str, mode: str = "") -> bytes:
    """The file with one relation more."""
    entry = f'<Relationship Id="r99{kind}" Type="{OFFICE}/{kind}" Target="{target}" {mode}/>'
    return replaced(docx, "</Relationships>", f"{entry}</Relationships>", RELATIONS)


def with_part(docx: bytes, kind: str, name: str, xml: str) -> bytes:
    """The file with a part of this kind, as `word/<name>`."""
    return changed(related(docx, kind, name), f"word/{name}", lambda content: xml.encode())


def run(text: str, properties: str = "") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def element(xml: str) -> etree._Element:
    """An element of the main namespace from its XML."""
    return etree.fromstring(f"<w:x {SPACE}>{xml}</w:x>")[0]
