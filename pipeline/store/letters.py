"""The letters of the library: a folder for each kind with its card and its wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, in_order
from pipeline.model.letter import LetterCard, Letters, LetterSource
from pipeline.model.terms.letter import GivenFacts
from pipeline.store.files import Reading
from pipeline.store.root import BUILD, CLAUSE_ID, CONTRACT_ID, LETTERS, Root
from pipeline.store.sections import Written, section_in

CARD, WORDING = "letter.yaml", "letter.md"
_NOTES = "README.md"


@dataclass(frozen=True, slots=True)
class LoadedLetters:
    """All kinds of letter; one with faults in its card is not among them. `inputs` are the sha256 of each file."""

    letters: Letters
    diagnostics: tuple[Diagnostic, ...]
    inputs: Mapping[str, str]


def load_letters(root: Root) -> LoadedLetters:
    """All kinds of letter, and all that is wrong with their files."""
    reading = Reading(root)
    found = [_letter(reading, f"{LETTERS}/{name}") for name in root.names(LETTERS) if name != _NOTES]
    letters = {letter.kind: letter for letter in found if letter is not None}
    return LoadedLetters(letters, in_order(reading.findings), reading.inputs)


def letter_files(root: Root) -> tuple[str, ...]:
    """All files that the letters are made of, those that are missing or lie astray included."""
    return tuple(file for name in root.names(LETTERS) if name != _NOTES for file in _files_of(root, f"{LETTERS}/{name}"))


def read_facts(root: Root, file: str) -> Written[GivenFacts] | tuple[Diagnostic, ...]:
    """The facts of a letter in a YAML file of the user's, or what is wrong with it."""
    reading = Reading(root)
    written = section_in(reading, file, GivenFacts)
    # A fact that stands twice leaves a file that can be read and may mean the other of the two.
    return in_order(reading.findings) if written is None or has_errors(reading.findings) else written


def letter_file(contract: str, name: str) -> str:
    """Where a letter is written, relative to the root."""
    assert CONTRACT_ID.fullmatch(contract), contract
    return f"{BUILD}/{contract}/letters/{name}"


def _files_of(root: Root, folder: str) -> tuple[str, ...]:
    if not root.is_folder(folder):
        return (folder,)
    return tuple(f"{folder}/{name}" for name in sorted({*root.names(folder), CARD, WORDING}) if name != _NOTES)


def _letter(reading: Reading, folder: str) -> LetterSource | None:
    """The letter in a folder; None where findings say why there is none."""
    kind = folder.rpartition("/")[2]
    if not reading.root.is_folder(folder) or not CLAUSE_ID.fullmatch(kind):
        hint = "a letter is a folder such as `price-objection`, with `letter.yaml` and `letter.md`"
        reading.findings.append(error("stray-file", Span(folder), "this is not read as a letter", hint))
        return None
    for name in reading.root.names(folder):
        if name not in (CARD, WORDING, _NOTES):
            hint = f"a letter has `{CARD}` and `{WORDING}`"
            reading.findings.append(error("stray-file", Span(f"{folder}/{name}"), f"`{name}` is not read", hint))
    card, text = section_in(reading, f"{folder}/{CARD}", LetterCard), reading.text(f"{folder}/{WORDING}")
    return LetterSource(kind, card.noun, text, card.positions) if card and text else None
