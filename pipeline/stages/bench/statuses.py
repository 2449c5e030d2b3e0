"""A thousand contracts whose status is asked: copies of one, with the index that asking for each of them would have left."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline import store
from pipeline.stages.status import remember, status
from pipeline.store.root import Root

COUNT, ANEW = 1000, 10
_DAY = date(2026, 5, 1)


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The copies, and the two ways to their status."""

    root: Root
    contracts: tuple[str, ...]

    def from_index(self) -> None:
        """All of them, of which nothing has changed."""
        assert len(status(self.root, self.contracts, _DAY).standings) == COUNT

    def anew(self) -> None:
        """A hundredth of them, gathered from their files."""
        assert len(status(self.root, self.contracts[:ANEW], _DAY, indexed=False).standings) == ANEW


@contextmanager
def portfolio(root: Root, contract: str) -> Iterator[Portfolio]:
    """Copies of a contract in a repository of their own, which is gone afterwards."""
    with TemporaryDirectory(prefix="draftline-") as folder:
        there = Root(Path(folder))
        for name in ("clauses", "templates", "data/calendars"):
            shutil.copytree(root.path(name), there.path(name))
        for name in ("data/house.yaml", store.WORKFLOW):
            shutil.copy(root.path(name), there.path(name))
        contracts = tuple(f"{contract}-{number:04}" for number in range(COUNT))
        for each in contracts:
            shutil.copytree(root.path(store.folder_of(contract)), there.path(store.folder_of(each)))
        # To gather a thousand from their files would take minutes; they differ in their names only.
        remember(there, contracts, lambda facts, each: replace(facts, contract=each))
        yield Portfolio(there, contracts)
