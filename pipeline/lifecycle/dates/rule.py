"""What a rule on key dates is, and what becomes of it where a value is still to be agreed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.lifecycle.counting import NoDay
from pipeline.lifecycle.dates.life import Life
from pipeline.model.key_dates import KeyDate, Undated
from pipeline.model.terms.open_points import StillOpen


@dataclass(frozen=True, slots=True)
class Rule:
    """The key dates of one kind: what it looks at, one by one, and the key dates of each, so that an open point hides no other item.

    `title` names what is missing where no day can be given.
    """

    title: str
    items: Callable[[Life], Iterable[Any]]
    dates: Callable[[Life, Any], Iterator[KeyDate]]

    def found(self, life: Life) -> Iterator[KeyDate | Undated]:
        """The key dates, and what is missing and why."""
        try:
            items = tuple(self.items(life))
        except (StillOpen, NoDay) as fault:
            yield Undated(self.title, _why(fault))
            return
        for item in items:
            yield from self._of(life, item)

    def _of(self, life: Life, item: Any) -> Iterator[KeyDate | Undated]:
        try:
            yield from self.dates(life, item)
        except (StillOpen, NoDay) as fault:
            name = getattr(item, "id", "")
            yield Undated(f"{self.title} (`{name}`)" if name else self.title, _why(fault))


def _why(fault: StillOpen | NoDay) -> str:
    return f"{fault.point.label} is still to be agreed (`{fault.point.path}`)" if isinstance(fault, StillOpen) else str(fault)


def whole(life: Life) -> tuple[Life]:
    """For a rule that looks at the contract as a whole."""
    return (life,)
