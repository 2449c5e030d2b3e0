"""A letter in words: its wording filled with the terms of a version, addressed, dated and signed for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from pipeline import assemble, store
from pipeline.assemble import LetterScope
from pipeline.lifecycle import Timing
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, in_order
from pipeline.model.document import Block, Document, Part, PartKind, ToBeAgreed, inlines, walk
from pipeline.model.letter import Letter, LetterSource
from pipeline.model.numbering import NO_BREAK
from pipeline.model.reading import lines
from pipeline.model.snapshot import Snapshot
from pipeline.model.stamp import Paper
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.letter import LetterFacts
from pipeline.model.terms.meta import Recipient
from pipeline.model.terms.paths import find, overlap
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.letters.facts import Given, facts_of
from pipeline.stages.rounds.placing import TermsOf
from pipeline.store.root import Root

_OF_US = ("legal_name", "address", "entity_type", "registration", "jurisdiction", "managing_directors")
_OF_WHO_SIGNS = ("signatories", "representation")
"""What a letter prints of our party; the second only where it is a notice."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which letter is wanted, of which day, with which facts."""

    kind: str
    day: date
    given: Given = field(default_factory=Given)


@dataclass(frozen=True, slots=True)
class Addressing:
    """To whom a letter goes that is no notice, and what goes with it."""

    recipient: Recipient
    enclosures: tuple[str, ...] = ()
    legend: str = ""


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter in words, and by when it has to be sent."""

    letter: Letter
    timing: Timing | None


def composed(shelf: Shelf, snapshot: Snapshot, asked: Asked, addressing: Addressing | None = None) -> Composed | tuple[Diagnostic, ...]:
    """What a letter says, or why there can be none."""
    source = _source(shelf.root, snapshot.contract, asked.kind)
    terms = TermsOf(shelf.root, snapshot).sent()
    if not isinstance(source, LetterSource):
        return source
    if not isinstance(terms, Terms):
        place = Span(store.snapshot_file(snapshot.contract, snapshot.version))
        return (error("terms-not-read", place, f"the terms of {snapshot.version} are not read by this release: {terms[0].message}"),)
    if source.card.to == "recipient" and addressing is None:
        hint = f"draftline send {snapshot.contract} --to PARTY"
        return (
            error("goes-with-a-draft", source.positions.of_value(("to",)), "this letter goes out with a draft, and `send` writes it", hint),
        )
    source_of_law = assemble.governing_law(shelf.library.library, terms)
    names = assemble.names_of_laws(shelf.library.library, terms)
    about = LetterScope(terms, source_of_law.law if source_of_law else None, names)
    return _Composing(source, about, snapshot.document, asked, addressing).letter()


@dataclass(frozen=True, slots=True)
class _Composing:
    source: LetterSource
    about: LetterScope
    document: Document
    asked: Asked
    addressing: Addressing | None

    def letter(self) -> Composed | tuple[Diagnostic, ...]:
        refusal = self._refusal()
        if refusal:
            return refusal
        found = facts_of(self.source, self.asked.given, self.about.terms, self.document, self.asked.day)
        if has_errors(found.findings):
            return found.findings
        wording = assemble.parsed_letter(self.source.text)
        blocks, faults = assemble.letter_blocks(wording, self.about.with_facts(found.facts))
        said, lost = assemble.with_references_said(blocks, self.document)
        doubts = in_order([*faults, *lost, *_open_points(said)])
        return doubts if has_errors(doubts) else Composed(self._bound(said, found.facts), found.timing)

    def _refusal(self) -> tuple[Diagnostic, ...]:
        """Why the contract is none under which there is such a letter, or lets none be addressed yet."""
        terms, card = self.about.terms, self.source.card
        still_open = [point for point in terms.open if any(overlap(point.path, path) for path in self._printed())]
        if still_open:
            place = Span(self.source.text.file)
            return tuple(_still_open(point.path, point.label, place) for point in still_open)
        applies = assemble.letter_applies(self.source, self.about)
        if isinstance(applies, Diagnostic):
            return (applies,)
        if not applies:
            place = self.source.positions.of_value(("when",))
            return (error("no-such-letter", place, card.otherwise or "the contract gives no ground for such a letter"),)
        return ()

    def _printed(self) -> Iterator[str]:
        """The data paths of what the tool itself puts on such a letter."""
        us, them = (f"parties.{side.value}" for side in (self.about.terms.meta.side, assemble.other_side(self.about.terms.meta.side)))
        yield from ("meta.title", "meta.contract_number", f"{them}.legal_name", *(f"{us}.{name}" for name in _OF_US))
        if self.addressing is None:
            yield from (f"{them}.notice", "legal.deemed_receipt", "calendar", *(f"{us}.{name}" for name in _OF_WHO_SIGNS))

    def _bound(self, blocks: tuple[Block, ...], facts: LetterFacts) -> Letter:
        terms, law = self.about.terms, self.about.law
        us, them = assemble.our_side(terms), assemble.their_side(terms)
        recipient = self.addressing.recipient if self.addressing else None
        name = recipient.name if recipient else ""
        subject = assemble.letter_title(self.source, self.about)
        return Letter(
            title=f"{subject}: {terms.meta.title}",
            head=assemble.letterhead(us),
            delivery=f"By e-mail to {recipient.email}" if recipient else assemble.notice_delivery(them),
            to=tuple(filter(None, (name, recipient.role, them.legal_name)))
            if recipient
            else (*_attention(them.notice.attention), *them.notice.post),
            day=self.asked.day,
            reference=terms.meta.contract_number,
            agreement=f"{terms.meta.title}, {terms.meta.contract_number}",
            subject=subject,
            salutation=assemble.salutation(name, terms.meta.language),
            blocks=blocks,
            closing=assemble.closing(name, terms.meta.language),
            signed_by=self._signed_by(),
            by_hand=recipient is None,
            enclosures=(*(self.addressing.enclosures if self.addressing else ()), *facts.enclosures),
            copies=() if recipient else them.notice.copy_to,
            language=str(terms.meta.language),
            legend=self.addressing.legend if self.addressing else "",
            paper=law.paper if law else Paper.A4,
        )

    def _signed_by(self) -> tuple[tuple[str, str], ...]:
        """A notice is signed by those who bind us; what goes with a draft by whoever oversees the contract for us."""
        terms = self.about.terms
        if self.addressing:
            named = find(terms, "governance.oversight")
            overseers = [each for each in named if each.party is terms.meta.side] if isinstance(named, tuple) else []
            known = [(each.name, each.role) for each in overseers if isinstance(each.name, str) and isinstance(each.role, str)]
            return tuple(known[:1]) or ((assemble.our_side(terms).short_name, ""),)
        us = assemble.our_side(terms)
        german = us.entity_type.is_german
        return tuple((f"{each.capacity.prefix(german=german)} {each.name}".strip(), each.title) for each in assemble.who_signs(us))


def _attention(words: str) -> tuple[str, ...]:
    return (f"For the attention of {words[:1].lower()}{words[1:]}",) if words.startswith("The ") else (f"For the attention of {words}",)


def _source(root: Root, contract: str, kind: str) -> LetterSource | tuple[Diagnostic, ...]:
    loaded = store.load_letters(root)
    if kind in loaded.letters:
        return loaded.letters[kind]
    hint = f"`draftline letter {contract} --list` lists the letters that there are"
    return loaded.diagnostics or (error("unknown-letter", Span(store.LETTERS), f"the library has no letter `{kind}`", hint),)


def _open_points(blocks: tuple[Block, ...]) -> Iterator[Diagnostic]:
    for block in blocks:
        for node in walk(block):
            for inline in inlines(node):
                if isinstance(inline, ToBeAgreed):
                    yield _still_open(inline.path, inline.label, inline.span or Span(""))


def _still_open(path: str, label: str, place: Span) -> Diagnostic:
    message = f"the letter says “{label}” (`{path}`), which is still to be agreed"
    return error("open-point-in-letter", place, message, "agree on it first; a letter leaves nothing open")


def as_text(letter: Letter) -> str:
    """The letter as a mail says it, one paragraph a line and an empty line between them."""
    part = Part(PartKind.COVER, "letter", (), letter.blocks)
    said = [words if not label else f"{label} {words}" for label, words in lines(Document("", (part,))) if words]
    signed = "\n".join((*(words for signatory in letter.signed_by for words in signatory if words), letter.head.name))
    return "\n\n".join((letter.salutation, *said, letter.closing, signed)).replace(NO_BREAK, " ") + "\n"
