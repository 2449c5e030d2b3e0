"""Parties, courts, personal data and the rank of the parts: what must agree among themselves."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.terms.rule import Rule, for_each, other_place
from pipeline.model.diagnostic import Diagnostic, error, warning
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.data_protection import DataRole, PersonalData, TransferMechanism, Transfers
from pipeline.model.terms.legal import DisputeEnd
from pipeline.model.terms.meta import AgreementPart
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.parties import Party, Representation
from pipeline.model.terms.section import joined

PRECEDENCE = "meta.order_of_precedence"


def part_twice(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V63. A part that ranks twice in the order of precedence.

    Wrong: `[key_terms, schedules, key_terms]`. Right: each part once. A conflict between two parts could be decided both ways.
    """
    ranked = terms.meta.order_of_precedence
    for ordinal, part in enumerate(ranked):
        if ranked.index(part) < ordinal:
            related = other_place(positions, f"{PRECEDENCE}.{ranked.index(part)}", "its first rank")
            place = positions.of_value(f"{PRECEDENCE}.{ordinal}")
            yield error("part-twice", place, f"`{part}` ranks twice in the order of precedence", "keep one of the two", related)


def part_without_rank(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V63. A part of this agreement that has no rank in the order of precedence.

    Wrong: an order without `schedules`. Right: the Key Terms, the clauses and the schedules always, special terms and attachments
    where there are any. Words that were agreed in a round of the negotiation rank as those in whose place they stand. Nothing would
    decide a conflict with the part that is missing.
    """
    existing = [AgreementPart.KEY_TERMS, AgreementPart.STANDARD_TERMS, AgreementPart.SCHEDULES]
    existing += [AgreementPart.SPECIAL_TERMS] if any(term.round is None for term in terms.clauses.special_terms) else []
    existing += [AgreementPart.ATTACHMENTS] if terms.attachments else []
    missing = [part.value for part in existing if part not in terms.meta.order_of_precedence]
    if missing:
        message = f"the order of precedence does not rank {joined(missing)}"
        yield error("part-without-rank", positions.of_key(PRECEDENCE), message, "add what is missing at its rank")


def courts_of_another_law(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V64. Courts of another legal system than the governing law. A warning.

    Wrong: `governing_law: england_and_wales` and `jurisdiction: germany`. Right: both the same. The courts would have to
    hear experts on the law they apply.
    """
    law, courts = agreed(terms.legal.governing_law), agreed(terms.legal.courts.jurisdiction)
    if law != courts:
        message = f"the law `{law}` governs, but courts of `{courts}` decide"
        related = other_place(positions, "legal.governing_law", "the governing law")
        yield warning("courts-of-another-law", positions.of_value("legal.courts.jurisdiction"), message, None, related)


def courts_beside_arbitration(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V64. Exclusive courts where disputes go to arbitration.

    Wrong: `then: arbitration` and `exclusive: true`. Right: `then: courts`, or `exclusive: false`. Each would send the
    parties to the other.
    """
    if agreed(terms.dispute.then) is DisputeEnd.ARBITRATION and terms.legal.courts.exclusive:
        message = "disputes end in arbitration, and yet only the courts may decide"
        related = other_place(positions, "legal.courts.exclusive", "the courts")
        yield error("courts-beside-arbitration", positions.of_value("dispute.then"), message, None, related)


def transfer_without_instrument(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V65. A transfer of personal data without the instrument it rests on, or an instrument without a transfer.

    Wrong: `transfers: with_safeguards` and `transfer_mechanism: none`. Right: `transfer_mechanism: uk_addendum`. Without an
    instrument the transfer is unlawful.
    """
    data = agreed(terms.data_protection)
    if not isinstance(data, PersonalData):
        return
    is_none = agreed(data.transfers) is Transfers.NONE
    if is_none != (agreed(data.transfer_mechanism) is TransferMechanism.NONE):
        message = f"the transfers are `{data.transfers}`, but the instrument is `{data.transfer_mechanism}`"
        related = other_place(positions, "data_protection.transfers", "the transfers")
        place = positions.of_value("data_protection.transfer_mechanism")
        yield error("transfer-without-instrument", place, message, "expected `none` for both or for neither", related)


def provider_as_controller(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V65. A Provider that is a controller of its own. A warning.

    Wrong: `provider: controller`, while the clause on data protection binds the Provider to the Customer's instructions.
    Right: `provider: processor`, or a special term that words the clause for this deal. Whoever decides by itself why data is
    processed takes no instructions, so the clause would contradict itself.
    """
    data = agreed(terms.data_protection)
    if not isinstance(data, PersonalData) or agreed(data.roles.provider) is not DataRole.CONTROLLER:
        return
    if not any(term.target.partition(".")[0] == "data-protection" for term in terms.clauses.special_terms):
        place = positions.of_value("data_protection.roles.provider")
        message = "the Provider is a controller of its own, and the clause on data protection binds it to instructions"
        yield warning(
            "provider-as-controller", place, message, "make it `processor`, or word the clause `data-protection` by a special term"
        )


def one_party_twice(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V66. One company on both sides.

    Wrong: the registration number of the Customer stands with the Provider as well. Right: each party its own. Nobody contracts
    with oneself; mostly the number was copied.
    """
    customer, provider = terms.parties.customer, terms.parties.provider
    if customer.legal_name == provider.legal_name:
        related = other_place(positions, "parties.customer.legal_name", "the Customer")
        message = f"`{provider.legal_name}` is the name of both parties"
        yield error("one-party-twice", positions.of_value("parties.provider.legal_name"), message, None, related)
    same_register = customer.jurisdiction == provider.jurisdiction
    register = customer.registration.register_court, provider.registration.register_court
    if same_register and register[0] == register[1] and customer.registration.number == provider.registration.number:
        related = other_place(positions, "parties.customer.registration.number", "the Customer's")
        message = f"`{provider.registration.number}` is the registration number of both parties"
        yield error("one-party-twice", positions.of_value("parties.provider.registration.number"), message, None, related)


def _parties(terms: Terms) -> tuple[tuple[str, Party], ...]:
    return ("customer", terms.parties.customer), ("provider", terms.parties.provider)


@for_each(_parties)
def signature_missing(terms: Terms, positions: Positions, named: tuple[str, Party]) -> Iterator[Diagnostic]:
    """V66. A party for which several must sign together, and one signatory.

    Wrong: `representation: joint` and one item in `signatories`. Right: two. The signature of one would not bind the party.
    """
    side, party = named
    if agreed(party.representation) is Representation.JOINT and len(party.signatories) < 2:
        message = f"the {side.capitalize()} is represented jointly, but has one signatory"
        related = other_place(positions, f"parties.{side}.representation", "the representation")
        place = positions.of_key(f"parties.{side}.signatories")
        yield error("signature-missing", place, message, "add another signatory, or write `representation: sole`", related)


RULES: tuple[Rule, ...] = (
    part_twice,
    part_without_rank,
    courts_of_another_law,
    courts_beside_arbitration,
    transfer_without_instrument,
    provider_as_controller,
    one_party_twice,
    signature_missing,
)
