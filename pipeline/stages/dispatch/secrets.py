"""What of a contract nobody outside the house may read, and what everybody may who has its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline import store
from pipeline.model.document import Document, walk
from pipeline.model.leaving import Secret
from pipeline.model.library import Card
from pipeline.model.reading import canonical_text
from pipeline.model.snapshot import Snapshot
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.house import House
from pipeline.model.terms.paths import PathError, is_internal, leaves
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.rounds.placing import TermsOf
from pipeline.store.root import Root

_NOTE = re.compile(r"<!--(.*?)-->", re.DOTALL)
_PLAIN_POSITION = "preferred"


def secrets_of(shelf: Shelf, snapshot: Snapshot) -> Iterator[Secret]:
    """All that must not leave the house with this version: internal data, notes, playbook, approvers, our version, our paths."""
    terms = TermsOf(shelf.root, snapshot).sent()
    if isinstance(terms, Terms):
        yield from _internal(terms, store.snapshot_file(snapshot.contract, snapshot.version))
    yield from _notes(shelf, snapshot.contract)
    for clause in shelf.library.library.clauses:
        file = f"clauses/{clause.topic}/{clause.id}/clause.yaml"
        yield from (Secret(words, "the playbook", file) for words in _playbook(clause.card))
    yield from (Secret(name, "a position", "") for name in _positions(snapshot))
    house = store.load_contract(shelf.root, snapshot.contract).house
    yield from _house(house) if house else ()
    yield Secret(snapshot.version, "version")
    yield from (Secret(hash, "the hash of our inputs") for hash in (snapshot.stamp.input_hash, snapshot.stamp.short_hash))
    yield from (Secret(path, "a path") for path in _paths(shelf, snapshot))


def public_words(snapshot: Snapshot, shelf: Shelf) -> Iterator[str]:
    """What the other party reads in the contract anyway, and the ids by which its paragraphs are found again."""
    yield from _said(snapshot.document)
    yield from (snapshot.stamp.title, snapshot.stamp.short_title, snapshot.stamp.legend)
    terms = TermsOf(shelf.root, snapshot).sent()
    if isinstance(terms, Terms):
        yield from (str(leaf.value) for leaf in leaves(terms) if not _is_internal(leaf.path))


def had_already(root: Root, contract: str, version: str) -> tuple[str, ...]:
    """What the other party read in the version from which a redline starts, and reads in it as struck out; nothing where none does."""
    read = store.read_snapshot(root, contract, version) if version else None
    return tuple(_said(read[0].document)) if isinstance(read, tuple) else ()


def _said(document: Document) -> Iterator[str]:
    yield document.title
    yield canonical_text(document)
    yield from (name for part in document.parts for node in walk(part) if (name := getattr(node, "id", "")))


def _internal(terms: Terms, file: str) -> Iterator[Secret]:
    for leaf in leaves(terms):
        if _is_internal(leaf.path):
            yield Secret(str(leaf.value), f"`{leaf.path}`", file)


def _is_internal(path: str) -> bool:
    try:
        return is_internal(path)
    except PathError:
        return False


def _notes(shelf: Shelf, contract: str) -> Iterator[Secret]:
    letters = (letter.text for letter in store.load_letters(shelf.root).letters.values())
    texts = {**shelf.sources, **{text.file: text.text for text in letters}, **store.contract_texts(shelf.root, contract)}
    for file, text in texts.items():
        yield from (Secret(note.strip(), "a drafting note", file) for note in _NOTE.findall(text))


def _playbook(card: Card) -> Iterator[str]:
    yield card.purpose
    yield from (position.says for position in card.positions)
    yield from (floor.says for floor in card.never_accept)
    if card.rationale:
        yield from filter(None, (card.rationale.legal, card.rationale.commercial, card.rationale.operational))
    yield from (*(card.talking_points or ()), *(card.trade_for or ()))


def _positions(snapshot: Snapshot) -> Iterable[str]:
    """The names of fallbacks, which would tell how far we have given way."""
    return sorted({name for name in (*snapshot.positions.values(), *snapshot.wordings.values()) if name and name != _PLAIN_POSITION})


def _house(house: House) -> Iterator[Secret]:
    file = "data/house.yaml"
    for approver in house.approvers:
        yield from (Secret(words, "an approver", file) for words in filter(None, (approver.name, approver.email, approver.delegate)))
    for floor in house.floors:
        yield Secret(floor.reason, "a floor of the house", file)
    for limit in house.authority_limits:
        yield Secret(str(limit.contract_value), "a limit of authority", file)


def _paths(shelf: Shelf, snapshot: Snapshot) -> Iterator[str]:
    yield str(shelf.root.folder)
    yield from (f"{store.folder_of(snapshot.contract)}/", snapshot.contract)
    yield from (file for file in snapshot.inputs if "/" in file)
