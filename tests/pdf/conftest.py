"""Documents for the printer, as small as OOXML allows."""

from __future__ import annotations

import io
import zipfile
from types import SimpleNamespace
from xml.sax.saxutils import escape

import pytest

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STYLES = f"""<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:cs="Cambria" w:eastAsia="Cambria"/><w:sz w:val="21"/><w:lang w:val="en-GB"/>
</w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
<w:pPr><w:keepNext/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>
<w:rPr><w:b/></w:rPr></w:style></w:styles>"""
_NUMBERING = f"""<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/><w:lvlText w:val="%1."/>
<w:pPr><w:tabs><w:tab w:val="num" w:pos="709"/></w:tabs><w:ind w:left="709" w:hanging="709"/></w:pPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/>
<w:pPr><w:tabs><w:tab w:val="num" w:pos="709"/></w:tabs><w:ind w:left="709" w:hanging="709"/></w:pPr></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
_CORE = f"""<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>A title of the file</dc:title><dc:creator>Somebody</dc:creator></cp:coreProperties>"""


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """Runs in OOXML, or words that become one run each."""
    content = "".join(part if part.startswith("<w:") else run(part) for part in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def sub_clause(text: str) -> str:
    return paragraph(text, properties='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')


def heading(text: str, bookmark: str = "_c1", properties: str = "") -> str:
    mark = f'<w:bookmarkStart w:id="{int(bookmark[2:])}" w:name="{bookmark}"/>'
    end = f'<w:bookmarkEnd w:id="{int(bookmark[2:])}"/>'
    return paragraph(mark, text, end, properties=f'<w:pStyle w:val="Heading1"/>{properties}')


def field(code: str, shown: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def contents_entry(label: str, title: str, bookmark: str, page: int) -> str:
    tabs = '<w:tabs><w:tab w:val="left" w:pos="567"/><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'
    tab = "<w:r><w:tab/></w:r>"
    shown = run(label) + tab + run(title) + tab + field(f"PAGEREF {bookmark} \\h", str(page))
    return paragraph(f'<w:hyperlink w:anchor="{bookmark}">{shown}</w:hyperlink>', properties=tabs)


def table(head: tuple[str, ...], *rows: tuple[str, ...]) -> str:
    width = 9000 // len(head)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for _ in head)
    layout = (
        f'<w:tblPr><w:tblW w:w="{width * len(head)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )
    lines = [_row(head, "<w:cantSplit/><w:tblHeader/>", width), *(_row(cells, "<w:cantSplit/>", width) for cells in rows)]
    return f"<w:tbl>{layout}{''.join(lines)}</w:tbl>"


def _row(cells: tuple[str, ...], properties: str, width: int) -> str:
    content = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(cell)}</w:tc>' for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{content}</w:tr>"


def document(*blocks: str, header: str = "", footer: str = "") -> bytes:
    """A DOCX on A4 with these blocks; every page has the same header and footer."""
    margins = '<w:pgMar w:top="1417" w:bottom="1417" w:left="1417" w:right="1417" w:header="708" w:footer="708" w:gutter="0"/>'
    references = '<w:headerReference w:type="default" r:id="r1"/><w:footerReference w:type="default" r:id="r2"/>'
    section = f'<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/>{margins}</w:sectPr>'
    namespaces = f'xmlns:w="{_W}" xmlns:r="{_R}"'
    body = f"<w:document {namespaces}><w:body>{''.join(blocks)}{section}</w:body></w:document>"
    parts = {
        "header1": ("header", f"<w:hdr {namespaces}>{paragraph(header)}</w:hdr>"),
        "footer1": ("footer", f"<w:ftr {namespaces}>{footer or paragraph('')}</w:ftr>"),
        "styles": ("styles", _STYLES),
        "numbering": ("numbering", _NUMBERING),
    }
    kinds = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{kind}+xml"/>' for name, (kind, _) in parts.items())
    links = "".join(
        f'<Relationship Id="r{number}" Type="{_R}/{kind}" Target="{name}.xml"/>'
        for number, (name, (kind, _)) in enumerate(parts.items(), 1)
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{kinds}'
        f'<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="r2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        "word/document.xml": body,
        "docProps/core.xml": _CORE,
        **{f"word/{name}.xml": xml for name, (_, xml) in parts.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, xml in files.items():
            package.writestr(zipfile.ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8"?>{xml}')
    return buffer.getvalue()


SENTENCE = "The Provider shall acknowledge each Incident within the Response Time and shall resolve it within the Resolution Time."


@pytest.fixture(scope="session")
def ooxml() -> SimpleNamespace:
    """The words of this small language, so that tests write their own documents."""
    return SimpleNamespace(
        run=run,
        paragraph=paragraph,
        heading=heading,
        sub_clause=sub_clause,
        table=table,
        contents_entry=contents_entry,
        document=document,
    )


@pytest.fixture(scope="session")
def agreement() -> bytes:
    """Five pages: contents, three clauses, a table over a page's end, header and footer."""
    titles = ("Definitions", "Service levels and what follows where they are missed", "General, part 1")
    return document(
        paragraph("Master Services Agreement"),
        *(contents_entry(f"{number}.", title, f"_c{number}", 9) for number, title in enumerate(titles, 1)),
        heading(titles[0], "_c1", "<w:pageBreakBefore/>"),
        *(sub_clause(SENTENCE) for _ in range(45)),
        heading(titles[1], "_c2"),
        table(("Priority", "Response", "Resolution"), *((f"P{number}", f"{number} minutes", "4 hours") for number in range(1, 61))),
        heading(titles[2], "_c3"),
        *(paragraph(run("The "), run("Provider ", "<w:b/>"), run("and the Customer agree on all of it. ")) for _ in range(40)),
        header="Master Services Agreement 0.1-draft",
        footer=paragraph(run("Page "), field("PAGE", "1"), run(" of "), field("NUMPAGES", "1"), run(" 0123abcd")),
    )


@pytest.fixture(scope="session")
def agreement_words() -> list[str]:
    """What `agreement` says, counted by hand: its numbers and pages too, without header, footer and repeated table heads."""
    contents = "1. Definitions {0} 2. Service levels and what follows where they are missed {1} 3. General, part 1 {2}"
    clauses = " ".join(f"1.{number} {SENTENCE}" for number in range(1, 46))
    rows = " ".join(f"P{number} {number} minutes 4 hours" for number in range(1, 61))
    return (
        f"Master Services Agreement {contents.format(2, 3, 4)} 1. Definitions {clauses}"
        f" 2. Service levels and what follows where they are missed Priority Response Resolution {rows}"
        f" 3. General, part 1 {'The Provider and the Customer agree on all of it. ' * 40}"
    ).split()
