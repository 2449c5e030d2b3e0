"""Data paths: where a value stands in the terms (`service_levels.targets.p1.response`), with data and without."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple, get_args

from pipeline.model.terms.contract import Terms
from pipeline.model.terms.derived import Derived
from pipeline.model.terms.letter import LetterFacts
from pipeline.model.terms.open_points import OpenPoint, StillOpen
from pipeline.model.terms.places import ANY, LETTER, Place, Reached, is_section, names_at, places_of, root, under
from pipeline.model.terms.section import Section


class PathError(LookupError):
    """A data path names something that does not exist: the segment, where it was looked for, and the names there."""

    def __init__(self, path: str, segment: str, within: str, names: tuple[str, ...]) -> None:
        super().__init__(path, segment, within, names)
        self.path, self.segment, self.within, self.names = path, segment, within, names

    def __str__(self) -> str:
        place = f"`{self.within}`" if self.within else "the terms"
        return f"`{self.path}`: {place} has no `{self.segment}`"


class Shape(StrEnum):
    """What stands at a data path."""

    VALUE = "value"
    SECTION = "section"
    LIST = "list"
    MAPPING = "mapping"


@dataclass(frozen=True)
class DataField:
    """What stands at a data path, known without data.

    `types` are the Python classes of a value (Money, Duration, Percent, date, bool, int, Decimal, str, a class of
    answers), of the items of a list, or of a section; a union has several. `value` says it in words.
    `optional` means that nothing may stand there: an optional field, a part of one, or a field that only some members of a union have.
    """

    path: str
    shape: Shape
    types: tuple[type[Any], ...]
    value: str
    choices: tuple[str, ...]
    refers_to: tuple[str, ...]
    names: tuple[str, ...]
    description: str
    internal: bool
    optional: bool


@dataclass(frozen=True)
class Leaf:
    """A value of the data, with its path by ids, its raw place by ordinals, and the lists that an identifier refers to."""

    path: str
    place: tuple[str | int, ...]
    value: object
    refers_to: tuple[str, ...]
    is_key: bool = False


@lru_cache(maxsize=4096)
def field_at(path: str) -> DataField:
    """What stands at a data path, whatever the data; `*` or any id names an item of a list. Raises PathError."""
    reached, walked = root(), list[str]()
    for segment in path.split("."):
        further = under(reached, segment)
        if further is None or not segment.isprintable():
            raise PathError(path, segment, ".".join(walked), names_at(reached))
        reached = further
        walked.append(segment)
    return _data_field(path, reached)


def is_internal(path: str) -> bool:
    """Whether the value at a data path may never leave the house. Raises PathError."""
    return field_at(path).internal


def overlap(one: str, other: str) -> bool:
    """Whether two data paths lead to the same, or one of them to a part of what the other leads to."""
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


def find(terms: Terms, path: str) -> object:
    """The value at a data path; None where an optional one is absent, an OpenPoint where it is still to be agreed. Raises PathError."""
    return Finder(terms).find(path)


class _Found(NamedTuple):
    """What stands at a path, and the same path with `*` for each item of a list; the items of a list by name."""

    value: object
    general: str
    items: Mapping[str, object] | None = None


class Finder:
    """Finds values of one contract's terms, and of a letter under it; what was found once is remembered, for terms do not change."""

    def __init__(self, terms: Terms, letter: LetterFacts | None = None) -> None:
        self.terms = terms
        self._found: dict[str, _Found] = {LETTER: _Found(letter, LETTER)}

    def find(self, path: str) -> object:
        """The value at a data path; None where an optional one is absent, an OpenPoint where it is to be agreed. Raises PathError."""
        return self._at(path).value

    def _at(self, path: str) -> _Found:
        found = self._found.get(path)
        if found is None:
            found = self._found[path] = self._step(path)
        return found

    def _step(self, path: str) -> _Found:
        within, _, segment = path.rpartition(".")
        above = self._at(within) if within else _Found(self.terms, "")
        name = segment if above.items is None else ANY
        general = f"{above.general}.{name}" if within else name
        if above.value is None or isinstance(above.value, OpenPoint) or above.items is None:
            self._check(path, general)
        if above.value is None or isinstance(above.value, OpenPoint):
            return _Found(above.value, general)
        value = _below(above, segment, path, within)
        return _Found(value, general, _by_name(value) if isinstance(value, tuple) else None)

    def _check(self, path: str, general: str) -> None:
        try:
            field_at(general)
        except PathError:
            field_at(path)
            raise


def walk(terms: Terms) -> Iterator[tuple[str, object]]:
    """Each value of the data with its path, in the order of the model; figures that are computed are not among them."""
    return ((leaf.path, leaf.value) for leaf in leaves(terms) if not leaf.is_key)


def leaves(section: Section) -> Iterator[Leaf]:
    """Each value of the terms or of our house, and each key of a mapping that names an item of a list."""
    return _leaves(section, _Spot((Place(type(section)),)), (), ())


def _below(above: _Found, segment: str, path: str, within: str) -> object:
    match above.value:
        case Section() | Derived():
            return _attribute(above.value, segment)
        case tuple() | Mapping():
            named = above.value if isinstance(above.value, Mapping) else above.items
            if named is not None and segment in named:
                return named[segment]
            # A name that no list of this kind could have is said without data.
            field_at(path)
            raise PathError(path, segment, within, tuple(named or ()))
    raise PathError(path, segment, within, ())


def _attribute(value: Section | Derived, segment: str) -> object:
    # A member of a union may lack a field that another one has: nothing stands there.
    try:
        return getattr(value, segment, None)
    except StillOpen as still:
        return still.point


def _by_name(items: tuple[object, ...]) -> dict[str, object]:
    return {str(getattr(item, "id", ordinal)): item for ordinal, item in enumerate(items)}


def _data_field(path: str, reached: Reached) -> DataField:
    shape = _shape(reached)
    of = [item for place in reached.places for item in (places_of(get_args(place.type)[0])[0] if place.is_list else (place,))]
    return DataField(
        path=path,
        shape=shape,
        types=tuple(dict.fromkeys(_class(place) for place in of)),
        value=_words(tuple(of)),
        choices=tuple(dict.fromkeys(choice for place in of for choice in place.choices)),
        refers_to=tuple(dict.fromkeys(name for place in of for name in place.refers_to)),
        names=names_at(reached),
        description=reached.description,
        internal=reached.internal,
        optional=reached.optional,
    )


def _shape(reached: Reached) -> Shape:
    place = reached.places[0]
    if place.is_list:
        return Shape.LIST
    if place.is_mapping:
        return Shape.MAPPING
    return Shape.SECTION if is_section(place.type) or place.type is Derived else Shape.VALUE


def _class(place: Place) -> type[Any]:
    if place.scalar:
        return place.scalar.becomes
    if place.is_mapping:
        return dict
    return place.type if isinstance(place.type, type) else str


def _words(places: tuple[Place, ...]) -> str:
    choices = ", ".join(dict.fromkeys(choice for place in places for choice in place.choices))
    return " or ".join(dict.fromkeys(f"one of {choices}" if place.choices else _noun(place) for place in places))


def _noun(place: Place) -> str:
    if place.scalar:
        return place.scalar.name
    if place.is_mapping:
        return "a mapping"
    return place.type.noun() if is_section(place.type) else str(place.type.__name__).lower()


class _Spot:
    """What may stand at one place of the model; what lies further in is worked out once, since types do not change."""

    def __init__(self, places: tuple[Place, ...]) -> None:
        self.places = places

    @cached_property
    def refers_to(self) -> tuple[str, ...]:
        """The lists one of whose items an identifier here names."""
        return tuple(dict.fromkeys(name for place in self.places for name in place.refers_to))

    @cached_property
    def items(self) -> _Spot:
        """An item, where a list stands here."""
        return self._within(lambda place: place.is_list, 0)

    @cached_property
    def keys(self) -> _Spot:
        """A key, where a mapping stands here."""
        return self._within(lambda place: place.is_mapping, 0)

    @cached_property
    def values(self) -> _Spot:
        """A value, where a mapping stands here."""
        return self._within(lambda place: place.is_mapping, 1)

    def _within(self, holds: Callable[[Place], bool], argument: int) -> _Spot:
        return _Spot(tuple(item for place in self.places if holds(place) for item in places_of(get_args(place.type)[argument])[0]))


@cache
def _fields(section: type[Section]) -> tuple[tuple[str, _Spot], ...]:
    return tuple((name, _Spot(places_of(field.annotation, tuple(field.metadata))[0])) for name, field in section.model_fields.items())


def _leaves(value: object, spot: _Spot, path: tuple[str, ...], raw: tuple[str | int, ...]) -> Iterator[Leaf]:
    match value:
        case None:
            return
        case Section():
            for name, further in _fields(type(value)):
                yield from _leaves(getattr(value, name), further, (*path, name), (*raw, name))
        case tuple():
            for ordinal, (name, item) in enumerate(_by_name(value).items()):
                yield from _leaves(item, spot.items, (*path, name), (*raw, ordinal))
        case Mapping():
            for key, item in value.items():
                if spot.keys.refers_to:
                    yield Leaf(".".join((*path, key)), (*raw, key), key, spot.keys.refers_to, is_key=True)
                yield from _leaves(item, spot.values, (*path, key), (*raw, key))
        case _:
            yield Leaf(".".join(path), raw, value, spot.refers_to)
