"""The parts of the first template, bound into a DOCX."""

from __future__ import annotations

from pipeline.word.names import CONTENT_TYPES, DECLARATION, PACKAGE_RELATIONS, RELATIONS, WORD
from pipeline.word.package import package_of
from pipeline.word.shell.numbering import numbering_part
from pipeline.word.shell.pages import document_part, first_header_part, footer_part, header_part
from pipeline.word.shell.styles import styles_part
from pipeline.word.shell.theme import theme_part

_KINDS = {
    "document": "document.main",
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "fontTable": "fontTable",
    "header1": "header",
    "header2": "header",
    "footer1": "footer",
    "footer2": "footer",
}
_LINKS = (
    ("styles", "styles", "styles"),
    ("numbering", "numbering", "numbering"),
    ("settings", "settings", "settings"),
    ("fonts", "fontTable", "fontTable"),
    ("theme", "theme", "theme/theme1"),
    ("header-default", "header", "header1"),
    ("header-first", "header", "header2"),
    ("footer-default", "footer", "footer1"),
    ("footer-first", "footer", "footer2"),
)


def first_template() -> bytes:
    """The template as it was before legal first opened it in Word."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": relations_part((("document", "officeDocument", "word/document.xml"),)),
        "word/_rels/document.xml.rels": relations_part(tuple((link, kind, f"{part}.xml") for link, kind, part in _LINKS)),
        "word/document.xml": document_part(),
        "word/styles.xml": styles_part(),
        "word/numbering.xml": numbering_part(),
        "word/settings.xml": settings_part(),
        "word/fontTable.xml": fonts_part(),
        "word/theme/theme1.xml": theme_part(),
        "word/header1.xml": header_part(),
        "word/header2.xml": first_header_part(),
        "word/footer1.xml": footer_part(),
        "word/footer2.xml": footer_part(),
    }
    return package_of({name: text.encode() for name, text in parts.items()})


def _content_types() -> str:
    form = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    overrides = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{form}{kind}+xml"/>' for part, kind in _KINDS.items())
    overrides += '<Override PartName="/word/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
    return (
        f'{DECLARATION}<Types xmlns="{CONTENT_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relations_part(links: tuple[tuple[str, str, str], ...]) -> str:
    """A part of relations, from the id, the kind and the target of each."""
    entries = "".join(f'<Relationship Id="{link}" Type="{RELATIONS}/{kind}" Target="{target}"/>' for link, kind, target in links)
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE_RELATIONS}">{entries}</Relationships>'


def settings_part() -> str:
    """`word/settings.xml`."""
    modern = (
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    return (
        f'{DECLARATION}<w:settings xmlns:w="{WORD}"><w:defaultTabStop w:val="709"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/>{modern}<w:themeFontLang w:val="en-GB"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def fonts_part() -> str:
    """`word/fontTable.xml`."""
    families = (("Times New Roman", "roman"), ("Calibri", "swiss"))
    entries = "".join(
        f'<w:font w:name="{name}"><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>' for name, family in families
    )
    return f'{DECLARATION}<w:fonts xmlns:w="{WORD}">{entries}</w:fonts>'
