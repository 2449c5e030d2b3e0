"""The data of a new contract while it is put together, and from which answer each part of it came."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize

from pipeline.model.intake import OPEN, AnswerPath

RawPath = tuple[str | int, ...]


@dataclass(slots=True)
class Draft:
    """A tree as a contract's files say it. `origins` names the answer behind a place; what lies further in came from it too."""

    tree: dict[str, Any] = field(default_factory=dict)
    origins: dict[RawPath, AnswerPath] = field(default_factory=dict)

    def put(self, path: str, value: object, *origin: str | int) -> None:
        """Let a value stand at a data path without items of lists; sections around it are made."""
        steps = path.split(".")
        around = self.tree
        for step in steps[:-1]:
            around = around.setdefault(step, {})
        around[steps[-1]] = value
        if origin:
            self.origins[tuple(steps)] = origin

    def at(self, path: str) -> Any:
        """What stands at a data path without items of lists; None where nothing does."""
        around: Any = self.tree
        for step in path.split("."):
            around = around.get(step) if isinstance(around, Mapping) else None
        return around

    def items(self, path: str) -> list[dict[str, Any]]:
        """The items of the list at a data path; none where it is to be agreed, or absent."""
        found = self.at(path)
        return found if isinstance(found, list) else []

    def came_from(self, place: RawPath) -> AnswerPath:
        """The answer behind a place of the tree, and the place within it; empty where no answer stands behind it."""
        for end in range(len(place), 0, -1):
            if place[:end] in self.origins:
                return (*self.origins[place[:end]], *place[end:])
        return ()

    def take_open_points(self) -> list[tuple[RawPath, list[str]]]:
        """Take each value that is to be agreed out of the tree; gives its place by ordinals and by ids."""
        found: list[tuple[RawPath, list[str]]] = []
        _take(self.tree, (), [], found)
        return found


def _take(node: Any, raw: RawPath, named: list[str], found: list[tuple[RawPath, list[str]]]) -> None:
    if isinstance(node, dict):
        for key, value in list(node.items()):
            if value == OPEN:
                del node[key]
                found.append(((*raw, key), [*named, key]))
            else:
                _take(value, (*raw, key), [*named, key], found)
    elif isinstance(node, list):
        for ordinal, item in enumerate(node):
            name = str(item.get("id", ordinal)) if isinstance(item, dict) else str(ordinal)
            _take(item, (*raw, ordinal), [*named, name], found)


def slug(words: str) -> str:
    """Words as an identifier: small letters, digits and underscores."""
    plain = normalize("NFKD", words.lower().replace("ß", "ss")).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40].strip("_")
    return name if name[:1].isalpha() else f"item_{name}".strip("_")


def slugs(names: Iterable[str]) -> list[str]:
    """An identifier for each of several names; those that would be the same are numbered."""
    taken: list[str] = []
    for name in names:
        plain = slug(name)
        same = sum(other == plain or re.fullmatch(rf"{plain}_[0-9]+", other) is not None for other in taken)
        taken.append(plain if not same else f"{plain}_{same + 1}")
    return taken
