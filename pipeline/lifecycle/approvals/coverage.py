"""Of which parts of a version the approval of a role speaks at a gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.lifecycle.approvals.parts import ABSENT, Parts
from pipeline.model.approval import CLAUSE, DATA, PROPOSAL, TITLE
from pipeline.model.terms.house import ApprovalGate


@dataclass(frozen=True, slots=True)
class Covered:
    """Some of the parts: `everything` stands for all words and the figures beside them; else ids of what has a heading, and data paths.

    `answers` are not of the text: the id of a proposal and the hash of what we answered.
    """

    everything: bool = False
    headed: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()
    answers: tuple[tuple[str, str], ...] = ()

    def __contains__(self, name: str) -> bool:
        """Whether a part is meant, be it in a version or not."""
        if name.startswith(CLAUSE):
            return self.everything or name.removeprefix(CLAUSE) in self.headed
        if name.startswith(PROPOSAL):
            return name.removeprefix(PROPOSAL) in dict(self.answers)
        return self.everything if name == TITLE else self._has_value(name.removeprefix(DATA))

    def _has_value(self, path: str) -> bool:
        return any(path == each or path.startswith(f"{each}.") for each in self.paths)

    def within(self, parts: Parts) -> Mapping[str, str]:
        """The sha256 of the parts of a version that are meant.

        Of everything these are all words and the figures beside them: what a value prints is among the words already.
        """
        beside = {f"{DATA}{path}" for path in parts.beside} if self.everything else set()
        there = {name: hash for name, hash in parts.hashes.items() if name in self or name in beside}
        headings = {f"{CLAUSE}{id}": ABSENT for id in self.headed if id not in parts.headed}
        unprinted = {f"{DATA}{path}": parts.hash_of(path) for path in self.paths if not self._is_printed(path, parts)}
        return there | headings | unprinted | {f"{PROPOSAL}{id}": hash for id, hash in self.answers}

    def _is_printed(self, path: str, parts: Parts) -> bool:
        return any(each == path or each.startswith(f"{path}.") for each in parts.values)


def covered_by(gate: ApprovalGate, role: str) -> Covered:
    """What a role approves at a gate: all parts, unless the gate says which."""
    named = [each for each in gate.covers if each.role == role]
    if not named:
        return Covered(everything=True)
    return Covered(
        headed=frozenset(clause for each in named for clause in each.clauses),
        paths=frozenset(path for each in named for path in each.values),
    )
