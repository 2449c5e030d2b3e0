"""The execution copy: what both parties sign, and nothing of what is ours alone."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from pipeline import pdf, store
from pipeline.model.ledger import FactKind
from pipeline.model.signing import Method, preparation_of
from pipeline.pdf import RdocxBackend
from pipeline.store.root import Root

ACME = "acme-support"
FOLDER = f"data/contracts/{ACME}"
at_frozen = pytest.mark.parametrize("steps", ["prepared"], indirect=True)


def words_on(content: bytes) -> str:
    return " ".join(pdf.words(content))


def fields(content: bytes) -> dict[str, tuple[int, list[float]]]:
    """The signature fields by name: the index of the page, and where on it."""
    found = {}
    for number, page in enumerate(PdfReader(io.BytesIO(content)).pages):
        for mark in page.get("/Annots", []):
            widget = mark.get_object()
            if widget.get("/FT") == "/Sig":
                found[str(widget["/T"])] = (number, [float(edge) for edge in widget["/Rect"]])
    return found


def attach(root: Root, *documents: tuple[str, str, bytes]) -> None:
    """Documents by id, file and content, in the contract's folder and its data."""
    lines = ["attachments:"]
    for name, file, content in documents:
        root.path(f"{FOLDER}/{file}").parent.mkdir(exist_ok=True)
        root.path(f"{FOLDER}/{file}").write_bytes(content)
        lines.append(f"  - {{id: {name}, title: The {name}, file: {file}, sha256: {store.sha256(content)}}}")
    root.path(f"{FOLDER}/attachments.yaml").write_text("\n".join(lines) + "\n")


def blank_pdf(*widths: int) -> bytes:
    writer, made = PdfWriter(), io.BytesIO()
    for width in widths:
        writer.add_blank_page(width=width, height=300)
    writer.write(made)
    return made.getvalue()


@at_frozen
def test_the_copy_bears_no_legend_and_the_version_that_it_becomes(steps: Any) -> None:
    said = words_on(steps.read(".pdf"))

    assert "Version 1.0" in said
    assert "subject to contract" not in said
    assert "0.1" not in said


@at_frozen
def test_each_signatory_has_a_field_on_the_line_to_sign_on(steps: Any) -> None:
    content = steps.read(".pdf")

    found = fields(content)

    assert list(found) == ["customer-coo", "provider-director"]
    for name, words in (("customer-coo", "Penn"), ("provider-director", "Field")):
        page, (left, bottom, right, top) = found[name]
        pieces = [piece for piece in pdf.pages(content)[page].pieces if not piece.margin]
        who = next(piece for piece in pieces if words in piece.text)
        label = next(piece for piece in pieces if piece.text == "Signature" and piece.baseline < who.baseline)
        assert label.right < left < right < pdf.pages(content)[page].width
        assert bottom < label.baseline < top < who.baseline
        # Date and signature stand below each other, and one signature fills in both.
        date = next(piece for piece in pieces if piece.text == "Date" and label.baseline < piece.baseline < who.baseline)
        assert bottom < date.baseline < top


@at_frozen
def test_the_ledger_tells_what_was_prepared_from_what(steps: Any) -> None:
    [entry] = steps.ledger.of_kind(FactKind.PREPARED)

    told = preparation_of(entry.facts)

    assert (told.version, told.came_from, told.copy, told.method) == ("1.0", "0.1", 1, Method.HERE)
    assert told.signers == ("customer-coo", "provider-director")
    assert told.pdf == store.sha256(steps.read(".pdf"))
    assert told.docx == store.sha256(steps.read(".docx"))
    assert told.data == store.sha256(pdf.attached_files(steps.read(".pdf"))["agreement.yaml"])
    assert (told.anchor, told.anchored) == (entry.number - 1, entry.previous)


@at_frozen
def test_the_attached_data_say_where_the_ledger_stood(steps: Any) -> None:
    said = pdf.attached_files(steps.read(".pdf"))["agreement.yaml"].decode()

    [entry] = steps.ledger.of_kind(FactKind.PREPARED)
    assert f"record: '{entry.number - 1} {entry.previous}'" in said


@at_frozen
def test_the_attached_data_are_those_that_the_text_prints(steps: Any) -> None:
    said = pdf.attached_files(steps.read(".pdf"))["agreement.yaml"].decode()

    assert "effective_date: '2026-04-01'" in said
    assert "legal_name: Acme Tools Ltd" in said
    for kept_back in ("owner", "drafted_by", "Nora Quill", "Ivo Marsh", "short_name", "email", "certificate"):
        assert kept_back not in said


@at_frozen
def test_what_is_prepared_twice_is_the_same_and_is_told_once(steps: Any) -> None:
    before = steps.read(".pdf"), steps.read(".docx"), steps.ledger.entries

    again = steps.prepare(at="2026-06-01T12:00:00Z")

    assert again.unchanged
    assert (steps.read(".pdf"), steps.read(".docx"), steps.ledger.entries) == before


@at_frozen
def test_a_copy_that_another_tool_would_print_otherwise_stands_as_it_was_prepared(steps: Any) -> None:
    class Newer(RdocxBackend):
        version = "99.0"

    before = steps.read(".pdf"), steps.ledger.entries
    steps.backend = Newer()

    [finding] = steps.prepare(at="2026-06-01T12:00:00Z").findings

    assert (finding.code, finding.span.file) == ("prepared-otherwise", store.copy_file(ACME, "1.0", 1, ".pdf"))
    assert (steps.read(".pdf"), steps.ledger.entries) == before


@at_frozen
def test_another_version_makes_another_copy_and_leaves_the_first(steps: Any) -> None:
    first = steps.read(".pdf")
    path = steps.root.path("clauses/10-general/general/preferred.md")
    path.write_text(path.read_text() + "1. Each party keeps a record.\n")
    steps.agree()

    second = steps.prepare("0.2")

    assert second.outputs[0].endswith("copy-2/acme-support-1.0.pdf")
    assert steps.read(".pdf") == first
    assert "keeps a record" in words_on(steps.read(".pdf", copy=2))


def test_every_reason_against_it_is_told_at_once(steps: Any) -> None:
    root = steps.root
    general = root.path("clauses/10-general/general/preferred.md")
    general.write_text(general.read_text() + "1. It ends on {{ term.service_start_date }}.\n")
    contract = root.path(f"{FOLDER}/contract.yaml")
    contract.write_text(contract.read_text().replace("  service_start_date: 2026-04-01\n", ""))
    (root.path(f"{FOLDER}/open.yaml")).write_text("open:\n  - {path: term.service_start_date, label: the day of the start}\n")
    risk = root.path(f"{FOLDER}/risk.yaml")
    risk.write_text(risk.read_text().replace("method: either", "method: electronic"))
    attach(root, ("plan", "plan.pdf", blank_pdf(200)))
    assert steps.freeze().outputs
    root.path(f"{FOLDER}/plan.pdf").unlink()

    draft = steps.prepare(method=Method.PAPER)

    assert {finding.code for finding in draft.findings} == {"missing-file", "open-point", "signed-otherwise", "not-approved"}
    assert not root.path(f"{FOLDER}/executed").exists()
    assert not steps.ledger.of_kind(FactKind.PREPARED)


def test_attached_documents_follow_in_their_order_behind_slips_with_their_hashes(steps: Any) -> None:
    first, second, third = blank_pdf(201, 202), b"a,b\n1,2\n", blank_pdf(203)
    attach(steps.root, ("plan", "papers/plan.pdf", first), ("list", "papers/list.csv", second), ("map", "papers/map.pdf", third))
    steps.agree()

    assert steps.prepare().findings == ()

    content = steps.read(".pdf")
    pages = PdfReader(io.BytesIO(content)).pages
    text = len(PdfReader(steps.root.path(f"build/{ACME}/0.1/{ACME}-0.1.pdf")).pages)
    widths = [round(float(page.mediabox.width)) for page in list(pages)[text:]]
    assert widths == [595, 201, 202, 595, 595, 203]
    for ordinal, (slip, document) in enumerate(((text, first), (text + 3, second), (text + 4, third)), start=1):
        said = " ".join(pdf.pages(content)[slip].words)
        assert f"Attachment {ordinal}" in said
        assert store.sha256(document) in said.replace(" ", "")
    assert pdf.attached_files(content)["02-list.csv"] == second


def test_a_document_that_is_not_the_one_agreed_stops_it(steps: Any) -> None:
    attach(steps.root, ("plan", "plan.pdf", blank_pdf(200)))
    steps.agree()
    steps.root.path(f"{FOLDER}/plan.pdf").write_bytes(blank_pdf(210))

    [finding] = steps.prepare().findings

    assert finding.code == "changed-attachment"


@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing", b"words"], ids=["damaged", "no PDF"])
def test_a_document_without_readable_pages_is_not_bound_in(steps: Any, content: bytes) -> None:
    attach(steps.root, ("plan", "plan.pdf", content))
    steps.agree()

    [finding] = steps.prepare().findings

    assert finding.code == "unfit-attachment"


def test_a_document_outside_the_contracts_folder_is_not_read(steps: Any) -> None:
    attach(steps.root, ("plan", "plan.pdf", blank_pdf(200)))
    path = steps.root.path(f"{FOLDER}/attachments.yaml")
    path.write_text(path.read_text().replace("file: plan.pdf", "file: ../../house.yaml"))
    steps.agree()

    [finding] = steps.prepare().findings

    assert finding.code == "attachment-elsewhere"


def test_anchors_for_a_service_stand_in_the_text_once_each_and_unseen(steps: Any) -> None:
    steps.agree()

    assert steps.prepare(method=Method.SERVICE).findings == ()

    content = steps.read(".pdf")
    said = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    for name in ("customer-coo", "provider-director"):
        assert said.count(pdf.anchor(name)) == 1
        [piece] = [piece for page in pdf.pages(content) for piece in page.pieces if piece.text == pdf.anchor(name)]
        assert piece.colour == (1, 1, 1)
    assert fields(content) == {}


def test_a_joint_party_signs_on_a_line_for_each_signatory(steps: Any, tmp_path: Path) -> None:
    path = steps.root.path(f"{FOLDER}/parties.yaml")
    second = "      - {id: cfo, name: Lea Moor, title: Finance Director, capacity: director, email: l.moor@example.com}\n"
    text = path.read_text().replace("representation: sole", "representation: joint", 1)
    head, notice, tail = text.partition("    notice:")
    path.write_text(head + second + notice + tail)
    steps.agree()

    assert steps.prepare().findings == ()

    found = fields(steps.read(".pdf"))
    assert list(found) == ["customer-coo", "customer-cfo", "provider-director"]
    bottoms = [(-page, bottom) for page, (_, bottom, _, _) in found.values()]
    assert bottoms == sorted(bottoms, reverse=True)


def test_a_point_that_is_open_and_printed_nowhere_is_a_reason_too(steps: Any) -> None:
    contract = steps.root.path(f"{FOLDER}/contract.yaml")
    contract.write_text(contract.read_text().replace("  service_start_date: 2026-04-01\n", ""))
    (steps.root.path(f"{FOLDER}/open.yaml")).write_text("open:\n  - {path: term.service_start_date, label: the day of the start}\n")
    steps.agree()

    findings = steps.prepare().findings

    assert [finding.message for finding in findings if finding.code == "open-point"] == [
        "`term.service_start_date` is still to be agreed: the day of the start"
    ]


def test_what_nobody_may_commit_us_to_is_said_to_be_so(steps: Any) -> None:
    house = steps.root.path("data/house.yaml")
    house.write_text(house.read_text().replace("contract_value: GBP 1000000.00", "contract_value: GBP 1.00"))
    assert steps.freeze().outputs
    steps.approve(but_for="signature")

    finding, asked = steps.prepare().findings

    assert (finding.code, asked.code) == ("beyond-authority", "not-approved")
    assert finding.message.startswith("nobody in our house may approve at the gate `signature`: ")
    assert finding.message.endswith(" is beyond every limit of authority in our house")


@pytest.mark.parametrize("gate", ["final_contract", "signature"])
def test_what_nobody_has_approved_is_not_signed(steps: Any, gate: str) -> None:
    assert steps.freeze().outputs
    steps.approve(but_for=gate)

    [finding] = steps.prepare().findings

    assert finding.code == "not-approved"
    assert f"has not approved at the gate `{gate}`" in finding.message


def test_what_has_changed_since_it_was_approved_is_not_signed(steps: Any) -> None:
    steps.agree()
    path = steps.root.path("clauses/10-general/general/preferred.md")
    path.write_text(path.read_text() + "1. Each party keeps a record.\n")
    assert steps.freeze().outputs

    findings = steps.prepare("0.2").findings

    assert {finding.code for finding in findings} == {"not-approved"}
    assert any("approved what has changed since" in finding.message for finding in findings)


def test_an_approval_of_the_first_draft_alone_stops_nothing(steps: Any) -> None:
    assert steps.freeze().outputs
    steps.approve(but_for="preliminary_draft")

    assert steps.prepare().findings == ()
