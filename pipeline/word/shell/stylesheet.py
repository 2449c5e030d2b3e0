"""What every `styles.xml` of ours is made of: the defaults, and styles of paragraphs, characters and tables."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.word.names import DECLARATION, WORD


def stylesheet(styles: Iterable[str]) -> str:
    """`word/styles.xml`."""
    return f'{DECLARATION}<w:styles xmlns:w="{WORD}">{"".join(styles)}</w:styles>'


def font(name: str, size: float, *, bold: bool = False, colour: str | None = None) -> str:
    """Run properties; `size` in points."""
    weight = "<w:b/><w:bCs/>" if bold else ""
    tint = f'<w:color w:val="{colour}"/>' if colour else ""
    half_points = round(size * 2)
    family = f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'
    return f'{family}{weight}{tint}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def spacing(before: float = 0, after: float = 0, line: float | None = None) -> str:
    """Space in points; `line` as a multiple of the font's own line."""
    leading = f' w:line="{round(line * 240)}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{leading}/>'


def shade(colour: str) -> str:
    """Colour behind words or cells."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'


def rules(colour: str, *edges: str) -> str:
    """Thin lines at these edges of a table."""
    lines = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="{colour}"/>' for edge in edges)
    return f"<w:tblBorders>{lines}</w:tblBorders>"


def cell_margins(top: int, side: int) -> str:
    """Space around what a cell says, in twentieths of a point."""
    sizes = (("top", top), ("left", side), ("bottom", top), ("right", side))
    edges = "".join(f'<w:{edge} w:w="{size}" w:type="dxa"/>' for edge, size in sizes)
    return f"<w:tblCellMar>{edges}</w:tblCellMar>"


def defaults(language: str, words: str, layout: str, *, normal: str = "", cells: str = "") -> str:
    """How all looks that no style changes; `normal` is added to the style of plain paragraphs, `cells` to that of tables."""
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{words}<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/></w:rPr>'
        "</w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{layout}</w:pPr></w:pPrDefault></w:docDefaults>"
        f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>{normal}</w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{cells}</w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>'
    )


def paragraph_style(
    id: str, name: str, layout: str = "", run: str = "", *, after: str = "", based: str = "Normal", built_in: bool = False
) -> str:
    """A style of paragraphs; `after` is the id of the one that the next paragraph gets, `built_in` says that it is one of Word's own."""
    following = f'<w:next w:val="{after}"/>' if after else ""
    custom = "" if built_in else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/>{following}<w:qFormat/>'
        f"<w:pPr>{layout}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def character_style(id: str, name: str, run: str) -> str:
    """A style of words within a paragraph."""
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/><w:qFormat/><w:rPr>{run}</w:rPr></w:style>'
    )


def table_style(id: str, name: str, properties: str, conditions: str = "") -> str:
    """A style of tables."""
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>{properties}</w:tblPr>{conditions}</w:style>'
    )


def first_row(tint: str) -> str:
    """The heads of a table's columns on a tint."""
    return f'<w:tblStylePr w:type="firstRow"><w:tcPr>{shade(tint)}</w:tcPr></w:tblStylePr>'
