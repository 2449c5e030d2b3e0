"""The key with which somebody signs, out of a PKCS#12 file, and certificates as they are known by their fingerprint."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.sign.signers import SimpleSigner


class NoKey(Exception):
    """The file gives no key to sign with; the words say why."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is told of a certificate: whose it is, its fingerprint (SHA-256), and from when until when it holds."""

    holder: str
    fingerprint: str
    begins: datetime
    ends: datetime

    def holds_at(self, moment: datetime) -> bool:
        """Whether it holds at this moment."""
        return self.begins <= moment <= self.ends


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key with its certificate."""

    signer: SimpleSigner
    certificate: Certificate


def signing_key(content: bytes, passphrase: str) -> SigningKey:
    """The key in a PKCS#12 file. Raises NoKey."""
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(content, passphrase.encode() or None)
    except ValueError as fault:
        if "password" in str(fault).lower() or "mac" in str(fault).lower():
            raise NoKey("the passphrase does not open it") from fault
        raise NoKey("this is no PKCS#12 file (.p12 or .pfx)") from fault
    if key is None or certificate is None:
        raise NoKey("it holds no key together with its certificate")
    signer = SimpleSigner.load_pkcs12_data(content, (), passphrase.encode() or None)
    assert signer.signing_cert is not None
    return SigningKey(signer, certificate_of(signer.signing_cert))


def certificate_of(found: x509.Certificate) -> Certificate:
    """What is told of a certificate."""
    validity = found["tbs_certificate"]["validity"]
    holder = found.subject.native.get("common_name") or found.subject.human_friendly
    fingerprint = hashlib.sha256(found.dump()).hexdigest()
    return Certificate(str(holder), fingerprint, validity["not_before"].native, validity["not_after"].native)
