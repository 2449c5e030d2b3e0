"""Signatures in PDF: made with a key, and judged. Whoever only makes PDF need not load the libraries behind this."""

from pipeline.pdf.signatures.judging import Judged, SignedFile, Trust, UnreadableSignatures, certificate_in, judged
from pipeline.pdf.signatures.keys import Certificate, NoKey, SigningKey, signing_key
from pipeline.pdf.signatures.signing import Act, NotSigned, signed
from pipeline.pdf.signatures.timestamping import TimestampServer

__all__ = [
    "Act",
    "Certificate",
    "Judged",
    "NoKey",
    "NotSigned",
    "SignedFile",
    "SigningKey",
    "TimestampServer",
    "Trust",
    "UnreadableSignatures",
    "certificate_in",
    "judged",
    "signed",
    "signing_key",
]
