"""The wording of amendments filled with the terms of the version that they lead to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.assemble.as_written import as_written
from pipeline.assemble.evaluation import Scope
from pipeline.assemble.filling import Filler
from pipeline.assemble.letters import LetterScope
from pipeline.assemble.parsing import parsed_wording
from pipeline.assemble.pattern import ParsedWording
from pipeline.assemble.spelling import respelled
from pipeline.model.amendment import AmendmentSource
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.document import Block, Clause, Item, List, Part, PartKind
from pipeline.model.library import SourceText

AMENDMENT = "amendment"
"""The id under which the clauses of an amendment stand."""
SIGNATURES = "amendment-signatures"


@dataclass(frozen=True, slots=True)
class AmendmentText:
    """What an amendment says around its changes: its clauses, and what stands before the signature blocks."""

    clauses: tuple[Clause, ...]
    before_signatures: tuple[Block, ...]
    diagnostics: tuple[Diagnostic, ...]

    def with_changes(self, items: tuple[Item, ...]) -> tuple[Clause, ...]:
        """The clauses, the changes behind the numbered paragraphs of the first."""
        first, *others = self.clauses
        return (Clause(first.id, first.heading, _with_items(first.blocks, items), first.span), *others)


def amendment_text(source: AmendmentSource, about: LetterScope) -> AmendmentText:
    """The wording filled for one contract."""
    blocks, faults = _filled(_parsed(source.text, AMENDMENT), about.scope)
    before, others = _filled(_parsed(source.signatures, SIGNATURES), about.scope)
    clauses = tuple(block for block in blocks if isinstance(block, Clause))
    return AmendmentText(clauses, before, (*faults, *others))


def amendment_faults(source: AmendmentSource) -> Iterator[Diagnostic]:
    """What can be known to be wrong with the wording before there is a contract."""
    for text, name in ((source.text, AMENDMENT), (source.signatures, SIGNATURES)):
        yield from _parsed(text, name).diagnostics


def amendment_as_written(source: AmendmentSource) -> tuple[tuple[SourceText, tuple[Block, ...]], ...]:
    """Each text of the wording with what it says in all branches, so that it can be proof-read."""
    texts = ((source.text, AMENDMENT), (source.signatures, SIGNATURES))
    return tuple((text, tuple(as_written(_parsed(text, name).blocks))) for text, name in texts)


def _parsed(text: SourceText, name: str) -> ParsedWording:
    return parsed_wording(text, name, PartKind.TERMS, headings=name == AMENDMENT)


def _filled(wording: ParsedWording, scope: Scope) -> tuple[tuple[Block, ...], tuple[Diagnostic, ...]]:
    filler = Filler(scope, (), {})
    part = Part(PartKind.TERMS, AMENDMENT, (), filler.blocks(wording.blocks))
    [said] = respelled((part,), scope.style.spelled)
    return said.blocks, (*wording.diagnostics, *filler.diagnostics)


def _with_items(blocks: tuple[Block, ...], items: tuple[Item, ...]) -> tuple[Block, ...]:
    *before, last = blocks
    if isinstance(last, List):
        return (*before, List((*last.items, *items), last.ordered))
    return (*blocks, List(items))
