"""A signatory signs with a key: what is refused, what the signature shows, and a timestamp where the house names a server."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from asn1crypto import keys, tsp, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.timestamps import DummyTimeStamper
from pypdf import PdfReader

from pipeline import store
from pipeline.model.ledger import FactKind
from pipeline.model.signing import Method, signing_of

ACME = "acme-support"
CUSTOMER, PROVIDER = "customer-coo", "provider-director"
at_prepared = pytest.mark.parametrize("steps", ["prepared"], indirect=True)


def codes(draft: Any) -> list[str]:
    return [finding.code for finding in draft.findings]


@at_prepared
def test_signing_adds_to_the_file_and_changes_nothing_before(steps: Any) -> None:
    before = steps.read(".pdf")

    assert steps.apply(CUSTOMER).findings == ()

    after = steps.read("-signed-1.pdf")
    assert after.startswith(before)
    [entry] = steps.ledger.of_kind(FactKind.SIGNED)
    told = signing_of(entry.facts)
    assert (told.signers, told.sha256) == ((CUSTOMER,), store.sha256(after))
    assert told.certificates == (steps.people[CUSTOMER].fingerprint,)


@at_prepared
def test_the_signature_shows_who_signed_and_when(steps: Any) -> None:
    steps.apply(CUSTOMER)

    reader = PdfReader(io.BytesIO(steps.read("-signed-1.pdf")))
    marks = [mark.get_object() for page in reader.pages for mark in page.get("/Annots", [])]
    [widget] = [mark for mark in marks if mark.get("/T") == CUSTOMER]
    assert widget["/V"]["/M"] == "D:20260503120000Z"
    shown = shown_in(widget["/AP"]["/N"])
    assert shown.startswith("3 May 2026 Ada Penn Signed electronically on 3 May 2026 at 12:00 UTC Certificate of Ada Penn")


def shown_in(form: Any) -> str:
    """The words of an appearance, which draws a page that was taken over."""
    from pypdf import PdfWriter
    from pypdf.generic import NameObject

    [inner] = [each.get_object() for each in form["/Resources"]["/XObject"].values()]
    writer = PdfWriter()
    page = writer.add_blank_page(300, 50)
    page[NameObject("/Resources")] = inner["/Resources"].clone(writer)
    page[NameObject("/Contents")] = inner.clone(writer).indirect_reference
    return " ".join(page.extract_text().split())


@at_prepared
def test_the_first_signature_forbids_all_but_signing(steps: Any) -> None:
    steps.apply(PROVIDER)

    root = PdfReader(io.BytesIO(steps.read("-signed-1.pdf"))).trailer["/Root"]
    [reference] = root["/Perms"]["/DocMDP"]["/Reference"]
    assert reference["/TransformParams"]["/P"] == 2


@at_prepared
def test_nobody_signs_twice(steps: Any) -> None:
    steps.apply(CUSTOMER)
    before = steps.ledger.entries

    draft = steps.apply(CUSTOMER, at="2026-05-06T12:00:00Z")

    assert codes(draft) == ["signed-already"]
    assert "on 2026-05-03" in draft.findings[0].message
    assert steps.ledger.entries == before


@at_prepared
@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda steps: steps.apply(CUSTOMER, passphrase="wrong"), "the passphrase does not open it"),
        (lambda steps: steps.apply(CUSTOMER, passphrase=""), "the passphrase does not open it"),
        (lambda steps: steps.apply(CUSTOMER, _Bytes(b"no key")), "no PKCS#12 file"),
        (lambda steps: steps.apply(CUSTOMER, steps.people[PROVIDER]), "another was agreed"),
        (lambda steps: steps.apply(CUSTOMER, at="2035-01-01T00:00:00Z"), "holds from 2025-01-01 to 2029-01-01"),
    ],
    ids=["wrong passphrase", "no passphrase", "no key", "somebody else's key", "expired"],
)
def test_a_key_that_may_not_sign_is_refused(steps: Any, spoil: Callable[[Any], Any], words: str) -> None:
    [finding] = spoil(steps).findings

    assert words in finding.message
    assert finding.span.file == "key.p12"
    assert not steps.ledger.of_kind(FactKind.SIGNED)


class _Bytes:
    """A file that is handed over as a key."""

    def __init__(self, key: bytes) -> None:
        self.key = key


@at_prepared
def test_a_changed_copy_is_not_signed(steps: Any) -> None:
    path = steps.root.path(store.copy_file(ACME, "1.0", 1, ".pdf"))
    path.write_bytes(path.read_bytes() + b" ")

    assert codes(steps.apply(CUSTOMER)) == ["changed-executed-file"]


def test_a_copy_for_a_service_is_not_signed_here(steps: Any) -> None:
    steps.agree()
    steps.prepare(method=Method.SERVICE)

    assert codes(steps.apply(CUSTOMER)) == ["signed-otherwise"]


@pytest.fixture
def authority(make_person: Callable[..., Any]) -> Iterator[tuple[str, Any]]:
    """A timestamp server on this machine, and its certificate."""
    who = make_person("A Timestamp Authority", stamps=True)
    certificate = x509.Certificate.load(who.certificate.public_bytes(Encoding.DER))
    private = keys.PrivateKeyInfo.load(who.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    stamper = DummyTimeStamper(certificate, private, fixed_dt=datetime(2026, 5, 3, 12, 0, 5, tzinfo=UTC))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            answer = stamper.request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", who
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@at_prepared
def test_a_timestamp_of_a_trusted_server_proves_when_it_was_signed(steps: Any, authority: tuple[str, Any]) -> None:
    address, who = authority
    house(steps, address)
    steps.apply(CUSTOMER)
    steps.apply(PROVIDER)

    assert [(finding.code, finding.severity) for finding in steps.verify().findings] == [("untrusted-timestamp", "warning")] * 2

    certificates = steps.root.path("data/certificates")
    certificates.mkdir()
    (certificates / "stamps.pem").write_bytes(who.pem)
    path = steps.root.path("data/house.yaml")
    path.write_text(path.read_text() + "  trusted_issuers: [{id: stamps, name: An Authority, file: stamps.pem}]\n")
    assert steps.verify().findings == ()


@at_prepared
def test_without_an_answer_of_the_server_nothing_is_signed(steps: Any) -> None:
    house(steps, "http://127.0.0.1:9/")

    draft = steps.apply(CUSTOMER)

    assert codes(draft) == ["not-signed"]
    assert "gave no timestamp" in draft.findings[0].message
    assert not steps.ledger.of_kind(FactKind.SIGNED)


def house(steps: Any, address: str) -> None:
    path = steps.root.path("data/house.yaml")
    path.write_text(path.read_text() + f"signing:\n  timestamp_server: {address}\n")
