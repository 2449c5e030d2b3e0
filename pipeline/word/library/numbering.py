"""Live numbers for wordings: an item that a lawyer adds is numbered by Word, and each case of a condition counts on from before it."""

from __future__ import annotations

from pipeline.model.review import BULLET
from pipeline.word.library.styles import STEP
from pipeline.word.names import DECLARATION, WORD

BULLETS, _NUMBERS = 1, 2
_FORMS = (("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"))


class Lists:
    """The lists of the document: one for each run of numbers that go on by themselves."""

    def __init__(self) -> None:
        self._starts: list[tuple[int, int]] = []
        self._next: dict[int, int] = {}

    def number_of(self, depth: int, ordinal: int) -> int:
        """The list in which the next item at this depth (from 1) has this number; a new one where no other would count so."""
        if not self._starts or self._next.get(depth, 1 if depth - 1 in self._next else 0) != ordinal:
            self._starts.append((depth, ordinal))
            self._next = {}
        self._next = {level: count for level, count in self._next.items() if level < depth} | {depth: ordinal + 1}
        return BULLETS + len(self._starts)

    def part(self) -> str:
        """`word/numbering.xml`."""
        numbers = "".join(
            f'<w:num w:numId="{id}"><w:abstractNumId w:val="{_NUMBERS}"/>'
            f'<w:lvlOverride w:ilvl="{depth - 1}"><w:startOverride w:val="{ordinal}"/></w:lvlOverride></w:num>'
            for id, (depth, ordinal) in enumerate(self._starts, start=BULLETS + 1)
        )
        bullets = f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="{BULLETS}"/></w:num>'
        definitions = _definition(BULLETS, [("bullet", BULLET)] * len(_FORMS)) + _definition(_NUMBERS, list(_FORMS))
        return f'{DECLARATION}<w:numbering xmlns:w="{WORD}">{definitions}{bullets}{numbers}</w:numbering>'


def _definition(id: int, forms: list[tuple[str, str]]) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{STEP * (level + 1)}" w:hanging="{STEP}"/></w:pPr></w:lvl>'
        for level, (form, text) in enumerate(forms)
    )
    return f'<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
