"""What every section of the terms has in common: strict keys, lists with ids, marks for internal fields and references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Tag, ValidatorFunctionWrapHandler, WrapValidator, field_validator

from pipeline.model.scalar import bad
from pipeline.model.terms.open_points import OpenPoint

Item = TypeVar("Item")
Key = TypeVar("Key")
TAG = "\0"
"""YAML text cannot hold NUL, so the tag of a union is never mistaken for a key."""


def _unless_open(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    return value if isinstance(value, OpenPoint) else read(value)


def _describe(schema: dict[str, Any], section: type[BaseModel]) -> None:
    # Behind a wrap validator pydantic drops the description of a field that is a section of its own.
    for name, field in schema.get("properties", {}).items():
        field.setdefault("description", section.model_fields[name].description)


class Section(BaseModel):
    """A mapping of the contract's data: every key is known, nothing changes after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=_describe)

    @field_validator("*", mode="wrap")
    @classmethod
    def _open_points_stay(cls, value: Any, read: ValidatorFunctionWrapHandler) -> Any:
        return _unless_open(value, read)

    @classmethod
    def noun(cls) -> str:
        """What a user calls this section, from the class's name: `service level target`."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cls.__name__).lower()


class Choice(StrEnum):
    """One of a closed list of answers."""

    @property
    def words(self) -> str:
        """The answer as words of a sentence."""
        return self.value.replace("_", " ")


@dataclass(frozen=True)
class InternalMark:
    """Marks a field that is never printed in what leaves the house."""


@dataclass(frozen=True)
class RefersTo:
    """Says in which lists (data paths, any of them) the identifier names an item."""

    lists: tuple[str, ...]

    def __init__(self, *lists: str) -> None:
        object.__setattr__(self, "lists", lists)


def _ids_are_unique(items: tuple[Item, ...]) -> tuple[Item, ...]:
    seen: set[object] = set()
    for ordinal, item in enumerate(items):
        name = getattr(item, "id", None)
        if name in seen:
            message = f"`{name}` is the id of an earlier item of this list: expected an id of its own"
            raise bad("doubled-id", message, within=(ordinal, "id"))
        seen.add(name)
    return items


def _not_empty(items: tuple[Item, ...]) -> tuple[Item, ...]:
    if not items:
        raise bad("empty-list", "the list is empty: expected at least one item")
    return items


INTERNAL = InternalMark()
Internal = Annotated[Item, INTERNAL]
Listed = Annotated[tuple[Item, ...], AfterValidator(_ids_are_unique)]
"""A list whose items are addressed by their `id`."""
Some = Annotated[tuple[Item, ...], AfterValidator(_not_empty), AfterValidator(_ids_are_unique)]
"""Such a list with at least one item."""
Several = Annotated[tuple[Item, ...], AfterValidator(_not_empty)]
"""A list of plain values, at least one, addressed by ordinal from 0."""
Keyed = Mapping[Key, Annotated[Item, WrapValidator(_unless_open)]]
"""A mapping whose keys are the user's."""


def chosen_by(key: str) -> Discriminator:
    """The discriminator of a union whose members are told apart by the value of one key."""

    def tag_of(written: object) -> str | None:
        chosen = written.get(key) if isinstance(written, dict) else None
        return TAG + chosen if isinstance(chosen, str) else None

    return Discriminator(tag_of, custom_error_type="unknown-kind", custom_error_message=key)


def kind(value: str) -> Tag:
    """Marks the member of a union that stands for this value of the discriminating key."""
    return Tag(TAG + value)


def joined(names: Iterable[str]) -> str:
    """Names in backticks, as a message lists them."""
    return ", ".join(f"`{name}`" for name in names)
