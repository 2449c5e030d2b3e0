"""Points that a preliminary draft leaves open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn, TypeVar

Value = TypeVar("Value")


class StillOpen(Exception):
    """Something was asked of a value that is not yet agreed; carries the open point."""

    def __init__(self, point: OpenPoint) -> None:
        super().__init__(point.path, point.label)
        self.point = point

    def __reduce__(self) -> tuple[type[StillOpen], tuple[OpenPoint]]:
        return StillOpen, (self.point,)


NOT_TAKEN_DOWN = "not taken down"
"""The label of what the key data lack of a contract that was signed before it came here."""


@dataclass(frozen=True)
class OpenPoint:
    """What stands in a field whose value is still to be agreed.

    It has no other use than to be printed: whoever reads on in it, compares it, iterates over it or takes it for
    a flag gets `StillOpen`, so that no rule or figure rests on a value that is not there.
    """

    path: str
    label: str

    def __getattr__(self, name: str) -> NoReturn:
        # Python's own protocols (copying, pickling) ask for absent dunder names and expect this answer.
        if name.startswith("__"):
            raise AttributeError(name)
        raise StillOpen(self)

    def _refuse(self, other: object = None) -> NoReturn:
        raise StillOpen(self)

    def __bool__(self) -> bool:
        self._refuse()

    def __iter__(self) -> Iterator[NoReturn]:
        self._refuse()

    def __len__(self) -> int:
        self._refuse()

    def __contains__(self, item: object) -> bool:
        self._refuse()

    def __getitem__(self, item: object) -> NoReturn:
        self._refuse()

    __lt__ = __le__ = __gt__ = __ge__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _refuse


def agreed(value: Value) -> Value:
    """The value, where it is agreed; for questions that an open point would answer silently, as `is` and `isinstance`. Raises StillOpen."""
    if isinstance(value, OpenPoint):
        raise StillOpen(value)
    return value
