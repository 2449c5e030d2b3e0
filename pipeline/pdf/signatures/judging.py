"""Whether the signatures of a file hold, and what was done to the file beside signing it."""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import algos, cms, core, parser, pem, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    CatalogModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.diff_analysis.constants import ROOT_EXEMPT_STRICT_COMPARISON
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import EmbeddedPdfSignature, PdfSignatureStatus, validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError

from pipeline.pdf.damage import DAMAGE
from pipeline.pdf.signatures.keys import Certificate, certificate_of

# What it cannot read, and why a change is suspicious, is told in our own words.
logging.getLogger("pyhanko").addHandler(logging.NullHandler())
logging.getLogger("pyhanko_certvalidator").addHandler(logging.NullHandler())

_FAULTS: tuple[type[Exception], ...] = (*DAMAGE, PdfError, PathError, OSError)
"""What readers of PDF, CMS and certificates raise on damaged files."""
_SIGNS = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


class UnreadableSignatures(Exception):
    """The file is no PDF whose signatures could be read; the words say why."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One signature: its field, its certificate, when it was made as the signer says and as a timestamp proves, and what holds of it.

    `holds`: neither a byte that it covers nor the signature itself has changed. `is_known`: the certificate is the one that is pinned
    for the field, or comes from an issuer that is trusted. `covers_all`: it covers the whole file. `is_respected`: what was added to the
    file after it is what it allows.
    """

    field: str
    certificate: Certificate
    claimed: datetime | None
    stamped: datetime | None
    stamp_holds: bool
    holds: bool
    is_known: bool
    covers_all: bool
    is_respected: bool

    @property
    def moment(self) -> datetime | None:
        """When it was made: as a timestamp proves, else as the signer says."""
        return self.stamped or self.claimed


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose certificates are accepted: the fingerprint agreed for each field, and those of these issuers (certificates in PEM or DER)."""

    pinned: Mapping[str, str]
    issuers: Sequence[bytes] = ()


@dataclass(frozen=True, slots=True)
class SignedFile:
    """The signatures of a file in the order in which they were made, and whether nothing but signing was done to it."""

    signatures: tuple[Judged, ...]
    only_signed: bool


def judged(content: bytes, trust: Trust) -> SignedFile:
    """The signatures of a file whose first revision is the prepared copy. Raises UnreadableSignatures."""
    try:
        reader = PdfFileReader(io.BytesIO(content))
        if reader.encrypted:
            raise UnreadableSignatures("it is encrypted")
        found = tuple(_judged(each, trust) for each in reader.embedded_signatures)
        return SignedFile(found, _only_signed(reader))
    except _FAULTS as fault:
        raise UnreadableSignatures("its structure is damaged") from fault


def _judged(signature: EmbeddedPdfSignature, trust: Trust) -> Judged:
    certificate = certificate_of(signature.signer_cert)
    pinned = trust.pinned.get(signature.field_name, "") == certificate.fingerprint
    roots = [signature.signer_cert] if pinned else [*_certificates(trust.issuers)]
    status = _status(signature, roots, _certificates(trust.issuers))
    stamp = status.timestamp_validity
    stamp_holds = stamp is not None and stamp.intact and stamp.valid and stamp.trusted
    return Judged(
        field=signature.field_name,
        certificate=certificate,
        claimed=signature.self_reported_timestamp,
        stamped=stamp.timestamp if stamp is not None and stamp_holds else None,
        stamp_holds=stamp is None or stamp_holds,
        holds=status.intact and status.valid and _is_plain(signature),
        is_known=pinned or status.trusted,
        covers_all=status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        is_respected=_is_respected(signature, status),
    )


def _status(signature: EmbeddedPdfSignature, roots: Sequence[x509.Certificate], issuers: Sequence[x509.Certificate]) -> PdfSignatureStatus:
    """Judged at the time at which it says that it was made: whether that time can be is asked elsewhere."""
    moment = signature.self_reported_timestamp
    # Nothing is fetched, so a revocation is seen only where the file itself brings the proof of it.
    by_signer, by_stamp = (
        ValidationContext(trust_roots=list(each), moment=moment, allow_fetching=False, revocation_mode="soft-fail")
        for each in (roots, issuers)
    )
    return validate_pdf_signature(signature, by_signer, by_stamp, key_usage_settings=_SIGNS, skip_diff=True)


def _is_respected(signature: EmbeddedPdfSignature, status: PdfSignatureStatus) -> bool:
    """Whether further signatures may follow it, where some do; that nothing else follows is looked at once for the whole file."""
    return status.coverage is SignatureCoverageLevel.ENTIRE_FILE or signature.docmdp_level is not MDPPerm.NO_CHANGES


def _certificates(issuers: Sequence[bytes]) -> list[x509.Certificate]:
    return [certificate_in(content) for content in issuers]


def certificate_in(content: bytes) -> x509.Certificate:
    """The certificate in a file, PEM or DER. Raises ValueError."""
    der = pem.unarmor(content)[2] if pem.detect(content) else content
    certificate = x509.Certificate.load(der, strict=True)
    # A certificate is read only when asked for.
    certificate_of(certificate)
    return certificate


def _is_plain(signature: EmbeddedPdfSignature) -> bool:
    """Whether the room of the signature, which nothing covers, holds the signature and else zeros, in one way of writing."""
    _, start, end, _ = (int(each) for each in signature.byte_range)
    stream = signature.reader.stream
    stream.seek(start)
    room = stream.read(end - start)
    digits = room[1:-1]
    written = room[:1] + room[-1:] == b"<>" and (digits == digits.lower() or digits == digits.upper())
    content = bytes.fromhex(digits.decode("ascii")) if written else b""
    return written and _is_filled_up(content) and _is_consistent(signature)


def _is_filled_up(content: bytes) -> bool:
    """Whether the signature is as long as it says, and zeros follow."""
    length = parser.peek(content)
    inner = parser.parse(content[:length])[4]
    kind = parser.peek(inner)
    return kind + parser.peek(inner[kind:]) == len(inner) and not content[length:].strip(b"\0")


def _is_consistent(signature: EmbeddedPdfSignature) -> bool:
    """Whether what stands before the signature (RFC 5652, 5.1), and is covered by nothing, says what the signature says."""
    signed, signer = signature.signed_data, signature.signer_info
    name = signer["digest_algorithm"]["algorithm"].native
    said = (algos.DigestAlgorithm({"algorithm": name, **nothing}) for nothing in ({}, {"parameters": core.Null()}))
    sets = {cms.DigestAlgorithms([each]).dump() for each in said}
    version = "v3" if signer["version"].native == "v3" else "v1"
    return signed["version"].native == version and signed["digest_algorithms"].dump() in sets


def _only_signed(reader: PdfFileReader) -> bool:
    """Whether each addition since the first revision only signs or fills in what was there."""
    try:
        return not isinstance(_SIGNING.review_file(reader, 0, doc_mdp=MDPPerm.FILL_FORMS), SuspiciousModification)
    except _FAULTS:
        # What it cannot follow is not shown to be harmless.
        return False


_SIGNING = StandardDiffPolicy(
    # The first signature also says in the catalog that it certifies the document.
    [CatalogModificationRule(ROOT_EXEMPT_STRICT_COMPARISON | {"/Perms"}), *DEFAULT_DIFF_POLICY.global_rules[1:]],
    DEFAULT_DIFF_POLICY.form_rule,
)
