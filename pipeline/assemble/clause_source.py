"""Blocks of the tree as a clause file: what is parsed from it says the same words in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pipeline.assemble.source_words import Expressed, NotSayable, source_lines, source_words
from pipeline.model.document import Alignment, Block, Clause, Item, List, Paragraph, Row, SignatureBlock, Table

_DASHES = {Alignment.LEFT: "---", Alignment.RIGHT: "---:", Alignment.CENTRE: ":---:"}
_NUMBERED, _POINT = "1. ", "- "


def clause_source(blocks: Iterable[Block], expressed: Expressed, kept: Mapping[str, str] = MappingProxyType({})) -> str:
    """The blocks as the text of a clause file. `kept` are directives as they are typed, by the id of their table. Raises NotSayable."""
    return "\n".join(_Writer(expressed, kept).blocks(tuple(blocks))) + "\n"


@dataclass(frozen=True, slots=True)
class _Writer:
    expressed: Expressed
    kept: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def blocks(self, blocks: tuple[Block, ...]) -> list[str]:
        """The lines of these blocks, an empty one where the next would else go on in the one before it."""
        lines: list[str] = []
        for block in blocks:
            if lines and not isinstance(block, List | Table):
                lines.append("")
            lines += self._block(block)
        return lines

    def _block(self, block: Block) -> list[str]:
        match block:
            case Paragraph():
                return self._paragraph(block)
            case List():
                return [line for item in block.items for line in self._item(item, ordered=block.ordered)]
            case Table():
                return self._table(block)
            case Clause():
                heading = f"## {source_words(block.heading, self.expressed).strip()}"
                return [_with_id(heading, block.id, named="/" not in block.id), "", *self.blocks(block.blocks)]
            case SignatureBlock():
                raise NotSayable("a signature block")

    def _paragraph(self, paragraph: Paragraph) -> list[str]:
        first, *further = source_lines(paragraph.content, self.expressed)
        return [_with_id(first, paragraph.id, named=paragraph.named), *further]

    def _item(self, item: Item, *, ordered: bool) -> Iterator[str]:
        mark = _NUMBERED if ordered else _POINT
        for number, line in enumerate(self.blocks(item.blocks)):
            yield mark + line if number == 0 else " " * len(mark) + line if line else line

    def _table(self, table: Table) -> list[str]:
        if table.id in self.kept:
            return self.kept[table.id].split("\n")
        if len(table.header) > 1:
            raise NotSayable("a table with several rows of headings")
        header = self._row(table.header[0]) if table.header else "|" + "  |" * len(table.columns)
        dashes = "|" + "|".join(f" {_DASHES[column]} " for column in table.columns) + "|"
        return [_with_id("::: table", table.id, named=table.named), header, dashes, *map(self._row, table.rows), ":::"]

    def _row(self, row: Row) -> str:
        return "|" + "|".join(f" {self._cell(cell.blocks)} " for cell in row.cells) + "|"

    def _cell(self, blocks: tuple[Block, ...]) -> str:
        match blocks:
            case ():
                return ""
            case (Paragraph(content=content),):
                return _barred(source_words(content, self.expressed).strip())
            case _:
                raise NotSayable("a cell with several paragraphs")


def _barred(words: str) -> str:
    """A bar in an expression is a filter; any other is a sign of the words, and not the end of the cell."""
    pieces = words.split("{{")
    further = (piece.partition("}}") for piece in pieces[1:])
    return "".join([pieces[0].replace("|", "\\|"), *("{{" + hole + end + rest.replace("|", "\\|") for hole, end, rest in further)])


def _with_id(line: str, id: str, *, named: bool) -> str:
    return f"{line} {{#{id}}}" if named else line
