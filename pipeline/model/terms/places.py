"""The shape of the terms without data: which names stand where, and of what type."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal, TypeGuard, Union, get_args, get_origin, get_type_hints

from pydantic import Tag

from pipeline.model.scalar import Scalar
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.derived import Derived
from pipeline.model.terms.letter import LetterFacts
from pipeline.model.terms.section import TAG, Choice, InternalMark, RefersTo, Section

ANY = "*"
"""Stands for any item of a list or any key of a mapping."""
LETTER = "letter"
"""What the wording of a letter calls the facts that the letter tells beside the terms; no clause of a contract has them."""


@dataclass(frozen=True)
class Place:
    """One type that may stand at a data path, with the marks of its annotation. A union has several places."""

    type: Any
    marks: tuple[object, ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether a list stands here."""
        return get_origin(self.type) is tuple

    @property
    def is_mapping(self) -> bool:
        """Whether a mapping with free keys stands here."""
        return get_origin(self.type) in (Mapping, dict)

    @property
    def scalar(self) -> Scalar | None:
        """How the value is written, where a plain value stands here."""
        marked = next((mark for mark in self.marks if isinstance(mark, Scalar)), None)
        return marked or getattr(self.type, "scalar", None)

    @property
    def choices(self) -> tuple[str, ...]:
        """The answers of a closed list; empty where any value may stand."""
        if get_origin(self.type) is Literal:
            return tuple(str(answer) for answer in get_args(self.type))
        return tuple(str(answer) for answer in self.type) if isinstance(self.type, type) and issubclass(self.type, StrEnum) else ()

    @property
    def refers_to(self) -> tuple[str, ...]:
        """The lists one of whose items the identifier names."""
        return next((mark.lists for mark in self.marks if isinstance(mark, RefersTo)), ())

    @property
    def tag(self) -> str:
        """What the member of a union is chosen by."""
        return next((str(mark.tag) for mark in self.marks if isinstance(mark, Tag)), "")


@dataclass(frozen=True)
class Reached:
    """All that stands at one data path."""

    places: tuple[Place, ...]
    description: str
    internal: bool
    optional: bool


def is_section(type_: object) -> TypeGuard[type[Section]]:
    """Whether it is a class of sections."""
    return isinstance(type_, type) and issubclass(type_, Section)


def is_choice(type_: object) -> TypeGuard[type[Choice]]:
    """Whether it is a class of answers."""
    return isinstance(type_, type) and issubclass(type_, Choice)


def places_of(annotation: Any, marks: tuple[object, ...] = ()) -> tuple[tuple[Place, ...], bool]:
    """The places of an annotation, and whether the value may be absent."""
    if annotation is type(None):
        return (), True
    if get_origin(annotation) is Annotated:
        base, *more = get_args(annotation)
        return places_of(base, (*marks, *more))
    if get_origin(annotation) in (Union, types.UnionType):
        members = [places_of(member, marks) for member in get_args(annotation)]
        return tuple(place for places, _ in members for place in places), any(absent for _, absent in members)
    return (Place(annotation, marks),), False


def root(section: type[Section] = Terms) -> Reached:
    """The terms as a whole."""
    return Reached((Place(section),), section.__doc__ or "", internal=False, optional=False)


def names_at(reached: Reached) -> tuple[str, ...]:
    """The names that may follow, in the order of the model; `*` for items of lists and keys of mappings."""
    return tuple(dict.fromkeys(name for place in reached.places for name in _names(place)))


def under(reached: Reached, segment: str) -> Reached | None:
    """What stands one segment further; nothing where the name does not exist."""
    if segment.startswith(TAG):
        return Reached(
            tuple(place for place in reached.places if place.tag == segment), reached.description, reached.internal, reached.optional
        )
    found = [further for place in reached.places if (further := _under(place, segment)) is not None]
    if not found:
        return None
    return Reached(
        places=tuple(place for further in found for place in further.places),
        description=found[0].description or reached.description,
        internal=reached.internal or any(further.internal for further in found),
        optional=reached.optional or any(further.optional for further in found) or len(found) < len(reached.places),
    )


def _names(place: Place) -> Iterable[str]:
    if is_section(place.type):
        return (*place.type.model_fields, "derived") if place.type is Terms else tuple(place.type.model_fields)
    if place.type is Derived:
        return tuple(_figures())
    return (ANY,) if place.is_list or place.is_mapping else ()


def _under(place: Place, segment: str) -> Reached | None:
    if is_section(place.type):
        return _field(place.type, segment)
    if place.type is Derived:
        return _figures().get(segment)
    if place.is_list:
        return _item(get_args(place.type)[0], segment)
    return _reached(get_args(place.type)[1]) if place.is_mapping else None


@cache
def _field(section: type[Section], name: str) -> Reached | None:
    if section is Terms and name == "derived":
        return Reached((Place(Derived),), "The figures that follow from the data.", internal=False, optional=False)
    if section is Terms and name == LETTER:
        return Reached((Place(LetterFacts),), "The facts of the letter.", internal=False, optional=False)
    field = section.model_fields.get(name)
    return _reached(field.annotation, tuple(field.metadata), field.description or "") if field else None


@cache
def _figures() -> dict[str, Reached]:
    figures = {name: figure for name, figure in vars(Derived).items() if isinstance(figure, property) and not name.startswith("_")}
    return {name: _reached(_answer(figure), (), (figure.__doc__ or "").split("\n")[0]) for name, figure in figures.items()}


def _answer(figure: property) -> Any:
    return get_type_hints(figure.fget, include_extras=True)["return"]


def _item(annotation: Any, segment: str) -> Reached | None:
    item = _reached(annotation)
    with_id = any(is_section(place.type) and "id" in place.type.model_fields for place in item.places)
    return item if segment == ANY or segment.isdecimal() != with_id else None


def _reached(annotation: Any, marks: tuple[object, ...] = (), description: str = "") -> Reached:
    places, optional = places_of(annotation, marks)
    internal = any(isinstance(mark, InternalMark) for place in places for mark in place.marks)
    return Reached(places, description, internal, optional)
