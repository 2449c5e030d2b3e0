"""What a contract has to word itself, so that it says what was agreed: the least that differs, as special terms."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import count
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from pipeline.assemble.clause_source import clause_source
from pipeline.assemble.prints_alike import signature
from pipeline.assemble.source_words import Expressed, NotSayable
from pipeline.model.document import (
    Block,
    Clause,
    Item,
    List,
    Paragraph,
    Part,
    PartKind,
    Table,
    children,
    walk,
    with_children,
)

_MADE_ROWS = re.compile(r":{3,}\s*(?:table\s+(?P<path>[a-z]\S*)|(?P<name>matrix|pairs)\b)")
_NO_DIRECTIVES: Mapping[str, str] = MappingProxyType({})
Element: TypeAlias = "Block | Item"


class NotCarried(ValueError):
    """A difference that no special term can carry: in which block, what is in the way, and what helps."""

    def __init__(self, block: str, why: str, hint: str) -> None:
        super().__init__(why)
        self.block, self.why, self.hint = block, why, hint


class _TooFine(Exception):
    """This difference has no target of its own; what stands around it has to be worded as a whole."""

    def __init__(self, block: str = "", why: str = "what changes has no name, and neither has what stands around it") -> None:
        super().__init__(why)
        self.block, self.why = block, why


@dataclass(frozen=True, slots=True)
class DealWording:
    """One special term: what it does to which target, the name of its wording and the wording; a deletion has neither."""

    op: Literal["replace", "insert_after", "delete"]
    target: str
    name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Directives:
    """Directives as they are typed in the files that a draft came from, by the id of the table that they make."""

    typed: Mapping[str, str] = field(default_factory=lambda: _NO_DIRECTIVES)

    def refuse_made(self, table: Table) -> None:
        """Raises NotCarried for a table whose rows are made from the data."""
        match = _MADE_ROWS.match(self.typed.get(table.id, ""))
        if match:
            source = f"`{match['path']}`" if match["path"] else "the data"
            rows = f"a row that comes or goes is an item of {source}: add it or take it out there by hand, and apply again"
            hint = (
                f"{rows}; other words in a row are those of the clause: refuse them and apply, then change a value of the row in the data"
            )
            raise NotCarried(table.id, f"the rows of this table are made from {source}", hint)


@dataclass(frozen=True, slots=True)
class Naming:
    """How wordings are called: `new` begins the names of what is new, `taken` are those that wordings of what was put in bear."""

    new: str
    taken: frozenset[str] = frozenset()

    def in_place_of(self, target: str) -> str:
        """The name of the wording that takes the place of a target."""
        return f"{target}.{self.new}" if target in self.taken else target


def deal_wordings(
    now: Sequence[Part], then: Sequence[Part], expressed: Expressed, directives: Directives, naming: Naming
) -> Iterator[DealWording]:
    """The special terms that make these parts say what those say, in the order in which they are worked in. Raises NotCarried."""
    if [part.id for part in now] != [part.id for part in then]:
        raise NotCarried(
            "", "a schedule comes, goes or moves", "decide so that the schedules stay, and change them in the library or the data"
        )
    wording = _Wording(expressed, directives, naming, count(1))
    for old, new in zip(now, then, strict=True):
        if signature(old.heading) != signature(new.heading):
            raise NotCarried(old.id, "the heading of a schedule or part changes", "refuse that change, or change the title in the library")
        yield from wording.below(old, new, old.blocks, new.blocks)


@dataclass(frozen=True, slots=True)
class _Wording:
    expressed: Expressed
    directives: Directives
    naming: Naming
    numbers: Iterator[int]

    def below(self, old: Part | Clause, new: Part | Clause, olds: tuple[Block, ...], news: tuple[Block, ...]) -> tuple[DealWording, ...]:
        """The special terms for what stands in a part or clause: as fine as there are targets, else the whole of it."""
        try:
            return tuple(self._sequence(_elements(olds), _elements(news)))
        except _TooFine as fault:
            if isinstance(old, Part) and old.kind is PartKind.TERMS:
                raise NotCarried(fault.block, fault.why, "word that place by hand in the contract's folder, and apply again") from fault
            return (self._all_below(old, news),)

    def _all_below(self, old: Part | Clause, news: tuple[Block, ...]) -> DealWording:
        name = self.naming.in_place_of(old.id)
        try:
            return DealWording("replace", old.id, name, self._source(news, name, old))
        except _TooFine as fault:
            if isinstance(old, Clause):
                raise
            raise NotCarried(old.id, fault.why, "word that place by hand in the contract's folder, and apply again") from fault

    def _sequence(self, olds: Sequence[Element], news: Sequence[Element]) -> Iterator[DealWording]:
        before, after = [_key(each, news) for each in olds], [_key(each, olds) for each in news]
        steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        gone = [each for tag, i, j, _, _ in steps if tag in ("delete", "replace") for each in olds[i:j]]
        come = {id(each) for tag, _, _, k, m in steps if tag in ("insert", "replace") for each in news[k:m]}
        moved = {_id(each) for each in gone} & {_id(each) for each in news if id(each) in come}
        for each in gone:
            yield DealWording("delete", _target(each))
        for tag, i, _, k, m in steps:
            if tag == "equal":
                for offset, new in enumerate(news[k:m]):
                    yield from self._pair(olds[i + offset], new)
        yield from self._insertions(news, come, moved)

    def _insertions(self, news: Sequence[Element], come: set[int], moved: set[str]) -> Iterator[DealWording]:
        """What comes, each run behind the element before it; the last run first, since all of them go right behind their target."""
        anchor: Element | None = None
        runs: list[tuple[Element, list[Element]]] = []
        for each in news:
            if id(each) not in come:
                anchor = each
            elif anchor is None:
                raise _TooFine(_id(each), "something new comes before the first clause or paragraph")
            elif runs and runs[-1][0] is anchor:
                runs[-1][1].append(each)
            else:
                runs.append((anchor, [each]))
        for anchor, run in runs:
            yield from self._run(anchor, run, moved)

    def _run(self, anchor: Element, run: list[Element], moved: set[str]) -> Iterator[DealWording]:
        target = _target(anchor)
        if any(isinstance(each, Item) is not isinstance(anchor, Item) for each in run):
            raise _TooFine
        if isinstance(anchor, Clause):
            # Each goes right behind the anchor, so the last one goes first.
            for each in reversed(run):
                yield self._clause(target, each, moved)
            return
        if any(_id(each) in moved for each in run):
            raise _TooFine
        name = f"{target.partition('.')[0]}.{self.naming.new}-{next(self.numbers)}"
        fresh = tuple(_named_anew(each, f"{name}.{number}") for number, each in enumerate(run, start=1))
        yield DealWording("insert_after", target, name, self._source(_blocks(fresh), name))

    def _clause(self, target: str, clause: Element, moved: set[str]) -> DealWording:
        if not isinstance(clause, Clause):
            raise _TooFine
        name = clause.id if clause.id in moved else f"clause-{self.naming.new}-{next(self.numbers)}"
        own: Clause = clause if clause.id in moved else replace(_anonymous(clause), id=name)
        return DealWording("insert_after", target, name, self._source((own,), name))

    def _pair(self, old: Element, new: Element) -> Iterable[DealWording]:
        if signature(old) == signature(new):
            return ()
        match old, new:
            case Clause(), Clause() if not _is_named(old):
                raise _TooFine
            case Clause(), Clause() if signature(old.heading) == signature(new.heading):
                return self.below(old, new, old.blocks, new.blocks)
            case Clause(), Clause():
                headed = replace(new, id=_target(old))
                return (DealWording("replace", old.id, old.id, self._source((headed,), old.id, old)),)
            case Item(), Item() if signature(old.first) == signature(new.first):
                try:
                    return tuple(self._sequence(_elements(old.blocks[1:]), _elements(new.blocks[1:])))
                except _TooFine:
                    return self._whole(old, new)
            case Item(), Item():
                return self._whole(old, new)
            case Paragraph(), Paragraph():
                return self._whole(old, new)
        raise _TooFine

    def _whole(self, old: Item | Paragraph, new: Item | Paragraph) -> tuple[DealWording, ...]:
        target = _target(old)
        first = new.first if isinstance(new, Item) else new
        # The target keeps its id, so the wording that takes its place needs none.
        bare = replace(first, named=False)
        element = replace(new, blocks=(bare, *new.blocks[1:])) if isinstance(new, Item) else bare
        name = self.naming.in_place_of(target)
        return (DealWording("replace", target, name, self._source(_blocks((element,)), name, old)),)

    def _source(self, blocks: tuple[Block, ...], name: str, old: Any = None) -> str:
        """The wording; `old` is what it replaces, whose tables stay directives where they say the same. Raises NotCarried."""
        kept: dict[str, str] = {}
        tables = {node.id: node for node in walk(old) if isinstance(node, Table)} if old is not None else {}
        for node in (below for block in blocks for below in walk(block)):
            if isinstance(node, Paragraph | Table) and node.named and not node.id.startswith(f"{name}."):
                raise _TooFine(node.id, f"`{node.id}` has a name that a wording of `{name}` cannot give")
            if isinstance(node, Table) and node.id in tables:
                if signature(tables[node.id]) == signature(node):
                    kept[node.id] = self.directives.typed.get(node.id, "")
                else:
                    self.directives.refuse_made(node)
        try:
            return clause_source(blocks, self.expressed, {id: typed for id, typed in kept.items() if typed})
        except NotSayable as fault:
            raise NotCarried(
                name, f"the clause language cannot say {fault}", "decide otherwise on it, or change the data by hand"
            ) from fault


def _elements(blocks: Iterable[Block]) -> list[Element]:
    """The blocks, each point of a list by itself."""
    return [each for block in blocks for each in (block.items if isinstance(block, List) else (block,))]


def _blocks(elements: Iterable[Element]) -> tuple[Block, ...]:
    """The elements as blocks, points that stand together as one list."""
    result: list[Block] = []
    for each in elements:
        if not isinstance(each, Item):
            result.append(each)
        elif result and isinstance(last := result[-1], List):
            result[-1] = replace(last, items=(*last.items, each))
        else:
            result.append(List((each,)))
    return tuple(result)


def _id(element: Element) -> str:
    return element.first.id if isinstance(element, Item) else str(getattr(element, "id", ""))


def _is_named(element: Element) -> bool:
    match element:
        case Item():
            return element.first.named
        case Clause():
            return "/" not in element.id
        case Paragraph() | Table():
            return element.named
        case _:
            return False


def _target(element: Element) -> str:
    if not _is_named(element):
        raise _TooFine
    return _id(element)


def _key(element: Element, others: Iterable[Element]) -> Hashable:
    """By what it is known again: its id, or where that is only its ordinal its words, if the other side says them too."""
    if not _is_named(element) and any(signature(other) == signature(element) for other in others):
        return signature(element)
    return _id(element)


def _named_anew(element: Any, name: str) -> Any:
    """What is new with a name of its own, so that the next round can speak of it."""
    anonymous = _anonymous(element)
    match anonymous:
        case Item():
            return replace(anonymous, blocks=(replace(anonymous.first, id=name, named=True), *anonymous.blocks[1:]))
        case Paragraph() | Table():
            return replace(anonymous, id=name, named=True)
        case _:
            return anonymous


def _anonymous(node: Any) -> Any:
    made = replace(node, named=False) if isinstance(node, Paragraph | Table) else node
    return with_children(made, [_anonymous(child) for child in children(node)])
