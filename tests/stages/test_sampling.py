"""Samples: valid data that nobody wrote, on which a library shows its faults."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from pipeline.check import terms_faults
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.variations import varied
from pipeline.stages.library.sampling import tried
from pipeline.store.contracts import load_contract
from pipeline.store.root import Root

BASE = Path(__file__).parents[1] / "cases" / "base"


@pytest.fixture
def root(tmp_path: Path) -> Root:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    (tmp_path / "templates").mkdir()
    return Root(tmp_path)


@pytest.fixture(scope="module")
def terms() -> Terms:
    loaded = load_contract(Root(BASE), "acme-support").terms
    assert loaded is not None
    return loaded


def is_valid(terms: Terms) -> bool:
    return not terms_faults(terms, Positions())


def test_a_variation_is_valid_and_differs_by_the_changes_it_names(terms):
    for number in range(20):
        variation = varied(terms, (), Random(number), is_valid, changes=5)

        assert is_valid(variation.terms)
        assert (variation.terms != terms) is bool(variation.changes)


def test_the_same_number_gives_the_same_variation(terms):
    first, second = (varied(terms, (), Random(7), is_valid, changes=5) for _ in range(2))

    assert first == second
    assert first != varied(terms, (), Random(8), is_valid, changes=5)


def test_variations_reach_every_part_of_the_data(terms):
    variations = [varied(terms, (), Random(number), is_valid, changes=8) for number in range(60)]
    changed = {change.partition(" ")[0].partition(".")[0] for variation in variations for change in variation.changes}

    assert {"term", "service_levels", "charges", "liability", "termination", "legal", "escalation", "scope"} <= changed


def test_a_clause_that_prints_what_may_be_absent_is_found_out(root: Root):
    (root.folder / "clauses/10-general/general/preferred.md").write_text("1. Cover is {{ liability.enhanced_cap.multiple_of_general }}.\n")
    found = list(tried(root, 40, 2))

    assert {finding.code for finding in found} == {"absent-value"}
    assert "which is `acme-support` but for: " in (found[0].hint or "")


def test_a_sound_library_has_no_findings(root: Root):
    assert list(tried(root, 40, 2)) == []


def test_what_no_sample_said_is_told_as_advice(root: Root):
    card = root.path("clauses/10-general/general/clause.yaml")
    other = root.path("clauses/10-general/other")
    other.mkdir()
    (other / "preferred.md").write_text("1. Words.\n")
    (other / "clause.yaml").write_text(card.read_text().replace("mandatory: true", 'when: charges.currency == "USD"'))
    card.write_text(card.read_text() + "when: services\n")

    found = [(finding.code, finding.message) for finding in tried(root, 3, 1)]

    assert found == [
        ("untried", "every sample met the condition of `general`, so that it was never left out"),
        ("untried", "no sample had the clause `other` in it"),
    ]
