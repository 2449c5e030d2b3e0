"""Who signs on which line, whatever the law calls it, and what the ledger tells of signing."""

from __future__ import annotations

import pytest

from pipeline.model.document import SignatureBlock, Text
from pipeline.model.signing import (
    Execution,
    Method,
    Preparation,
    Signer,
    Signing,
    execution_of,
    has_date_above,
    preparation_of,
    signature_label,
    signer_of,
    signing_of,
)

HASH = "0" * 64


def block(*labels: str) -> SignatureBlock:
    """A block with these labels; those in small letters are filled in already."""
    lines = tuple((label.capitalize(), (Text("Ada Penn"),) if label.islower() else ()) for label in labels)
    return SignatureBlock("signatures/customer/coo", (Text("Signed"),), lines)


@pytest.mark.parametrize(
    ("labels", "signed", "dated"),
    [
        (("name", "title", "Date", "Signature"), "Signature", True),
        (("name", "title", "Place and date", "Signature"), "Signature", True),
        (("By", "name", "title", "Date"), "By", False),
        (("name", "Date", "Signature", "Signature of witness", "Name of witness"), "Signature", True),
        (("Signature", "Date"), "Signature", False),
        (("Date",), "Date", False),
    ],
    ids=["England", "Germany", "Delaware", "a deed", "date below", "date alone"],
)
def test_the_line_to_sign_on_is_found_by_its_label(labels: tuple[str, ...], signed: str, dated: bool) -> None:
    assert (signature_label(block(*labels)), has_date_above(block(*labels))) == (signed, dated)


def test_a_signatory_is_known_by_party_and_id() -> None:
    assert signer_of(block("Signature")) == Signer("customer", "coo")
    assert Signer("customer", "coo").name == "customer-coo"


def test_the_ledger_tells_all_that_is_known() -> None:
    names = ("customer-coo", "provider-director")
    prepared = Preparation("1.1", 2, "1.1", Method.SERVICE, names, HASH, HASH, HASH, HASH, HASH, 7, HASH, {"-consolidated.pdf": HASH})
    signing = Signing("1.1", 2, 1, names, HASH, (HASH, HASH), "Judith Crane", HASH)
    execution = Execution("1.1", 2, HASH, HASH, names)

    assert preparation_of(prepared.facts) == prepared
    assert signing_of(signing.facts) == signing
    assert execution_of(execution.facts) == execution
