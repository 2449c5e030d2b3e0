"""The clause library: a folder for each topic, in it a folder for each clause with its card and wordings; and the laws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.model.diagnostic import Diagnostic, Related, Span, error, in_order
from pipeline.model.library import Card, ClauseSource, LawSource, Library, SourceText
from pipeline.store.files import Reading
from pipeline.store.laws import LAW, law_in
from pipeline.store.root import AMENDMENT, CLAUSE_ID, CLAUSES, LAWS, LETTERS, TOPIC, WORDING, Root
from pipeline.store.sections import section_in

_CARD, _NOTES = "clause.yaml", "README.md"


@dataclass(frozen=True, slots=True)
class LoadedLibrary:
    """The clause library as its files say; a clause with faults in its card is not in it. `inputs` are the sha256 of each file."""

    library: Library
    diagnostics: tuple[Diagnostic, ...]
    inputs: Mapping[str, str]


def load_library(root: Root) -> LoadedLibrary:
    """All clauses and laws, and all that is wrong with their files."""
    reading = Reading(root)
    clauses: list[ClauseSource] = []
    for topic in _folders(reading, CLAUSES, "a topic is a folder, as in `20-services`"):
        if topic in (LAWS, LETTERS, AMENDMENT):
            continue
        if not TOPIC.fullmatch(_name(topic)):
            message = f"`{_name(topic)}` cannot be the name of a topic"
            reading.findings.append(
                error("bad-topic", Span(topic), message, "name it with two digits, a hyphen and words, as in `20-services`")
            )
            continue
        found = [_clause(reading, folder) for folder in _folders(reading, topic, "a clause is a folder with a file `clause.yaml`")]
        clauses += sorted((clause for clause in found if clause is not None), key=lambda clause: (clause.card.order, clause.id))
    reading.findings.extend(_doubled(clauses))
    return LoadedLibrary(Library(tuple(clauses), _laws(reading)), in_order(reading.findings), reading.inputs)


def library_files(root: Root) -> tuple[str, ...]:
    """All files that contracts are made of, those that are missing or lie astray included: they too change what is said about it."""
    return tuple(file for topic in _below(root, CLAUSES) if topic not in (LETTERS, AMENDMENT) for file in _files_of_topic(root, topic))


def _files_of_topic(root: Root, topic: str) -> Iterator[str]:
    if not root.is_folder(topic) or not (topic == LAWS or TOPIC.fullmatch(_name(topic))):
        yield topic
        return
    for folder in _below(root, topic):
        if not root.is_folder(folder):
            yield folder
            continue
        yield f"{folder}/{LAW if topic == LAWS else _CARD}"
        yield from (f"{folder}/{name}" for name in root.names(folder))


def _below(root: Root, folder: str) -> Iterator[str]:
    return (f"{folder}/{name}" for name in root.names(folder) if name != _NOTES)


def _folders(reading: Reading, folder: str, expected: str) -> list[str]:
    """The folders in a folder; a file that stands among them and is no note for readers is a finding."""
    found: list[str] = []
    for name in reading.root.names(folder):
        if reading.root.is_folder(f"{folder}/{name}"):
            found.append(f"{folder}/{name}")
        elif name != _NOTES:
            hint = "move it into the folder that it belongs to, or call notes for readers README.md"
            reading.findings.append(error("stray-file", Span(f"{folder}/{name}"), f"this file is not read: {expected}", hint))
    return found


def _clause(reading: Reading, folder: str) -> ClauseSource | None:
    """The clause in a folder; None where it has no card that can be read."""
    id, topic = _name(folder), _name(folder.rpartition("/")[0])
    if not CLAUSE_ID.fullmatch(id):
        hint = "name it with small letters, digits and hyphens, as in `service-levels`"
        reading.findings.append(error("bad-clause-id", Span(folder), f"`{id}` cannot be the id of a clause", hint))
        return None
    wordings = _wordings(reading, folder)
    if _CARD not in reading.root.names(folder):
        hint = f"write {folder}/{_CARD} with `title`, `purpose`, `owner` and `order`"
        reading.findings.append(error("no-card", Span(folder), f"the clause `{id}` has no card", hint))
        return None
    written = section_in(reading, f"{folder}/{_CARD}", Card)
    return ClauseSource(id, topic, written.noun, wordings, written.positions) if written else None


def _wordings(reading: Reading, folder: str) -> dict[str, SourceText]:
    names = [name for name in reading.root.names(folder) if name != _CARD]
    for name in names:
        if not _is_wording(name):
            message = f"`{name}` is not read: a clause has a card and wordings"
            hint = "name wordings `preferred.md`, `fallback-1.md`, `fallback-2.md` and so on"
            reading.findings.append(error("stray-file", Span(f"{folder}/{name}"), message, hint))
    texts = {name.removesuffix(".md"): reading.text(f"{folder}/{name}") for name in names if _is_wording(name)}
    if "preferred" not in texts:
        message = f"the clause `{_name(folder)}` has no preferred wording"
        reading.findings.append(error("no-preferred-wording", Span(folder), message, f"write {folder}/preferred.md"))
    return {name: text for name, text in texts.items() if text is not None}


def _is_wording(name: str) -> bool:
    return name.endswith(".md") and WORDING.fullmatch(name.removesuffix(".md")) is not None


def _doubled(clauses: list[ClauseSource]) -> list[Diagnostic]:
    first: dict[str, ClauseSource] = {}
    findings: list[Diagnostic] = []
    for clause in clauses:
        earlier = first.setdefault(clause.id, clause)
        if earlier is not clause:
            related = Related(_card_of(earlier), "the other clause with this id")
            message = f"the clause id `{clause.id}` stands in two topics"
            findings.append(error("doubled-clause", _card_of(clause), message, "rename the folder of one of them", related))
    return findings


def _card_of(clause: ClauseSource) -> Span:
    return Span(f"{CLAUSES}/{clause.topic}/{clause.id}/{_CARD}")


def _laws(reading: Reading) -> dict[str, LawSource]:
    folders = _folders(reading, LAWS, "a law is a folder with a file `law.yaml`")
    return {law.name: law for folder in folders if (law := law_in(reading, folder)) is not None}


def _name(path: str) -> str:
    return path.rpartition("/")[2]
