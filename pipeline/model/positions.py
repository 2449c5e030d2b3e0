"""Where each value of the data was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pipeline.model.diagnostic import Span


@dataclass(frozen=True, slots=True)
class Positions:
    """The place of each key and value, by raw path: keys of mappings and ordinals of sequences.

    The path of a key is that of its value, so `("term", "initial_term")` finds both the key and the value.
    """

    keys: Mapping[tuple[str | int, ...], Span] = field(default_factory=lambda: MappingProxyType({}))
    values: Mapping[tuple[str | int, ...], Span] = field(default_factory=lambda: MappingProxyType({}))
    ids: Mapping[str, tuple[str | int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """From a data path with ids (`service_levels.targets.p1.response`) to the raw path with ordinals."""
    file: str = ""
    """What to point at when nothing else is known: the contract's folder or file."""

    def of_value(self, path: str | tuple[str | int, ...]) -> Span:
        """The place of a value, else of the nearest thing around it that has a place."""
        return self._nearest(self.raw(path), (self.values, self.keys))

    def of_key(self, path: str | tuple[str | int, ...]) -> Span:
        """The place of a key, else of the nearest thing around it that has a place."""
        return self._nearest(self.raw(path), (self.keys, self.values))

    def raw(self, path: str | tuple[str | int, ...]) -> tuple[str | int, ...]:
        """The path by keys and ordinals of a data path by ids."""
        if not isinstance(path, str):
            return path
        segments = path.split(".")
        for end in range(len(segments), 0, -1):
            raw = self.ids.get(".".join(segments[:end]))
            if raw is not None:
                return raw + tuple(segments[end:])
        return tuple(segments)

    def _nearest(self, raw: tuple[str | int, ...], tables: tuple[Mapping[tuple[str | int, ...], Span], ...]) -> Span:
        for end in range(len(raw), 0, -1):
            for table in tables:
                if raw[:end] in table:
                    return table[raw[:end]]
        return Span(self.file)
