"""What the tests of the intake share: a house with standard terms, and answers that are whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline import store
from pipeline.stages.drafts.agreement import Shelf
from pipeline.store.root import Root

HERE = Path(__file__).parent
REPOSITORY = Path(__file__).parents[3]


@pytest.fixture
def root(asking: Root) -> Root:
    """The repository in which a contract is asked for."""
    return asking


@pytest.fixture
def answers() -> dict[str, Any]:
    """Whole answers, as the file beside this one gives them."""
    tree = store.answers_in_file(HERE / "answers.yaml").tree
    assert isinstance(tree, dict)
    return tree


@pytest.fixture
def under_law() -> Callable[[str], dict[str, Any]]:
    """What the answers are under a law and with a provider of its place, where it is otherwise: the file of its name in `laws`."""

    def answers_under(law: str) -> dict[str, Any]:
        tree = store.answers_in_file(HERE / "laws" / f"{law}.yaml").tree
        assert isinstance(tree, dict)
        return tree

    return answers_under


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Our own house, laws, calendars and clauses: what the intake suggests is ours, so it has to fit our library."""
    folder = tmp_path_factory.mktemp("house")
    for name in ("clauses", "templates", "data/calendars"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copyfile(REPOSITORY / "data" / "house.yaml", folder / "data" / "house.yaml")
    return Shelf(Root(folder))
