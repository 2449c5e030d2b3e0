"""From the tree of a contract's YAML to its terms, or to all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from pipeline.model.money import Money
from pipeline.model.scalar import shape_of
from pipeline.model.terms.calendar import Calendar
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.faults import Fault, close_to, fault_of
from pipeline.model.terms.house import House
from pipeline.model.terms.meta import Origin
from pipeline.model.terms.open_points import NOT_TAKEN_DOWN, OpenPoint
from pipeline.model.terms.paths import PathError, field_at, leaves
from pipeline.model.terms.section import Section, joined

Read = TypeVar("Read", bound=Section)

_TELL_APART = frozenset({"id", "mode", "model", "kind", "type", "allowed", "op"})
"""Fields by which items and kinds are told apart, so that nothing could be read without them."""
_PRICED = ("charges", "rate_card", "additional_services", "request_catalogue")


def terms_from(tree: Mapping[str, Any], *, calendars: Mapping[str, Calendar]) -> Terms | list[Fault]:
    """The terms in a tree of mappings, lists and texts, or all faults in it. The calendar is resolved by its name."""
    present = _present(tree)
    faults = [*_resolve_calendar(present, calendars), *_place_open_points(present)]
    read = _as_far_as_taken_down(present) if _is_executed_elsewhere(present) else _read(Terms, present)
    if isinstance(read, list):
        return faults + [fault for fault in read if fault.path != ("calendar",) or not faults]
    faults += _other_currencies(read)
    return faults or read


def _is_executed_elsewhere(tree: Mapping[str, Any]) -> bool:
    meta = tree.get("meta")
    return isinstance(meta, dict) and meta.get("origin") == Origin.EXECUTED_ELSEWHERE.value


def _as_far_as_taken_down(tree: dict[str, Any]) -> Terms | list[Fault]:
    """The terms of a contract that was signed before it came here: each field that its key data lack stands as an open point.

    So whatever is computed from them is silent where it would need what nobody took down.
    """
    read = _read(Terms, tree)
    while isinstance(read, list):
        missing = [fault.path for fault in read if fault.code == "missing-key" and fault.path[-1] not in _TELL_APART]
        if not missing or len(missing) < len(read):
            return [fault for fault in read if fault.path not in missing]
        for path in missing:
            around: Any = tree
            for step in path[:-1]:
                around = around[step]
            around[path[-1]] = OpenPoint(".".join(map(str, path)), NOT_TAKEN_DOWN)
        read = _read(Terms, tree)
    return read


def section_from(section: type[Read], tree: Mapping[str, Any]) -> Read | list[Fault]:
    """Any section in a tree of mappings, lists and texts, or all faults in it."""
    return _read(section, _present(tree))


def calendar_from(tree: Mapping[str, Any]) -> Calendar | list[Fault]:
    """The calendar in a tree of mappings, lists and texts, or all faults in it."""
    return _read(Calendar, _present(tree))


def house_from(tree: Mapping[str, Any]) -> House | list[Fault]:
    """Our house in a tree of mappings, lists and texts, or all faults in it."""
    return _read(House, _present(tree))


def _read(section: type[Read], tree: Mapping[str, Any]) -> Read | list[Fault]:
    try:
        return section.model_validate(tree)
    except ValidationError as error:
        return [fault_of(detail, section, tree) for detail in error.errors(include_url=False)]


def _present(tree: Any) -> Any:
    """The tree without keys that hold nothing: `key:` and `key: null` mean that the key is absent."""
    if isinstance(tree, Mapping):
        return {key: _present(value) for key, value in tree.items() if value is not None}
    return [_present(value) for value in tree] if isinstance(tree, list | tuple) else tree


def _resolve_calendar(tree: dict[str, Any], calendars: Mapping[str, Calendar]) -> Iterator[Fault]:
    name = tree.get("calendar")
    if not isinstance(name, str):
        if name is not None:
            yield Fault(("calendar",), "not-a-value", f"{shape_of(name)} stands where the name of a calendar is expected")
        return
    if name in calendars:
        tree["calendar"] = calendars[name]
    else:
        known = joined(sorted(calendars)) or "none"
        yield Fault(
            ("calendar",), "unknown-calendar", f"there is no calendar `{name}`; the calendars are {known}", close_to(name, calendars)
        )


def _place_open_points(tree: dict[str, Any]) -> Iterator[Fault]:
    items = tree.get("open")
    for ordinal, item in enumerate(items if isinstance(items, list) else ()):
        match item:
            case {"path": str(path), "label": str(label)}:
                problem = _leave_open(tree, path, label)
                if problem:
                    yield Fault(("open", ordinal, "path"), *problem)


def _leave_open(tree: dict[str, Any], path: str, label: str) -> tuple[str, str, str] | None:
    """Puts the open point where the value is missing, or says why it cannot be there."""
    try:
        field_at(path)
    except PathError as error:
        return "unknown-path", f"`{path}` is not a data path: `{error.segment}` is not a name there", close_to(error.segment, error.names)
    *parents, last = path.split(".")
    around: Any = tree
    for segment in parents:
        around = _further(around, segment)
    if not isinstance(around, dict) or parents[:1] in (["derived"], ["calendar"]) or last == "derived":
        return "not-open", f"`{path}` cannot be left open: expected a field of a section or item that is there", ""
    if last in around:
        return "not-open", f"`{path}` is listed as open and has a value", "drop it from `open`, or the value from the data"
    around[last] = OpenPoint(path, label)
    return None


def _further(around: Any, segment: str) -> Any:
    match around:
        case dict():
            return around.get(segment)
        case list():
            by_name = {item.get("id"): item for item in around if isinstance(item, dict)}
            return by_name.get(segment)
    return None


def _other_currencies(terms: Terms) -> Iterator[Fault]:
    # Derived figures add these amounts up, so a second currency among them is a fault of the data, not of a rule.
    if isinstance(terms.charges, OpenPoint) or isinstance(terms.charges.currency, OpenPoint):
        return
    for leaf in leaves(terms):
        if leaf.place[0] in _PRICED and isinstance(leaf.value, Money) and leaf.value.currency != terms.charges.currency:
            message = f"`{leaf.value}` is not in the currency of the charges, `{terms.charges.currency}`"
            yield Fault(leaf.place, "mixed-currency", message)
