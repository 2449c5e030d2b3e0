"""A single leaf with a few lines on it: the slip before a document that is bound in, and what a signature shows of itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from pipeline.word.names import CONTENT_TYPES, DECLARATION, PACKAGE_RELATIONS, RELATIONS, WORD
from pipeline.word.package import MAIN, package_of
from pipeline.word.text import visible

_FONT = "Calibri"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TWIPS = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, the size of its letters and the room above it in points, and whether they are bold."""

    words: str
    size: float
    above: float = 0
    strong: bool = False


def leaf(lines: Sequence[Line], *, width: float, height: float, margin: float, language: str, top: float | None = None) -> bytes:
    """The DOCX of a leaf of this size in points; `top` is the margin above, where it is another than the others."""
    widths = dict.fromkeys(("right", "bottom", "left"), margin) | {"top": margin if top is None else top}
    edges = " ".join(f'w:{side}="{_twips(wide)}"' for side, wide in widths.items())
    size = f'<w:pgSz w:w="{_twips(width)}" w:h="{_twips(height)}"/><w:pgMar {edges} w:header="0" w:footer="0" w:gutter="0"/>'
    body = "".join(_paragraph(line, language) for line in lines)
    main = f'{DECLARATION}<w:document xmlns:w="{WORD}"><w:body>{body}<w:sectPr>{size}</w:sectPr></w:body></w:document>'
    types = (
        f'{DECLARATION}<Types xmlns="{CONTENT_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{MAIN}" ContentType="{_MAIN_TYPE}"/></Types>'
    )
    relations = (
        f'{DECLARATION}<Relationships xmlns="{PACKAGE_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="{MAIN}"/></Relationships>'
    )
    return package_of({"[Content_Types].xml": types.encode(), "_rels/.rels": relations.encode(), MAIN: main.encode()})


def _paragraph(line: Line, language: str) -> str:
    fonts = " ".join(f'w:{kind}="{_FONT}"' for kind in ("ascii", "hAnsi", "cs", "eastAsia"))
    look = f'<w:rFonts {fonts}/>{"<w:b/>" if line.strong else ""}<w:sz w:val="{round(line.size * 2)}"/><w:lang w:val="{language}"/>'
    spacing = f'<w:spacing w:before="{_twips(line.above)}" w:after="0"/>'
    words = escape(visible(line.words))
    return f'<w:p><w:pPr>{spacing}</w:pPr><w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def _twips(points: float) -> int:
    return round(points * _TWIPS)
