"""Rules on the contract as it reads: those on the words of each wording, and those on the assembled whole."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from types import MappingProxyType

from pipeline.check.contract import (
    completeness,
    definitions,
    duties,
    language,
    lists,
    names,
    placeholders,
    references,
    typed_references,
    undefined,
    values,
    words_for_terms,
)
from pipeline.check.contract.contract import Contract
from pipeline.check.contract.contract import Rule as ContractRule
from pipeline.check.contract.passages import Passage, Setting, passages
from pipeline.check.contract.passages import Rule as PassageRule
from pipeline.check.contract.words_for_terms import terms_of_one_meaning
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.document import Block, Document
from pipeline.model.law import Law
from pipeline.model.library import SourceText

ON_DOCUMENTS: tuple[ContractRule, ...] = tuple(
    rule for module in (references, undefined, definitions, lists, names, completeness) for rule in module.RULES
)
ON_WORDINGS: tuple[PassageRule, ...] = tuple(
    rule for module in (words_for_terms, typed_references, values, duties, placeholders, language) for rule in module.RULES
)
__all__ = ["ON_DOCUMENTS", "ON_WORDINGS", "document_faults", "terms_of_one_meaning", "wording_faults"]
_NO_SOURCES: Mapping[str, str] = MappingProxyType({})


def document_faults(
    document: Document,
    law: Law,
    *,
    names: Collection[str] = (),
    sources: Mapping[str, str] = _NO_SOURCES,
    elsewhere: Container[str] = (),
    foreign: frozenset[str] = frozenset(),
    parties: tuple[str, ...] = (),
) -> list[Diagnostic]:
    """All that is wrong with the Document as it stands; `names` are the contract's own proper names, beside those of the law."""
    contract = Contract(document, law, (*law.proper_names, *document.words.forms, *names), sources, elsewhere, foreign, parties)
    return [finding for rule in ON_DOCUMENTS for finding in rule(contract)]


def wording_faults(blocks: Iterable[Block], source: SourceText, setting: Setting) -> list[Diagnostic]:
    """All that is wrong with the words of one wording, in both branches of each condition."""
    found: list[Passage] = [passage for block in blocks for passage in passages(block, {source.file: source.text}, setting)]
    return [finding for passage in found for rule in ON_WORDINGS for finding in rule(passage)]
