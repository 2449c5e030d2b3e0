"""Commands told in their order when nobody disturbs them, so that each of them can be killed at any moment."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from pipeline import store
from pipeline.model.diagnostic import Severity
from pipeline.model.ledger import Entry
from pipeline.store.root import Root
from tests.acceptance.conftest import Repository
from tests.conftest import ACME

MOMENTS = 200


def at_moments(metafunc: pytest.Metafunc, share: int) -> None:
    """Runs a test that takes a `moment` at each of them; at one in `share` unless all are asked for."""
    if "moment" in metafunc.fixturenames:
        metafunc.parametrize("moment", range(0, MOMENTS, 1 if metafunc.config.getoption("--all") else share))


@dataclass
class Told:
    """A story in the repository `now`: the repository before each command, its words, and how many seconds it took."""

    now: Repository
    day: str
    before: dict[str, Repository] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def tell(self, name: str, *words: str) -> None:
        """The next command, an hour after the one before."""
        self.before[name] = self.now.copied(self.now.folder.with_name(name))
        self.words[name] = (*words, "--now", f"{self.day}T{len(self.words):02}:00:00Z")
        started = time.monotonic()
        ended = self.now.forked(*self.words[name])
        self.seconds[name] = time.monotonic() - started
        assert ended.code == 0, (name, ended)

    def killed(self, name: str, folder: Path, chance: Random) -> Repository:
        """A copy in which this command was killed at some moment, alone or with all that it started."""
        repository = self.before[name].copied(folder)
        started = repository.fork(*self.words[name])
        time.sleep(chance.uniform(0, 1.1 * self.seconds[name]))
        with suppress(ProcessLookupError):
            # It may have ended, or not yet have a group of its own.
            started.kill(group=chance.random() < 0.5)
        started.end()
        return repository


def entries(repository: Repository) -> tuple[Entry, ...]:
    """What the ledger says; whatever stopped, nothing in it is wrong but a line that was not finished."""
    ledger = store.read_ledger(Root(repository.folder), ACME)
    assert [each.code for each in ledger.diagnostics if each.severity is not Severity.WARNING] == []
    return ledger.entries
