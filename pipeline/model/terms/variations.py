"""What else a contract's data could say: one value changed at a time, so that a library can be tried on data nobody has written yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from pipeline.model.duration import Duration
from pipeline.model.money import Money
from pipeline.model.percent import Percent
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.reading import terms_from
from pipeline.model.terms.section import Choice, Section
from pipeline.model.terms.writing import written

_ASIDE = frozenset({"meta", "need", "parties", "calendar", "clauses", "open", "recipients", "attachments"})
"""Top-level keys that are left as they are: names and addresses change no sentence, and the choice of clauses is made apart."""
_ATTEMPTS = 8
"""How many changes are tried for one that the rules accept."""


@dataclass(frozen=True, slots=True)
class Variation:
    """Terms that differ from those of a contract, and the changes that led there, as a person would say them."""

    terms: Terms
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Change:
    """One place of the data (keys and ordinals), and what is written there instead; None takes it out."""

    path: tuple[str | int, ...]
    written: Any
    words: str


def varied(terms: Terms, donors: Sequence[Terms], random: Random, is_valid: Callable[[Terms], bool], *, changes: int) -> Variation:
    """The terms after so many changes that the model and `is_valid` accept; fewer where none is found in many attempts.

    `donors` are other contracts, from which parts that this one lacks are taken. The same `random` gives the same terms.
    """
    said: list[str] = []
    for _ in range(changes):
        found = _one_more(terms, tuple(donors), random, is_valid)
        if found is not None:
            terms, words = found
            said.append(words)
    return Variation(terms, tuple(said))


def _one_more(terms: Terms, donors: tuple[Terms, ...], random: Random, is_valid: Callable[[Terms], bool]) -> tuple[Terms, str] | None:
    """The terms after one change more, and what it is; each part of the data is as likely to change as any other."""
    parts: dict[tuple[str | int, ...], list[_Change]] = {}
    for change in _changes(terms, donors, random):
        parts.setdefault(change.path[:2], []).append(change)
    tree = written(terms)
    for _ in range(_ATTEMPTS):
        change = random.choice(parts[random.choice(list(parts))])
        changed = _read(_with(tree, change.path, change.written), terms)
        if changed is not None and changed != terms and is_valid(changed):
            return changed, change.words
    return None


def chosen(terms: Terms, choice: Mapping[str, Any]) -> Terms | None:
    """The terms with another choice of clauses, written as under `clauses`; None where the model forbids it."""
    return _read({**written(terms), "clauses": dict(choice)}, terms)


def _read(tree: Any, like: Terms) -> Terms | None:
    read = terms_from({**tree, "calendar": like.calendar.id}, calendars={like.calendar.id: like.calendar})
    return read if isinstance(read, Terms) else None


def _with(tree: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """The tree with another value at one place; lists grow by an ordinal one past their end."""
    if not path:
        return value
    [first, *rest] = path
    if isinstance(tree, list) and isinstance(first, int):
        item = _with(tree[first] if first < len(tree) else None, tuple(rest), value)
        return [*tree[:first], *([] if item is None else [item]), *tree[first + 1 :]]
    item = _with(tree.get(first), tuple(rest), value)
    return {key: each for key, each in {**tree, first: item}.items() if each is not None}


def _changes(terms: Terms, donors: tuple[Terms, ...], random: Random) -> Iterator[_Change]:
    for name in Terms.model_fields:
        if name not in _ASIDE:
            others = tuple(getattr(donor, name) for donor in donors)
            yield from _of(getattr(terms, name), others, (name,), random)


def _of(value: object, others: tuple[Any, ...], path: tuple[str | int, ...], random: Random) -> Iterator[_Change]:
    """Each change of a value or of what stands below it. `others` are what stands there in other contracts."""
    there = tuple(other for other in others if other is not None)
    match value:
        case Section():
            for name in type(value).model_fields:
                yield from _of(getattr(value, name), tuple(getattr(other, name, None) for other in there), (*path, name), random)
            yield from _other_kinds(value, path)
            yield _Change(path, None, f"{_spoken(path)} is absent")
        case tuple():
            yield from _of_list(value, there, path, random)
        case Mapping():
            for key, item in value.items():
                yield from _of(item, (), (*path, str(key)), random)
        case _:
            for other in _instead_of(value, there, random):
                yield _Change(path, None if other is None else written(other), f"{_spoken(path)} = {_short(other)}")


def _other_kinds(section: Section, path: tuple[str | int, ...]) -> Iterator[_Change]:
    """The section with another answer to a question on which its other fields depend, and none of those that are optional."""
    fields = type(section).model_fields
    needed = {name: written(getattr(section, name)) for name, field in fields.items() if field.is_required()}
    for name in fields:
        match getattr(section, name):
            case bool() as flag:
                answers: tuple[Any, ...] = (not flag,)
            case Choice() as answer:
                answers = tuple(other for other in type(answer) if other is not answer)
            case _:
                answers = ()
        for other in answers:
            yield _Change(path, {**needed, name: written(other)}, f"{_spoken((*path, name))} = {other}, and nothing that is optional there")
            yield _Change(path, {name: written(other)}, f"{_spoken((*path, name))} = {other}, and nothing else there")


def _of_list(items: tuple[Any, ...], others: tuple[Any, ...], path: tuple[str | int, ...], random: Random) -> Iterator[_Change]:
    for ordinal, item in enumerate(items):
        yield _Change((*path, ordinal), None, f"{_spoken(path)} without {getattr(item, 'id', item)}")
        yield from _of(item, (), (*path, ordinal), random)
    if len(items) > 1:
        yield _Change(path, None, f"{_spoken(path)} is empty")
    here = {getattr(item, "id", item) for item in items}
    for other in (item for donor in others if isinstance(donor, tuple) for item in donor):
        if getattr(other, "id", other) not in here:
            yield _Change((*path, len(items)), written(other), f"{_spoken(path)} and {getattr(other, 'id', other)}")


def _instead_of(value: object, others: tuple[Any, ...], random: Random) -> Iterator[object]:
    """Other values of the same kind."""
    match value:
        case None:
            yield from others
        case bool():
            yield not value
        case Choice():
            yield from (answer for answer in type(value) if answer is not value)
            yield None
        case Duration():
            yield Duration(max(1, value.count * random.choice((1, 2, 3, 4)) // 2), value.unit)
        case Percent():
            yield Percent(Decimal(int(value.value * random.choice((1, 3, 4)) / 2)))
        case Money():
            yield value.times(Decimal(random.choice((1, 3, 4))) / 2).rounded()
        case int() | Decimal():
            yield max(1, int(value * random.choice((1, 3, 4)) // 2))
        case _:
            yield from others


def _spoken(path: tuple[str | int, ...]) -> str:
    return ".".join(str(step) for step in path)


def _short(value: object) -> str:
    return "absent" if value is None else "as in another contract" if isinstance(value, Section | tuple) else str(value)
