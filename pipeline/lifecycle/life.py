"""What the rules ask a contract: its terms in time, its people, and a day in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from pipeline.lifecycle.counting import ONE_DAY, Counting
from pipeline.model.days import written_day
from pipeline.model.numbering import NO_BREAK
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.meta import Language
from pipeline.model.terms.open_points import OpenPoint, StillOpen, agreed
from pipeline.model.terms.paths import find
from pipeline.model.terms.term import NoRenewal


@dataclass(frozen=True, slots=True)
class Stretch:
    """The Initial Term, or a Renewal Term that may follow; `number` counts from 0."""

    number: int
    first: date
    last: date

    @property
    def name(self) -> str:
        """How people call it."""
        return f"Renewal Term {self.number}" if self.number else "the Initial Term"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for something, in which role, and who stands in."""

    name: str
    role: str = ""
    deputy: str = ""

    @property
    def words(self) -> str:
        """The name with the role."""
        return f"{self.name} ({self.role})" if self.role else self.name


@dataclass(frozen=True, slots=True)
class Life:
    """A contract as it lasts. Raises StillOpen wherever the answer rests on an open point."""

    terms: Terms

    @property
    def counting(self) -> Counting:
        """How its clauses count."""
        return Counting(agreed(self.terms.calendar))

    @property
    def effective(self) -> date:
        """The Effective Date."""
        return agreed(self.terms.term.effective_date)

    @property
    def service_start(self) -> date:
        """The Service Start Date."""
        return agreed(self.terms.term.service_start_date)

    @property
    def initial(self) -> Stretch:
        """The Initial Term."""
        first = agreed(self.terms.derived.term_start_date)
        return Stretch(0, first, self.terms.derived.expiry_date)

    @property
    def stretches(self) -> Iterator[Stretch]:
        """The Initial Term and each Renewal Term that may follow it."""
        stretch = self.initial
        yield stretch
        renewal = agreed(self.terms.term.renewal)
        for number in range(1, 1 + (0 if isinstance(renewal, NoRenewal) else agreed(renewal.max_renewals))):
            assert not isinstance(renewal, NoRenewal)
            first = stretch.last + ONE_DAY
            stretch = Stretch(number, first, renewal.period.last_day(first))
            yield stretch

    def overseer(self, party: str) -> str:
        """Who oversees the contract for a party, with the role; the party where nobody is named."""
        return self.overseen_by(party).words

    def holder(self, role: str) -> str:
        """The person behind a role, with the role; the role by itself where no contact has it."""
        return self.held_by(role).words

    def overseen_by(self, party: str) -> Owner:
        """Who oversees the contract for a party, and who stands in; the party as long as that is open, so that no day is lost by it."""
        with suppress(StillOpen):
            for each in agreed(self.terms.governance.oversight):
                if agreed(each.party) == party:
                    return Owner(agreed(each.name), agreed(each.role), _deputy(each.deputy))
        return Owner(party.capitalize())

    def held_by(self, role: str) -> Owner:
        """Who holds a role, and who stands in; the role as long as that is open."""
        with suppress(StillOpen):
            for each in agreed(self.terms.contacts):
                if each.id == role:
                    return Owner(agreed(each.name), agreed(each.role), _deputy(each.deputy))
        return Owner(role)

    @property
    def owners(self) -> Iterator[Owner]:
        """Everybody who may answer for something: those who oversee, and those behind the roles. What is open is left out."""
        with suppress(StillOpen):
            yield from (
                Owner(agreed(each.name), agreed(each.role), agreed(each.deputy)) for each in agreed(self.terms.governance.oversight)
            )
        with suppress(StillOpen):
            yield from (Owner(agreed(each.name), agreed(each.role), agreed(each.deputy) or "") for each in agreed(self.terms.contacts))

    def says(self, day: date) -> str:
        """A day as the contract writes it, with the day of the week where that matters to a reader."""
        return written_day(day, self.language).replace(NO_BREAK, " ")

    @property
    def language(self) -> str:
        """The language of the contract; British English as long as it is open."""
        language = find(self.terms, "meta.language")
        return str(Language.BRITISH_ENGLISH if isinstance(language, OpenPoint) else language)

    def unlisted(self, *days: date) -> str:
        """A sentence that warns where the calendar does not list the holidays of these days; nothing where it does."""
        if all(map(self.counting.knows_holidays_of, days)):
            return ""
        return f" The calendar lists holidays only to {self.says(self.counting.calendar.covers_to)}: check the day against later ones."


def _deputy(deputy: str | OpenPoint | None) -> str:
    return "" if isinstance(deputy, OpenPoint) or deputy is None else deputy
