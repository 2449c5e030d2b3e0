"""Each key date and each obligation names the paragraph that gives it; one that is renamed or taken out of the library is noticed here."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import lifecycle, store
from pipeline.model.document import Document, walk
from pipeline.model.places import id_of
from pipeline.stages.drafts.agreement import Shelf, agreement
from pipeline.store.root import Root

REPOSITORY = Root(Path(__file__).parents[2])


@pytest.fixture(scope="module")
def agreements():
    shelf = Shelf(REPOSITORY)
    return [agreement(shelf, contract, lambda step: None) for contract in store.contracts(REPOSITORY)]


def ids(document: Document) -> set[str]:
    return {id_of(node) for node in walk(document)}


def test_the_paragraph_that_gives_a_key_date_stands_in_each_contract_that_has_the_date(agreements):
    assert len(agreements) == 3
    for found in agreements:
        named = {key_date.clause for key_date in lifecycle.key_dates(found.terms)}
        assert named <= ids(found.document)


def test_the_paragraph_that_imposes_an_obligation_stands_in_each_contract_that_has_it(agreements):
    for found in agreements:
        register = lifecycle.obligations(found.terms)
        assert {obligation.clause for obligation in register} <= ids(found.document)
        assert len({obligation.id for obligation in register}) == len(register) > 40
        assert all(obligation.owner and obligation.due for obligation in register)


def test_the_day_that_a_paragraph_prints_is_the_day_that_is_computed(agreements):
    for found in agreements:
        dates = {key_date.id: key_date.day for key_date in lifecycle.key_dates(found.terms)}
        assert dates["expiry"] == found.terms.derived.expiry_date
        for party in ("customer", "provider"):
            assert dates.get(f"renewal-notice.{party}.1") == getattr(found.terms.derived, f"{party}_non_renewal_date")
