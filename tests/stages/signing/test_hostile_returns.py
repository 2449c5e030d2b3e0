"""A file that comes back may be anything: it is answered in words, and nothing of it is taken in."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from pipeline.model.ledger import FactKind
from pipeline.stages.signing.recording import Recording, record
from pipeline.stages.signing.verifying import Returned

ACME = "acme-support"
at_prepared = pytest.mark.parametrize("steps", ["prepared"], indirect=True)


def encrypted(prepared: bytes) -> bytes:
    writer, made = PdfWriter(clone_from=PdfReader(io.BytesIO(prepared))), io.BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(made)
    return made.getvalue()


def with_update(prepared: bytes, body: bytes, *, previous: int | None = None) -> bytes:
    """The copy with an update of our own making behind it."""
    start = prepared.rindex(b"startxref\n") + 10
    before = int(prepared[start : prepared.index(b"\n", start)])
    size = len(prepared)
    table = size + len(body)
    back = before if previous is None else previous
    rows = b"xref\n0 1\n0000000000 65535 f \n9999 1\n%010d 00000 n \n" % size
    trailer = b"trailer\n<< /Size 10000 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (back, table)
    return prepared + body + rows + trailer


def looped(prepared: bytes) -> bytes:
    """The table of objects names itself as the one before."""
    body = b"9999 0 obj\nnull\nendobj\n"
    return with_update(prepared, body, previous=len(prepared) + len(body))


def bomb(prepared: bytes) -> bytes:
    """A stream that swells to a thousand times its size, twice."""
    packed = zlib.compress(zlib.compress(b"\0" * 200_000_000, 9), 9)
    head = b"9999 0 obj\n<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n" % len(packed)
    return with_update(prepared, head + packed + b"\nendstream\nendobj\n")


HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "encrypted": encrypted,
    "nothing": lambda _: b"",
    "only a head": lambda _: b"%PDF-1.7\n",
    "a table that leads to itself": looped,
    "a stream that swells": bomb,
    "zeros behind": lambda prepared: prepared + b"\0" * 1_000_000,
    "another copy behind": lambda prepared: prepared + prepared,
    "a broken end": lambda prepared: prepared + b"startxref\n99999999999\n%%EOF",
}


@at_prepared
@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_whatever_comes_back_is_refused_in_words(steps: Any, make: Callable[[bytes], bytes]) -> None:
    content = make(steps.read(".pdf"))
    before = steps.ledger.entries

    verified = steps.verify(content)
    recorded = steps.only(record(steps.root, ACME, Returned("returned.pdf", content), Recording(vouched_by="Ivo"), "2026-05-03T12:00:00Z"))

    for draft in (verified, recorded):
        assert draft.findings
        assert all(finding.severity == "error" and finding.message for finding in draft.findings)
        assert not draft.outputs
    assert steps.ledger.entries == before
    assert not steps.ledger.of_kind(FactKind.SIGNED)
