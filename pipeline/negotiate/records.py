"""A round as its file tells it: what was found, in words for people, and the fields in which they decide."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.model.change import Place
from pipeline.model.document import Revision
from pipeline.model.proposal import Decision, Placement, Proposal, ProposalKind, Round, Standing
from pipeline.negotiate.decisions import DECISION, FIELDS, PROPOSALS, decisions_of

PLACEMENT, BACKGROUND = "placement", "background"


def record_of(round: Round) -> dict[str, Any]:
    """The round as a tree of texts; what is absent is left out, but for the fields that people fill in."""
    told: dict[str, Any] = {
        "round": str(round.number),
        "contract": round.contract,
        "party": round.party,
        "answers": round.answers,
        "file": round.file,
        "sha256": round.sha256,
        PROPOSALS: [_proposal(proposal) for proposal in round.proposals],
    }
    # An empty list would be read back as nothing, and the round would seem to be changed.
    background = list(_background(round))
    return {**told, BACKGROUND: background} if background else told


def remark(round: Round) -> tuple[str, ...]:
    """What stands at the head of the file for those who fill it in."""
    return (
        f"Round {round.number}: what the {round.party} asks for in its answer to version {round.answers}. For us alone.",
        "Fill in each `decision`, and nothing else:",
        "  answer   accept, counter, refuse or discuss",
        "  by       who decides",
        "  reason   why; for us alone",
        "  reply    what is said to the other side",
        "  counter  with `counter`: the words that we offer, or the value as its field in the data is written",
    )


def _proposal(proposal: Proposal) -> dict[str, Any]:
    place = proposal.place
    told = {
        "id": proposal.id,
        "kind": proposal.kind.value,
        "silent": "true" if proposal.silent else "",
        "doubtful": "true" if proposal.doubtful else "",
        "number": place.number,
        "heading": place.heading,
        "in": place.clause,
        "paragraph": place.block,
        "also_in": [f"{other.number} {other.heading}".strip() for other in proposal.places[1:]],
        "note": proposal.note,
        "ours": proposal.ours,
        "theirs": proposal.theirs,
        "path": proposal.path,
        "old": proposal.old,
        "new": proposal.new,
        "thread": proposal.thread,
        PLACEMENT: _placement(proposal.placement) if proposal.placement else {},
    }
    return {**{name: value for name, value in told.items() if value}, DECISION: _decision(proposal.decision)}


def _placement(placement: Placement) -> dict[str, Any]:
    told = {
        "standing": placement.standing.value,
        "position": placement.position,
        "says": placement.says,
        "floors": list(placement.floors),
        "risk": placement.risk or "",
        "owner": placement.owner,
        "approvers": list(placement.approvers),
    }
    return {name: value for name, value in told.items() if value}


def _background(round: Round) -> Iterator[dict[str, Any]]:
    """Why we take our positions and what we say for them, once for each clause that is touched."""
    seen: set[str] = set()
    for proposal in round.proposals:
        place, placement = proposal.place, proposal.placement
        if placement and (placement.rationale or placement.talking_points) and place.clause not in seen:
            seen.add(place.clause)
            told = {"rationale": list(placement.rationale), "talking_points": list(placement.talking_points)}
            yield {"in": place.clause, **{name: value for name, value in told.items() if value}}


def _decision(decision: Decision | None) -> dict[str, str | None]:
    if decision is None:
        return dict.fromkeys(FIELDS)
    return {name: str(getattr(decision, name)) or None for name in FIELDS}


def proposals_of(record: Mapping[str, Any]) -> tuple[Proposal, ...]:
    """The proposals as the file of a round tells them, without their revisions; the file must be as the tool wrote it."""
    decisions = decisions_of(record)
    return tuple(_proposal_in(item, decisions.get(item["id"])) for item in _items(record))


def _proposal_in(item: Mapping[str, Any], decision: Decision | None) -> Proposal:
    number = str(item.get("number", "")) or None
    place = Place(str(item.get("paragraph", "")), str(item.get("in", "")), str(item.get("heading", "")), number, number)
    words = {name: str(item.get(name, "")) for name in ("ours", "theirs", "path", "old", "new", "thread", "note")}
    return Proposal(
        id=item["id"],
        kind=ProposalKind(item["kind"]),
        places=(place,),
        revision=Revision(item["id"]),
        silent="silent" in item,
        doubtful="doubtful" in item,
        placement=_placement_in(item[PLACEMENT]) if PLACEMENT in item else None,
        decision=decision,
        **words,
    )


def _placement_in(told: Mapping[str, Any]) -> Placement:
    return Placement(
        standing=Standing(told["standing"]),
        position=told.get("position", ""),
        says=told.get("says", ""),
        floors=tuple(told.get("floors", ())),
        risk=told.get("risk"),
        approvers=tuple(told.get("approvers", ())),
        owner=told.get("owner", ""),
    )


def fingerprint(record: Mapping[str, Any]) -> str:
    """The sha256 of all that the tool has written into a round, and nobody may change."""
    told = {**record, PROPOSALS: [_without(each, DECISION) for each in _items(record)]}
    return _hash(told)


def findings_hash(record: Mapping[str, Any]) -> str:
    """The sha256 of what was found in the file alone, without what our playbook says of it."""
    return _hash([_without(each, DECISION, PLACEMENT) for each in _items(record)])


def _items(record: Mapping[str, Any]) -> Iterator[Any]:
    items = record.get(PROPOSALS)
    yield from items if isinstance(items, list) else ()


def _without(item: Any, *names: str) -> Any:
    return {name: value for name, value in item.items() if name not in names} if isinstance(item, dict) else item


def _hash(told: Any) -> str:
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def decisions_hash(round: Round) -> str:
    """The sha256 of all decisions of a round, reasons and replies included."""
    return _hash([[proposal.id, _decision(proposal.decision)] for proposal in round.proposals])
