"""The union of several YAML files as one tree, in which each top-level key stands in one file only."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model.diagnostic import Diagnostic, Related, Span, error
from pipeline.model.positions import Positions
from pipeline.store.placing import ids_of
from pipeline.store.yaml_tree import RawPath, Tree


@dataclass(slots=True)
class Merged:
    """What the files read so far say together, with the place of each key and value."""

    tree: dict[str, Tree] = field(default_factory=dict)
    _keys: dict[RawPath, Span] = field(default_factory=dict)
    _values: dict[RawPath, Span] = field(default_factory=dict)
    _ids: dict[str, RawPath] = field(default_factory=dict)

    def add(self, fields: dict[str, Tree], positions: Positions) -> list[Diagnostic]:
        """Take in one more file; a key that stood in an earlier one is left out and is a finding."""
        doubled = [key for key in fields if key in self.tree]
        findings = [self._doubled(key, positions.keys[(key,)]) for key in doubled]
        self.tree.update((key, value) for key, value in fields.items() if key not in doubled)
        self._keys.update((path, span) for path, span in positions.keys.items() if path[0] not in doubled)
        self._values.update((path, span) for path, span in positions.values.items() if path and path[0] not in doubled)
        return findings

    def put_under(self, name: str, fields: dict[str, Tree], positions: Positions) -> None:
        """Keep the places of another file's fields as if they stood under `name`, where the terms have them."""
        self._keys.update(((name, *path), span) for path, span in positions.keys.items())
        self._values.update(((name, *path), span) for path, span in positions.values.items() if path)
        self._ids.update((f"{name}.{path}", (name, *raw)) for path, raw in ids_of(fields).items())

    def positions(self, file: str) -> Positions:
        """The places of all; `file` is pointed at where nothing else is known."""
        return Positions(self._keys, self._values, ids_of(self.tree) | self._ids, file)

    def _doubled(self, key: str, span: Span) -> Diagnostic:
        first = Related(self._keys[(key,)], f"`{key}` stands here first")
        return error("key-in-two-files", span, f"`{key}` stands in two files of this contract", "keep it in one of the two", first)
