"""A small contract under which letters are written: it renews by itself, and its clauses have names."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.model.document import Document, Part, PartKind
from pipeline.model.letter import Letter
from pipeline.model.positions import Positions
from pipeline.model.reading import lines
from pipeline.model.sending import Sending
from pipeline.model.terms.letter import GivenFacts
from pipeline.model.terms.reading import section_from
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.letters.facts import Given
from pipeline.stages.letters.words import Asked, Composed, composed
from pipeline.stages.letters.writing import version_spoken_of
from pipeline.store.root import Root
from tests.steps import ACME, frozen, sent

RENEWAL = "    mode: auto\n    period: 12 months\n    max_renewals: 1\n    non_renewal_notice: {customer: 30 days, provider: 90 days}\n"


def contract_file(root: Root, name: str) -> Path:
    return root.path(f"data/contracts/{ACME}/{name}.yaml")


def freeze_now(root: Root) -> str:
    return frozen(root).version


def send_now(root: Root, version: str) -> None:
    sent(root, Sending(version, "provider"))


@pytest.fixture(scope="session")
def lettered(tmp_path_factory: pytest.TempPathFactory, laid_out: Callable[[Path], None]) -> Path:
    """The repository with one version, which was sent."""
    folder = tmp_path_factory.mktemp("lettered")
    laid_out(folder)
    shutil.copytree(Path(__file__).parent / "clauses", folder / "clauses", dirs_exist_ok=True)
    root = Root(folder)
    contract = contract_file(root, "contract")
    contract.write_text(contract.read_text().replace("    mode: none\n", RENEWAL))
    send_now(root, freeze_now(root))
    return folder


@pytest.fixture
def root(lettered: Path, tmp_path: Path) -> Root:
    shutil.copytree(lettered, tmp_path, dirs_exist_ok=True)
    return Root(tmp_path)


@pytest.fixture
def write(root: Root) -> Callable[..., Letter | list[str]]:
    """The letter of a kind on a day with these facts, or the codes of what is in its way."""

    def written(kind: str, day: str, **facts: Any) -> Letter | list[str]:
        read = section_from(GivenFacts, facts)
        assert isinstance(read, GivenFacts), read
        found = version_spoken_of(root, ACME)
        assert isinstance(found, tuple)
        made = composed(Shelf(root), found[0], Asked(kind, date.fromisoformat(day), Given(read, Positions())))
        return made.letter if isinstance(made, Composed) else [finding.code for finding in made]

    return written


def said(letter: Letter | list[str]) -> str:
    """What a letter says, line by line."""
    assert isinstance(letter, Letter), letter
    part = Part(PartKind.COVER, "letter", (), letter.blocks)
    return "\n".join(words for _, words in lines(Document("", (part,))) if words).replace("\u00a0", " ")
