"""The redline as PDF: it marks what the DOCX marks and nothing else, in legal marking, and the same bytes each time."""

from __future__ import annotations

import io
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from lxml import etree
from pypdf import PdfReader

from pipeline import pdf
from pipeline.compare import Settings, changes_in, redline
from pipeline.model.comparison import Comparison
from pipeline.model.diagnostic import Severity, Span
from pipeline.model.document import Clause, Document, Item, List, Paragraph, Part, PartKind, Revision, Text
from pipeline.model.marked import Marking
from pipeline.model.numbering import numbered
from pipeline.model.stamp import Stamp
from pipeline.stages.drafts.printing_redlines import Paper, PrintedRedline, Printer, printed_redline
from pipeline.word import headings, marked_in, spelled_out
from pipeline.word.package import MAIN, package_of, parts_of

US = Settings(Revision("Fernhill", "2026-05-01"))
PAIRS = range(60)
COLOURS = {"inserted": "#0000ff", "deleted": "#ff0000", "moved": "#00a000"}
STROKE = re.compile(rb"([\d. ]+) RG\n[\d.]+ w\n([\d.]+) ([\d.]+) m\n([\d.]+) ([\d.]+) l\nS")
HEIGHT = 841.9
PLACE = Span("data/contracts/acme")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "pair" in metafunc.fixturenames:
        tenth = sorted(Random("pages").sample(PAIRS, len(PAIRS) // 10))
        metafunc.parametrize("pair", PAIRS if metafunc.config.getoption("--all") else tenth)


@pytest.fixture
def printed(stamp: Stamp, template: bytes) -> Callable[..., PrintedRedline]:
    """The redline of two versions on its pages, as the default backend prints it unless another is named."""

    def printing(old: Document, new: Document, *, backend: pdf.PdfBackend | None = None, summary: bool = True) -> PrintedRedline:
        found = redline(old, new, US)
        comparison = Comparison("acme", "0.1", "0.2", found, changes_in(found), US.revision)
        printer = Printer(backend or pdf.RdocxBackend(), summary)
        return printed_redline(comparison, Paper(stamp, template), printer, lambda step: None, PLACE)

    return printing


def shares(seed: int) -> float:
    return (0.02, 0.1, 0.3, 0.6)[seed % 4]


def test_every_insertion_deletion_and_move_of_the_docx_is_marked_on_the_pages_and_nothing_else(
    contract: Document, edited, printed, tmp_path: Path, pdftohtml: str, pair: int
) -> None:
    made = printed(contract, edited(contract, pair, shares(pair)))

    meant = marked_in(spelled_out(made.docx))
    assert made.findings == ()
    assert len(meant) > 1
    assert pdf.marked_on(pdf.pages(made.pdf)) == meant
    # Another reader sees as many of each letter in blue, red and green.
    file = tmp_path / "redline.pdf"
    file.write_bytes(made.pdf)
    told = subprocess.run([pdftohtml, "-xml", "-i", "-stdout", file], check=True, capture_output=True, timeout=60).stdout
    assert coloured(etree.fromstring(told)) == Counter((COLOURS[marking], letter) for marking, letters in meant for letter in letters)


def coloured(told: etree._Element) -> Counter[tuple[str, str]]:
    """How often each letter is printed in each of the colours of a redline."""
    fonts = {font.get("id"): font.get("color") for font in told.iter("fontspec")}
    letters = ((fonts[text.get("font")], letter) for text in told.iter("text") for letter in "".join("".join(text.itertext()).split()))
    return Counter(pair for pair in letters if pair[0] in COLOURS.values())


def small(*words: str) -> Document:
    """One clause with a paragraph for each of these."""
    points = tuple(Item((Paragraph(f"rules.{number}", (Text(each),), named=True),)) for number, each in enumerate(words))
    return Document("Agreement", (Part(PartKind.TERMS, "terms", (), (Clause("rules", (Text("Rules"),), (List(points),)),)),))


def test_what_is_inserted_is_underlined_what_is_deleted_struck_and_a_bar_stands_beside(printed) -> None:
    made = printed(small("It answers within four hours."), small("It answers within nine hours."), summary=False)

    page = PdfReader(io.BytesIO(made.pdf)).pages[-1].get_contents()
    assert page is not None
    strokes = [
        (colour, float(left), float(top), float(right), float(bottom))
        for colour, left, top, right, bottom in STROKE.findall(page.get_data())
    ]
    [four, nine] = (next(piece for piece in pdf.pages(made.pdf)[-1].pieces if piece.text.strip() == word) for word in ("four", "nine"))
    struck = [top for colour, left, top, _, bottom in strokes if colour == b"1 0 0" and top == bottom]
    underlined = [top for colour, left, top, _, bottom in strokes if colour == b"0 0 1" and top == bottom]
    bars = [left for _, left, top, right, bottom in strokes if left == right and top != bottom]
    assert [HEIGHT - top > four.baseline for top in struck] == [True]
    assert [HEIGHT - top < nine.baseline for top in underlined] == [True, True]
    assert len(bars) == 1
    assert not 70 < bars[0] < 525


def test_libreoffice_prints_it_in_these_colours_too(contract: Document, edited, printed, soffice) -> None:
    made = printed(contract, edited(contract, 7, 0.6), backend=pdf.libreoffice(soffice))

    assert made.findings == ()
    shown = pdf.marked_on(pdf.pages(made.pdf))
    assert {each.marking for each in shown} == set(Marking)
    assert "".join(each.letters for each in shown) == "".join(each.letters for each in marked_in(spelled_out(made.docx)))


def test_the_same_redline_has_the_same_bytes(printed) -> None:
    old, new = small("It answers within four hours."), small("It answers at once.", "It answers within four hours, or nine.")

    assert printed(old, new) == printed(old, new)


def test_the_contents_and_the_outline_are_those_of_the_new_version_with_the_pages_of_the_redline(
    contract: Document, edited, printed
) -> None:
    new = edited(contract, 3, 0.6)

    made = printed(contract, new)

    pages = [" ".join(page.words) for page in pdf.pages(made.pdf)]
    outline = pdf.outline(made.pdf)
    assert [heading.title for heading in outline] == [heading.title for heading in headings(new, numbered(new))]
    entries = [(" ".join(heading.title.split()), heading.page) for heading in outline if heading.level == 1]
    [contents] = [page for page in pages if page.startswith("Contents")]
    assert len(entries) > 5
    for title, page in entries:
        assert all(word in pages[page - 1] for word in title.split())
        assert re.search(rf"{re.escape(title)} \.+ {page}\b", contents), title


class Forging:
    """A renderer that draws something else than it is given."""

    name, version, counts_pages, finds_moves = "forging", "1", True, False

    def __init__(self, pattern: bytes, replacement: bytes) -> None:
        self.change = pattern, replacement

    def render(self, docx: bytes, *, view: pdf.View = "clean", archive: bool = False) -> bytes:
        parts = parts_of(docx)
        parts[MAIN], changes = re.subn(*self.change, parts[MAIN], flags=re.DOTALL)
        assert changes
        return pdf.RdocxBackend().render(package_of(parts), view=view)


FORGERIES = {
    "another word": (b"nine", b"ten", "would say `fourten` where the DOCX says `fournine`"),
    "a word more": (b"(nine</w:t></w:r></w:ins>)", rb"\1<w:r><w:t>ty</w:t></w:r>", "would say `fourninety` where the DOCX says `fournine`"),
    "no mark": (b"<w:ins [^>]*>(<w:r><w:t[^>]*>nine.*?)</w:ins>", rb"\1", "it would mark more words than the DOCX, or fewer"),
    "another mark": (
        b"<w:del ([^>]*>.*?)delText(.*?)delText(.*?)</w:del>",
        rb"<w:ins \1t\2t\3</w:ins>",
        "it would show `fournine` as inserted",
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_pages_that_say_or_mark_something_else_are_not_kept(printed, forgery: str) -> None:
    *change, told = FORGERIES[forgery]

    made = printed(small("It answers within four hours."), small("It answers within nine hours."), backend=Forging(*change))

    assert (made.pdf, made.docx[:2]) == (b"", b"PK")
    [finding] = made.findings
    assert (finding.code, finding.severity) == ("redline-not-printed", Severity.WARNING)
    assert told in finding.message
