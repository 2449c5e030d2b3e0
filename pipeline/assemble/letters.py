"""The wording of a letter filled with the terms of a contract and the facts of the letter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.assemble.as_written import as_written
from pipeline.assemble.evaluation import Scope, Undecided
from pipeline.assemble.filling import Filler
from pipeline.assemble.parsing import condition_in, parsed_letter
from pipeline.assemble.pattern import ParsedWording
from pipeline.assemble.spelling import respelled
from pipeline.assemble.style import style_of
from pipeline.assemble.suggestions import nearest
from pipeline.assemble.typography import typeset
from pipeline.assemble.values import natural
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.document import (
    Block,
    Cell,
    Document,
    Inline,
    Item,
    List,
    Node,
    Paragraph,
    Part,
    PartKind,
    Ref,
    Row,
    Strong,
    Table,
    Text,
    children,
    inlines,
    walk,
)
from pipeline.model.law import Law
from pipeline.model.letter import LetterSource
from pipeline.model.numbering import Numbers, numbered, reference
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.letter import GivenFacts, LetterFacts
from pipeline.model.terms.paths import Finder

PART = "letter"
"""The id of the Part in which the blocks of a letter stand."""


@dataclass(frozen=True, slots=True)
class LetterScope:
    """What a letter speaks of: the terms of a version, the law that governs it, and the facts of the letter."""

    terms: Terms
    law: Law | None
    names: Mapping[str, str]
    """How the library calls what the data name by identifiers, by data path."""
    facts: LetterFacts | None = None

    @property
    def scope(self) -> Scope:
        """The same as expressions ask for it."""
        return Scope(Finder(self.terms, self.facts), style=style_of(self.law, self.names))

    @property
    def printed(self) -> Callable[[object], str]:
        """How a value is written out in this contract."""
        style = self.scope.style
        return lambda value: natural(value, style)

    def with_facts(self, facts: LetterFacts) -> LetterScope:
        """The same with these facts."""
        return replace(self, facts=facts)


def letter_faults(source: LetterSource, known: Collection[str]) -> Iterator[Diagnostic]:
    """What can be known to be wrong with a letter before there is a contract; `known` are the ids that the library's clauses give."""
    if source.card.when is not None:
        yield from condition_in(source.card.when, source.positions.of_value(("when",)))[1]
    for count, name in enumerate(source.card.facts):
        if name not in GivenFacts.model_fields:
            place = source.positions.of_value(("facts", count))
            yield error("unknown-fact", place, f"`{name}` is no fact of a letter", nearest(name, tuple(GivenFacts.model_fields)))
    wording = parsed_letter(source.text)
    yield from wording.diagnostics
    for block in as_written(wording.blocks):
        for node in walk(block):
            for inline in inlines(node):
                if isinstance(inline, Ref) and inline.target not in known:
                    message = f"the letter refers to `{inline.target}`, which no clause of the library gives"
                    place = inline.span or Span(source.text.file)
                    yield error("unknown-target", place, message, nearest(inline.target, tuple(sorted(known))))


def letter_applies(source: LetterSource, about: LetterScope) -> bool | Diagnostic:
    """Whether the contract is one under which there is such a letter."""
    if source.card.when is None:
        return True
    condition, faults = condition_in(source.card.when, source.positions.of_value(("when",)))
    if condition is None:
        return faults[0]
    try:
        return about.scope.holds(condition)
    except Undecided as undecided:
        return undecided.diagnostic


def letter_blocks(wording: ParsedWording, about: LetterScope) -> tuple[tuple[Block, ...], tuple[Diagnostic, ...]]:
    """What the letter says, its references still by id, and what could not be filled in."""
    filler = Filler(about.scope, (), {})
    part = Part(PartKind.TERMS, PART, (), filler.blocks(wording.blocks))
    [said] = respelled((part,), about.scope.style.spelled)
    return said.blocks, (*wording.diagnostics, *filler.diagnostics)


def with_references_said(blocks: tuple[Block, ...], document: Document) -> tuple[tuple[Block, ...], tuple[Diagnostic, ...]]:
    """The blocks with each reference as words, by the numbers of this version, and those that lead nowhere in it."""
    saying = _Saying(document)
    return tuple(map(saying.block, blocks)), tuple(saying.diagnostics)


class _Saying:
    """Puts the words of references in their place."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.numbers = numbered(document)
        self.around = dict(_numbered_around(document, "", self.numbers))
        self.diagnostics: list[Diagnostic] = []

    def block(self, block: Block) -> Block:
        """A block without references."""
        match block:
            case Paragraph():
                return replace(block, content=tuple(map(self._inline, block.content)))
            case List():
                return replace(block, items=tuple(Item(tuple(map(self.block, item.blocks))) for item in block.items))
            case Table():
                return replace(block, header=self._rows(block.header), rows=self._rows(block.rows))
        return block

    def _rows(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(Row(tuple(Cell(tuple(map(self.block, cell.blocks))) for cell in row.cells)) for row in rows)

    def _inline(self, inline: Inline) -> Inline:
        match inline:
            case Ref(target=target):
                return Text(self._words(inline, self.around.get(target, "")))
            case Strong(content=content):
                return Strong(tuple(map(self._inline, content)))
        return inline

    def _words(self, ref: Ref, numbered_as: str) -> str:
        if not numbered_as:
            message = f"the letter refers to `{ref.target}`, which this version of the contract does not have"
            hint = "the contract gives no such right, or has it elsewhere: put an `{% if %}` around the paragraph, or write another letter"
            self.diagnostics.append(error("unknown-reference", ref.span or Span(""), message, hint))
            return ""
        return "".join(piece.text for piece in reference(numbered_as, "", self.numbers, self.document.words))


def _numbered_around(node: Node, above: str, numbers: Numbers) -> Iterator[tuple[str, str]]:
    """Each id of the tree with the id that stands for it in a reference: its own, or that of what is numbered around it."""
    name = getattr(node, "id", "")
    own = name if name in numbers else above
    if name:
        yield name, own
    below = children(node)
    if isinstance(node, Item):
        yield node.first.id, node.first.id if node.first.id in numbers else own
        own, below = (node.first.id if node.first.id in numbers else own), below[1:]
    for child in below:
        yield from _numbered_around(child, own, numbers)


def letter_title(source: LetterSource, about: LetterScope) -> str:
    """The subject line of the letter as the law's practice writes it."""
    return typeset(about.scope.style.spelled(source.card.title))
