"""A scalar of the contract's data: written as text in YAML, read strictly into one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, LiteralString, TypeVar

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

Noun = TypeVar("Noun", bound=type[Any])


def bad(code: LiteralString, message: str, hint: str = "", *, within: tuple[str | int, ...] = ()) -> PydanticCustomError:
    """A fault in a value: a stable code, what is and what was expected, what may help, and the place within the value."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint, "within": within})


@dataclass(frozen=True, eq=False)
class Scalar:
    """How one kind of value is written: its name, what it becomes, its reader and its JSON Schema.

    The schema describes what an editor sees, where a bare `30` is a number and a bare `true` a boolean.
    """

    name: str
    becomes: type[Any]
    read: Callable[[str], Any]
    schema: dict[str, Any]

    def value(self, written: object) -> object:
        """The value of what is written; one that is already of the right class passes."""
        if isinstance(written, str) and self.becomes is not str:
            return self.read(written)
        if isinstance(written, self.becomes):
            return self.read(written) if self.becomes is str else written
        raise bad("not-a-value", f"{shape_of(written)} stands where {self.name} is expected")

    def core_schema(self) -> CoreSchema:
        """The schema by which pydantic reads the value."""
        return core_schema.no_info_plain_validator_function(self.value)

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return self.core_schema()

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(self.schema)


def written_as(name: str, **schema: Any) -> Callable[[Noun], Noun]:
    """Let a class with a `read` be the type of a field: `@written_as("an amount of money", pattern=...)`."""

    def teach(noun: Noun) -> Noun:
        reading = Scalar(name, noun, noun.read, {"type": "string", **schema})
        noun.scalar = reading
        noun.__get_pydantic_core_schema__ = classmethod(lambda cls, source, handler: reading.core_schema())
        noun.__get_pydantic_json_schema__ = classmethod(lambda cls, core, handler: dict(reading.schema))
        return noun

    return teach


def shape_of(written: object) -> str:
    """What stands in the data, in a user's words."""
    if isinstance(written, dict):
        return "a group of fields"
    if isinstance(written, list | tuple):
        return "a list"
    return "nothing" if written is None else f"`{written}`"
