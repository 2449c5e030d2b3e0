"""Each contract as if each law governed it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.library.laws import findings_under_other_laws
from pipeline.store.root import Root
from pipeline.word.shell.package import first_template

CASES = Path(__file__).parents[1] / "cases"
PACK = CASES / "good" / "another_law" / "clauses"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The small contract under its own law, and the pack of another one beside it."""
    shutil.copytree(CASES / "base", tmp_path, dirs_exist_ok=True)
    shutil.copytree(PACK, tmp_path / "clauses", dirs_exist_ok=True)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/contract.docx").write_bytes(first_template())
    return tmp_path


def found(repository: Path) -> list[str]:
    faults = findings_under_other_laws(Shelf(Root(repository)), "acme-support", lambda step: None)
    return [f"{fault.severity} {fault.span.file}:{fault.span.line} {fault.message}" for fault in faults]


def test_a_law_whose_wording_fits_the_contract_is_silent(repository: Path) -> None:
    assert found(repository) == []


def test_a_reference_that_would_lead_nowhere_under_another_law_is_a_warning_in_its_wording(repository: Path) -> None:
    (repository / "clauses/law/new-york/interest.md").write_text("1. The organization pays what [](#general.law) states.\n")

    [warning] = found(repository)

    place = "clauses/law/new-york/interest.md:1"
    assert warning.startswith(f"warning {place} if the law `new_york` governed acme-support: `general.law` is not in this contract")


def test_a_statute_that_another_law_does_not_know_is_a_warning_where_the_library_names_it(repository: Path) -> None:
    law = repository / "clauses/law/new-york/law.yaml"
    law.write_text(law.read_text().replace("      - {op: replace, target: general.interest, text: interest}\n", ""))
    english = repository / "clauses/law/england-and-wales/law.yaml"
    english.write_text(english.read_text().replace("[England, Wales]", "[England, Wales, Interest Act]"))

    [warning] = found(repository)

    assert warning.startswith(
        "warning clauses/10-general/general/preferred.md:2 if the law `new_york` governed acme-support: `Interest Act`"
    )


def test_what_is_wrong_under_the_own_law_too_is_said_there_alone(repository: Path) -> None:
    general = repository / "clauses/10-general/general/preferred.md"
    general.write_text(general.read_text() + "1. It ends as [](#general.end) states.\n")

    assert found(repository) == []
