"""A small contract without fault, varied by data path, and what the rules say about it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.check import terms_faults
from pipeline.model.diagnostic import Diagnostic, Span
from pipeline.model.positions import Positions
from pipeline.model.terms.calendar import Calendar
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.reading import calendar_from, terms_from

HERE = Path(__file__).parent
Changes = Mapping[str, Any]
"""What stands at data paths instead: a new value, a new item of a list by its id, or nothing."""


def read(file: str) -> dict[str, Any]:
    fields: dict[str, Any] = yaml.load((HERE / file).read_text(encoding="utf-8"), yaml.BaseLoader)
    return fields


CONTRACT, CALENDAR = read("contract.yaml"), read("calendar.yaml")


def varied(changes: Changes) -> tuple[dict[str, Any], Calendar]:
    """The tree of the contract, and the calendar, with the changes made."""
    tree = {**copy.deepcopy(CONTRACT), "calendar": copy.deepcopy(CALENDAR)}
    for path, value in changes.items():
        put(tree, path.split("."), value)
    calendar = calendar_from(tree["calendar"])
    assert isinstance(calendar, Calendar), calendar
    return tree, calendar


def put(around: Any, segments: list[str], value: Any) -> None:
    name, *further = segments
    if further:
        put(below(around, name), further, value)
    elif isinstance(around, list):
        around[:] = [item for item in around if item.get("id") != name] if value is None else [*around, {"id": name, **value}]
    elif value is None:
        del around[name]
    else:
        around[name] = value


def below(around: Any, name: str) -> Any:
    if isinstance(around, list):
        return next(item for item in around if item["id"] == name)
    return around.setdefault(name, {})


def terms_of(changes: Changes) -> Terms:
    """The terms of the varied contract."""
    tree, calendar = varied(changes)
    terms = terms_from({**tree, "calendar": calendar.id}, calendars={calendar.id: calendar})
    assert isinstance(terms, Terms), terms
    return terms


def places(node: Any, path: str = "", raw: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Each place of the tree with its data path."""
    if raw:
        yield raw, path
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, item in items:
        name = item.get("id", step) if isinstance(item, dict) and isinstance(node, list) else step
        yield from places(item, f"{path}.{name}".lstrip("."), (*raw, step))


def positions_of(changes: Changes) -> Positions:
    """Positions that name, as the file of each span, the data path of the value, or `key PATH` of the key."""
    found = dict(places(varied(changes)[0]))
    ids = {path: raw for raw, path in found.items()}
    keys = {raw: Span(f"key {path}") for raw, path in found.items() if isinstance(raw[-1], str)}
    return Positions(keys, {raw: Span(path) for raw, path in found.items()}, ids, "the contract")


def findings_of(changes: Changes) -> list[Diagnostic]:
    """What the rules find in the varied contract."""
    return terms_faults(terms_of(changes), positions_of(changes))


@pytest.fixture
def said() -> Callable[[Changes], list[tuple[str, str, str]]]:
    """What is said about the varied contract: severity and code as they are printed, place, message."""
    return lambda changes: [(f"{found.severity}[{found.code}]", found.span.file, found.message) for found in findings_of(changes)]


@pytest.fixture
def found() -> Callable[[Changes], list[Diagnostic]]:
    """What the rules find in the varied contract, whole."""
    return findings_of
