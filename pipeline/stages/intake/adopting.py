"""A preliminary draft that was written elsewhere is taken in: kept byte for byte, read, and what it says suggested to the owner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline import store
from pipeline.model.diagnostic import Diagnostic, Related, Span, error
from pipeline.model.intake import Found
from pipeline.model.ledger import FactKind
from pipeline.model.terms.alone import fault_alone
from pipeline.model.their_paper import Confidence, ReadValue
from pipeline.stages.intake.questions import BY_ID, standard
from pipeline.stages.strangers.proofreading import WORD
from pipeline.stages.strangers.their_paper import read_paper
from pipeline.store.root import Root

_RESTORE = "git restore brings it back"


@dataclass(frozen=True, slots=True)
class Adopted:
    """A draft of others: its bytes, what it says by question, and what was read in it that no question takes or that it says twice.

    `unmatched` are its sections of which our library says nothing, `missing` the mandatory clauses of ours that it lacks, and `pages` the
    files that show it beside our clauses.
    """

    name: str
    content: bytes
    at: str
    found: Mapping[str, Found]
    not_taken: tuple[str, ...]
    unmatched: tuple[str, ...]
    missing: tuple[str, ...]
    pages: tuple[str, ...]

    def files(self, contract: str) -> dict[str, bytes]:
        """What the new contract's folder holds of it, with the entry that tells of it."""
        facts = {"name": self.name, "sha256": store.sha256(self.content), "file": store.adopted_file(contract)}
        entries = store.first_entries([(FactKind.ADOPTED, self.at, facts)])
        return {store.ADOPTED: self.content, store.LEDGER: entries}


def adopt(root: Root, path: Path, at: str) -> Adopted | tuple[Diagnostic, ...]:
    """Read a draft of others, or say why it is not taken in. `at` is the moment for the ledger. Writes the page that shows it."""
    content = store.their_file(path.resolve())
    if isinstance(content, Diagnostic):
        return (content,)
    if not content.startswith(WORD):
        return (error("not-word", Span(path.name), "this is no Word file, and only those are taken in", "save it as .docx in Word"),)
    read = read_paper(root, path)
    if read.paper is None:
        return read.findings
    found, not_taken = _found(path.name, read.paper.values)
    missing = tuple(clause.title for clause in read.paper.missing if clause.mandatory and not clause.when)
    unmatched = tuple(section.name for section in read.paper.without_counterpart)
    return Adopted(path.name, content, at, found, not_taken, unmatched, missing, read.outputs)


def _found(file: str, values: Iterable[ReadValue]) -> tuple[dict[str, Found], tuple[str, ...]]:
    """What is suggested by question; a value that the text gives in two ways, or perhaps only, is for a person to look at."""
    by_path: dict[str, list[ReadValue]] = {}
    for read in values:
        by_path.setdefault(read.path, []).append(read)
    questions = {question.path: question.id for question in BY_ID.values() if question.path}
    found: dict[str, Found] = {}
    not_taken = []
    for path, reads in by_path.items():
        sure = [read for read in reads if read.confidence is not Confidence.POSSIBLE]
        one = sure[0] if len({read.value for read in sure}) == 1 else None
        if one is not None and path in questions and fault_alone(path, one.value) is None:
            found[questions[path]] = Found(one.value, f"{file}, {one.section.name} ({one.confidence.value})")
        else:
            not_taken += [f"{path}: {read.value} ({read.section.name}, {read.confidence.value})" for read in reads]
    opened = {standard.name_of(path) for path in standard.OPENED}
    if opened & found.keys():
        # What the draft says of the standard terms would otherwise be passed over with them.
        found["standard_terms"] = Found("false", f"{file}, which says otherwise of some of them")
    return found, tuple(not_taken)


def adopted_findings(root: Root, contract: str) -> tuple[Diagnostic, ...]:
    """An adopted draft that is gone or was changed since it was taken in."""
    entries = store.read_ledger(root, contract).of_kind(FactKind.ADOPTED)
    return tuple(found for entry in entries if (found := _changed(root, contract, entry.number, entry.facts)))


def _changed(root: Root, contract: str, number: int, facts: Mapping[str, str]) -> Diagnostic | None:
    file = facts.get("file", "")
    content = store.read_received(root, file)
    related = Related(Span(store.ledger_file(contract), number), "the entry that says so")
    if isinstance(content, Diagnostic):
        return error("missing-adopted-file", Span(file), f"the ledger speaks of this file: {content.message}", _RESTORE, related)
    if store.sha256(content) != facts.get("sha256"):
        return error("changed-adopted-file", Span(file), "this file was changed after it was taken in", _RESTORE, related)
    return None
