"""The parts of the reviewed library, bound into a DOCX."""

from __future__ import annotations

from pipeline.word.names import CONTENT_TYPES, DECLARATION, PACKAGE_RELATIONS, RELATIONS, WORD
from pipeline.word.package import package_of
from pipeline.word.shell.package import fonts_part, relations_part, settings_part
from pipeline.word.shell.theme import theme_part

LEGEND = "Internal, privileged and confidential"
TITLE = "Clause library"

_SPACES = f'xmlns:w="{WORD}" xmlns:r="{RELATIONS}"'
_FORM = "application/vnd.openxmlformats-officedocument"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_ITEM = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_TYPES = {
    "word/document.xml": f"{_FORM}.wordprocessingml.document.main+xml",
    **{f"word/{part}.xml": f"{_FORM}.wordprocessingml.{part}+xml" for part in ("styles", "numbering", "settings", "fontTable")},
    "word/header1.xml": f"{_FORM}.wordprocessingml.header+xml",
    "word/footer1.xml": f"{_FORM}.wordprocessingml.footer+xml",
    "word/theme/theme1.xml": f"{_FORM}.theme+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "customXml/itemProps1.xml": f"{_FORM}.customXmlProperties+xml",
}
_LINKS = (
    ("styles", "styles", "styles.xml"),
    ("numbering", "numbering", "numbering.xml"),
    ("settings", "settings", "settings.xml"),
    ("fonts", "fontTable", "fontTable.xml"),
    ("theme", "theme", "theme/theme1.xml"),
    ("header", "header", "header1.xml"),
    ("footer", "footer", "footer1.xml"),
    ("map", "customXml", "../customXml/item1.xml"),
)
_SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1474" w:right="1417" w:bottom="1361" w:left="1417" w:header="680" w:footer="624" w:gutter="0"/></w:sectPr>'
)


def library_package(body: str, numbering: str, styles: str, library: str, input_hash: str) -> bytes:
    """The DOCX from what changes from library to library."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "word/_rels/document.xml.rels": relations_part(_LINKS),
        "word/document.xml": f"{DECLARATION}<w:document {_SPACES}><w:body>{body}{_SECTION}</w:body></w:document>",
        "word/styles.xml": styles,
        "word/numbering.xml": numbering,
        "word/settings.xml": settings_part(),
        "word/fontTable.xml": fonts_part(),
        "word/theme/theme1.xml": theme_part(),
        "word/header1.xml": f"{DECLARATION}<w:hdr {_SPACES}>{_line('Header', TITLE, LEGEND)}</w:hdr>",
        "word/footer1.xml": f"{DECLARATION}<w:ftr {_SPACES}>{_footer(input_hash)}</w:ftr>",
        "docProps/core.xml": _core(),
        "customXml/item1.xml": library,
        "customXml/itemProps1.xml": _item_properties(),
        "customXml/_rels/item1.xml.rels": relations_part((("properties", "customXmlProps", "itemProps1.xml"),)),
    }
    return package_of({name: text.encode() for name, text in parts.items()})


def _content_types() -> str:
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in _TYPES.items())
    return (
        f'{DECLARATION}<Types xmlns="{CONTENT_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _package_relations() -> str:
    core = f'<Relationship Id="core" Type="{PACKAGE_RELATIONS}/metadata/core-properties" Target="docProps/core.xml"/>'
    return relations_part((("document", "officeDocument", "word/document.xml"),)).replace("</Relationships>", f"{core}</Relationships>")


def _line(style: str, left: str, right: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(left)}<w:r><w:tab/></w:r>{_run(right)}</w:p>'


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _footer(input_hash: str) -> str:
    page = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return _line("Footer", input_hash[:8], "Page ").replace("</w:p>", f"{page}</w:p>")


def _core() -> str:
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{TITLE}</dc:title><dc:subject>{LEGEND}</dc:subject></cp:coreProperties>"
    )


def _item_properties() -> str:
    identity = "{0E1C6A6B-3C4B-4D0C-8B7D-6D6B1B0A7F02}"
    return f'{DECLARATION}<ds:datastoreItem xmlns:ds="{_ITEM}" ds:itemID="{identity}"><ds:schemaRefs/></ds:datastoreItem>'
