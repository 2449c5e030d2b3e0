"""Each folder in `cases/good` is laid over the base repository; `expected.txt` holds the tree that comes of it, and its words."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.assemble import assembled, parsed
from pipeline.check import document_faults
from pipeline.model.document import Node
from pipeline.model.reading import canonical_text
from pipeline.store.contracts import load_contract
from pipeline.store.library import load_library
from pipeline.store.root import Root

CASES = Path(__file__).parents[1] / "cases"
GOOD = sorted(case.name for case in (CASES / "good").iterdir())


@pytest.mark.parametrize("case", GOOD)
def test_a_good_case_becomes_the_tree_that_is_expected(
    case: str, tmp_path: Path, golden: Callable[[Path, str], None], tree: Callable[[Node], str]
) -> None:
    shutil.copytree(CASES / "base", tmp_path, dirs_exist_ok=True)
    shutil.copytree(CASES / "good" / case, tmp_path, dirs_exist_ok=True)
    root = Root(tmp_path)
    library, contract = load_library(root), load_contract(root, "acme-support")
    assert contract.terms is not None

    assembly = assembled(library.library, parsed, contract.terms, contract.positions, contract.wordings)

    assert assembly.law is not None
    # A case shows a form of the language, for which one point is enough.
    faults = [fault for fault in document_faults(assembly.document, assembly.law) if fault.code != "lone-point"]
    assert [*library.diagnostics, *contract.diagnostics, *assembly.diagnostics, *faults] == []
    golden(CASES / "good" / case / "expected.txt", f"{tree(assembly.document)}\n{canonical_text(assembly.document)}".replace("\u00a0", "~"))
