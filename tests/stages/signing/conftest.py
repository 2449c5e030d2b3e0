"""A small contract that two people sign: its repository, their keys, and the steps of signing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from pipeline import store
from pipeline.model.approval import Approval, Verdict
from pipeline.model.ledger import FactKind
from pipeline.model.signing import Method
from pipeline.stages.approving import gates
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.drafts.printing import backend_named
from pipeline.stages.drafts.redlines import frozen_versions
from pipeline.stages.freezing import freeze
from pipeline.stages.signing.applying import KeyFile, apply
from pipeline.stages.signing.preparing import prepare
from pipeline.stages.signing.verifying import Returned, verify
from pipeline.stages.wall.contracts import Fault, Progress
from pipeline.store.root import Root

ACME = "acme-support"
CUSTOMER, PROVIDER = "customer-coo", "provider-director"
SECRET = "correct horse"
FROZEN_AT, PREPARED_AT, SIGNED_AT, VERIFIED_AT = (f"2026-05-0{day}T12:00:00Z" for day in (1, 2, 3, 4))
SIGNATURES = """\
The parties sign the agreement through signatories who have authority to bind them.

::: signatures
:::
"""
CARD = """\
title: Signatures
purpose: Binds the parties.
owner: legal
order: 10
part: signatures
"""


@dataclass(frozen=True)
class Person:
    """Somebody who can sign: the PKCS#12 file, and the certificate with its fingerprint."""

    name: str
    key: bytes
    certificate: x509.Certificate
    private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

    @property
    def fingerprint(self) -> str:
        return self.certificate.fingerprint(SHA256()).hex()

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


def person(
    name: str, issuer: Person | None = None, *, years: tuple[int, int] = (2025, 2029), stamps: bool = False, issues: bool = False
) -> Person:
    """Somebody with a key and a certificate, their own or an issuer's, for whole years."""
    # The timestamp server of the tests knows no other keys.
    private = rsa.generate_private_key(65537, 2048) if stamps else ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signs = x509.KeyUsage(not issues, not issues, False, False, False, issues, issues, False, False)
    begins, ends = (datetime(year, 1, 1, tzinfo=UTC) for year in years)
    built = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer.certificate.subject if issuer else subject)
    built = built.public_key(private.public_key()).serial_number(x509.random_serial_number()).not_valid_before(begins).not_valid_after(ends)
    built = built.add_extension(x509.BasicConstraints(ca=issues, path_length=None), critical=True).add_extension(signs, critical=True)
    if stamps:
        built = built.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    certificate = built.sign(issuer.private if issuer else private, SHA256())
    key = pkcs12.serialize_key_and_certificates(b"key", private, certificate, None, BestAvailableEncryption(SECRET.encode()))
    return Person(name, key, certificate, private)


@pytest.fixture(scope="session")
def make_person() -> Callable[..., Person]:
    return person


@pytest.fixture(scope="session")
def people() -> dict[str, Person]:
    """Who signs, by the name of the field."""
    return {CUSTOMER: person("Ada Penn"), PROVIDER: person("Max Field")}


class Steps:
    """The steps of signing on one repository; each gives what came of it."""

    def __init__(self, root: Root, people: dict[str, Person]) -> None:
        self.root = root
        self.people = people
        backend = backend_named("rdocx")
        assert backend is not None
        self.backend = backend

    only = staticmethod(lambda events: only(events))

    @property
    def ledger(self) -> Any:
        return store.read_ledger(self.root, ACME)

    def freeze(self, at: str = FROZEN_AT) -> Draft:
        return only(freeze(self.root, ACME, self.backend, at))

    def approve(self, *, but_for: str = "") -> None:
        """Everybody who is asked approves the last frozen version, but for one gate."""
        for gate in gates(self.root, ACME):
            for each in gate.approvals:
                if gate.gate != but_for:
                    who, version = each.approver, frozen_versions(self.root, ACME)[-1]
                    approval = Approval(gate.gate, each.role, Verdict.APPROVE, version, who, who, FROZEN_AT, each.parts)
                    with store.ledger_open(self.root, ACME) as writer:
                        writer.add(FactKind.APPROVED, FROZEN_AT, approval.facts)

    def agree(self) -> None:
        """The draft is frozen, and everybody approves it."""
        draft = self.freeze()
        assert draft.outputs, draft.findings
        self.approve()

    def prepare(self, version: str = "0.1", method: Method | None = None, at: str = PREPARED_AT) -> Draft:
        return only(prepare(self.root, ACME, version, method, self.backend, at))

    def apply(self, name: str, key: Person | None = None, at: str = SIGNED_AT, passphrase: str = SECRET) -> Draft:
        file = KeyFile("key.p12", (key or self.people[name]).key, passphrase)
        return only(apply(self.root, ACME, name, file, self.backend, at))

    def verify(self, content: bytes | None = None, at: str = VERIFIED_AT) -> Draft:
        returned = None if content is None else Returned("returned.pdf", content)
        return only(verify(self.root, ACME, returned, at))

    def read(self, ending: str, copy: int = 1) -> bytes:
        return self.root.path(store.copy_file(ACME, "1.0", copy, ending)).read_bytes()


def only(events: Iterator[Progress | Fault | Draft]) -> Draft:
    """What came of it; a fault of the tool fails the test in its own words."""
    found = list(events)
    faults = [event.traceback for event in found if isinstance(event, Fault)]
    assert not faults, faults[0]
    [draft] = [event for event in found if isinstance(event, Draft)]
    return draft


def edit(root: Root, file: str, *changes: tuple[str, str]) -> None:
    """Other words in a file of the repository, each of which must be there."""
    path = root.path(file)
    text = path.read_text()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory, laid_out: Callable[[Path], None], people: dict[str, Person]) -> Path:
    """The contract with a signature page, and with the certificates that the parties have exchanged."""
    folder = tmp_path_factory.mktemp("written")
    laid_out(folder)
    clause = folder / "clauses" / "95-signatures" / "signatures"
    clause.mkdir(parents=True)
    (clause / "clause.yaml").write_text(CARD)
    (clause / "preferred.md").write_text(SIGNATURES)
    pins = {"a.penn@example.com": people[CUSTOMER], "m.field@example.net": people[PROVIDER]}
    changes = [(f"email: {email}}}", f"email: {email}, certificate: {who.fingerprint}}}") for email, who in pins.items()]
    edit(Root(folder), f"data/contracts/{ACME}/parties.yaml", *changes)
    return folder


@pytest.fixture(scope="session")
def prepared(written: Path, tmp_path_factory: pytest.TempPathFactory, people: dict[str, Person]) -> Path:
    """The same, frozen and prepared to be signed."""
    folder = tmp_path_factory.mktemp("prepared")
    shutil.copytree(written, folder, dirs_exist_ok=True)
    steps = Steps(Root(folder), people)
    steps.agree()
    assert steps.prepare().outputs
    return folder


@pytest.fixture(scope="session")
def signed_by_both(prepared: Path, tmp_path_factory: pytest.TempPathFactory, people: dict[str, Person]) -> Path:
    """The same, signed by both."""
    folder = tmp_path_factory.mktemp("signed")
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    steps = Steps(Root(folder), people)
    assert steps.apply(CUSTOMER).outputs
    assert steps.apply(PROVIDER).outputs
    return folder


@pytest.fixture
def steps(request: pytest.FixtureRequest, tmp_path: Path, people: dict[str, Person]) -> Steps:
    """The steps on a copy of the repository that the test names (indirectly), else of the one that is only written."""
    source: Path = request.getfixturevalue(getattr(request, "param", "written"))
    shutil.copytree(source, tmp_path, dirs_exist_ok=True)
    return Steps(Root(tmp_path), people)
