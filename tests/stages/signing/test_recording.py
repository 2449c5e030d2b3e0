"""What comes back from a signing service, a scanner or the other side's own program is kept as it came, and counts where it holds."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject

from pipeline import pdf, store
from pipeline.model.ledger import FactKind
from pipeline.model.signing import Method, signing_of
from pipeline.stages.signing.keeping import executed_findings
from pipeline.stages.signing.recording import Recording, record
from pipeline.stages.signing.verifying import Returned

ACME = "acme-support"
CUSTOMER, PROVIDER = "customer-coo", "provider-director"
at_prepared = pytest.mark.parametrize("steps", ["prepared"], indirect=True)


def codes(draft: Any) -> list[str]:
    return [finding.code for finding in draft.findings]


def recorded(steps: Any, content: bytes, *, at: str = "2026-05-03T12:00:00Z", **said: Any) -> Any:
    returned = Returned("returned.pdf", content)
    return steps.only(record(steps.root, ACME, returned, Recording(**said), at))


def written_over(content: bytes, words: Callable[[int, PageObject], Iterable[tuple[int, int, str]]], *, pages: int | None = None) -> bytes:
    """The file as a service saves it: anew, with words of its own on its pages."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Courier"}
    courier = writer._add_object(DictionaryObject({NameObject(name): NameObject(value) for name, value in font.items()}))
    for number, page in enumerate(writer.pages):
        stream = DecodedStreamObject()
        shown = " ".join(f"1 0 0 1 {left} {bottom} Tm ({text}) Tj" for left, bottom, text in words(number, page))
        stream.set_data(f"Q BT /Service 9 Tf {shown} ET".encode())
        before = DecodedStreamObject()
        before.set_data(b"q")
        former = page.raw_get("/Contents")
        held = list(list.__iter__(former)) if isinstance(former, ArrayObject) else [former]
        page[NameObject("/Contents")] = ArrayObject([writer._add_object(before), *held, writer._add_object(stream)])
        page["/Resources"].setdefault(NameObject("/Font"), DictionaryObject())[NameObject("/Service")] = courier
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def by_a_service(content: bytes, also: Callable[[int], str] = lambda _: "") -> bytes:
    """As a service returns it: its number on each page, names on the lines to sign on, and what else a test wants."""

    def words(number: int, page: PageObject) -> Iterable[tuple[int, int, str]]:
        yield 40, 10, "Envelope 8F2C-11"
        if pdf.anchor(CUSTOMER) in page.extract_text():
            yield 180, 400, "Ada Penn 3 May 2026"
        if also(number):
            yield 300, 300, also(number)

    return written_over(content, words)


def blank_pages(count: int) -> bytes:
    writer, made = PdfWriter(), io.BytesIO()
    for _ in range(count):
        writer.add_blank_page(595, 842)
    writer.write(made)
    return made.getvalue()


def pages_of(content: bytes) -> int:
    return len(PdfReader(io.BytesIO(content)).pages)


@pytest.fixture
def for_service(steps: Any) -> Any:
    steps.agree()
    assert steps.prepare(method=Method.SERVICE).outputs
    return steps


@pytest.fixture
def for_paper(steps: Any) -> Any:
    steps.agree()
    assert steps.prepare(method=Method.PAPER).outputs
    return steps


def test_what_a_service_returns_is_kept_as_it_came_with_its_certificate(for_service: Any) -> None:
    content, certificate = by_a_service(for_service.read(".pdf")), blank_pages(1)

    draft = recorded(for_service, content, completion=Returned("certificate.pdf", certificate))

    assert draft.findings == ()
    assert [for_service.root.path(file).read_bytes() for file in draft.outputs] == [content, certificate]
    told = signing_of(for_service.ledger.of_kind(FactKind.SIGNED)[0].facts)
    assert (told.signers, told.completion) == ((CUSTOMER, PROVIDER), store.sha256(certificate))
    assert for_service.verify().findings == ()
    assert store.next_draft(for_service.root, ACME) == "1.1-draft"
    assert executed_findings(for_service.root, ACME) == ()


def test_a_service_without_a_certificate_of_completion_is_warned_of(for_service: Any) -> None:
    draft = recorded(for_service, by_a_service(for_service.read(".pdf")))

    assert [(finding.code, finding.severity) for finding in draft.findings] == [("no-completion", "warning")]
    assert draft.outputs


def test_words_that_a_service_may_not_add_are_found(for_service: Any) -> None:
    content = by_a_service(for_service.read(".pdf"), lambda number: "The fee is waived" if number == 0 else "")
    signs_there = pdf.pages_with([pdf.anchor(CUSTOMER)], for_service.read(".pdf"))
    assert signs_there != (1,)

    draft = recorded(for_service, content)

    assert codes(draft) == ["words-added"]
    assert "page 1 also says `The fee is waived`" in draft.findings[0].message
    assert not for_service.ledger.of_kind(FactKind.SIGNED)


def test_other_words_than_ours_are_found(for_service: Any) -> None:
    ours = for_service.read(".pdf")
    path = for_service.root.path("clauses/10-general/general/preferred.md")
    path.write_text(path.read_text().replace("This agreement", "That agreement"))
    for_service.agree()
    assert for_service.prepare("0.2", Method.SERVICE).outputs
    theirs = for_service.read(".pdf", copy=2)
    assert ours != theirs

    draft = recorded(for_service, by_a_service(ours))

    assert set(codes(draft)) == {"words-differ"}
    assert any("says `This` where the execution copy says `That`" in finding.message for finding in draft.findings)


@pytest.mark.parametrize(("count", "code"), [(0, "no-words"), (1, "page-count")])
def test_a_service_returns_words_on_as_many_pages(for_service: Any, count: int, code: str) -> None:
    draft = recorded(for_service, blank_pages(pages_of(for_service.read(".pdf")) + count))

    assert codes(draft) == [code]


def test_a_broken_seal_of_a_service_is_found(for_service: Any, make_person: Callable[..., Any]) -> None:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import PdfSignatureMetadata, PdfSigner, fields

    from pipeline.pdf.signatures import signing_key

    writer = IncrementalPdfFileWriter(io.BytesIO(by_a_service(for_service.read(".pdf"))))
    fields.append_signature_field(writer, fields.SigFieldSpec("Seal"))
    key = signing_key(make_person("A Signing Service").key, "correct horse")
    sealed = PdfSigner(PdfSignatureMetadata(field_name="Seal"), key.signer).sign_pdf(writer).getvalue()

    assert codes(recorded(for_service, sealed.replace(b"Envelope 8F2C-11", b"Envelope 8F2C-12"))) == ["signature-broken"]
    assert codes(recorded(for_service, sealed)) == ["no-completion"]


def test_a_scan_counts_where_somebody_vouches_for_it(for_paper: Any) -> None:
    content = blank_pages(pages_of(for_paper.read(".pdf")))

    refused = recorded(for_paper, content)
    taken = recorded(for_paper, content, vouched_by="Judith Crane")

    assert codes(refused) == ["no-words"]
    assert "--by PERSON" in (refused.findings[0].hint or "")
    assert [(finding.code, finding.severity) for finding in taken.findings] == [("no-words", "warning")]
    assert signing_of(for_paper.ledger.of_kind(FactKind.SIGNED)[0].facts).vouched_by == "Judith Crane"
    assert for_paper.verify().findings == ()


def test_each_party_may_return_a_copy_of_its_own(for_paper: Any) -> None:
    content = for_paper.read(".pdf")

    assert recorded(for_paper, content, party="customer").findings == ()
    waiting = for_paper.verify()
    assert recorded(for_paper, content + b"\n", party="provider").findings == ()

    assert codes(waiting) == ["signer-missing"]
    assert "provider-director" in waiting.findings[0].message
    assert for_paper.verify().findings == ()


def test_the_same_party_is_not_recorded_twice(for_paper: Any) -> None:
    recorded(for_paper, for_paper.read(".pdf"), party="customer")

    assert codes(recorded(for_paper, for_paper.read(".pdf"), party="customer")) == ["signed-already"]


def test_a_recorded_file_is_held_to_its_hash(for_paper: Any) -> None:
    [file] = recorded(for_paper, for_paper.read(".pdf"), party="customer").outputs
    recorded(for_paper, for_paper.read(".pdf"), party="provider")
    for_paper.root.path(file).write_bytes(b"%PDF-1.7")

    assert codes(for_paper.verify()) == ["changed-executed-file"]


@pytest.mark.parametrize("content", [b"words", b"%PDF-1.7 nothing", b""], ids=["no PDF", "damaged", "empty"])
def test_what_cannot_be_read_is_not_recorded(for_paper: Any, content: bytes) -> None:
    assert codes(recorded(for_paper, content, vouched_by="Judith Crane")) == ["unreadable-pdf"]


@at_prepared
def test_a_signature_that_was_made_elsewhere_is_recorded_and_the_copy_waits_for_the_other(steps: Any, signed_by_both: Any) -> None:
    content = (signed_by_both / store.copy_file(ACME, "1.0", 1, "-signed-1.pdf")).read_bytes()

    assert recorded(steps, content).findings == ()

    assert steps.read("-signed-1.pdf") == content
    assert codes(recorded(steps, content)) == ["nothing-signed"]
    assert codes(steps.verify()) == ["signer-missing"]
    assert steps.apply(PROVIDER).findings == ()
    assert steps.verify().findings == ()


@at_prepared
def test_a_tampered_file_is_not_recorded(steps: Any) -> None:
    steps.apply(CUSTOMER)
    content = steps.read("-signed-1.pdf")

    assert codes(recorded(steps, content[:-1] + b"?")) == ["bytes-changed"]
    assert len(steps.ledger.of_kind(FactKind.SIGNED)) == 1
