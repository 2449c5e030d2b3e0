"""A frozen version as approvals see it: its parts, its terms, and where it departs from what we prefer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline import assemble, negotiate, store
from pipeline.lifecycle.approvals import Departure, Parts
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.library import Card
from pipeline.model.money import MixedCurrencies
from pipeline.model.playbook import Judgement
from pipeline.model.snapshot import Snapshot
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.house import House
from pipeline.model.terms.open_points import StillOpen, agreed
from pipeline.model.terms.paths import Finder
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.drafts.redlines import frozen_versions
from pipeline.stages.rounds.placing import TermsOf
from pipeline.stages.rounds.round import decided_proposals
from pipeline.store.root import Root


@dataclass(frozen=True, slots=True)
class Version:
    """A frozen version with its terms, None where today's tool cannot read its data, and its parts."""

    snapshot: Snapshot
    terms: Terms | None
    parts: Parts


def last_version(root: Root, contract: str) -> Version | Diagnostic | None:
    """The version that is to be approved, the last frozen one; None where none is frozen, or what is wrong with it."""
    frozen = frozen_versions(root, contract)
    return version_called(root, contract, frozen[-1]) if frozen else None


def version_called(root: Root, contract: str, name: str) -> Version | Diagnostic:
    """A version by its name, or what is wrong with it."""
    read = store.read_snapshot(root, contract, name)
    if isinstance(read, Diagnostic):
        return read
    terms = TermsOf(root, read[0]).sent()
    known = terms if isinstance(terms, Terms) else None
    return Version(read[0], known, Parts(read[0].document, dict(_beside(read[0], known)), read[0].data))


def _beside(snapshot: Snapshot, terms: Terms | None) -> Iterator[tuple[str, str]]:
    """What is approved with the words and that no word need print: what we commit ourselves to, and what is attached."""
    for attachment in snapshot.data.get("attachments", ()):
        yield f"attachments.{attachment['id']}.sha256", attachment["sha256"]
    try:
        value = agreed(terms.derived.contract_value) if terms else None
    except (StillOpen, MixedCurrencies):
        return
    if value is not None:
        yield "derived.contract_value", str(value)


def departures(shelf: Shelf, house: House, version: Version) -> tuple[Departure, ...]:
    """Where a version gives way by today's playbook: fallbacks, floors that are passed, and wording of the deal's own."""
    if version.terms is None:
        return ()
    cards = {clause.id: clause.card for clause in shelf.library.library.clauses}
    judged = assemble.judged(shelf.library.library, shelf.parsed, version.terms)
    return (
        *(departure for each in judged for departure in _of_clause(each, cards[each.reached.clause])),
        *_wordings(version, cards),
        *_own_words(version),
        *_answers(shelf.root, version.snapshot.contract),
        *(Departure((each.approver,), each.says, path=each.path) for each in assemble.house_judgements(house, Finder(version.terms))),
    )


def _of_clause(judgement: Judgement, card: Card) -> Iterator[Departure]:
    reached = judgement.reached
    if reached.is_fallback:
        position = str(reached.position).replace("-", " ")
        yield Departure(reached.approvers, f"{reached.title} is at {position}: {reached.says}", reached.clause)
    below = [f"{reached.title} is below our floor: {floor}" for floor in judgement.broken]
    if card.positions and reached.position is None and not reached.open:
        below.append(f"{reached.title} is past our last position: {card.positions[-1].says}")
    for words in below:
        # Those who approve fallbacks are asked beside whoever approves the last position.
        yield Departure((), words, reached.clause)
        if card.positions and card.positions[-1].approvers:
            yield Departure(card.positions[-1].approvers, words, reached.clause)


def _wordings(version: Version, cards: dict[str, Card]) -> Iterator[Departure]:
    """Other wordings of the library that no position of the playbook speaks of."""
    for clause, wording in version.snapshot.wordings.items():
        known = cards[clause].positions if clause in cards else ()
        if wording != "preferred" and clause in version.parts.headed and all(position.wording != wording for position in known):
            yield Departure((), f"{version.parts.place(clause)} says the wording `{wording}`", clause)


def _own_words(version: Version) -> Iterator[Departure]:
    """Special terms, and clauses of the library that are left out."""
    choice = version.snapshot.data.get("clauses", {})
    for term in choice.get("special_terms", ()):
        headed = version.parts.containing(term["target"]) or term["target"]
        yield Departure((), f"special term at {_named(version, headed)}: {term['reason']}", headed)
    for clause in choice.get("leave_out", ()):
        yield Departure((), f"the clause `{clause}` of our library is left out", clause)


def _answers(root: Root, contract: str) -> Iterator[Departure]:
    """Answers to the other side by which we settle for less; what is broken in a round is told where rounds are checked."""
    for number in store.rounds(root, contract):
        written = store.read_round_file(root, contract, number)
        for proposal in decided_proposals(root, contract, written) if isinstance(written, store.RoundFile) else ():
            placement = negotiate.settled_at(proposal)
            if placement is not None and negotiate.gives_way(proposal):
                place = " ".join(filter(None, (proposal.place.number, proposal.place.heading)))
                what = f"our answer to proposal {proposal.id} ({place}) is {placement.standing}"
                says = "; ".join(placement.floors) or placement.says
                answer = (proposal.id, negotiate.approved_content(proposal))
                yield Departure(placement.approvers, f"{what}: {says}" if says else what, answer=answer)


def _named(version: Version, headed: str) -> str:
    return version.parts.place(headed) if headed in version.parts.headed else f"`{headed}`"
