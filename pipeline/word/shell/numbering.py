"""The numbering of the first template: clauses, schedules, the paragraphs of a schedule, bullets."""

from __future__ import annotations

from pipeline.model.numbering import NO_BREAK
from pipeline.word import names
from pipeline.word.names import DECLARATION, WORD
from pipeline.word.shell.styles import ACCENT, BODY_FONT, HEADING_FONT, STEP, style_id
from pipeline.word.shell.stylesheet import font

_CLAUSE, _SCHEDULE, _PARAGRAPHS, _BULLETS = 1, 2, 3, 4
_DEEPEST = 8
_HALF_STEP = 355


def _level(index: int, form: str, text: str, *, left: int, hanging: int, run: str, style: str | None = None, suffix: str = "tab") -> str:
    link = f'<w:pStyle w:val="{style_id(style)}"/>' if style else ""
    stop = f'<w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>' if suffix == "tab" else ""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{link}<w:suff w:val="{suffix}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr>{stop}<w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr><w:rPr>{run}</w:rPr></w:lvl>'
    )


def _clauses(heading: str, styles: tuple[str, ...]) -> str:
    """1. / 1.1 / (a) / (i) / (A); below, every list counts (A), (B)."""
    bold = font(HEADING_FONT, 12, bold=True, colour=ACCENT)
    plain = font(BODY_FONT, 11)
    levels = [
        _level(0, "decimal", "%1.", left=STEP, hanging=STEP, run=bold, style=heading),
        _level(1, "decimal", "%1.%2", left=STEP, hanging=STEP, run=plain, style=styles[0]),
    ]
    forms = ("lowerLetter", "lowerRoman", *("upperLetter",) * (_DEEPEST - 3))
    for index, form in enumerate(forms, start=2):
        style = styles[index - 1] if index <= len(styles) else None
        levels.append(_level(index, form, f"(%{index + 1})", left=STEP * index, hanging=STEP, run=plain, style=style))
    return "".join(levels)


def _bullets() -> str:
    """One level for each text edge that a list of points can stand at, from the edge of the page."""
    run = font(BODY_FONT, 11)
    return "".join(
        _level(
            index,
            "bullet",
            "\u2022",
            left=STEP * index + _HALF_STEP,
            hanging=_HALF_STEP,
            run=run,
            style=names.BULLET if index == 0 else None,
        )
        for index in range(_DEEPEST + 1)
    )


def _definition(number: int, name: str, levels: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{number:08X}"/><w:multiLevelType w:val="multilevel"/>'
        f'<w:tmpl w:val="{number:08X}"/><w:name w:val="{name}"/>{levels}</w:abstractNum>'
    )


def numbering_part() -> str:
    """`word/numbering.xml`; the writer adds one list for each schedule, so that its paragraphs start at 1."""
    part = font(HEADING_FONT, 16, bold=True, colour=ACCENT)
    schedule = _level(0, "decimal", f"Schedule{NO_BREAK}%1", left=0, hanging=0, run=part, style=names.SCHEDULE_HEADING, suffix="space")
    definitions = (
        _definition(_CLAUSE, "Clauses", _clauses(names.CLAUSE_HEADING, names.CLAUSE_LEVELS)),
        _definition(_SCHEDULE, "Schedules", schedule),
        _definition(_PARAGRAPHS, "Schedule Paragraphs", _clauses(names.SCHEDULE_CLAUSE_HEADING, names.SCHEDULE_LEVELS)),
        _definition(_BULLETS, "Bullets", _bullets()),
    )
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in (_CLAUSE, _SCHEDULE, _PARAGRAPHS, _BULLETS)
    )
    return f'{DECLARATION}<w:numbering xmlns:w="{WORD}">{"".join(definitions)}{lists}</w:numbering>'
