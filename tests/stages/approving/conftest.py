"""A contract that prints nearly every value of its data, each section's in a clause of its own."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline import assemble, store
from pipeline.lifecycle.approvals import Parts
from pipeline.model.diagnostic import has_errors
from pipeline.model.document import Document
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.paths import walk
from pipeline.model.terms.writing import written_terms
from pipeline.stages.drafts.agreement import Shelf
from pipeline.store.root import Root

ACME = "acme-support"
CASES = Path(__file__).parents[2] / "cases"
ALONE = ("meta", "open", "clauses", "calendar")
"""Sections that are no matter of the text, or whose values name other files."""


@dataclass(frozen=True)
class Talkative:
    """The contract, and what it would say with other terms."""

    shelf: Shelf
    terms: Terms

    def document(self, terms: Terms) -> Document | None:
        """What the contract says with these terms; None where it has no law or no clause for them."""
        made = assemble.assembled(self.shelf.library.library, self.shelf.parsed, terms, Positions(), law_parsed=self.shelf.parsed_law)
        return None if has_errors(made.diagnostics) else made.document

    def parts(self, document: Document, terms: Terms) -> Parts:
        """Its parts, with the one figure that stands beside the text."""
        return Parts(document, {"derived.contract_value": str(terms.derived.contract_value)}, written_terms(terms))


@pytest.fixture(scope="session")
def talkative(tmp_path_factory: pytest.TempPathFactory) -> Talkative:
    """The small contract of the cases under a library that has a clause for each section of its data."""
    folder = tmp_path_factory.mktemp("talkative")
    for case in ("base", "good/cover_and_signatures", "good/tables_and_lists"):
        shutil.copytree(CASES / case, folder, dirs_exist_ok=True)
    terms = store.load_contract(Root(folder), ACME).terms
    assert terms is not None
    lines = _lines(terms)
    while _taken_out(_written(folder, lines), terms, lines):
        pass
    assert sum(map(len, lines.values())) > 150
    return Talkative(Shelf(Root(folder)), terms)


def _lines(terms: Terms) -> dict[str, list[str]]:
    """A sentence for each value, by section; that of a yes or no has two wordings."""
    found: dict[str, list[str]] = defaultdict(list)
    for path, value in walk(terms):
        section = path.split(".")[0].replace("_", "-")
        if path.split(".")[0] in ALONE:
            continue
        asked = f"{{% if {path} %}}\n1. This is so.\n{{% else %}}\n1. This is not so.\n{{% endif %}}\n"
        found[section].append(asked if isinstance(value, bool) else f"1. The value is {{{{ {path} }}}}.\n")
    return found


def _written(folder: Path, lines: Mapping[str, list[str]]) -> Shelf:
    for order, (section, sentences) in enumerate(lines.items(), start=100):
        clause = folder / "clauses" / "20-values" / f"about-{section}"
        clause.mkdir(parents=True, exist_ok=True)
        clause.joinpath("clause.yaml").write_text(
            f"title: About {section}\npurpose: Says it.\nowner: legal\norder: {order}\nmandatory: true\n"
        )
        clause.joinpath("preferred.md").write_text("".join(sentences) or "1. Nothing is said here.\n")
    return Shelf(Root(folder))


def _taken_out(shelf: Shelf, terms: Terms, lines: dict[str, list[str]]) -> bool:
    """Takes out the sentences of which the language says that no text can hold them, such as internal values; whether there were any."""
    made = assemble.assembled(shelf.library.library, shelf.parsed, terms, Positions(), law_parsed=shelf.parsed_law)
    wrong = {(fault.span.file, fault.span.line) for fault in made.diagnostics if "/about-" in fault.span.file}
    for section, sentences in lines.items():
        file, line, kept = f"clauses/20-values/about-{section}/preferred.md", 1, []
        for sentence in sentences:
            height = sentence.count("\n")
            if not any((file, line + each) in wrong for each in range(height)):
                kept.append(sentence)
            line += height
        lines[section] = kept
    return bool(wrong)
