"""The rounds of a negotiation: `rounds/<nn>.yaml` in the contract's folder, written once and filled in by people and by the tool."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors
from pipeline.model.library import SourceText
from pipeline.model.positions import Positions
from pipeline.store.contracts import folder_of
from pipeline.store.files import content_of, text_of
from pipeline.store.root import Root
from pipeline.store.splice import CannotSplice, splice_all
from pipeline.store.writing import CannotWrite, write
from pipeline.store.yaml_tree import RawPath, Tree, yaml_file
from pipeline.store.yaml_writing import yaml_text

_NAME = re.compile(r"([0-9]{2,4})\.yaml")
_MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class RoundFile:
    """A round as its file says, with the place of each value."""

    number: int
    file: str
    text: str
    tree: Mapping[str, Tree]
    positions: Positions


def rounds(root: Root, contract: str) -> tuple[int, ...]:
    """The numbers of a contract's rounds, the first one first."""
    found = (_NAME.fullmatch(name) for name in root.names(f"{folder_of(contract)}/rounds"))
    return tuple(sorted(int(match[1]) for match in found if match))


def round_file(contract: str, number: int) -> str:
    """Where a round lies, relative to the root."""
    return f"{folder_of(contract)}/rounds/{number:02}.yaml"


def answer_record(contract: str, number: int) -> str:
    """Where our answer on their file lies as it was written when the round was carried out, relative to the root."""
    return f"{folder_of(contract)}/rounds/{number:02}-answer.docx"


def read_answer(root: Root, contract: str, number: int) -> bytes | Diagnostic:
    """The bytes of our answer to a round, or what is in the way."""
    file = answer_record(contract, number)
    return content_of(root.path(file), file, _MOST_BYTES)


def write_round(root: Root, contract: str, number: int, tree: Mapping[str, Tree], remark: Sequence[str]) -> None:
    """Write the file of a new round. Raises CannotWrite."""
    write(root, round_file(contract, number), yaml_text(tree, remark).encode())


def read_round_file(root: Root, contract: str, number: int) -> RoundFile | tuple[Diagnostic, ...]:
    """A round as it is written today, or what is wrong with its file."""
    file = round_file(contract, number)
    content = content_of(root.path(file), file, _MOST_BYTES)
    text = content if isinstance(content, Diagnostic) else text_of(content, file)
    if isinstance(text, Diagnostic):
        return (text,)
    found = yaml_file(SourceText(file, text))
    if has_errors(found.diagnostics):
        return found.diagnostics
    if not isinstance(found.tree, dict):
        return (error("text-for-fields", Span(file), "the file holds no round", "take it as it was written: git restore"),)
    return RoundFile(number, file, text, found.tree, found.positions)


def with_entries(round: RoundFile, entries: Mapping[RawPath, str]) -> RoundFile:
    """The round with these values filled in, not yet saved; all else stays to the letter. Raises CannotWrite."""
    if not entries:
        return round
    try:
        text = splice_all(round.text, entries)
    except CannotSplice as fault:
        place = round.positions.of_value(next(iter(entries))[:2])
        hint = "write the five fields of `decision` again: answer, by, reason, reply, counter"
        raise CannotWrite(error("no-place-for-decision", place, f"the decision cannot be filled in: {fault}", hint)) from fault
    filled = yaml_file(SourceText(round.file, text))
    assert isinstance(filled.tree, dict)
    return RoundFile(round.number, round.file, text, filled.tree, filled.positions)


def save_round(root: Root, before: RoundFile, after: RoundFile) -> None:
    """Write a round with other decisions. Raises CannotWrite, also where somebody changed the file meanwhile."""
    if content_of(root.path(before.file), before.file, _MOST_BYTES) != before.text.encode():
        raise CannotWrite(error("changed-meanwhile", Span(before.file), "somebody has changed this file meanwhile", "repeat the command"))
    write(root, after.file, after.text.encode())
