"""The decisions of a round as its file holds them: read, and what is wrong with each, with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.positions import Positions
from pipeline.model.proposal import Answer, Decision, ProposalKind
from pipeline.model.terms.faults import close_to

PROPOSALS, DECISION = "proposals", "decision"
FIELDS = ("answer", "by", "reason", "reply", "counter")
"""The fields of a decision, in the order in which they stand."""
Holds = Callable[[str, str], str]
"""Says why a value cannot stand at a path; empty where it can."""
WITHOUT_COUNTER = (ProposalKind.FORMATTING, ProposalKind.TRIVIAL, ProposalKind.MOVE, ProposalKind.COMMENT)
"""Kinds to which no other words can be offered: they are accepted, refused or talked about."""
_ANSWERS = "expected accept, counter, refuse or discuss"


def decisions_of(tree: Mapping[str, Any]) -> dict[str, Decision]:
    """The decisions by the proposal's id, as far as they are decisions."""
    found = ((item.get("id"), _decision(item.get(DECISION))) for item in _items(tree))
    return {str(id): decision for id, decision in found if decision is not None}


def _items(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    items = tree.get(PROPOSALS)
    yield from (item for item in (items if isinstance(items, list) else ()) if isinstance(item, dict))


def _decision(fields: Any) -> Decision | None:
    told = _told(fields)
    if told.get("answer") not in set(Answer) or not told["by"]:
        return None
    return Decision(Answer(told["answer"]), told["by"], told["reason"], told["reply"], told["counter"])


def _told(fields: Any) -> dict[str, str]:
    if not isinstance(fields, dict):
        return dict.fromkeys(FIELDS, "")
    return {name: value.strip() if isinstance(value := fields.get(name), str) else "" for name in FIELDS}


def entries_for(tree: Mapping[str, Any], decisions: Mapping[str, Decision]) -> dict[tuple[str | int, ...], str]:
    """The places of a round's file, with what decisions by id put there; what stands there already is left out."""
    entries: dict[tuple[str | int, ...], str] = {}
    for ordinal, item in enumerate(_items(tree)):
        decision = decisions.get(str(item.get("id")))
        present = _told(item.get(DECISION))
        for name in FIELDS if decision else ():
            value = str(getattr(decision, name))
            if value != present[name]:
                entries[(PROPOSALS, ordinal, DECISION, name)] = value
    return entries


def decision_faults(tree: Mapping[str, Any], positions: Positions, holds: Holds, ids: frozenset[str] | None = None) -> Iterator[Diagnostic]:
    """All that is wrong with the decisions of a round; with the decisions on some proposals, where `ids` names them."""
    for ordinal, item in enumerate(_items(tree)):
        if ids is None or item.get("id") in ids:
            yield from _Judging(ordinal, item, positions, holds).faults()


@dataclass(frozen=True, slots=True)
class _Judging:
    ordinal: int
    item: Mapping[str, Any]
    positions: Positions
    holds: Holds

    def faults(self) -> Iterator[Diagnostic]:
        fields = self.item.get(DECISION)
        if fields is not None and not isinstance(fields, dict):
            yield self._fault("", "bad-decision", "a text stands where the fields of a decision are expected", f"write {', '.join(FIELDS)}")
            return
        yield from self._unknown(fields or {})
        told = _told(fields)
        if not told["answer"]:
            if any(told.values()):
                first = next(name for name in FIELDS if told[name])
                yield self._fault(first, "no-answer", f"something is filled in for {self._id}, but no `answer`", _ANSWERS)
        elif told["answer"] not in set(Answer):
            hint = close_to(told["answer"], tuple(Answer)) or _ANSWERS
            yield self._fault("answer", "bad-answer", f"`{told['answer']}` is no answer", hint)
        else:
            yield from self._of_answer(Answer(told["answer"]), told)

    def _unknown(self, fields: Mapping[str, Any]) -> Iterator[Diagnostic]:
        for name, value in fields.items():
            if name not in FIELDS:
                hint = close_to(name, FIELDS) or f"the fields are {', '.join(FIELDS)}"
                yield self._fault(name, "unknown-key", f"`{name}` is not a field of a decision", hint)
            elif value is not None and not isinstance(value, str):
                yield self._fault(name, "not-a-value", f"`{name}` is a text, and a list or fields stand here")

    def _of_answer(self, answer: Answer, told: Mapping[str, str]) -> Iterator[Diagnostic]:
        if not told["by"]:
            yield self._fault("answer", "nobody-decides", f"nobody is named who decides on {self._id}", "write the name behind `by`")
        if answer is Answer.COUNTER:
            yield from self._of_counter(told["counter"])
        elif told["counter"]:
            message = f"words are offered for {self._id}, but its answer is `{answer}`"
            yield self._fault("counter", "counter-without-answer", message, "write `counter` as the answer, or take the words out")

    def _of_counter(self, counter: str) -> Iterator[Diagnostic]:
        kind, path = self.item.get("kind", ""), self.item.get("path", "")
        if kind in {each.value for each in WITHOUT_COUNTER}:
            message = f"{self._id} is a {kind}, to which no other words can be offered"
            yield self._fault("answer", "no-counter", message, "accept, refuse or discuss it, and say the rest in `reply`")
        elif not counter:
            yield self._fault("answer", "empty-counter", f"the counter to {self._id} offers no words", "write them behind `counter`")
        elif kind == ProposalKind.VALUE.value and (fault := self.holds(path, counter)):
            yield self._fault(
                "counter", "bad-counter", f"`{path}` cannot be this: {fault}", f"write it as the data do, as `{self._example}`"
            )

    @property
    def _id(self) -> str:
        return f"`{self.item.get('id', '')}`"

    @property
    def _example(self) -> str:
        return str(self.item.get("old") or self.item.get("new", ""))

    def _fault(self, field: str, code: str, message: str, hint: str | None = None) -> Diagnostic:
        path = (PROPOSALS, self.ordinal, DECISION, field) if field else (PROPOSALS, self.ordinal, DECISION)
        return error(code, self._place(path), message, hint)

    def _place(self, path: tuple[str | int, ...]) -> Span:
        return self.positions.of_value(path)


def places_of_decisions(tree: Mapping[str, Any]) -> dict[str, tuple[str | int, ...]]:
    """The path of each proposal's answer in the tree of its round, by the proposal's id."""
    return {item["id"]: (PROPOSALS, ordinal, DECISION, "answer") for ordinal, item in enumerate(_items(tree)) if "id" in item}
