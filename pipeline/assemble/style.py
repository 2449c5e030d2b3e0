"""How the writers of one language put dates and times, and how one law's practice spells the library's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from pipeline.assemble.spelling import Spelling, as_written, spelling_of
from pipeline.model.days import written_day
from pipeline.model.law import Law
from pipeline.model.numbering import NO_BREAK
from pipeline.model.terms.meta import Language
from pipeline.model.times import TimeOfDay


@dataclass(frozen=True, slots=True)
class Style:
    """The forms in which languages differ.

    `names` are the words of what the data name by identifiers that only the library explains, by data path.
    """

    language: Language
    time: Callable[[TimeOfDay], str]
    spelled: Spelling = as_written
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def day(self, value: date) -> str:
        """A date written out."""
        return written_day(value, self.language)


def _american_time(value: TimeOfDay) -> str:
    """A time as `8:00 a.m.`; noon and both ends of the day by name, since practice writes them in two ways."""
    if value.minutes % (12 * 60) == 0:
        return "noon" if value.hour == 12 else "midnight"
    return f"{value.hour % 12 or 12}:{value.minute:02}{NO_BREAK}{'a.m.' if value.hour < 12 else 'p.m.'}"


BRITISH = Style(Language.BRITISH_ENGLISH, str)
AMERICAN = Style(Language.AMERICAN_ENGLISH, _american_time)


def style_of(law: Law | None, names: Mapping[str, str]) -> Style:
    """How a contract under this law is written; where the law is open, as the library itself."""
    return replace(AMERICAN if law and law.language is Language.AMERICAN_ENGLISH else BRITISH, spelled=spelling_of(law), names=names)
