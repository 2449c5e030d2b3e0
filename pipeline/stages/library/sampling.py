"""The clause library tried on data that nobody has written yet: valid variations of the contracts, with other wordings and clauses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from pipeline import assemble, store
from pipeline.check import document_faults, terms_faults, without_allowed
from pipeline.model.diagnostic import Diagnostic, Severity, Span, error
from pipeline.model.library import ClauseSource, Library
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.variations import Variation, chosen, varied
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.library.laws import as_if
from pipeline.stages.wall.workers import Ended, Lost, in_children

_BATCH, _STEP, _SECONDS = 20, "assemble", 120.0
_CHANGES = 10
"""Changes of values from the contract as written to a sample."""
_SHARE_IN, _NOT_IN = 0.5, ""
_NOT_OF_THE_LIBRARY = frozenset({"clause-not-met", "below-floor", "past-the-last-position", "below-house-floor", "doubt-of-the-law"})
"""Findings that speak of what was agreed, which in a sample nobody did."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One data set that was tried: the contract it began with, what was changed, and what is wrong with what came of it.

    `said` has each clause with the wording in which it was said, or with nothing where it was not in.
    """

    number: int
    contract: str
    changes: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    said: frozenset[tuple[str, str]] = frozenset()


def tried(root: store.Root, count: int, jobs: int) -> Iterator[Diagnostic]:
    """What is wrong with so many samples, each fault once, with the first sample that has it; in child processes, as all work is.

    Last, as advice, the wordings that no sample said, and the conditions that no sample met or none failed.
    """
    batches = [range(start, min(start + _BATCH, count)) for start in range(0, count, _BATCH)]
    known: set[Diagnostic] = set()
    said: set[tuple[str, str]] = set()
    for event in in_children(batches, _Tasting(root), seconds={_STEP: _SECONDS}, children=min(jobs, len(batches))):
        match event:
            case Ended(task=task, outcome=Lost() as lost):
                message = f"samples {task.start} to {task.stop - 1} were not tried to the end: the work {lost.reason}"
                yield error("samples-lost", Span("clauses"), message)
            case Ended(outcome=tuple() as batch):
                said.update(*(sample.said for sample in batch))
                found = (_of_sample(sample, finding) for sample in batch for finding in sample.findings)
                yield from (finding for finding in found if _is_new(finding, known))
    yield from _untried(store.load_library(root).library, said)


def _is_new(finding: Diagnostic, known: set[Diagnostic]) -> bool:
    key = replace(finding, hint=None)
    was_known = key in known
    known.add(key)
    return not was_known


def _untried(library: Library, said: set[tuple[str, str]]) -> Iterator[Diagnostic]:
    for clause in library.clauses:
        wordings = [name for name in clause.wordings if (clause.id, name) in said]
        if clause.card.when is not None and wordings and (clause.id, _NOT_IN) not in said:
            yield _advice(clause, "when", f"every sample met the condition of `{clause.id}`, so that it was never left out")
        if not wordings:
            yield _advice(clause, "when", f"no sample had the clause `{clause.id}` in it")
        for name in clause.wordings if wordings else ():
            if name not in wordings:
                yield _advice(clause, "positions", f"no sample said the wording `{name}` of `{clause.id}`")


def _advice(clause: ClauseSource, key: str, message: str) -> Diagnostic:
    hint = "try more samples, or give a contract the data that it needs"
    return Diagnostic("untried", Severity.ADVICE, clause.positions.of_value((key,)), message, hint)


@dataclass(frozen=True, slots=True)
class _Tasting:
    """Tries one batch of samples."""

    root: store.Root

    def __call__(self, batch: range, step: Callable[[str], None]) -> tuple[Sample, ...]:
        step(_STEP)
        return tuple(samples(Shelf(self.root), batch))


def _of_sample(sample: Sample, finding: Diagnostic) -> Diagnostic:
    changes = "; ".join(sample.changes) or "nothing"
    return replace(finding, hint=f"so it is in sample {sample.number}, which is `{sample.contract}` but for: {changes}")


def samples(shelf: Shelf, numbers: Sequence[int]) -> Iterator[Sample]:
    """Samples by their numbers; the same number gives the same sample from the same files."""
    loaded = {id: store.load_contract(shelf.root, id) for id in store.contracts(shelf.root)}
    written = {id: contract for id, contract in loaded.items() if contract.terms is not None and _is_valid(contract.terms)}
    for number in numbers if written else ():
        id = sorted(written)[number % len(written)]
        yield _sample(shelf, number, written[id], [other.terms for other in written.values() if other.id != id and other.terms])


def _sample(shelf: Shelf, number: int, contract: store.LoadedContract, donors: Sequence[Terms]) -> Sample:
    assert contract.terms is not None
    random = Random(number)
    library = shelf.library.library
    variation = _with_other_clauses(library, varied(contract.terms, donors, random, _is_valid, changes=_CHANGES), random)
    variation = _under_another_law(library, variation, random)
    assembly = assemble.assembled(library, shelf.parsed, variation.terms, contract.positions, contract.wordings, shelf.parsed_law)
    findings = [finding for finding in assembly.diagnostics if finding.code not in _NOT_OF_THE_LIBRARY]
    if assembly.law is not None:
        own = {wording.file: wording.text for wording in contract.wordings.values()}
        names, sources = variation.terms.clauses.proper_names, {**shelf.sources, **own}
        found = document_faults(assembly.document, assembly.law, names=names, sources=sources, elsewhere=shelf)
        findings += without_allowed(found, shelf.allowances)
    wordings = dict(assembly.wordings)
    said = frozenset((clause.id, wordings.get(clause.id, _NOT_IN)) for clause in library.clauses)
    return Sample(number, contract.id, variation.changes, tuple(findings), said)


def _is_valid(terms: Terms) -> bool:
    return not terms_faults(terms, Positions())


def _with_other_clauses(library: Library, variation: Variation, random: Random) -> Variation:
    """The variation in other wordings, with clauses that are optional and without some that may be left out; special terms are dropped."""
    wording = {clause.id: random.choice(sorted(clause.wordings)) for clause in library.clauses if len(clause.wordings) > 1}
    include = [clause.id for clause in library.clauses if clause.card.optional and random.random() < _SHARE_IN]
    terms = chosen(variation.terms, {"wording": wording, "include": include, "proper_names": list(variation.terms.clauses.proper_names)})
    if terms is None or not _is_valid(terms):
        return variation
    said = [f"{clause} says {name}" for clause, name in wording.items() if name != "preferred"] + [f"{clause} is in" for clause in include]
    return Variation(terms, (*variation.changes, *said))


def _under_another_law(library: Library, variation: Variation, random: Random) -> Variation:
    """The variation as if one of the library's laws governed it, each as often as the others."""
    laws = sorted(library.laws)
    if not laws:
        return variation
    law = library.laws[random.choice(laws)]
    return Variation(as_if(variation.terms, law), (*variation.changes, f"the law is {law.name}"))
