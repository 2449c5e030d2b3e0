"""What can be known to be wrong with a clause before any data: names that do not exist, forms and comparisons that no value has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipeline.assemble.comparison import LOOK_IN_A_LIST, NO_LIST, NoComparison, literal_as, none_of_the_answers
from pipeline.assemble.evaluation import unknown_filter
from pipeline.assemble.pattern import (
    All,
    Bold,
    Comparison,
    Condition,
    Each,
    Either,
    Expression,
    HeadingPattern,
    Hole,
    If,
    ItemPattern,
    ListPattern,
    Literal,
    MatrixPattern,
    Not,
    PairPattern,
    PairsPattern,
    ParagraphPattern,
    Path,
    Pattern,
    Piece,
    Placed,
    SignaturesPattern,
    TablePattern,
    Words,
    place_of,
)
from pipeline.assemble.repeating import not_a_list
from pipeline.assemble.suggestions import row_outside, unknown_name
from pipeline.assemble.values import FILTERS, NAMES, Filter
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.duration import Duration
from pipeline.model.money import Money
from pipeline.model.percent import Percent
from pipeline.model.terms.paths import DataField, PathError, Shape, field_at
from pipeline.model.terms.places import ANY, LETTER
from pipeline.model.terms.section import Section

_ORDERED = (int, Decimal, Percent, Money, Duration, date)
_INDEFINITE = {Shape.SECTION: "a group of values", Shape.MAPPING: "a mapping", Shape.LIST: "a list"}


def checked(blocks: Iterable[Pattern], *, letter: bool = False) -> Iterator[Diagnostic]:
    """All that is wrong in these blocks, in both branches of each condition; only those of a `letter` know the facts of one."""
    yield from _Types(letter=letter).blocks(blocks)


def checked_condition(condition: Condition) -> Iterator[Diagnostic]:
    """All that is wrong in the condition under which a clause is in."""
    yield from _Types().condition(condition)


@dataclass(frozen=True, slots=True)
class _Types:
    """What the names stand for: the data, and inside a repeated row or item the list it is one of."""

    name: str = ""
    path: str = ""
    letter: bool = False

    def blocks(self, patterns: Iterable[Pattern]) -> Iterator[Diagnostic]:
        for pattern in patterns:
            match pattern:
                case ParagraphPattern() | HeadingPattern():
                    yield from self._words(pattern.words)
                case ItemPattern():
                    yield from self._words(pattern.paragraph.words)
                    yield from self.blocks(pattern.blocks)
                case If():
                    for branch in pattern.branches:
                        yield from self.condition(branch.condition) if branch.condition else ()
                        yield from self.blocks(branch.blocks)
                case TablePattern():
                    yield from self._table(pattern)
                case MatrixPattern():
                    yield from self._matrix(pattern)
                case ListPattern():
                    yield from self._each(pattern.each, (pattern.words,))
                case PairsPattern():
                    yield from self.blocks(pattern.pairs)
                case PairPattern():
                    yield from self._words(pattern.label)
                    yield from self._words(pattern.content)
                case SignaturesPattern():
                    pass

    def _table(self, table: TablePattern) -> Iterator[Diagnostic]:
        for cell in table.header:
            yield from self._words(cell)
        if table.each:
            yield from self._each(table.each, table.rows[0])
        else:
            for row in table.rows:
                for cell in row:
                    yield from self._words(cell)

    def _each(self, each: Each, repeated: Iterable[Words]) -> Iterator[Diagnostic]:
        found = self._list(each)
        if isinstance(found, Diagnostic):
            yield found
            return
        inside = _Types(each.name, f"{found.path}.{ANY}", self.letter)
        yield from inside.condition(each.where) if each.where else ()
        for words in repeated:
            yield from inside._words(words)

    def _list(self, each: Each) -> DataField | Diagnostic:
        found = self._field(each.path, each.span)
        if isinstance(found, DataField) and found.shape is not Shape.LIST:
            return not_a_list(found.path, each)
        return found

    def _matrix(self, matrix: MatrixPattern) -> Iterator[Diagnostic]:
        yield from self._words(matrix.corner)
        for placed in (matrix.rows, matrix.columns):
            found = self._list(Each(placed.path, None, placed.span, "row"))
            if isinstance(found, Diagnostic):
                yield found
        yield from self._printed(Placed(Path((*matrix.cells.path.steps, ANY, ANY)), matrix.cells.span), ())

    def _words(self, words: Words) -> Iterator[Diagnostic]:
        if words.fixed is None:
            yield from self._pieces(words.pieces)

    def _pieces(self, pieces: Iterable[Piece]) -> Iterator[Diagnostic]:
        for piece in pieces:
            match piece:
                case Hole():
                    unknown = next((name for name in piece.filters if name not in FILTERS), None)
                    if unknown:
                        yield unknown_filter(unknown, piece)
                    else:
                        yield from self._printed(Placed(piece.path, piece.path_span), piece.filters)
                case Bold():
                    yield from self._pieces(piece.content)
                case _:
                    pass

    def _printed(self, placed: Placed, filters: tuple[str, ...]) -> Iterator[Diagnostic]:
        found = self._field(placed.path, placed.span)
        if isinstance(found, Diagnostic):
            yield found
        elif found.internal:
            message = f"`{placed.path}` is internal and never leaves the house: {_lower(found.description)}"
            yield error("internal-field", placed.span, message, "it may decide what is said (`{% if %}`), but cannot be printed")
        elif fault := _unprintable(found, filters):
            yield error("not-printable", placed.span, f"`{placed.path}` is {fault}")

    def condition(self, condition: Condition) -> Iterator[Diagnostic]:
        yield from self._expression(condition.expression, condition.span)

    def _expression(self, expression: Expression, span: Span) -> Iterator[Diagnostic]:
        match expression:
            case All(conditions=conditions) | Either(conditions=conditions):
                for condition in conditions:
                    yield from self._expression(condition, span)
            case Not(condition=condition):
                yield from self._expression(condition, span)
            case Comparison():
                yield from self._comparison(expression, span)
            case Path():
                found = self._field(expression, span)
                yield from (found,) if isinstance(found, Diagnostic) else ()
            case Literal():
                yield error("constant-condition", span, f"`{expression}` is the same in every contract", "a condition asks about the data")

    def _comparison(self, comparison: Comparison, span: Span) -> Iterator[Diagnostic]:
        sides = [self._side(side, span) for side in (comparison.left, comparison.right)]
        faults = [side for side in sides if isinstance(side, Diagnostic)]
        if faults:
            yield from faults
            return
        left, right = (side for side in sides if not isinstance(side, Diagnostic))
        try:
            _compare(left, comparison.comparator, right)
        except NoComparison as fault:
            yield error("unlike-types", span, str(fault), fault.hint)

    def _side(self, side: Path | Literal, span: Span) -> DataField | Literal | Diagnostic:
        return side if isinstance(side, Literal) else self._field(side, span)

    def _field(self, path: Path, around: Span) -> DataField | Diagnostic:
        """What stands at the path, whatever the data."""
        span = place_of(path, around)
        first, *rest = path.steps
        assert isinstance(first, str)
        if first in ("row", "item") and first != self.name:
            return row_outside(first, span)
        if first == LETTER and not self.letter:
            return error("letter-outside-letter", span, f"`{path}` is a fact of a letter, and a contract has none")
        steps = [self.path if first == self.name else first]
        for step in rest:
            if isinstance(step, Path):
                inner = self._field(step, around)
                if isinstance(inner, Diagnostic):
                    return inner
                if inner.shape is not Shape.VALUE or not any(issubclass(type_, str) for type_ in inner.types):
                    return error("not-a-name", place_of(step, around), f"`{step}` is {inner.value}, and cannot name an item")
            steps.append(step if isinstance(step, str) else ANY)
        full = ".".join(steps)
        try:
            return field_at(full)
        except PathError as fault:
            return unknown_name(fault, path, full, span)


def _unprintable(found: DataField, filters: tuple[str, ...]) -> str | None:
    """Why no value at this path can be printed so; None where one can."""
    types: tuple[type, ...] = (tuple,) if found.shape is Shape.LIST else found.types
    if found.shape in (Shape.SECTION, Shape.MAPPING):
        return f"{_INDEFINITE[found.shape]}, not one that can be printed"
    if NAMES in filters and not found.refers_to:
        return f"{_described(found)}, and the filter `{NAMES}` takes {FILTERS[NAMES].takes}"
    for name in filters:
        if not any(_takes(FILTERS[name], type_) for type_ in types):
            return f"{_described(found)}, and the filter `{name}` takes {FILTERS[name].takes}"
        # What a filter makes is words, but for the length of a list, and for those that only ask for a type.
        types = (int,) if name == "count" else types if name in ("duration", "money", "percent", "date", "dash", NAMES) else (str,)
    if types == (bool,):
        return "true or false, which is not printed but asked for by `{% if %}`"
    if types == (tuple,) and any(issubclass(type_, Section) for type_ in found.types):
        return "a list of groups of values: repeat a row or line with `::: table` or `::: list`"
    return None


def _takes(chosen: Filter, type_: type) -> bool:
    return issubclass(type_, chosen.types) and type_ is not bool


def _described(found: DataField) -> str:
    return _INDEFINITE.get(found.shape, found.value)


def _compare(left: DataField | Literal, comparator: str, right: DataField | Literal) -> None:
    """Raises NoComparison where no two values could be compared so."""
    if comparator in ("in", "not in"):
        _look_in(left, right)
        return
    for side, other in ((left, right), (right, left)):
        if isinstance(side, Literal) and isinstance(other, DataField):
            _literal_beside(side, other)
    if comparator in ("==", "!="):
        return
    for side in (left, right):
        if isinstance(side, DataField) and not any(issubclass(type_, _ORDERED) and type_ is not bool for type_ in side.types):
            raise NoComparison(
                f"{_described(side)} has no order: `{side.path}`", "only numbers, durations, money, percentages and dates have one"
            )


def _look_in(left: DataField | Literal, right: DataField | Literal) -> None:
    if not isinstance(right, DataField) or right.shape is not Shape.LIST:
        raise NoComparison(NO_LIST, LOOK_IN_A_LIST)
    if isinstance(left, Literal) and right.choices:
        _one_of(left, right.choices)


def _literal_beside(literal: Literal, other: DataField) -> None:
    if other.shape is not Shape.VALUE:
        raise NoComparison(f"{literal} cannot be compared with {_INDEFINITE[other.shape]}")
    if other.choices and isinstance(literal.value, str):
        _one_of(literal, other.choices)
        return
    faults: list[NoComparison] = []
    for type_ in other.types:
        try:
            literal_as(literal, type_)
        except NoComparison as fault:
            faults.append(fault)
    if len(faults) == len(other.types):
        raise faults[0]


def _one_of(literal: Literal, choices: tuple[str, ...]) -> None:
    if str(literal.value) not in choices:
        raise none_of_the_answers(literal, choices)


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")
