"""The clause library as a page for legal: parsed clauses, with names where values will stand and words for each condition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from pipeline.assemble.explaining import Explainer
from pipeline.assemble.expressions import Refusal, read_expression
from pipeline.assemble.law_parsing import ParsedLaw
from pipeline.assemble.pattern import (
    Bold,
    Condition,
    HeadingPattern,
    Hole,
    If,
    ItemPattern,
    ListPattern,
    MatrixPattern,
    PairPattern,
    PairsPattern,
    ParagraphPattern,
    ParsedClause,
    ParsedWording,
    Path,
    Pattern,
    Piece,
    SignaturesPattern,
    TablePattern,
    Words,
)
from pipeline.assemble.pattern import Each as EachItem
from pipeline.model import review
from pipeline.model.diagnostic import Span
from pipeline.model.document import PartKind, Ref
from pipeline.model.law import DeleteByLaw, LawChange, LawEntry
from pipeline.model.library import Card, ClauseSource, LawSource, Library
from pipeline.model.terms.places import ANY


def reviewed(library: Library, parse: Callable[[ClauseSource], ParsedClause], parse_law: Callable[[LawSource], ParsedLaw]) -> review.Review:
    """The whole library with nothing filled in; the clauses stand in the order in which they are printed."""
    titles = {id: _named(clause.card) for clause in library.clauses for id in parse(clause).ids}
    laws = tuple(_law(source, parse_law(source), titles) for source in library.laws.values())
    changes = [change for law in laws for entry in law.entries for change in entry.changes]
    topics = groupby(library.clauses, key=lambda clause: clause.topic)
    return review.Review(
        tuple(
            review.Topic(topic, _title_of(topic), tuple(_clause(source, parse(source), titles, changes) for source in clauses))
            for topic, clauses in topics
        ),
        laws,
    )


def _law(source: LawSource, parsed: ParsedLaw, titles: Mapping[str, str]) -> review.ReviewedLaw:
    reviewer = _Reviewer(f"law/{source.id}", titles)
    return review.ReviewedLaw(source.id, source.law, tuple(_entry(reviewer, source, parsed, entry) for entry in source.law.entries))


def _entry(reviewer: _Reviewer, source: LawSource, parsed: ParsedLaw, entry: LawEntry) -> review.ReviewedEntry:
    return review.ReviewedEntry(
        entry,
        tuple(_change(reviewer, source, parsed, change) for change in entry.changes),
        tuple(review.ReviewedNeed(reviewer.target(kept.id), _written_condition(kept.when)) for kept in entry.keeps),
        tuple(review.ReviewedDoubt(warns.says, _written_condition(warns.when)) for warns in entry.warns),
    )


def _change(reviewer: _Reviewer, source: LawSource, parsed: ParsedLaw, change: LawChange) -> review.ReviewedChange:
    text = "" if isinstance(change, DeleteByLaw) else change.text
    wording = parsed.wordings.get(text)
    said = reviewer.wording(text, wording) if wording and text not in reviewer.said else None
    return review.ReviewedChange(source.law.name, change.op, reviewer.target(change.target), _written_condition(change.when), text, said)


def _clause(
    source: ClauseSource, parsed: ParsedClause, titles: Mapping[str, str], changes: Iterable[review.ReviewedChange]
) -> review.ReviewedClause:
    card = source.card
    reviewer = _Reviewer(source.id, titles)
    wordings = tuple(reviewer.wording(name, wording) for name, wording in parsed.wordings)
    return review.ReviewedClause(
        id=parsed.id,
        card=card,
        when=_written_condition(card.when),
        positions=tuple(review.ReviewedPosition(position, _written_condition(position.when)) for position in card.positions),
        floors=tuple(review.ReviewedFloor(floor, _written_condition(floor.when)) for floor in card.never_accept),
        wordings=wordings,
        fields=tuple(reviewer.fields.values()),
        changes=tuple(change for change in changes if change.target.id in parsed.ids),
    )


def _written_condition(when: str | None) -> review.Condition | None:
    """A condition of the card; one that cannot be read is a finding of the check, and stands here as it is."""
    if when is None:
        return None
    read = read_expression(when.strip(), "condition")
    if isinstance(read, Refusal):
        return review.Condition("", when)
    return Explainer().condition(Condition(read.expression, Span("")))


def _named(card: Card) -> str:
    """What a reference calls a clause: its title, which a schedule may share with a clause."""
    return f"{card.title} (Schedule)" if card.part is PartKind.SCHEDULE else card.title


def _title_of(topic: str) -> str:
    """`20-services` as a heading."""
    words = topic.partition("-")[2].replace("-", " ")
    return words[:1].upper() + words[1:]


class _Reviewer:
    """Reads the wordings of one clause or law; remembers which fields it met, which wordings it read and which anchors it gave."""

    def __init__(self, source: str, titles: Mapping[str, str]) -> None:
        self.source = source
        self.titles = titles
        self.fields: dict[str, review.NamedField] = {}
        self.anchors: Counter[str] = Counter()
        self.name = ""
        self.said: set[str] = set()

    def target(self, id: str) -> review.Target:
        """A reference to what has this id."""
        return review.Target(id, self.titles.get(id, ""))

    def wording(self, name: str, parsed: ParsedWording) -> review.Wording:
        """One wording; what it is called is part of its anchors."""
        self.name = name
        self.said.add(name)
        blocks, _ = self._sequence(parsed.blocks, depth=0, last=0)
        return review.Wording(name, parsed.file, blocks)

    def _sequence(self, patterns: Iterable[Pattern], *, depth: int, last: int) -> tuple[tuple[review.Block, ...], int]:
        """Blocks one after another, and the number of the last item of a list among them."""
        found: list[review.Block] = []
        for pattern in patterns:
            blocks, last = self._blocks(pattern, depth, last)
            found += blocks
        return tuple(found), last

    def _blocks(self, pattern: Pattern, depth: int, last: int) -> tuple[list[review.Block], int]:
        match pattern:
            case ItemPattern():
                return self._item(pattern, depth, last)
            case If():
                return self._choice(pattern, depth, last)
            case ListPattern():
                return [self._points(pattern, depth, last + 1 if pattern.ordered else 0)], last
            case HeadingPattern():
                return [review.Heading(self._words(pattern.words, pattern.id, pattern.span, named=True))], 0
            case PairsPattern():
                return list(self._sequence(pattern.pairs, depth=depth, last=0)[0]), last
            case _:
                return [self._single(pattern, depth)], last

    def _single(self, pattern: Pattern, depth: int) -> review.Block:
        match pattern:
            case ParagraphPattern():
                return review.Paragraph(self._paragraph(pattern), depth)
            case TablePattern():
                return self._table(pattern, depth)
            case MatrixPattern():
                return self._matrix(pattern, depth)
            case PairPattern():
                id = f"{self.source}/pair"
                label = self._words(pattern.label, f"{id}/label", pattern.span)
                return review.Pair(label, self._words(pattern.content, id, pattern.span), depth)
            case SignaturesPattern():
                return review.Signatures(depth)
        raise AssertionError(pattern)

    def _item(self, item: ItemPattern, depth: int, last: int) -> tuple[list[review.Block], int]:
        ordinal = last + 1 if item.ordered else 0
        first = review.Paragraph(self._paragraph(item.paragraph), depth + 1, ordinal, point=not item.ordered)
        below, _ = self._sequence(item.blocks, depth=depth + 1, last=0)
        return [first, *below], ordinal or last

    def _choice(self, choice: If, depth: int, last: int) -> tuple[list[review.Block], int]:
        """Each case counts on from what stands before; what follows counts on from the longest."""
        cases: list[review.Case] = []
        reached = last
        for branch in choice.branches:
            condition = Explainer().condition(branch.condition) if branch.condition else None
            blocks, end = self._sequence(branch.blocks, depth=depth, last=last)
            cases.append(review.Case(condition, blocks))
            reached = max(reached, end)
        return [review.Choice(tuple(cases), depth)], reached

    def _points(self, pattern: ListPattern, depth: int, ordinal: int) -> review.Points:
        explainer = Explainer()
        inside = explainer.within(pattern.each)
        words = self._words(pattern.words, f"{pattern.id}/each", pattern.span, explainer=inside)
        return review.Points(explainer.repetition(pattern.each), pattern.conjunction, words, depth + 1, ordinal)

    def _table(self, table: TablePattern, depth: int) -> review.Table:
        explainer = Explainer()
        inside = explainer.within(table.each) if table.each else explainer
        header = self._row(table.header, f"{table.id}/header", table.span, explainer)
        rows = tuple(self._row(row, f"{table.id}/{count}", table.span, inside) for count, row in enumerate(table.rows, start=1))
        repetition = explainer.repetition(table.each) if table.each else None
        return review.Table(table.id, table.columns, header, rows, repetition, depth)

    def _row(self, cells: tuple[Words, ...], id: str, span: Span, explainer: Explainer) -> tuple[review.Words, ...]:
        return tuple(self._words(cell, f"{id}/{column}", span, explainer=explainer) for column, cell in enumerate(cells, start=1))

    def _matrix(self, matrix: MatrixPattern, depth: int) -> review.Matrix:
        explainer = Explainer()
        rows, columns = (explainer.repetition(EachItem(placed.path, None, placed.span, "row")) for placed in (matrix.rows, matrix.columns))
        cells = explainer.field(Path((*matrix.cells.path.steps, ANY, ANY)))
        corner = self._words(matrix.corner, f"{matrix.id}/corner", matrix.span)
        return review.Matrix(matrix.id, corner, rows, columns, cells, depth)

    def _paragraph(self, pattern: ParagraphPattern) -> review.Words:
        return self._words(pattern.words, pattern.id, pattern.span, named=pattern.named)

    def _words(self, words: Words, id: str, span: Span, *, named: bool = False, explainer: Explainer | None = None) -> review.Words:
        anchor = f"{self.source}/{self.name}/{id}"
        self.anchors[anchor] += 1
        if self.anchors[anchor] > 1:
            anchor = f"{anchor}~{self.anchors[anchor]}"
        return review.Words(anchor, id, tuple(self._pieces(words.pieces, explainer or Explainer())), span.line, named)

    def _pieces(self, pieces: Iterable[Piece], explainer: Explainer) -> Iterator[review.Piece]:
        for piece in pieces:
            match piece:
                case Hole():
                    field = explainer.hole(piece)
                    self.fields.setdefault(field.path, field)
                    yield field
                case Bold(content=content):
                    yield review.Bold(tuple(self._pieces(content, explainer)))
                case Ref(target=target):
                    yield self.target(target)
                case _:
                    yield piece
