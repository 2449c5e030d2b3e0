"""The faults of the model, each brought to its place in the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from difflib import get_close_matches
from typing import Any

from pipeline.model.diagnostic import Diagnostic, Related, Span, error
from pipeline.model.positions import Positions
from pipeline.model.terms.faults import Fault
from pipeline.store.yaml_tree import RawPath, Tree


def placed(faults: Iterable[Fault], positions: Positions, tree: Tree, where_to_add: str = "") -> Iterator[Diagnostic]:
    """Each fault as a finding. `where_to_add` names the files in which a field that no mapping surrounds can be added."""
    faults = list(faults)
    missing = {fault.path for fault in faults if fault.code == "missing-key"}
    meant = {fault.path: _meant(fault.path, missing) for fault in faults if fault.code == "unknown-key"}
    for fault in faults:
        match fault.code:
            case "missing-key" if fault.path in meant.values():
                continue
            case "missing-key" if fault.path in positions.keys:
                yield _nothing_behind_colon(fault, positions)
            case "missing-key":
                yield _missing(fault, positions, where_to_add)
            case "unknown-key":
                yield error(fault.code, positions.of_key(fault.path), fault.message, _hint_for_unknown(fault, meant[fault.path]))
            case _:
                related = _other_place(fault, positions, tree)
                yield error(fault.code, positions.of_value(fault.path), fault.message, fault.hint or _HINTS.get(fault.code), *related)


_HINTS = {
    "not-a-list": "write each item on a line of its own behind `- `, or all of them between `[` and `]`",
    "not-a-mapping": "write `name: value` lines below its name, indented by two spaces",
}


def _meant(path: RawPath, missing: Set[RawPath]) -> RawPath | None:
    """The missing field that an unknown one must be: the same one further out, or one beside it of nearly the same name."""
    *around, name = path
    for depth in range(len(around) - 1, -1, -1):
        if (*around[:depth], name) in missing:
            return (*around[:depth], name)
    beside = {str(other[-1]): other for other in missing if other[:-1] == tuple(around)}
    close = get_close_matches(str(name), beside, n=1)
    return beside[close[0]] if close else None


def _hint_for_unknown(fault: Fault, meant: RawPath | None) -> str | None:
    if meant is None or len(meant) == len(fault.path):
        return fault.hint or None
    around = f"`{meant[-2]}`" if meant[:-1] and isinstance(meant[-2], str) else "the list item above" if meant[:-1] else "no other field"
    return f"it belongs to {around}: begin the line as far left as the other fields there"


def _nothing_behind_colon(fault: Fault, positions: Positions) -> Diagnostic:
    name = fault.path[-1]
    hint = f"write the value there: {_within_sentence(fault.hint)}" if fault.hint else None
    return error("empty-value", positions.of_key(fault.path), f"nothing stands behind `{name}:`", hint)


def _missing(fault: Fault, positions: Positions, where_to_add: str) -> Diagnostic:
    name, around = fault.path[-1], fault.path[:-1]
    meaning = f": {_within_sentence(fault.hint)}" if fault.hint else ""
    if around:
        return error(fault.code, positions.of_key(around), fault.message, f"add `{name}` to it{meaning}")
    return error(fault.code, Span(positions.file), fault.message, f"add `{name}` to {where_to_add or 'this file'}{meaning}")


def _within_sentence(description: str) -> str:
    """A description as the end of a sentence; a word in capitals keeps them."""
    lower = description[1:2].islower() or description[1:2] == " "
    return (description[:1].lower() if lower else description[:1]) + description[1:].rstrip(".")


def _other_place(fault: Fault, positions: Positions, tree: Tree) -> tuple[Related, ...]:
    """The second place, where the fault is a conflict between two."""
    match fault.code:
        case "doubled-id":
            first = _first_with_id(fault.path, tree)
            return (Related(positions.of_value(first), "the earlier item"),) if first else ()
        case "mixed-currency":
            return (Related(positions.of_value(("charges", "currency")), "the currency of the charges"),)
        case "not-open":
            path = _at(tree, fault.path)
            raw = positions.raw(path) if isinstance(path, str) else ()
            return (Related(positions.keys[raw], "the value"),) if raw in positions.keys else ()
    return ()


def _first_with_id(path: RawPath, tree: Tree) -> RawPath | None:
    *around, _, _ = path
    items: Any = _at(tree, tuple(around))
    name = _at(tree, path)
    for ordinal, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict) and item.get("id") == name:
            return (*around, ordinal, "id")
    return None


def _at(tree: Any, path: RawPath) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def ids_of(tree: Mapping[str, Tree]) -> dict[str, RawPath]:
    """The raw place of each list item by its data path: by `id` where it has one, by its ordinal where not."""
    found: dict[str, RawPath] = {}
    _collect(tree, "", (), found)
    return found


def _collect(node: Tree | Mapping[str, Tree], named: str, raw: RawPath, found: dict[str, RawPath]) -> None:
    match node:
        case dict():
            for key, value in node.items():
                if isinstance(value, dict | list):
                    _collect(value, f"{named}{key}.", (*raw, key), found)
        case list():
            for ordinal, item in enumerate(node):
                name = item.get("id") if isinstance(item, dict) else None
                path = f"{named}{name if isinstance(name, str) else ordinal}"
                found.setdefault(path, (*raw, ordinal))
                _collect(item, f"{path}.", (*raw, ordinal), found)
