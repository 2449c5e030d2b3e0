"""How an obligation is put together: whose it is, who answers for it, and the words for how often."""

from __future__ import annotations

from pipeline.lifecycle.life import Life, Owner
from pipeline.model.obligation import Obligation
from pipeline.model.terms.named import Frequency, Side

ON_EVENT = "on each event"
ALWAYS = "at all times"


def of_provider(life: Life, id: str, duty: str, due: str, recurs: str, clause: str, owner: Owner | None = None) -> Obligation:
    """A duty of the Provider."""
    return of_party(life, Side.PROVIDER, id, duty, due, recurs, clause, owner)


def of_customer(life: Life, id: str, duty: str, due: str, recurs: str, clause: str, owner: Owner | None = None) -> Obligation:
    """A duty of the Customer."""
    return of_party(life, Side.CUSTOMER, id, duty, due, recurs, clause, owner)


def of_party(life: Life, party: Side, id: str, duty: str, due: str, recurs: str, clause: str, owner: Owner | None = None) -> Obligation:
    """A duty of the party that the terms name; whoever oversees the contract answers for it, unless the terms name somebody."""
    holder = owner or life.overseen_by(party)
    return Obligation(id, str(party), duty, due, recurs, holder.words, clause, holder.deputy)


def how_often(frequency: Frequency) -> str:
    """How often something recurs, in words."""
    return ON_EVENT if frequency is Frequency.ON_EVENT else frequency.words
