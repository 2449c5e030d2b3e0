"""The parts of the first template, bound into a DOCX, as those of any other that is made from nothing."""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import relpath

from pipeline.word.names import CONTENT_TYPES, DECLARATION, PACKAGE_RELATIONS, RELATIONS, WORD
from pipeline.word.package import package_of
from pipeline.word.shell import letter
from pipeline.word.shell.numbering import numbering_part
from pipeline.word.shell.pages import document_part, first_header_part, footer_part, header_part
from pipeline.word.shell.parts import PAGES, PLACES, margin_link
from pipeline.word.shell.styles import styles_part
from pipeline.word.shell.theme import theme_part

_FORM = "application/vnd.openxmlformats-officedocument"
_PROPERTIES = "docProps/core.xml"
_KINDS = {
    "word/document.xml": f"{_FORM}.wordprocessingml.document.main+xml",
    **{f"word/{part}.xml": f"{_FORM}.wordprocessingml.{part}+xml" for part in ("styles", "numbering", "settings", "fontTable")},
    **{f"word/{part}{number}.xml": f"{_FORM}.wordprocessingml.{part}+xml" for part in ("header", "footer") for number in (1, 2)},
    "word/theme/theme1.xml": f"{_FORM}.theme+xml",
    _PROPERTIES: "application/vnd.openxmlformats-package.core-properties+xml",
    "customXml/itemProps1.xml": f"{_FORM}.customXmlProperties+xml",
}
"""What each part is that a package may hold."""
_LINKS = (
    ("styles", "styles", "word/styles.xml"),
    ("numbering", "numbering", "word/numbering.xml"),
    ("settings", "settings", "word/settings.xml"),
    ("fonts", "fontTable", "word/fontTable.xml"),
    ("theme", "theme", "word/theme/theme1.xml"),
)
_MAP = ("map", "customXml", "customXml/item1.xml")
Links = tuple[tuple[str, str, str], ...]
"""The id, the kind and the target of each relation."""


def first_template() -> bytes:
    """The template of contracts as it was before legal first opened it in Word."""
    return bound(
        {
            "word/document.xml": document_part(),
            "word/styles.xml": styles_part(),
            "word/numbering.xml": numbering_part(),
            "word/header1.xml": header_part(),
            "word/header2.xml": first_header_part(),
            "word/footer1.xml": footer_part(),
            "word/footer2.xml": footer_part(),
        }
    )


def first_letter_template() -> bytes:
    """The template of letters as it was then."""
    return bound(
        {
            "word/document.xml": letter.document_part(),
            "word/styles.xml": styles_part(letter=True),
            "word/numbering.xml": numbering_part(),
            "word/header1.xml": letter.header_part(),
            "word/header2.xml": letter.letterhead_part(),
            "word/footer1.xml": letter.footer_part(),
            "word/footer2.xml": letter.register_part(),
        }
    )


def bound(own: Mapping[str, str]) -> bytes:
    """The DOCX of these parts and those that are the same in each; the document leads to all that it can use."""
    parts = {
        **own,
        "word/settings.xml": _settings_part(),
        "word/fontTable.xml": _fonts_part(),
        "word/theme/theme1.xml": theme_part(),
    }
    whole = {
        **parts,
        "word/_rels/document.xml.rels": relations_part(_links(parts)),
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _package_relations(parts),
    }
    return package_of({name: text.encode() for name, text in whole.items()})


def _links(parts: Mapping[str, str]) -> Links:
    has_first = "word/header2.xml" in parts
    margins = (
        (margin_link(place, page, has_first=has_first), place, f"word/{place}{number}.xml")
        for place in PLACES
        for number, page in enumerate(PAGES, start=1)
    )
    return tuple((link, kind, relpath(part, "word")) for link, kind, part in (*_LINKS, *margins, _MAP) if part in parts)


def _content_types(parts: Mapping[str, str]) -> str:
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in _KINDS.items() if part in parts)
    return (
        f'{DECLARATION}<Types xmlns="{CONTENT_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _package_relations(parts: Mapping[str, str]) -> str:
    document = _relation("document", f"{RELATIONS}/officeDocument", "word/document.xml")
    core = _relation("core", f"{PACKAGE_RELATIONS}/metadata/core-properties", _PROPERTIES) if _PROPERTIES in parts else ""
    return _relations(document + core)


def relations_part(links: Links) -> str:
    """A part of relations."""
    return _relations("".join(_relation(link, f"{RELATIONS}/{kind}", target) for link, kind, target in links))


def _relations(entries: str) -> str:
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE_RELATIONS}">{entries}</Relationships>'


def _relation(link: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{link}" Type="{kind}" Target="{target}"/>'


def _settings_part() -> str:
    modern = (
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    return (
        f'{DECLARATION}<w:settings xmlns:w="{WORD}"><w:defaultTabStop w:val="709"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/>{modern}<w:themeFontLang w:val="en-GB"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _fonts_part() -> str:
    families = (("Times New Roman", "roman"), ("Calibri", "swiss"))
    entries = "".join(
        f'<w:font w:name="{name}"><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>' for name, family in families
    )
    return f'{DECLARATION}<w:fonts xmlns:w="{WORD}">{entries}</w:fonts>'
