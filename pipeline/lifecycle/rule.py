"""What a rule on key dates or on obligations is, and what becomes of it where a value is still to be agreed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pipeline.lifecycle.counting import NoDay
from pipeline.lifecycle.life import Life
from pipeline.model.key_dates import Undated
from pipeline.model.terms.open_points import NOT_TAKEN_DOWN, StillOpen

Found = TypeVar("Found")


@dataclass(frozen=True)
class Rule(Generic[Found]):
    """What follows from the terms in one respect: the items that it looks at, and what each gives, so that an open point hides no other.

    `title` names what is missing where nothing can be said yet.
    """

    title: str
    items: Callable[[Life], Iterable[Any]]
    gives: Callable[[Life, Any], Iterator[Found]]

    def found(self, life: Life) -> Iterator[Found | Undated]:
        """What follows, and what is missing and why."""
        try:
            items = tuple(self.items(life))
        except (StillOpen, NoDay) as fault:
            yield Undated(self.title, _why(fault))
            return
        for item in items:
            yield from self._of(life, item)

    def _of(self, life: Life, item: Any) -> Iterator[Found | Undated]:
        try:
            yield from self.gives(life, item)
        except (StillOpen, NoDay) as fault:
            name = getattr(item, "id", "")
            yield Undated(f"{self.title} (`{name}`)" if name else self.title, _why(fault))


def _why(fault: StillOpen | NoDay) -> str:
    if not isinstance(fault, StillOpen):
        return str(fault)
    if fault.point.label == NOT_TAKEN_DOWN:
        return f"the key data lack `{fault.point.path}`"
    return f"{fault.point.label} is still to be agreed (`{fault.point.path}`)"


def whole(life: Life) -> tuple[Life]:
    """For a rule that looks at the contract as a whole."""
    return (life,)
