"""A signed copy is verified as a whole: whatever was done to it beside signing is found, and told in words of its own."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import astuple
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.embed import EmbeddedFileObject, FileSpec, embed_file
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf import PdfReader, PdfWriter

from pipeline import store
from pipeline.model.ledger import FactKind
from pipeline.model.signing import execution_of
from pipeline.pdf.signatures import Act, signed, signing_key
from pipeline.stages.building import kept_findings
from pipeline.stages.signing.keeping import executed_findings
from pipeline.stages.versions.frozen_files import frozen_files
from pipeline.stages.versions.holding import how_they_stand, version_findings
from pipeline.word import Line, leaf

ACME = "acme-support"
CUSTOMER, PROVIDER = "customer-coo", "provider-director"
FLIPS, SHARE = 200, 20
at_prepared = pytest.mark.parametrize("steps", ["prepared"], indirect=True)
at_signed = pytest.mark.parametrize("steps", ["signed_by_both"], indirect=True)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "flip" in metafunc.fixturenames:
        metafunc.parametrize("flip", range(0, FLIPS, 1 if metafunc.config.getoption("--all") else SHARE))


def codes(draft: Any) -> list[str]:
    return [finding.code for finding in draft.findings]


def pin(steps: Any, name: str, who: Any) -> None:
    """Another certificate is agreed for a signatory."""
    path = steps.root.path(f"data/contracts/{ACME}/parties.yaml")
    text = path.read_text()
    assert steps.people[name].fingerprint in text
    path.write_text(text.replace(steps.people[name].fingerprint, who.fingerprint))


def sign_elsewhere(steps: Any, content: bytes, name: str, who: Any, day: tuple[int, int, int]) -> bytes:
    """Signed by another program than ours, which asks no questions."""
    shown = steps.backend.render(leaf([Line("Signed", 9)], width=255, height=37, margin=2, language="en-GB"))
    act = Act(name, datetime(*day, 12, tzinfo=UTC), shown)
    return signed(content, act, signing_key(who.key, "correct horse"))


def appended(content: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """The file with one change added at its end, as a program does that leaves signatures alone."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    change(writer)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _draw(writer: IncrementalPdfFileWriter) -> None:
    stream = generic.StreamObject(stream_data=b"BT ET 0 0 10 10 re f")
    writer.add_stream_to_page(0, writer.add_object(stream))


def _attach(writer: IncrementalPdfFileWriter) -> None:
    held = EmbeddedFileObject.from_file_data(writer, b"more")
    embed_file(writer, FileSpec(file_spec_string="more.txt", file_name="more.txt", embedded_data=held))


def _swap(writer: IncrementalPdfFileWriter) -> None:
    names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
    held = names[1]["/EF"].raw_get("/F")
    stream = held.get_object()
    stream._data = b"terms: {}\n"
    stream._encoded_data = None
    stream.pop("/Filter", None)
    writer.mark_update(held)


def _note(writer: IncrementalPdfFileWriter) -> None:
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Square"),
            pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(each) for each in (50, 50, 500, 700)]),
            pdf_name("/IC"): generic.ArrayObject([generic.NumberObject(1)] * 3),
        }
    )
    page = writer.find_page_for_modification(0)[0].get_object()
    former = page.get("/Annots", generic.ArrayObject())
    page[pdf_name("/Annots")] = generic.ArrayObject([*former, writer.add_object(note)])
    writer.update_container(page)


def _retitle(writer: IncrementalPdfFileWriter) -> None:
    writer.root[pdf_name("/OpenAction")] = generic.DictionaryObject({pdf_name("/S"): pdf_name("/Named")})
    writer.update_root()


def _saved_anew(content: bytes) -> bytes:
    writer, made = PdfWriter(clone_from=PdfReader(io.BytesIO(content))), io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _without_a_page(content: bytes) -> bytes:
    def drop(writer: IncrementalPdfFileWriter) -> None:
        pages = writer.root["/Pages"]
        pages[pdf_name("/Kids")] = generic.ArrayObject(list(pages["/Kids"])[:-1])
        pages[pdf_name("/Count")] = generic.NumberObject(pages["/Count"] - 1)
        writer.update_container(pages)

    return appended(content, drop)


TAMPERED = {
    "a page is drawn on": ("page-changed", lambda content: appended(content, _draw), "page 1 shows something else"),
    "a note is laid over a page": ("page-covered", lambda content: appended(content, _note), "laid over page 1"),
    "a page is taken out": ("page-count", _without_a_page, "the execution copy has"),
    "a file is attached": ("file-added", lambda content: appended(content, _attach), "`more.txt` was attached"),
    "the data are swapped": ("data-swapped", lambda content: appended(content, _swap), "data attached to the text"),
    "the file does something when it is opened": ("changed-otherwise", lambda content: appended(content, _retitle), "beside signatures"),
    "it is saved anew": ("saved-anew", _saved_anew, "saved it anew"),
    "it is another file": ("not-a-pdf", lambda _: b"PK\3\4 no PDF", "no PDF"),
    "it ends in the text": ("cut-off", lambda content: content[:5000], "only the beginning"),
}


@at_prepared
@pytest.mark.parametrize("order", [(CUSTOMER, PROVIDER), (PROVIDER, CUSTOMER)], ids=["ours first", "theirs first"])
def test_two_parties_sign_in_any_order_and_the_agreement_is_concluded(steps: Any, order: tuple[str, str]) -> None:
    for name in order:
        assert steps.apply(name).findings == ()

    draft = steps.verify()

    assert draft.findings == ()
    content = steps.root.path(draft.outputs[0]).read_bytes()
    assert content == steps.read("-signed-2.pdf")
    [entry] = steps.ledger.of_kind(FactKind.EXECUTED)
    assert execution_of(entry.facts).pdf == store.sha256(content)


@at_signed
def test_what_is_concluded_is_version_one_and_stays(steps: Any) -> None:
    assert steps.verify().findings == ()

    assert [entry.facts["version"] for entry in steps.ledger.of_kind(FactKind.VERSION)] == ["0.1", "1.0"]
    assert store.next_draft(steps.root, ACME) == "1.1-draft"
    assert version_findings(steps.root, ACME) == ()
    assert executed_findings(steps.root, ACME) == ()
    assert [astuple(standing) for standing in how_they_stand(steps.root, ACME)] == [("0.1", True, True), ("1.0", True, True)]


def cut_before_prepared(steps: Any) -> None:
    """The ledger loses the preparation, all after it, and the entry before it."""
    path = steps.root.path(store.ledger_file(ACME))
    lines = path.read_bytes().splitlines(keepends=True)
    [prepared] = [entry.number for entry in steps.ledger.of_kind(FactKind.PREPARED)]
    path.write_bytes(b"".join(lines[: prepared - 2]))


@at_signed
def test_a_ledger_that_was_cut_off_is_named_when_the_copy_is_verified(steps: Any) -> None:
    cut_before_prepared(steps)

    [finding] = steps.verify().findings

    assert (finding.code, finding.span.file) == ("cut-ledger", store.ledger_file(ACME))
    assert "when this copy was prepared, the ledger had" in finding.message
    assert "its end was cut off" in finding.message


@at_signed
def test_the_file_that_came_back_tells_of_a_ledger_that_was_cut_off_where_ours_are_gone(steps: Any) -> None:
    content = steps.read("-signed-2.pdf")
    cut_before_prepared(steps)
    shutil.rmtree(steps.root.path(store.copy_file(ACME, "1.0", 1, ".pdf")).parent)

    assert codes(steps.verify()) == ["not-prepared"]
    [finding] = steps.verify(content).findings

    assert finding.code == "cut-ledger"
    assert [related.span.file for related in finding.related] == ["returned.pdf"]


@at_signed
def test_a_ledger_that_loses_its_end_once_all_is_concluded_is_named_by_check_and_when_it_is_verified(steps: Any) -> None:
    steps.verify()
    cut_before_prepared(steps)

    assert "cut-ledger" in {finding.code for finding in version_findings(steps.root, ACME)}
    assert "cut-ledger" in {finding.code for finding in executed_findings(steps.root, ACME)}
    assert [finding.code for finding in kept_findings(steps.root, ACME)].count("cut-ledger") == 1
    assert codes(steps.verify()) == ["cut-ledger"]


@at_signed
def test_a_ledger_that_was_cut_off_is_noticed_by_the_copy_that_was_signed(steps: Any) -> None:
    cut_before_prepared(steps)

    findings = {finding.code: finding for finding in executed_findings(steps.root, ACME)}
    assert set(findings) == {"unrecorded-executed-file", "cut-ledger"}
    assert "its end was cut off" in findings["cut-ledger"].message


@at_signed
def test_the_signed_files_are_had_as_those_of_the_version(steps: Any) -> None:
    file, _ = steps.verify().outputs
    shutil.rmtree(steps.root.path("build"))
    snapshot = store.read_snapshot(steps.root, ACME, "1.0")
    assert isinstance(snapshot, tuple)

    found = frozen_files(steps.root, snapshot[0], lambda _: None)

    assert found[".pdf"] == steps.root.path(file).read_bytes()


@at_signed
def test_it_is_concluded_once_and_verified_as_often_as_one_likes(steps: Any) -> None:
    steps.verify()
    before = steps.ledger.entries

    again = steps.verify()

    assert again.findings == ()
    assert steps.ledger.entries == before


@at_signed
def test_an_independent_reader_finds_both_signatures_valid(steps: Any, pdfsig: str) -> None:
    [file, _] = steps.verify().outputs

    said = subprocess.run([pdfsig, "-nocert", steps.root.path(file)], capture_output=True, text=True, check=True).stdout

    assert said.count("Signature is Valid") == 2
    assert said.count("Signature Type: ETSI.CAdES.detached") == 2
    assert said.count("Total document signed") == 1


@at_prepared
def test_who_has_not_signed_is_named(steps: Any) -> None:
    steps.apply(CUSTOMER)

    [finding] = steps.verify().findings

    assert finding.code == "signer-missing"
    assert "Max Field (`provider-director`) has not signed" in finding.message
    assert not steps.ledger.of_kind(FactKind.EXECUTED)


@at_signed
@pytest.mark.parametrize("case", TAMPERED.values(), ids=TAMPERED)
def test_what_was_done_beside_signing_is_found_in_words_of_its_own(steps: Any, case: tuple[str, Callable[[bytes], bytes], str]) -> None:
    code, tamper, words = case

    draft = steps.verify(tamper(steps.read("-signed-2.pdf")))

    assert codes(draft) == [code]
    assert words in draft.findings[0].message
    assert draft.findings[0].span.file == "returned.pdf"
    assert not steps.ledger.of_kind(FactKind.EXECUTED)


@at_prepared
@pytest.mark.parametrize("change", [_draw, _attach, _swap, _note, _retitle], ids=["page", "file", "data", "note", "action"])
def test_what_was_done_before_the_first_signature_is_found_too(steps: Any, change: Callable[[IncrementalPdfFileWriter], None]) -> None:
    content = appended(steps.read(".pdf"), change)
    for name in (CUSTOMER, PROVIDER):
        content = sign_elsewhere(steps, content, name, steps.people[name], (2026, 5, 3))

    expected = {_draw: "page-changed", _attach: "file-added", _swap: "data-swapped", _note: "page-covered", _retitle: "changed-otherwise"}
    assert codes(steps.verify(content)) == [expected[change]]


@at_signed
def test_a_file_that_was_cut_back_to_its_first_signature_is_told_so(steps: Any) -> None:
    draft = steps.verify(steps.read("-signed-1.pdf"))

    assert codes(draft) == ["cut-back"]
    assert "ends before a signature that we have seen" in draft.findings[0].message


@at_signed
def test_any_bit_that_flips_is_found(steps: Any, flip: int) -> None:
    content = bytearray(steps.read("-signed-2.pdf"))
    random_ = random.Random(flip)
    # Three flips in four hit what was added by signing, where a file is most easily damaged unseen.
    start = len(steps.read(".pdf")) if flip % 4 else 0
    content[random_.randrange(start, len(content))] ^= 1 << random_.randrange(8)

    draft = steps.verify(bytes(content))

    assert codes(draft) == ["bytes-changed"]
    assert "one byte was changed, the first at position" in draft.findings[0].message


@at_prepared
def test_any_bit_that_flips_in_signatures_that_we_have_not_seen_is_found(steps: Any, flip: int, signed_by_both: Path) -> None:
    """Without our own copy of the file, only the signatures themselves can tell."""
    whole = (signed_by_both / store.copy_file(ACME, "1.0", 1, "-signed-2.pdf")).read_bytes()
    content, random_ = bytearray(whole), random.Random(flip)
    content[random_.randrange(len(steps.read(".pdf")), len(content))] ^= 1 << random_.randrange(8)

    draft = steps.verify(bytes(content))

    assert codes(draft), "a flip was not found"
    assert not steps.ledger.of_kind(FactKind.EXECUTED)


@at_signed
def test_our_own_copy_is_held_to_its_hash(steps: Any) -> None:
    path = steps.root.path(store.copy_file(ACME, "1.0", 1, "-signed-2.pdf"))
    path.write_bytes(path.read_bytes() + b"\n")

    assert codes(steps.verify()) == ["changed-executed-file"]
    assert [finding.code for finding in executed_findings(steps.root, ACME)] == ["changed-executed-file"]


@at_prepared
def test_a_file_signed_elsewhere_is_taken_in_and_concludes(steps: Any, signed_by_both: Path) -> None:
    whole = (signed_by_both / store.copy_file(ACME, "1.0", 1, "-signed-2.pdf")).read_bytes()

    draft = steps.verify(whole)

    assert draft.findings == ()
    [entry] = steps.ledger.of_kind(FactKind.SIGNED)
    assert entry.facts["signers"] == f"{CUSTOMER} {PROVIDER}"
    assert steps.root.path(draft.outputs[0]).read_bytes() == whole
    assert executed_findings(steps.root, ACME) == ()


@at_prepared
def test_a_certificate_that_nobody_has_named_is_not_believed(steps: Any) -> None:
    path = steps.root.path(f"data/contracts/{ACME}/parties.yaml")
    path.write_text(re.sub(", certificate: [0-9a-f]+", "", path.read_text()))
    steps.apply(CUSTOMER)
    steps.apply(PROVIDER)

    draft = steps.verify()

    assert codes(draft) == ["unknown-certificate"] * 2
    assert "nobody has told us" in draft.findings[0].message


@at_prepared
def test_a_signature_by_an_expired_certificate_is_told_so(steps: Any, make_person: Callable[..., Any]) -> None:
    old = make_person("Max Field", years=(2020, 2026))
    pin(steps, PROVIDER, old)
    steps.apply(CUSTOMER)
    content = sign_elsewhere(steps, steps.read("-signed-1.pdf"), PROVIDER, old, (2026, 5, 3))

    draft = steps.verify(content)

    assert codes(draft) == ["certificate-expired"]
    assert "with a certificate that had expired on 2026-01-01" in draft.findings[0].message


@at_prepared
@pytest.mark.parametrize(("day", "code"), [((2026, 4, 30), "signed-too-early"), ((2026, 5, 9), "signed-in-future")])
def test_a_date_that_cannot_be_is_told(steps: Any, day: tuple[int, int, int], code: str) -> None:
    steps.apply(CUSTOMER)

    assert codes(steps.verify(sign_elsewhere(steps, steps.read("-signed-1.pdf"), PROVIDER, steps.people[PROVIDER], day))) == [code]


@at_prepared
def test_a_certificate_of_an_issuer_that_the_house_trusts_is_believed(steps: Any, make_person: Callable[..., Any]) -> None:
    issuer = make_person("A Trust Service", issues=True)
    theirs, others = make_person("Max Field", issuer), make_person("Max Field")
    path = steps.root.path(f"data/contracts/{ACME}/parties.yaml")
    path.write_text(path.read_text().replace(f", certificate: {steps.people[PROVIDER].fingerprint}", ""))
    certificates = steps.root.path("data/certificates")
    certificates.mkdir()
    (certificates / "trust.pem").write_bytes(issuer.pem)
    house = steps.root.path("data/house.yaml")
    house.write_text(house.read_text() + "signing:\n  trusted_issuers:\n    - {id: trust, name: A Trust Service, file: trust.pem}\n")
    steps.apply(CUSTOMER)
    before = steps.read("-signed-1.pdf")

    assert codes(steps.verify(sign_elsewhere(steps, before, PROVIDER, others, (2026, 5, 3)))) == ["unknown-certificate"]
    assert codes(steps.verify(sign_elsewhere(steps, before, PROVIDER, theirs, (2026, 5, 3)))) == []


@at_prepared
def test_nothing_is_verified_where_nothing_was_prepared(steps: Any) -> None:
    shutil.rmtree(steps.root.path(f"data/contracts/{ACME}/executed"))
    ledger = steps.root.path(store.ledger_file(ACME))
    ledger.write_bytes(ledger.read_bytes().splitlines(keepends=True)[0])

    assert codes(steps.verify()) == ["not-prepared"]
