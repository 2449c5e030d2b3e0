"""The numbers of clauses, paragraphs and schedules, and the words of Cross-References."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.document import Block, Clause, Document, List, Part, PartKind, Words

NO_BREAK = "\u00a0"
DEEPEST_LEVEL = 3
"""Clause, 1.1, (a), (i): a list below that has no number of its own."""


@dataclass(frozen=True, slots=True)
class Number:
    """The number of one paragraph, heading or schedule.

    `label` is what stands in the margin ("(a)", "1.1", "1."), `full` what a reference says ("4.2(a)", "1.1", "Schedule 2"),
    `level` the depth from 0 (clause or schedule paragraph heading) to 3 ((i)), `part` the id of the Part around it.
    """

    label: str
    full: str
    level: int
    part: str
    kind: PartKind


Numbers = Mapping[str, Number]


def numbered(document: Document) -> Numbers:
    """Every numbered node's number, by its id; schedules are numbered in the order in which they are bound."""
    numbers: dict[str, Number] = {}
    schedule = 0
    for part in document.parts:
        if part.kind is PartKind.SCHEDULE:
            schedule += 1
            label = f"{document.words.schedule}{NO_BREAK}{schedule}"
            numbers[part.id] = Number(label, label, 0, part.id, part.kind)
        if part.kind in (PartKind.TERMS, PartKind.SCHEDULE):
            numbers.update(_part_numbers(part))
    return numbers


def spoken(id: str, numbers: Numbers) -> str | None:
    """How people name a numbered node: inside a Schedule with the Schedule's number, "Schedule 2, 3.1"; None where it has no number."""
    if id not in numbers:
        return None
    number = numbers[id]
    around = f"{numbers[number.part].full}, " if number.part in numbers and number.part != id else ""
    return around + number.full


def _part_numbers(part: Part) -> dict[str, Number]:
    numbers: dict[str, Number] = {}
    clauses = [block for block in part.blocks if isinstance(block, Clause)]
    for count, clause in enumerate(clauses, start=1):
        numbers[clause.id] = Number(f"{count}.", str(count), 0, part.id, part.kind)
        _number_items(clause.blocks, str(count), 1, part, numbers)
    return numbers


def _number_items(blocks: tuple[Block, ...], above: str, level: int, part: Part, numbers: dict[str, Number]) -> None:
    """Lists side by side under one parent go on counting, as Word does."""
    items = [item for block in blocks if isinstance(block, List) and block.ordered for item in block.items]
    for count, item in enumerate(items, start=1):
        label = _label(count, above, level)
        full = label if level == 1 else above + label
        numbers[item.first.id] = Number(label, full, level, part.id, part.kind)
        _number_items(item.blocks, full, level + 1, part, numbers)


def _label(count: int, above: str, level: int) -> str:
    if level == 1:
        return f"{above}.{count}"
    return f"({letters(count)})" if level == 2 else f"({roman(count)})" if level == DEEPEST_LEVEL else f"({letters(count).upper()})"


def letters(count: int) -> str:
    """1 is a, 26 is z, 27 is aa, as Word counts."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def roman(count: int) -> str:
    """1 is i, 4 is iv, 9 is ix."""
    result = ""
    for value, numeral in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        result += numeral * (count // value)
        count %= value
    return result


@dataclass(frozen=True, slots=True)
class ReferencePiece:
    """A run of a Cross-Reference: plain words, or the number of the node `target`."""

    text: str
    target: str | None = None


def reference(target: str, within: str, numbers: Numbers, words: Words) -> tuple[ReferencePiece, ...]:
    """The words of a Cross-Reference that stands in the Part with the id `within`.

    "clause 4.2(a)", "Schedule 2", "paragraph 3.1" inside the same Schedule, else "paragraph 3.1 of Schedule 2".
    """
    number = numbers[target]
    if target == number.part:
        return (ReferencePiece(number.full, target),)
    if number.kind is PartKind.TERMS:
        return (ReferencePiece(words.clause + NO_BREAK), ReferencePiece(number.full, target))
    own = (ReferencePiece(words.paragraph + NO_BREAK), ReferencePiece(number.full, target))
    if number.part == within:
        return own
    return (*own, ReferencePiece(f" {words.of} "), ReferencePiece(numbers[number.part].full, number.part))
