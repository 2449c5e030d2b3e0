"""What both parties sign tells nothing that is ours alone: looked for in every object, property and file of the PDF."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.packages import NEED, leaking, texts_in

ACME = "acme-support"
CUSTOMER, PROVIDER = "customer-coo", "provider-director"
RECIPIENTS = """
recipients:
  - {id: quince_rival, name: Quince Rival, role: Quince Buyer, email: quince@rival.example}
"""


@pytest.fixture
def signed_pdf(steps: Any) -> tuple[Any, bytes]:
    """Signed by both, of a contract full of what is ours alone."""
    contract = steps.root.path(f"data/contracts/{ACME}/contract.yaml")
    contract.write_text(contract.read_text().replace("owner: Nora Quill", "owner: Nora Quince # a quince") + NEED + RECIPIENTS)
    wording = steps.root.path("clauses/10-general/general/preferred.md")
    wording.write_text("<!-- The quince clause. -->\n" + wording.read_text())
    steps.agree()
    assert steps.prepare().outputs
    for name in (CUSTOMER, PROVIDER):
        assert steps.apply(name).findings == ()
    return steps, steps.read("-signed-2.pdf")


def test_no_part_of_the_signed_file_tells_anything_of_ours(signed_pdf: tuple[Any, bytes]) -> None:
    steps, content = signed_pdf
    hashes = [entry.facts["snapshot"] for entry in steps.ledger.entries if "snapshot" in entry.facts]
    approvers = ["Nora", "Ivo Marsh", "i.marsh@example.com"]
    paths = [ACME, "data/contracts", "clauses/", str(steps.root.folder), "preferred", "fallback", "quince_farm"]
    amounts = ["98765.43", "98,765", "2019-03-17"]

    assert hashes
    assert leaking({"signed.pdf": content}, ["quince", *approvers, *paths, *amounts, *hashes]) == []


def test_no_words_property_or_attached_file_tells_our_versions(signed_pdf: tuple[Any, bytes]) -> None:
    _, content = signed_pdf

    told = [(place, text) for place, text in texts_in("signed.pdf", content) if "object" not in place]

    assert any(place == "agreement.yaml" for place, _ in told)
    assert [place for place, text in told if re.search(r"(?<![\d.])0\.1(?![\d.])", text)] == []


def test_the_search_finds_what_is_hidden(signed_pdf: tuple[Any, bytes]) -> None:
    _, content = signed_pdf

    for shown in ("Acme Tools Ltd", "effective_date", "Ada Penn"):
        assert leaking({"signed.pdf": content}, [shown]), shown
