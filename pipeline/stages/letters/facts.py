"""The facts of a letter: what was given, what follows from the contract and the day, and why a letter would be wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipeline import lifecycle
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.document import Clause, Document, walk
from pipeline.model.letter import Deadline, LetterSource
from pipeline.model.money import Money
from pipeline.model.numbering import NO_BREAK, Numbers, numbered, reference
from pipeline.model.places import id_of
from pipeline.model.positions import Positions
from pipeline.model.reading import words_of
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.faults import close_to
from pipeline.model.terms.letter import GivenFacts, LetterFacts
from pipeline.model.terms.named import Whose
from pipeline.model.terms.termination import ConvenienceRight, TerminationReason

CONVENIENCE = "convenience"


@dataclass(frozen=True, slots=True)
class Given:
    """What whoever asks for the letter says, with the places where it was written; `computed` is what the tool knows beside it."""

    facts: GivenFacts = field(default_factory=GivenFacts)
    positions: Positions = Positions()
    computed: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of a letter, with when it has to be sent where that matters, or why there can be no letter."""

    facts: LetterFacts
    timing: lifecycle.Timing | None = None
    findings: tuple[Diagnostic, ...] = ()


def facts_of(source: LetterSource, given: Given, terms: Terms, document: Document, day: date) -> Facts:
    """What the letter says beside the contract, if it is written on this day."""
    finding = _Finding(source, given, terms, document, day)
    told = finding.told()
    timing = finding.timing()
    facts = LetterFacts.model_construct(
        **{**dict(given.facts), **_without_stops(given.facts), **_defaults(), **given.computed, **told, "day": day}
    )
    return Facts(facts, timing, tuple(finding.faults))


def _without_stops(facts: GivenFacts) -> dict[str, Any]:
    """What the letter ends with a mark of its own, without the full stop of whoever wrote it as a sentence."""
    listed = {name: tuple(each.removesuffix(".") for each in getattr(facts, name)) for name in ("events", "grounds")}
    return {**listed, "remedy": facts.remedy.removesuffix(".") if facts.remedy else None}


def _defaults() -> dict[str, Any]:
    own = LetterFacts.model_fields.keys() - GivenFacts.model_fields.keys()
    return {name: LetterFacts.model_fields[name].get_default(call_default_factory=True) for name in own}


class _Finding:
    """Works out the facts of one letter, and gathers what is wrong with those that were given."""

    def __init__(self, source: LetterSource, given: Given, terms: Terms, document: Document, day: date) -> None:
        self.source = source
        self.given = given
        self.facts = given.facts
        self.terms = terms
        self.document = document
        self.numbers = numbered(document)
        self.day = day
        self.faults: list[Diagnostic] = list(self._missing(source.card.facts))
        if self.facts.reply_by and self.facts.reply_by <= day:
            self._fault("reply-in-the-past", "reply_by", f"an answer by {self.facts.reply_by} cannot be expected to a letter of {day}")
        for name in ("received_on", "cure_demanded_on"):
            happened = getattr(self.facts, name)
            if happened and happened > day and (name in source.card.facts or "ground" in source.card.facts):
                self._fault(
                    "not-happened-yet", name, f"`{name}` is {happened}, and the letter is of {day}", "give the letter a later day by --now"
                )
        if self.facts.period and lifecycle.last_day(self.facts.period) >= day:
            self._fault("running-period", "period", f"the Measurement Period {self.facts.period} has not ended on {day}")

    def told(self) -> dict[str, Any]:
        """What follows from the contract for the facts that were given."""
        return {**self._sum(), **self._cited(), **self._ground(), **self._running()}

    def timing(self) -> lifecycle.Timing | None:
        """When the letter has to be sent, where it can be late."""
        receive_by = self.receive_by()
        if receive_by is None:
            return None
        found = lifecycle.timing(self.terms, receive_by, self.day)
        if found.is_late:
            message = f"it had to be received by {receive_by}, and what is sent on {self.day} counts as received on {found.received}"
            self.faults.append(error("letter-too-late", self._card("deadline"), message, "ask legal which other way is left"))
        return found

    def receive_by(self) -> date | None:
        """The last day on which the letter may be received; None where there is none."""
        match self.source.card.deadline:
            case Deadline.NON_RENEWAL:
                running = lifecycle.running_term(self.terms, self.day)
                return lifecycle.non_renewal_by(self.terms, running) if running else None
            case Deadline.CREDIT_CLAIM if self.facts.period:
                return lifecycle.credit_claim_by(self.terms, self.facts.period)
        return None

    def _missing(self, names: tuple[str, ...]) -> Iterator[Diagnostic]:
        for name in names:
            known = GivenFacts.model_fields.get(name)
            if known is None:
                message = f"`{name}` is no fact of a letter"
                yield error("unknown-fact", self._card("facts"), message, close_to(name, tuple(GivenFacts.model_fields)) or None)
            elif not getattr(self.facts, name):
                meaning = known.description or ""
                message = f"this letter says `{name}`, which was not given: {meaning[:1].lower()}{meaning[1:]}"
                yield error("missing-fact", self._card("facts"), message, f"give it by `--set {name}=...`, or in the file of `--facts`")

    def _sum(self) -> dict[str, Any]:
        credits = self.facts.credits
        if not credits:
            return {}
        other = next((each for each in credits if each.amount.currency != credits[0].amount.currency), None)
        if other is not None:
            self._fault("mixed-currency", f"credits.{other.id}.amount", f"`{other.amount}` is in another currency than the first sum")
            return {}
        together: Money = sum((each.amount for each in credits[1:]), start=credits[0].amount)
        total = self.facts.total or together
        if total.currency != together.currency or total.amount > together.amount:
            self._fault("wrong-total", "total", f"the sum claimed is {total}, and the Service Credits are {together} together")
        return {"claimed": total, "capped": total.amount < together.amount}

    def _cited(self) -> dict[str, Any]:
        if not self.facts.clause:
            return {}
        wanted = self.facts.clause.replace(NO_BREAK, " ").strip()
        found = wanted if wanted in self.numbers else _by_number(wanted, self.numbers)
        if found is None:
            known = sorted({number.full for number in self.numbers.values()})
            hint = close_to(wanted, known) or "write the number as the contract prints it, as in `18.2` or `Schedule 2, 3.1`"
            self._fault("unknown-clause", "clause", f"this version of the contract has no clause `{wanted}`", hint)
            return {}
        said = "".join(piece.text for piece in reference(found, "", self.numbers, self.document.words))
        heading = _heading(self.document, found, self.numbers)
        return {"cited": f"{said} ({heading})" if heading else said}

    def _ground(self) -> dict[str, Any]:
        """The reason for a termination, or for the termination that a breach may lead to."""
        ours = [reason for reason in self.terms.termination.reasons if _is_ours(reason, self.terms)]
        if "remedy" in self.source.card.facts:
            return self._to_cure([reason for reason in ours if reason.cure])
        if "ground" not in self.source.card.facts or self.facts.ground is None:
            return {}
        return self._convenience() if self.facts.ground == CONVENIENCE else self._for_cause(ours, self.facts.ground)

    def _to_cure(self, curable: list[TerminationReason]) -> dict[str, Any]:
        """The reason that the other party has to cure. The notice has to name it, so it is asked for wherever it may be one of several."""
        ground, known = self.facts.ground, _named(reason.id for reason in curable)
        if ground is None and len(curable) > 1:
            message = "the contract sets a time to cure for several reasons, and the notice has to say for which the cure is demanded"
            self.faults.append(error("missing-fact", self._card("facts"), message, f"give it by `--set ground=...`: one of {known}"))
            return {}
        chosen = next((reason for reason in curable if ground in (None, reason.id)), None)
        if chosen is None and ground is not None:
            hint = f"ours with a time to cure: {known}" if curable else "leave it out"
            self._fault("no-such-ground", "ground", f"the contract sets no time to cure `{ground}` before we may terminate", hint)
        if chosen is None or chosen.cure is None:
            return {}
        ends = lifecycle.period_passed(self.terms, lifecycle.received_on(self.terms, self.day), chosen.cure)
        return {"reason": chosen.words, "cure": chosen.cure, "cure_ends_on": ends}

    def _for_cause(self, ours: list[TerminationReason], ground: str) -> dict[str, Any]:
        chosen = next((reason for reason in ours if reason.id == ground), None)
        if chosen is None:
            known = [reason.id for reason in ours]
            hint = close_to(ground, [*known, CONVENIENCE]) or f"ours are {_named(known)}, or `{CONVENIENCE}`"
            self._fault("no-such-ground", "ground", f"the contract gives us no right to terminate for `{ground}`", hint)
            return {}
        self.faults += self._missing(("events", "cure_demanded_on") if chosen.cure else ("events",))
        self._look_at_cure(chosen)
        return {"reason": chosen.words, "cure": chosen.cure}

    def _look_at_cure(self, reason: TerminationReason) -> None:
        if reason.cure is None or self.facts.cure_demanded_on is None:
            return
        passes = lifecycle.period_passed(self.terms, self.facts.cure_demanded_on, reason.cure)
        if passes >= self.day:
            message = f"the time to cure runs until the end of {passes}, and the letter is of {self.day}"
            self._fault("cure-still-runs", "cure_demanded_on", message, f"write it after {passes}, if the reason still exists then")

    def _convenience(self) -> dict[str, Any]:
        right = getattr(self.terms.termination.convenience, self.terms.meta.side.value)
        if not isinstance(right, ConvenienceRight):
            self._fault("no-such-ground", "ground", "the contract gives us no right to terminate for convenience", "name a reason")
            return {}
        received = lifecycle.received_on(self.terms, self.day)
        earliest = lifecycle.period_passed(self.terms, received, right.notice)
        if right.not_before:
            earliest = max(earliest, right.not_before.after(self.terms.derived.term_start_date))
        wanted = self.facts.ends_on or earliest
        if wanted < earliest:
            message = f"received on {received}, the notice cannot end the agreement before {earliest}, and it says {wanted}"
            self._fault("ends-too-early", "ends_on", message, "leave it out, and the letter names the first day that the contract allows")
        return {"ends_on": wanted}

    def _running(self) -> dict[str, Any]:
        """The term that a notice against renewal ends."""
        if self.source.card.deadline is not Deadline.NON_RENEWAL:
            return {}
        running = lifecycle.running_term(self.terms, self.day)
        if running is None or not lifecycle.renews(self.terms, running):
            message = f"on {self.day} no further Renewal Term would follow, so there is none to prevent"
            self.faults.append(error("nothing-to-prevent", self._card("deadline"), message, "the agreement ends by itself"))
            return {}
        return {"term_ends_on": running.last, "receive_by": self.receive_by()}

    def _fault(self, code: str, path: str, message: str, hint: str | None = None) -> None:
        place = self.given.positions.of_value(path)
        self.faults.append(error(code, place if place.file else self._card("facts"), message, hint))

    def _card(self, key: str) -> Span:
        return self.source.positions.of_value((key,))


def _named(ids: Iterable[str]) -> str:
    return ", ".join(f"`{id}`" for id in ids)


def _is_ours(reason: TerminationReason, terms: Terms) -> bool:
    return reason.right_of in (Whose.EITHER, terms.meta.side.value)


def _by_number(wanted: str, numbers: Numbers) -> str | None:
    """The id of what has this number, written as in a reference or as people say it."""
    bare = wanted.removesuffix(".")
    for word in ("clause ", "Clause ", "Section ", "section "):
        bare = bare.removeprefix(word)
    for id, number in numbers.items():
        around = numbers.get(number.part)
        full = number.full.replace(NO_BREAK, " ")
        names = {full} if around is None or number.part == id else {f"{around.full.replace(NO_BREAK, ' ')}, {full}"}
        if bare in names:
            return id
    return None


def _heading(document: Document, id: str, numbers: Numbers) -> str:
    """The heading of the clause that something stands in."""
    for part in document.parts:
        for node in walk(part):
            if isinstance(node, Clause) and any(id_of(below) == id for below in walk(node)):
                return words_of(node.heading, part.id, numbers, document)
    return ""
