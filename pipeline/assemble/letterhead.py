"""Who writes a letter to whom, and which way it goes: from the parties of the contract to the lines of the letterhead."""

from __future__ import annotations

from pipeline.model.letter import Letterhead
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.meta import Language
from pipeline.model.terms.named import Side
from pipeline.model.terms.parties import Party, Representation, Signatory


def our_side(terms: Terms) -> Party:
    """The party that we are."""
    return party_of(terms, terms.meta.side)


def their_side(terms: Terms) -> Party:
    """The other party."""
    return party_of(terms, other_side(terms.meta.side))


def other_side(side: Side) -> Side:
    """The side that a side deals with."""
    return next(each for each in Side if each is not side)


def party_of(terms: Terms, side: Side) -> Party:
    """The party on a side."""
    party: Party = getattr(terms.parties, side.value)
    return party


def letterhead(party: Party) -> Letterhead:
    """The letterhead, with what a company's business letters have to state: register, number and seat, in Germany the directors too."""
    return Letterhead(party.legal_name, tuple(party.address), tuple(_register(party)))


def _register(party: Party) -> list[str]:
    number, court = party.registration.number, party.registration.register_court
    if party.entity_type.is_german:
        return [
            f"Registered office: {party.address[-1]}. Registered at {court}, {number}.",
            f"Managing directors: {', '.join(party.managing_directors)}.{_vat(party)}",
        ]
    return [
        f"Registered in {party.jurisdiction}, number {number}.{_vat(party)}",
        f"Registered office: {', '.join(party.address)}.",
    ]


def _vat(party: Party) -> str:
    # A number that is still to be agreed is not printed: no law wants it on a letter.
    return f" VAT number {party.vat_number}." if isinstance(party.vat_number, str) else ""


def who_signs(party: Party) -> tuple[Signatory, ...]:
    """Who has to sign a notice: all signatories of a party that is represented jointly, else its first."""
    return party.signatories if party.representation is Representation.JOINT else party.signatories[:1]


def notice_delivery(party: Party) -> str:
    """Both ways at once, since an e-mail fixes the time and a notice that ends or claims something needs the post as well."""
    return f"By e-mail to {party.notice.email} and by tracked post"


def salutation(name: str, language: Language) -> str:
    """How a letter begins: with the name of a person, or to nobody in particular."""
    end = ":" if language is Language.AMERICAN_ENGLISH else ","
    return f"Dear {name or 'Sir or Madam'}{end}"


def closing(name: str, language: Language) -> str:
    """How a letter ends, as its beginning wants."""
    if language is Language.AMERICAN_ENGLISH:
        return "Sincerely,"
    return "Yours sincerely," if name else "Yours faithfully,"
