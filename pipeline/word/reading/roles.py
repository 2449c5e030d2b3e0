"""What a paragraph is in the contract, told from its style and its place in a list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from pipeline.word import names
from pipeline.word.reading.lines import Line, Standing


class Kind(Enum):
    """The kinds of paragraphs that a contract has."""

    TITLE = auto()
    PART_HEADING = auto()
    SIGNATURE_HEADING = auto()
    SCHEDULE_HEADING = auto()
    CLAUSE = auto()
    ITEM = auto()
    POINT = auto()
    TEXT = auto()
    SIGNATURE_WORDS = auto()
    STAMP = auto()
    CONTENTS = auto()


@dataclass(frozen=True, slots=True)
class Role:
    """A kind, and how deep it stands: the level of an item (1: 1.1) or point, or that of the item that a text stands under."""

    kind: Kind
    depth: int = 0


_BY_STYLE: Mapping[str, Role] = {
    names.COVER_TITLE: Role(Kind.TITLE),
    names.PART_HEADING: Role(Kind.PART_HEADING),
    names.SIGNATURE_HEADING: Role(Kind.SIGNATURE_HEADING),
    names.SCHEDULE_HEADING: Role(Kind.SCHEDULE_HEADING),
    names.SIGNATURE_WORDS: Role(Kind.SIGNATURE_WORDS),
    names.COVER_STAMP: Role(Kind.STAMP),
    names.CONTENTS_HEADING: Role(Kind.CONTENTS),
    names.CONTENTS_ENTRY: Role(Kind.CONTENTS),
    names.CLAUSE_HEADING: Role(Kind.CLAUSE),
    names.SCHEDULE_CLAUSE_HEADING: Role(Kind.CLAUSE),
    names.DEFINITION: Role(Kind.TEXT, 1),
    **{name: Role(Kind.TEXT, depth) for depth, name in enumerate(names.CLAUSE_TEXTS, start=1)},
    **{
        name: Role(Kind.ITEM, depth)
        for styles in (names.CLAUSE_LEVELS, names.SCHEDULE_LEVELS)
        for depth, name in enumerate(styles, start=1)
    },
}
_CLAUSE_LABEL = re.compile(r"\d+\.?")


def role_of(line: Line, schedule: str) -> Role:
    """What a line is; `schedule` is the word that begins the number of a Schedule."""
    return Role(Kind.CONTENTS) if line.contents else role_in(line.standing, line.label, schedule)


def role_in(standing: Standing, label: str, schedule: str) -> Role:
    """What a paragraph is that stands so and shows this number."""
    role = _BY_STYLE.get(standing.style)
    if role is not None and role.kind not in (Kind.CLAUSE, Kind.ITEM, Kind.TEXT):
        return role
    if standing.level is None:
        return role or Role(Kind.TEXT)
    if standing.bullet:
        return Role(Kind.POINT, standing.level)
    if standing.style in names.NUMBERED_STYLES:
        # Who moves a paragraph to another level need not change its style.
        return Role(Kind.ITEM, standing.level) if standing.level else Role(Kind.CLAUSE)
    return _by_label(standing.style, label, standing.level, schedule)


def _by_label(style: str, label: str, level: int, schedule: str) -> Role:
    """What a paragraph is of which only the number is left, as after an editor that renames all styles."""
    if label.startswith(schedule):
        return Role(Kind.SCHEDULE_HEADING)
    if level == 0 and _CLAUSE_LABEL.fullmatch(label) and not style.startswith("Table"):
        return Role(Kind.CLAUSE)
    return Role(Kind.ITEM, max(level, 1)) if label else Role(Kind.TEXT)
