"""What goes to the other party tells nothing of ours: looked for in every part of every file, by the product and by a reader of its own."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from pypdf import PdfReader, PdfWriter

from pipeline import store
from pipeline.model.diagnostic import Span
from pipeline.model.leaving import Secret
from pipeline.model.sending import Sending
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.paths import is_internal, leaves
from pipeline.stages.dispatch.cleanness import faults_in, sent_package_findings
from pipeline.stages.dispatch.sending import send
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.rounds.placing import TermsOf
from pipeline.store.root import Root
from pipeline.word.package import parts_of
from tests.packages import NEED, leaking, texts_in
from tests.steps import ACME, frozen

AT = "2026-05-02T12:00:00Z"
FOLDER = f"data/contracts/{ACME}"
GENERAL = "clauses/10-general/general"
# One word that stands in all that is ours alone, and nowhere else.
MARK = "quince"
RECIPIENTS = """
recipients:
  - {id: bids, name: Rita Bell, role: Bid Manager, email: bids@example.net}
  - {id: quince_rival, name: Quince Rival, role: Quince Buyer, email: quince@rival.example}
"""
CARD = """\
title: General
purpose: Keeps quinces out of the contract.
owner: legal
order: 10
mandatory: true
risk: high
positions:
  - {id: preferred, says: The quince stays ours., wording: preferred}
  - {id: fallback-1, says: The quince is shared., wording: fallback-1, approvers: [legal]}
never_accept:
  - {id: long, says: We never give up a quince., when: termination.convenience.customer.notice > "360 days"}
rationale: {legal: A quince is a quince at law., commercial: Quinces are dear., operational: Quinces are heavy.}
talking_points: [You have no use for a quince.]
trade_for: [A basket of quinces.]
"""
WORDING = """\
<!-- The quince clause, as agreed with the orchard. -->
1. This agreement begins on {{ term.effective_date }}.
1. The customer may end it by a notice of {{ termination.convenience.customer.notice }}. {#general.notice}
1. The provider shall keep a record of its work. {#general.record}
"""
SPECIAL = """
clauses:
  wording: {general: fallback-1}
  special_terms:
    - {id: diary, op: replace, target: general.record, text: general.record, reason: The orchard asked for the quince diary.}
"""


def sent(root: Root, version: str, redline_from: str = "") -> Draft:
    sending = Sending(version, "provider", redline_from, reply_by="2026-05-20", recipient="bids")
    [draft] = [event for event in send(root, ACME, sending, AT) if isinstance(event, Draft)]
    return draft


def packages(root: Root) -> dict[str, bytes]:
    """Every file that was sent, by name."""
    return {Path(file).name: root.path(file).read_bytes() for file in store.sent_files(root, ACME)}


def edit(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    file.write_text(text)


@pytest.fixture(scope="module")
def secretive(tmp_path_factory: pytest.TempPathFactory, laid_out: Callable[[Path], None]) -> Path:
    """A repository in which all that is ours alone bears the mark, with three versions of which the second and the third were sent."""
    folder = tmp_path_factory.mktemp("secretive")
    laid_out(folder)
    root = Root(folder)
    house, contract = root.path("data/house.yaml"), root.path(f"{FOLDER}/contract.yaml")
    edit(house, ("name: Nora Quill, email: n.quill@", "name: Quince Manager, delegate: Quincella Quince, email: quince@"))
    edit(
        house,
        ("name: Ivo Marsh, email: i.marsh@", "name: Quince Lawyer, email: quince.law@"),
        ("Less carries no risk.", "A quince needs risk."),
    )
    edit(contract, ("owner: Nora Quill", "owner: Quince Holder"), ("drafted_by: Ivo Marsh", "drafted_by: Quince Drafter"))
    contract.write_text(contract.read_text() + NEED + RECIPIENTS + SPECIAL)
    edit(root.path(f"{FOLDER}/charges.yaml"), ("Two offers between GBP 400 and GBP 600 a month.", "Three quince growers made offers."))
    edit(root.path("clauses/letters/cover/letter.md"), ("A note for ourselves.", "The quince letter."))
    root.path(f"{GENERAL}/clause.yaml").write_text(CARD)
    for name in ("preferred", "fallback-1"):
        root.path(f"{GENERAL}/{name}.md").write_text(WORDING)
    deal = root.path(f"{FOLDER}/clauses/general.record.md")
    deal.parent.mkdir()
    deal.write_text("<!-- The quince diary. -->\n1. The provider shall keep a diary of its work.\n")
    frozen(root)
    for sentence in ("Each party keeps a record.", "Each party keeps it for a year."):
        wording = root.path(f"{GENERAL}/fallback-1.md")
        wording.write_text(f"{wording.read_text()}1. {sentence}\n")
        frozen(root)
    for version, earlier in (("0.2", ""), ("0.3", "0.2")):
        draft = sent(root, version, earlier)
        assert draft.outputs, draft.findings
    return folder


@pytest.fixture
def root(secretive: Path, tmp_path: Path) -> Root:
    shutil.copytree(secretive, tmp_path, dirs_exist_ok=True)
    return Root(tmp_path)


def terms_sent(root: Root) -> Terms:
    snapshot = store.read_snapshot(root, ACME, "0.3")
    assert isinstance(snapshot, tuple)
    terms = TermsOf(root, snapshot[0]).sent()
    assert isinstance(terms, Terms)
    return terms


def test_every_internal_value_of_the_contract_bears_the_mark_or_is_looked_for_by_itself(secretive: Path) -> None:
    """So that what follows looks for all of them."""
    values = {leaf.path: str(leaf.value) for leaf in leaves(terms_sent(Root(secretive))) if is_internal(leaf.path)}

    told_anyway = {"meta.schema_version", "meta.side", "services.help_desk.owner", "clauses.numbering"}
    by_itself = {"need.budget_per_year", "need.stakeholders_asked.quince_farm.asked_on", "clauses.wording.general"}
    assert {
        path for path, value in values.items() if MARK not in value.casefold() and not path.startswith("recipients.bids")
    } - told_anyway == by_itself
    assert sum(MARK in value.casefold() for value in values.values()) > 12


def test_no_part_of_any_file_tells_anything_of_ours(secretive: Path) -> None:
    root = Root(secretive)
    snapshot = store.read_snapshot(root, ACME, "0.3")
    assert isinstance(snapshot, tuple)
    hashes = [snapshot[0].stamp.input_hash, snapshot[0].stamp.short_hash]
    others = ["98765.43", "98,765", "2019-03-17", "17 March 2019", "fallback", ACME, "data/contracts", "clauses/", str(secretive), *hashes]

    assert len(packages(root)) == 2 * 6 + 2
    assert leaking(packages(root), [MARK, *others]) == []


def test_no_words_and_no_property_tell_our_versions(secretive: Path) -> None:
    for name, content in packages(Root(secretive)).items():
        for place, text in texts_in(name, content):
            # The objects of a PDF are full of numbers, and XML says that it is version 1.0.
            if not re.search(r"object|bytes of", place):
                assert not re.search(r"(?<![\d.])0\.[123](?![\d.])", text), place


def test_the_reader_of_these_tests_finds_what_is_hidden_in_each_form(secretive: Path) -> None:
    files = packages(Root(secretive))
    docx, pages = files["acme-1-draft-1.docx"], files["acme-1-draft-1.pdf"]
    hidden = {
        "a.docx": with_part(docx, "customXml/item9.xml", b'<a note="Quince"/>'),
        "b.docx": with_words(docx, BODY, APART),
        "c.pdf": with_attachment(pages, b"a quince"),
        "d.zip": zipped({"e.docx": with_part(docx, "docProps/quince.xml", b"<a/>")}),
        "f.eml": b"Subject: x\r\nX-Path: quince\r\n\r\n",
    }

    for name, content in hidden.items():
        assert leaking({name: content}, [MARK]), name


SECRET = [Secret("Quince", "the mark", "house.yaml")]
BODY = b"<w:body>"
APART, HIDDEN, TRACKED = (
    BODY + b"<w:p>" + runs + b"</w:p>"
    for runs in (
        b"<w:r><w:t>Qui</w:t></w:r><w:r><w:t>nce</w:t></w:r>",
        b"<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>",
        b"<w:ins w:id='1' w:author='x'/>",
    )
)
CODED = b"Content-Transfer-Encoding: base64\r\n\r\ncXVpbmNl\r\n"
SPOILT: dict[str, tuple[str, str, Callable[[bytes, bytes], bytes]]] = {
    "an attribute": ("a.docx", "internal-words", lambda docx, _: with_part(docx, "customXml/item9.xml", b'<a note="the Quince"/>')),
    "two runs": ("a.docx", "internal-words", lambda docx, _: with_words(docx, BODY, APART)),
    "the name of a part": ("a.docx", "internal-words", lambda docx, _: with_part(docx, "docProps/quince.xml", b"<a/>")),
    "comments": ("a.docx", "internal-trace", lambda docx, _: with_part(docx, "word/comments.xml", b"<a/>")),
    "hidden words": ("a.docx", "internal-trace", lambda docx, _: with_words(docx, BODY, HIDDEN)),
    "tracked changes": ("a.docx", "internal-trace", lambda docx, _: with_words(docx, BODY, TRACKED)),
    "a remark": ("a.docx", "internal-trace", lambda docx, _: with_words(docx, BODY, BODY + b"<!-- x -->")),
    "an attachment": ("a.pdf", "internal-trace", lambda _, pages: with_attachment(pages, b"anything")),
    "a property": ("a.pdf", "internal-words", lambda _, pages: with_properties(pages, {"/Subject": "the quince"})),
    "an author": ("a.pdf", "internal-trace", lambda _, pages: with_properties(pages, {"/Author": "somebody"})),
    "a name in a zip": ("a.zip", "internal-words", lambda docx, _: zipped({"quince.docx": docx})),
    "a file in a zip": ("a.zip", "internal-words", lambda docx, _: zipped({"b.docx": with_part(docx, "a.xml", b"<a>quince</a>")})),
    "a head of a mail": ("a.eml", "internal-words", lambda *_: b"Subject: x\r\nX-Path: quince\r\n\r\n"),
    "a body of a mail": ("a.eml", "internal-words", lambda *_: CODED),
}


@pytest.mark.parametrize("where", SPOILT)
def test_the_guard_finds_what_is_hidden_in_each_form(secretive: Path, where: str) -> None:
    name, code, spoil = SPOILT[where]
    files = packages(Root(secretive))
    docx, pages = files["acme-1-draft-1.docx"], files["acme-1-draft-1.pdf"]
    clean = {"docx": docx, "pdf": pages, "zip": zipped({"b.docx": docx}), "eml": b"Subject: x\r\n\r\n"}[name[2:]]

    found = [finding.code for finding in faults_in({name: spoil(docx, pages)}, {name: Span(name)}, SECRET, ())]

    assert list(faults_in({name: clean}, {name: Span(name)}, SECRET, ())) == []
    assert found == [code]


def test_what_the_text_prints_is_no_secret(secretive: Path) -> None:
    files, places = {"a.docx": packages(Root(secretive))["acme-1-draft-1.docx"]}, {"a.docx": Span("a.docx")}
    secrets = [Secret("The provider shall keep a diary of its work.", "the playbook")]

    assert [finding.code for finding in faults_in(files, places, secrets, ())] == ["internal-words"]
    assert list(faults_in(files, places, secrets, ("1.3 The provider shall keep a diary of its work.",))) == []


def test_nothing_goes_out_whose_letter_tells_something_of_ours(root: Root) -> None:
    letter = root.path("clauses/letters/cover/letter.md")
    letter.write_text(letter.read_text() + "\nAsk Quince Holder.\n")

    draft = sent(root, "0.1")

    assert {finding.code for finding in draft.findings} == {"internal-words"}
    assert "Quince Holder" in draft.findings[0].message
    assert len(store.sendings(root, ACME)) == 2


def test_a_template_that_remembers_our_machines_is_made_to_forget_them(root: Root) -> None:
    template = root.path("templates/letter.docx")
    remembered = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Company>Quince</Company></Properties>'
    named = b'<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
    parts = parts_of(template.read_bytes()) | {"docProps/app.xml": remembered}
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", named + b"</Types>")
    template.write_bytes(zipped(parts))

    assert sent(root, "0.1").findings == ()
    assert leaking(packages(root), [MARK]) == []


def test_check_looks_into_what_was_sent(root: Root) -> None:
    assert list(sent_package_findings(Shelf(root), ACME, lambda _: None)) == []

    contract = root.path(f"{FOLDER}/contract.yaml")
    edit(contract, ("owner: Quince Holder", "owner: Quince Holder"))
    card = root.path(f"{GENERAL}/clause.yaml")
    edit(card, ("The quince stays ours.", "We send you Draft 1 of the"))

    assert "internal-words" in {finding.code for finding in sent_package_findings(Shelf(root), ACME, lambda _: None)}


def test_the_same_words_give_the_same_package_whichever_position_led_to_them(
    tmp_path_factory: pytest.TempPathFactory, laid_out: Callable[[Path], None]
) -> None:
    made = {}
    for position in ("preferred", "fallback-1"):
        folder = tmp_path_factory.mktemp(position)
        laid_out(folder)
        root = Root(folder)
        root.path(f"{GENERAL}/clause.yaml").write_text(CARD)
        root.path(f"{GENERAL}/preferred.md").write_text(WORDING)
        root.path(f"{GENERAL}/fallback-1.md").write_text(WORDING)
        contract = root.path(f"{FOLDER}/contract.yaml")
        contract.write_text(f"{contract.read_text()}\nclauses:\n  wording: {{general: {position}}}\n\n{RECIPIENTS}")
        frozen(root)
        assert sent(root, "0.1").outputs
        snapshot = json.loads(root.path(f"{FOLDER}/versions/0.1.json").read_text())
        made[position] = packages(root), snapshot["positions"]["general"]

    assert [reached for _, reached in made.values()] == ["preferred", "fallback-1"]
    preferred, fallback = (files for files, _ in made.values())
    assert preferred.keys() == fallback.keys()
    assert {name for name in preferred if preferred[name] != fallback[name]} == set()


def with_part(docx: bytes, name: str, content: bytes) -> bytes:
    """The package with one part more."""
    made = io.BytesIO(docx)
    with ZipFile(made, "a", ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def with_words(docx: bytes, old: bytes, new: bytes) -> bytes:
    """The package with other markup in its main part."""
    with ZipFile(io.BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts["word/document.xml"]
    parts["word/document.xml"] = parts["word/document.xml"].replace(old, new, 1)
    return zipped(parts)


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def with_attachment(pages: bytes, content: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pages)))
    writer.add_attachment("notes.txt", content)
    return written(writer)


def with_properties(pages: bytes, properties: dict[str, str]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pages)))
    writer.add_metadata(properties)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()
