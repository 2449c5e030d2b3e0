"""What is wrong with a tree of data, in a user's words and with its raw place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails

from pipeline.model.scalar import shape_of
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.places import ANY, Reached, is_section, names_at, root, under
from pipeline.model.terms.section import TAG, Section, joined

Raw = tuple[str | int, ...]
_LIKENESS = 0.75
"""How alike a name must be to be the one that was meant: `nmae` is as far from `name`, `renewal` from `general` is farther."""


@dataclass(frozen=True)
class Fault:
    """One fault: the raw place (keys and ordinals), a stable code, what is and what was expected, and what may help."""

    path: Raw
    code: str
    message: str
    hint: str = ""


def close_to(name: str, names: Iterable[str]) -> str:
    """A suggestion, where one of the names is close."""
    close = get_close_matches(name, sorted(names), n=1, cutoff=_LIKENESS)
    return f"did you mean `{close[0]}`?" if close else ""


def fault_of(detail: ErrorDetails, section: type[Section], tree: Mapping[str, Any]) -> Fault:
    """The fault that pydantic found, with the tags of unions taken out of its place."""
    # Pydantic marks a fault in a key, rather than in its value, by this last step.
    tagged: Raw = detail["loc"][:-1] if detail["loc"][-1:] == ("[key]",) else detail["loc"]
    raw = tuple(step for step in tagged if not (isinstance(step, str) and step.startswith(TAG)))
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return _missing(tagged, raw, section)
        case "extra_forbidden":
            return _unknown(tagged, raw, section)
        case "enum" | "literal_error":
            return _not_a_choice(tagged, raw, section, detail["input"])
        case "unknown-kind":
            return _unknown_kind(tagged, raw, section, detail["input"], detail["msg"])
        case "model_type" | "model_attributes_type" | "dict_type" | "mapping_type":
            return _not_fields(tagged, raw, section, detail["input"])
        case "tuple_type":
            return Fault(raw, "not-a-list", f"{shape_of(detail['input'])} stands where a list is expected: {_what(tagged, section)}")
    return Fault(
        raw + tuple(context.get("within", ())), detail["type"], str(context.get("message", detail["msg"])), str(context.get("hint", ""))
    )


def _missing(tagged: Raw, raw: Raw, section: type[Section]) -> Fault:
    reached = _reached(tagged, section)
    message = f"`{raw[-1]}` is missing from {_noun(_reached(tagged[:-1], section))}"
    return Fault(raw, "missing-key", message, reached.description if reached else "")


def _unknown(tagged: Raw, raw: Raw, section: type[Section]) -> Fault:
    around = _reached(tagged[:-1], section)
    names = names_at(around) if around else ()
    message = f"`{raw[-1]}` is not a field of {_noun(around)}"
    return Fault(raw, "unknown-key", message, close_to(str(raw[-1]), names) or f"the fields are {joined(names)}")


def _not_a_choice(tagged: Raw, raw: Raw, section: type[Section], written: object) -> Fault:
    reached = _reached(tagged, section)
    choices = tuple(choice for place in reached.places for choice in place.choices) if reached else ()
    return Fault(raw, "bad-choice", f"{_quoted(written)} is not one of {joined(choices)}", close_to(str(written), choices))


def _not_fields(tagged: Raw, raw: Raw, section: type[Section], written: object) -> Fault:
    reached = _reached(tagged, section)
    names = names_at(reached) if reached else ()
    message = f"{shape_of(written)} stands where fields are expected: {_what(tagged, section)}"
    if not names or ANY in names:
        return Fault(raw, "not-a-mapping", message)
    return Fault(raw, "not-a-mapping", message, f"write them below its name, indented by two spaces; the fields are {joined(names)}")


def _unknown_kind(tagged: Raw, raw: Raw, section: type[Section], written: object, key: str) -> Fault:
    if not isinstance(written, dict):
        return _not_fields(tagged, raw, section, written)
    around = _reached(tagged, section)
    kinds = tuple(place.tag.removeprefix(TAG) for place in around.places) if around else ()
    if key not in written:
        return Fault((*raw, key), "missing-key", f"`{key}` is missing; it is one of {joined(kinds)}", around.description if around else "")
    value = written[key]
    if isinstance(value, OpenPoint):
        message = f"`{value.path}` cannot be left open by itself, because the fields beside it depend on it"
        return Fault((*raw, key), "not-open", message, f"leave `{value.path.rpartition('.')[0]}` open")
    return Fault((*raw, key), "bad-choice", f"{_quoted(value)} is not one of {joined(kinds)}", close_to(str(value), kinds))


def _reached(tagged: Raw, section: type[Section]) -> Reached | None:
    reached: Reached | None = root(section)
    for step in tagged:
        if reached is None:
            return None
        reached = under(reached, "*" if isinstance(step, int) else str(step))
    return reached


def _noun(reached: Reached | None) -> str:
    sections = [place.type for place in reached.places if is_section(place.type)] if reached else []
    noun = sections[0].noun() if sections else "section"
    return f"the {noun}"


def _what(tagged: Raw, section: type[Section]) -> str:
    reached = _reached(tagged, section)
    description = reached.description if reached else ""
    return description[:1].lower() + description[1:].rstrip(".") if description else "one item"


def _quoted(written: object) -> str:
    return f"`{written}`" if isinstance(written, str) else shape_of(written)
