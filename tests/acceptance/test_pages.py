"""The PDF says what the DOCX says, and every number in both is right."""

from __future__ import annotations

import io
import re
import zipfile

import pypdf
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from pipeline import pdf
from pipeline.word.labels import counter

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(docx, name):
    with zipfile.ZipFile(docx) as package:
        return etree.fromstring(package.read(f"word/{name}.xml"))


def fields(paragraph):
    """Each field's instruction with the words that it last gave."""
    kind = instruction = shown = ""
    for node in paragraph.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        if node.tag == f"{W}fldChar":
            kind = node.get(f"{W}fldCharType")
            if kind == "begin":
                instruction = shown = ""
            elif kind == "end":
                yield instruction.split(), shown
        elif node.tag == f"{W}instrText":
            instruction += node.text
        elif kind == "separate":
            shown += node.text or ""


def squeezed(text):
    return "".join(text.split())


@pytest.fixture(scope="module")
def docx(built):
    assert built.said.code == 0, built.said
    return built.repository.output(".docx")


@pytest.fixture(scope="module")
def printed(built):
    """The letters of each page, without white space."""
    return [squeezed(page.extract_text()) for page in pypdf.PdfReader(built.repository.output(".pdf")).pages]


def entries(docx):
    """The contents: the heading's bookmark, its words, and the page that is said."""
    for link in part(docx, "document").iter(f"{W}hyperlink"):
        [(_, page)] = list(fields(link))
        words = "".join(node.text or "" for node in link.iter(f"{W}t"))
        yield link.get(f"{W}anchor"), words.removesuffix(page), int(page)


def test_the_contents_name_the_pages_on_which_the_headings_are_printed(docx, printed):
    contents = list(entries(docx))
    [own] = {number for number, letters in enumerate(printed, start=1) if letters.count("Contents")}

    assert len(contents) == 10
    for _, words, page in contents:
        sheets = [number for number, letters in enumerate(printed, start=1) if number > own and squeezed(words) in letters]
        assert sheets[0] == page, words
        assert f"{squeezed(words)}" in printed[own - 1]
    assert [page for *_, page in contents] == sorted(page for *_, page in contents)
    assert len({page for *_, page in contents}) > 4


def test_the_contents_of_the_pdf_lead_to_these_pages(built, docx):
    reader = pypdf.PdfReader(built.repository.output(".pdf"))
    outline = [entry for entry in reader.outline if not isinstance(entry, list)]

    found = [(squeezed(entry.title), reader.get_destination_page_number(entry) + 1) for entry in outline]

    assert found == [(squeezed(words), page) for _, words, page in entries(docx)]


def numbers(docx):
    """The number of each bookmarked paragraph as Word would refer to it, counted from the numbering and the styles."""
    counted = counter(part(docx, "numbering"), part(docx, "styles"))
    above = {}
    for paragraph in part(docx, "document").iter(f"{W}p"):
        label = counted.label(paragraph).strip()
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        level = re.search(r"Level(\d)$", style.get(f"{W}val")) if style is not None else None
        if label:
            depth = int(level[1]) if level else 0
            above[depth] = above[depth - 1] + label if depth > 1 else label.rstrip(".")
            for mark in paragraph.iter(f"{W}bookmarkStart"):
                yield mark.get(f"{W}name"), above[depth]


def test_each_reference_shows_the_number_of_what_it_refers_to(docx):
    known = dict(numbers(docx))
    found = [(instruction[1], shown) for instruction, shown in fields(part(docx, "document")) if instruction[0] == "REF"]

    assert len(found) > 10
    assert {"3.2(b)(i)", "3.1", "4", "1", "1.1", "Schedule\u00a01"} <= {shown for _, shown in found}
    for target, shown in found:
        assert shown == known[target]


def test_each_page_says_how_many_there_are(built, printed):
    for number, letters in enumerate(printed, start=1):
        assert f"Page{number}of{len(printed)}" in letters


def test_the_manifest_says_what_was_made(built, printed):
    manifest = built.repository.manifest().read_text()

    assert f'"pages": {len(printed)}' in manifest


def test_no_other_reader_finds_fault_with_the_docx(built):
    for contract in ("acme-support", "bolt-backup"):
        result = OpenXmlValidator().validate(str(built.repository.output(".docx", contract)))

        assert result.errors == []


def test_libreoffice_opens_the_docx_and_prints_as_many_pages(soffice, docx, printed):
    backend = pdf.libreoffice(soffice)
    assert backend is not None

    sheets = pypdf.PdfReader(io.BytesIO(backend.render(docx.read_bytes()))).pages

    assert abs(len(sheets) - len(printed)) <= 1
    assert "3.2(b)(i)" in squeezed("".join(page.extract_text() for page in sheets))


def altered(change):
    """What the renderer gets is not what was written."""

    def plant():
        render = pdf.RdocxBackend.render

        def rendered(self, content, **how):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                parts = {entry.filename: package.read(entry) for entry in package.infolist()}
            changed = change(parts["word/document.xml"].decode())
            assert changed != parts["word/document.xml"].decode()
            parts["word/document.xml"] = changed.encode()
            made = io.BytesIO()
            with zipfile.ZipFile(made, "w") as package:
                for name, words in parts.items():
                    package.writestr(name, words)
            return render(self, made.getvalue(), **how)

        pdf.RdocxBackend.render = rendered

    return plant


DIFFERENCES = {
    "another number": (lambda xml: xml.replace(">30\u00a0minutes<", ">31\u00a0minutes<", 1), "31"),
    "a word less": (lambda xml: xml.replace("The Help Desk shall:", "The Help Desk:", 1), "shall"),
    "a word more": (lambda xml: xml.replace("The Help Desk shall:", "The Help Desk shall not:", 1), "not"),
    "another order": (lambda xml: xml.replace("in words twenty", "twenty in words", 1).replace(", in words ", ", words in ", 1), "words"),
    "another cell": (lambda xml: xml.replace(">First line<", ">Last line<", 1), "Last"),
    "another sign": (lambda xml: xml.replace(">£500.00<", ">£500,00<", 1), "£500,00"),
    "another name of a party": (lambda xml: xml.replace(">Acme Tools Ltd<", ">Acme Tools Inc<"), "Inc"),
    "another numbering": (lambda xml: xml.replace('<w:pStyle w:val="ClauseLevel2"/>', '<w:pStyle w:val="ClauseLevel1"/>', 1), "(a)"),
}


@pytest.mark.parametrize(("change", "named"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_a_pdf_that_says_something_else_is_not_kept(three, change, named):
    three.retitle()
    before = three.outputs()

    said = three.forked("build", "acme-support", before=altered(change))

    assert said.code == 1, said
    assert "error[pdf-differs]: page " in said.out
    assert named in said.out
    assert three.outputs() == before
