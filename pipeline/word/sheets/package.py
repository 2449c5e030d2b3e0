"""The parts of a sheet, bound into a DOCX."""

from __future__ import annotations

from xml.sax.saxutils import escape

from pipeline.model.sheet import Sheet
from pipeline.word.names import CONTENT_TYPES, DECLARATION, PACKAGE_RELATIONS, RELATIONS, WORD
from pipeline.word.package import package_of
from pipeline.word.sheets.styles import styles_part
from pipeline.word.shell.package import fonts_part, relations_part, settings_part
from pipeline.word.shell.theme import theme_part
from pipeline.word.text import field, run, visible

LANGUAGE = "en-GB"
_SPACES = f'xmlns:w="{WORD}" xmlns:r="{RELATIONS}"'
_FORM = "application/vnd.openxmlformats-officedocument"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_TYPES = {
    "word/document.xml": f"{_FORM}.wordprocessingml.document.main+xml",
    **{f"word/{part}.xml": f"{_FORM}.wordprocessingml.{part}+xml" for part in ("styles", "settings", "fontTable")},
    "word/header1.xml": f"{_FORM}.wordprocessingml.header+xml",
    "word/footer1.xml": f"{_FORM}.wordprocessingml.footer+xml",
    "word/theme/theme1.xml": f"{_FORM}.theme+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}
_LINKS = (
    ("styles", "styles", "styles.xml"),
    ("settings", "settings", "settings.xml"),
    ("fonts", "fontTable", "fontTable.xml"),
    ("theme", "theme", "theme/theme1.xml"),
    ("header", "header", "header1.xml"),
    ("footer", "footer", "footer1.xml"),
)
_SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/>'
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1134" w:right="850" w:bottom="964" w:left="850" w:header="510" w:footer="454" w:gutter="0"/></w:sectPr>'
)


def sheet_package(sheet: Sheet, body: str) -> bytes:
    """The DOCX of a sheet from its body; the same bytes for the same sheet."""
    core = f'<Relationship Id="core" Type="{PACKAGE_RELATIONS}/metadata/core-properties" Target="docProps/core.xml"/>'
    whole = relations_part((("document", "officeDocument", "word/document.xml"),)).replace("</Relationships>", f"{core}</Relationships>")
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": whole,
        "word/_rels/document.xml.rels": relations_part(_LINKS),
        "word/document.xml": f"{DECLARATION}<w:document {_SPACES}><w:body>{body}{_SECTION}</w:body></w:document>",
        "word/styles.xml": styles_part(LANGUAGE),
        "word/settings.xml": settings_part(),
        "word/fontTable.xml": fonts_part(),
        "word/theme/theme1.xml": theme_part(),
        "word/header1.xml": f"{DECLARATION}<w:hdr {_SPACES}>{_line('Header', run(sheet.legend or sheet.subject))}</w:hdr>",
        "word/footer1.xml": f"{DECLARATION}<w:ftr {_SPACES}>{_footer(sheet)}</w:ftr>",
        "docProps/core.xml": _properties(sheet),
    }
    return package_of({name: text.encode() for name, text in parts.items()})


def _content_types() -> str:
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in _TYPES.items())
    return (
        f'{DECLARATION}<Types xmlns="{CONTENT_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _line(style: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def _footer(sheet: Sheet) -> str:
    pages = run("Page ") + field("PAGE", "1") + run(" of ") + field("NUMPAGES", "1")
    return _line("Footer", f"{run(sheet.title)}<w:r><w:tab/></w:r>{pages}")


def _properties(sheet: Sheet) -> str:
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(visible(sheet.title))}</dc:title><dc:subject>{escape(visible(sheet.legend))}</dc:subject></cp:coreProperties>"
    )
