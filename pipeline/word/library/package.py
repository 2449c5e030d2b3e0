"""The parts of the reviewed library, bound into a DOCX."""

from __future__ import annotations

from pipeline.word.names import DECLARATION
from pipeline.word.shell.package import relations_part
from pipeline.word.shell.parts import page_field
from pipeline.word.shell.plain import Plain, plain_package
from pipeline.word.text import run

LEGEND = "Internal, privileged and confidential"
TITLE = "Clause library"

_ITEM = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1474" w:right="1417" w:bottom="1361" w:left="1417" w:header="680" w:footer="624" w:gutter="0"/>'
)
_TAB = "<w:r><w:tab/></w:r>"


def library_package(body: str, numbering: str, styles: str, library: str, input_hash: str) -> bytes:
    """The DOCX from what changes from library to library."""
    plain = Plain(
        title=TITLE,
        legend=LEGEND,
        page=_PAGE,
        header=f"{run(TITLE)}{_TAB}{run(LEGEND)}",
        footer=f"{run(input_hash[:8])}{_TAB}{run('Page ')}{page_field('PAGE')}",
        styles=styles,
        further={
            "word/numbering.xml": numbering,
            "customXml/item1.xml": library,
            "customXml/itemProps1.xml": _item_properties(),
            "customXml/_rels/item1.xml.rels": relations_part((("properties", "customXmlProps", "itemProps1.xml"),)),
        },
    )
    return plain_package(plain, body)


def _item_properties() -> str:
    identity = "{0E1C6A6B-3C4B-4D0C-8B7D-6D6B1B0A7F02}"
    return f'{DECLARATION}<ds:datastoreItem xmlns:ds="{_ITEM}" ds:itemID="{identity}"><ds:schemaRefs/></ds:datastoreItem>'
