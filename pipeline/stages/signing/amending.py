"""An amendment: what changes from the version in force to the one that was frozen since, said clause by clause."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pipeline import assemble, compare, store
from pipeline.assemble import AmendmentText, LetterScope
from pipeline.compare import Settings
from pipeline.model.amendment import AmendmentSource, AmendmentWords
from pipeline.model.days import written_day
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors
from pipeline.model.document import (
    Alignment,
    Cell,
    Document,
    Inline,
    Item,
    Paragraph,
    Part,
    PartKind,
    Revision,
    Row,
    Table,
    Text,
    Value,
)
from pipeline.model.ledger import FactKind
from pipeline.model.signing import signature_blocks
from pipeline.model.snapshot import Snapshot
from pipeline.model.stamp import Stamp
from pipeline.model.terms.contract import Terms
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.rounds.placing import TermsOf
from pipeline.stages.signing.instructing import instructions
from pipeline.store.ledger import Ledger
from pipeline.store.root import Root


@dataclass(frozen=True, slots=True)
class Amended:
    """What is amended: the version in force with the day on which it was concluded, the new one, and which amendment it is."""

    base: Snapshot
    concluded: date
    new: Snapshot
    number: int


def amended_by(root: Root, ledger: Ledger, new: Snapshot) -> Amended | Diagnostic | None:
    """What a version amends: that which is in force; None where nothing is yet."""
    concluded = ledger.of_kind(FactKind.EXECUTED)
    if not concluded:
        return None
    last = concluded[-1]
    base = store.read_snapshot(root, new.contract, last.facts["version"])
    if isinstance(base, Diagnostic):
        return base
    return Amended(base[0], date.fromisoformat(last.at[:10]), new, len(concluded))


def amendment(root: Root, amended: Amended) -> Document | tuple[Diagnostic, ...]:
    """The amendment as a Document with the signature blocks of the new version; or why there is none."""
    source, terms = store.load_amendment(root), TermsOf(root, amended.new).sent()
    if not isinstance(source, AmendmentSource):
        return source
    if not isinstance(terms, Terms):
        message = f"the terms of {amended.new.version} are not read by this release: {terms[0].message}"
        return (error("terms-not-read", _place(amended), message),)
    text = _text(root, source, terms)
    if has_errors(text.diagnostics):
        return text.diagnostics
    redline = compare.redline(amended.base.document, amended.new.document, Settings(Revision("")))
    items = instructions(redline, compare.changes_in(redline), source.words)
    if not items:
        message = f"{amended.new.version} says what {amended.base.version} says, so there is nothing to amend"
        return (error("nothing-to-amend", _place(amended), message),)
    return _document(amended, source.words, terms, text, items)


def _place(amended: Amended) -> Span:
    return Span(store.snapshot_file(amended.new.contract, amended.new.version))


def _text(root: Root, source: AmendmentSource, terms: Terms) -> AmendmentText:
    """The wording around the changes, filled with these terms."""
    library = Shelf(root).library.library
    law = assemble.governing_law(library, terms)
    return assemble.amendment_text(source, LetterScope(terms, law.law if law else None, assemble.names_of_laws(library, terms)))


def _document(amended: Amended, words: AmendmentWords, terms: Terms, text: AmendmentText, items: tuple[Item, ...]) -> Document:
    new = amended.new.document
    title = words.title.format(number=amended.number, agreement=amended.base.document.title)
    parts = (
        _cover(title, amended, terms),
        Part(PartKind.TERMS, "terms", (), text.with_changes(items)),
        Part(PartKind.SIGNATURES, "signatures", (Text(words.heading),), (*text.before_signatures, *signature_blocks(new))),
    )
    return Document(title, parts, new.words, new.language)


def amendment_stamp(stamp: Stamp, document: Document, number: int) -> Stamp:
    """What is printed on the amendment about itself."""
    return replace(stamp, title=document.title, short_title=f"{stamp.short_title}, Amendment {number}")


def _cover(title: str, amended: Amended, terms: Terms) -> Part:
    """Who amends what, and from when on."""
    effective = terms.meta.amendment_effective_date
    concluded = written_day(amended.concluded, str(terms.meta.language))
    rows: tuple[tuple[str, tuple[Inline, ...]], ...] = (
        ("Customer", (Value("parties.customer.legal_name", terms.parties.customer.legal_name),)),
        ("Provider", (Value("parties.provider.legal_name", terms.parties.provider.legal_name),)),
        (
            "Agreement",
            (Text(f"{amended.base.document.title}, contract number "), Value("meta.contract_number", terms.meta.contract_number)),
        ),
        ("Text in force", (Text(f"Version {amended.base.version}, concluded on {concluded}"),)),
        ("Takes effect", (Text(written_day(effective, str(terms.meta.language)) if effective else "On the day of the last signature"),)),
    )
    table = Table("amendment.facts", (Alignment.LEFT, Alignment.LEFT), (), tuple(_row(*each, ordinal) for ordinal, each in enumerate(rows)))
    return Part(PartKind.COVER, "amendment-cover", (Text(title),), (table,))


def _row(label: str, content: tuple[Inline, ...], ordinal: int) -> Row:
    cells = ((Text(label),), content)
    return Row(tuple(Cell((Paragraph(f"amendment.facts/{ordinal}/{column}", words),)) for column, words in enumerate(cells)))
