"""What the tests of the commands share: a repository for one test, and the command run on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.cli import main
from pipeline.store.root import Root


@pytest.fixture
def root(negotiating: Root) -> Root:
    """The repository of a negotiation, where a module has none of its own."""
    return negotiating


@pytest.fixture
def run(root: Root, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs the command on the repository: exit code, standard output, standard error."""

    def command(*words: str) -> tuple[int, str, str]:
        try:
            code = main(["--root", str(root.folder), *words])
        except SystemExit as left:
            code = left.code
        return code, *capfd.readouterr()

    return command
