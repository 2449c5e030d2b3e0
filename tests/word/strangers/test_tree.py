"""A stranger's DOCX and a stranger's text as Documents: all that they say, with the numbers and headings that they give themselves."""

from __future__ import annotations

from pipeline.model.document import Document, Paragraph, Strong, Table, walk
from pipeline.model.foreign import foreign_in as foreign_text
from pipeline.model.manuscript import Manuscript
from pipeline.model.reading import canonical_text
from pipeline.store import manuscript_in
from pipeline.word.strangers import foreign_in

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="9"/></w:num></w:numbering>"""
STYLES = f"""<w:styles {W}><w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:basedOn w:val="H2"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="other"/><w:basedOn w:val="H"/></w:style></w:styles>"""


def run(words: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r>"


def paragraph(words: str, layout: str = "") -> str:
    return f"<w:p><w:pPr>{layout}</w:pPr>{words}</w:p>"


def item(words: str, number: str = "1") -> str:
    return paragraph(run(words), f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')


def parts(body: str) -> dict[str, bytes]:
    section = f'<w:sectPr><w:headerReference xmlns:r="{R}" w:type="default" r:id="h"/></w:sectPr>'
    relation = f'<Relationship Id="h" Type="{R}/header" Target="header1.xml"/>'
    return {
        name: text.encode()
        for name, text in {
            "word/document.xml": f"<w:document {W}><w:body>{body}{section}</w:body></w:document>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relation}</Relationships>',
            "word/header1.xml": f"<w:hdr {W}>{paragraph(run('Confidential'))}</w:hdr>",
            "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:type="separator"/><w:footnote w:id="1">{paragraph(run("A note"))}'
            "</w:footnote></w:footnotes>",
            "word/numbering.xml": NUMBERING,
            "word/styles.xml": STYLES,
        }.items()
    }


def said(document: Document) -> list[str]:
    return [line.strip() for line in canonical_text(document).splitlines()]


def test_all_that_a_file_says_is_in_the_tree() -> None:
    cells = "".join(f"<w:tc>{paragraph(run(words))}</w:tc>" for words in ("a", "b"))
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('in a box'))}</w:txbxContent></w:pict></w:r>"
    body = paragraph(run("Hello") + box) + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl><w:sdt><w:sdtContent>{item('x')}</w:sdtContent></w:sdt>"

    read = foreign_in(parts(body), "new")

    header = "The header of section 1 (default pages)"
    assert said(read.document) == ["Hello", "in a box", "a", "b", "x", header, "Confidential", "Footnotes", "A note"]


def test_numbers_and_headings_are_those_of_the_file() -> None:
    body = (
        paragraph(run("Services"), '<w:pStyle w:val="H"/>') + item("one") + item("two") + paragraph(run("Fees", "<w:b/>")) + item("three")
    )

    read = foreign_in(parts(body), "new")

    blocks = [node for node in walk(read.document.parts[0]) if isinstance(node, Paragraph)]
    assert [(read.numbers.get(block.id, ""), read.headings[block.id]) for block in blocks] == [
        ("", "Services"),
        ("1.", "Services"),
        ("2.", "Services"),
        ("", "Fees"),
        ("3.", "Fees"),
    ]
    assert isinstance(blocks[3].content[0], Strong)


def test_a_list_without_definition_and_styles_in_a_circle_number_nothing() -> None:
    read = foreign_in(parts(item("x", "2") + paragraph(run("y"), '<w:pStyle w:val="H"/>')), "new")

    assert read.numbers == {}


def test_a_cell_over_two_columns_leaves_the_columns_as_many() -> None:
    wide = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph(run("wide"))}</w:tc></w:tr>'
    two = "".join(f"<w:tc>{paragraph(run(words))}</w:tc>" for words in ("a", "b"))

    read = foreign_in(parts(f"<w:tbl>{wide}<w:tr>{two}</w:tr></w:tbl>"), "new")

    [table] = [node for node in walk(read.document) if isinstance(node, Table)]
    assert [len(row.cells) for row in table.rows] == [2, 2] == [len(table.columns)] * 2


def test_a_text_is_a_paragraph_a_line_with_bold_words_and_headings() -> None:
    text = "# Support\n\nThe **Provider** answers.\nIt answers soon.\n\n1. Calls\n2. Visits\n"
    manuscript = manuscript_in(text.encode(), "a.md")
    assert isinstance(manuscript, Manuscript)

    read = foreign_text(manuscript, "old")

    assert said(read.document) == ["Support", "The Provider answers. It answers soon.", "1. Calls", "2. Visits"]
    [_, second, *_] = [node for node in walk(read.document) if isinstance(node, Paragraph)]
    assert [type(node).__name__ for node in second.content] == ["Text", "Strong", "Text"]
    assert set(read.headings.values()) == {"Support"}
