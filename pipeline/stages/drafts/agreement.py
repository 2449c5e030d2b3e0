"""From the files of one contract to the Document it is: read, check, assemble, proof-read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from pipeline import assemble, check, store
from pipeline.check import Setting, document_faults, terms_faults, terms_of_one_meaning, wording_faults
from pipeline.model.diagnostic import Diagnostic, error, has_errors, in_order
from pipeline.model.document import Block, Document, PartKind
from pipeline.model.law import Law
from pipeline.model.library import ClauseSource, LawSource, SourceText
from pipeline.model.playbook import Deviation, ReachedPosition
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.paths import Finder, find
from pipeline.stages.drafts.kept_numbers import Numbered, under_numbers_sent
from pipeline.stages.drafts.worked_examples import example_faults
from pipeline.store.root import Root
from pipeline.word import template_faults

EXECUTED_ELSEWHERE, FIRST_EXECUTED = "executed-elsewhere", "1.0"
LANGUAGE = "en-GB"
"""The language in which the library's clauses are written; a law's own wordings are in the law's."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What one contract says; `document` is None where findings say why. `inputs` are the sha256 of all files it came from."""

    contract: str
    positions: Positions
    terms: Terms | None
    law: Law | None
    document: Document | None
    template: bytes | None
    findings: tuple[Diagnostic, ...]
    inputs: Mapping[str, str]
    reached: tuple[ReachedPosition, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    wordings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A wording of the library or of a law as it is written, in all branches; `topic` is the folder of its clause, or the law's."""

    topic: str
    clause: str
    source: SourceText
    blocks: tuple[Block, ...]
    language: str


class Shelf:
    """The library and the template at hand in one process: read once, each clause parsed once."""

    def __init__(self, root: Root) -> None:
        self.root = root
        self.library = store.load_library(root)
        self.template = store.load_template(root)
        self._parsed: dict[str, assemble.ParsedClause] = {}
        self._parsed_laws: dict[str, assemble.ParsedLaw] = {}

    def elsewhere(self, root: Root) -> Shelf:
        """The same library and template for contracts that lie in another folder."""
        other = copy(self)
        other.root = root
        return other

    @property
    def sources(self) -> Mapping[str, str]:
        """The text of each wording by its file, so that a word in it can be pointed at."""
        library = self.library.library
        wordings = [source for clause in library.clauses for source in clause.wordings.values()]
        wordings += [source for law in library.laws.values() for source in law.texts.values()]
        return {source.file: source.text for source in wordings}

    @cached_property
    def written(self) -> tuple[Written, ...]:
        """Every wording that can be read, whether or not a contract says it."""
        return (*self._written_clauses(), *self._written_laws())

    def _written_clauses(self) -> Iterator[Written]:
        for clause in self.library.library.clauses:
            for name, wording in self.parsed(clause).wordings:
                if not has_errors(wording.diagnostics):
                    blocks = tuple(assemble.as_written(wording.blocks))
                    yield Written(clause.topic, clause.id, clause.wordings[name], blocks, LANGUAGE)

    def _written_laws(self) -> Iterator[Written]:
        for law in self.library.library.laws.values():
            for name, wording in self.parsed_law(law).wordings.items():
                if not has_errors(wording.diagnostics):
                    yield Written(f"law/{law.id}", name, law.texts[name], tuple(assemble.as_written(wording.blocks)), law.law.language)

    def setting(self, language: str) -> Setting:
        """What a wording in this language is judged by."""
        return Setting(language, self.terms, self.abbreviations)

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms that any wording defines, and that have no other meaning when they are written small."""
        return terms_of_one_meaning(block for written in self.written for block in written.blocks)

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """What the laws and the Defined Terms write in capitals."""
        names = (name for law in self.library.library.laws.values() for name in law.law.proper_names)
        return frozenset(word for name in (*names, *self.terms) for word in re.findall(r"[A-Z][A-Z&]+", name))

    @cached_property
    def allowances(self) -> tuple[check.Allowance, ...]:
        """What the wordings allow in place."""
        return check.allowances(self.sources)

    def foreign(self, law: Law) -> frozenset[str]:
        """The proper names that other laws have and this one lacks."""
        others = (other.law.proper_names for other in self.library.library.laws.values())
        return frozenset(name for names in others for name in names).difference(law.proper_names)

    def __contains__(self, id: object) -> bool:
        """Whether any clause of the library gives this id; asked only about one that a contract lacks, since it parses all."""
        return any(id in self.parsed(clause).ids for clause in self.library.library.clauses)

    @cached_property
    def ids(self) -> frozenset[str]:
        """All ids that the clauses of the library give."""
        return frozenset().union(*(self.parsed(clause).ids for clause in self.library.library.clauses))

    @cached_property
    def template_findings(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the template; nothing can be printed with a broken one."""
        if self.template.content is None:
            return self.template.diagnostics
        return tuple(template_faults(self.template.content, self.template.file))

    @cached_property
    def contract_numbers(self) -> store.ContractNumbers:
        """What is wrong with the numbers of all contracts together."""
        return store.doubled_contract_numbers(self.root)

    def parsed(self, clause: ClauseSource) -> assemble.ParsedClause:
        """The clause without data."""
        if clause.id not in self._parsed:
            self._parsed[clause.id] = assemble.parsed(clause)
        return self._parsed[clause.id]

    def parsed_law(self, law: LawSource) -> assemble.ParsedLaw:
        """The law without data."""
        if law.id not in self._parsed_laws:
            self._parsed_laws[law.id] = assemble.parsed_law(law)
        return self._parsed_laws[law.id]


def agreement(shelf: Shelf, contract: str, step: Callable[[str], None]) -> Agreement:
    """The Document of one contract with all that is wrong in its data, its clauses and their meeting."""
    step("read")
    loaded = store.load_contract(shelf.root, contract)
    library, template = shelf.library, shelf.template
    # A clause whose files cannot be read might belong here, so no contract is drafted while one is broken.
    findings = [*loaded.diagnostics, *library.diagnostics, *shelf.template_findings]
    findings += _house_findings(loaded, library)
    document = law = None
    came_from: Mapping[str, str] = {}
    reached: tuple[ReachedPosition, ...] = ()
    departing: tuple[Deviation, ...] = ()
    wordings: tuple[tuple[str, str], ...] = ()
    if loaded.terms is not None and loaded.terms.meta.origin is not None:
        # What was signed is what it is: no rule judges it, and there is no text to put together.
        findings = [*loaded.diagnostics, executed_elsewhere(loaded.id, loaded.positions)]
    elif loaded.terms is not None:
        findings += terms_faults(loaded.terms, loaded.positions)
        findings += _example_findings(loaded, findings)
        step("assemble")
        assembly = assemble.assembled(library.library, shelf.parsed, loaded.terms, loaded.positions, loaded.wordings, shelf.parsed_law)
        findings += assembly.diagnostics
        document, law, reached, departing = assembly.document, assembly.law, assembly.reached, assembly.deviations
        wordings = assembly.wordings
    if document is not None and law is not None:
        findings += _proof_read(document, law, loaded, shelf)
        # What is not used says nothing that could be judged, and a reference to it leads nowhere, so this comes last.
        numbered = _numbered(document, law, loaded, shelf)
        document, came_from = numbered.document, numbered.inputs
        findings += numbered.findings
    findings = _but_for_allowed(findings, contract, shelf)
    inputs = {**loaded.inputs, **library.inputs, **template.inputs, **came_from}
    return Agreement(
        contract, loaded.positions, loaded.terms, law, document, template.content, in_order(findings), inputs, reached, departing, wordings
    )


def executed_elsewhere(contract: str, positions: Positions) -> Diagnostic:
    """Why nothing is drafted of a contract that was signed before it came here."""
    file = store.executed_file(contract, FIRST_EXECUTED, ".pdf")
    message = f"this contract was signed before it came here, so there is no draft of it: what counts is {file}"
    hint = "draft what is to change as a contract of its own: draftline new"
    return error(EXECUTED_ELSEWHERE, positions.of_value("meta.origin"), message, hint)


def _numbered(document: Document, law: Law, loaded: store.LoadedContract, shelf: Shelf) -> Numbered:
    assert loaded.terms is not None
    return under_numbers_sent(shelf.root, loaded.id, document, loaded.terms, law)


def _but_for_allowed(findings: list[Diagnostic], contract: str, shelf: Shelf) -> list[Diagnostic]:
    """The findings that neither this contract nor the library allows in place; notes are judged once all rules have been applied."""
    own = check.allowances(store.contract_texts(shelf.root, contract))
    left = check.without_allowed(findings, (*own, *shelf.allowances))
    return left if has_errors(findings) else [*left, *check.allowance_faults(own, findings, whole=True)]


def _house_findings(loaded: store.LoadedContract, library: store.LoadedLibrary) -> list[Diagnostic]:
    """What our house's own rules say: about themselves, about the playbook's approvers, and about the values of this contract."""
    if loaded.house is None:
        return []
    findings = [
        *assemble.house_faults(loaded.house, loaded.house_positions),
        *assemble.approver_faults(library.library.clauses, loaded.house),
    ]
    if not has_errors(library.diagnostics):
        # A law whose files cannot be read is not missing.
        findings += assemble.house_law_faults(library.library, loaded.house, loaded.house_positions)
    if loaded.terms is not None:
        findings += assemble.house_floor_faults(loaded.house, Finder(loaded.terms), loaded.positions)
    return findings


def _example_findings(loaded: store.LoadedContract, findings: list[Diagnostic]) -> list[Diagnostic]:
    """The worked examples that are wrong. Terms that contradict themselves have no figures that could be computed."""
    assert loaded.terms is not None
    return [] if has_errors(findings) else list(example_faults(loaded.terms, loaded.positions))


def _proof_read(document: Document, law: Law, loaded: store.LoadedContract, shelf: Shelf) -> list[Diagnostic]:
    assert loaded.terms is not None
    own = {wording.file: wording.text for wording in loaded.wordings.values()}
    names = loaded.terms.clauses.proper_names
    parties = (find(loaded.terms, f"parties.{party}.legal_name") for party in ("customer", "provider"))
    findings = document_faults(
        document,
        law,
        names=names,
        sources={**shelf.sources, **own},
        elsewhere=shelf,
        foreign=shelf.foreign(law),
        parties=tuple(str(name) for name in parties if not isinstance(name, OpenPoint)),
    )
    for name, source in loaded.wordings.items():
        blocks = tuple(assemble.as_written(assemble.parsed_wording(source, name, PartKind.TERMS, headings=True).blocks))
        findings += wording_faults(blocks, source, shelf.setting(law.language))
    return findings
