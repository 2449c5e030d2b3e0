"""The yardstick for assembling: the same contract as one docxtpl template with a placeholder for each value."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from docxtpl import DocxTemplate

from pipeline.model.document import (
    Block,
    Cell,
    Clause,
    Document,
    Inline,
    Item,
    List,
    Paragraph,
    Row,
    SignatureBlock,
    Strong,
    Table,
    Text,
    Value,
)
from pipeline.model.stamp import Stamp
from pipeline.word.writer import write


@dataclass(frozen=True, slots=True)
class Bare:
    """A DOCX template that holds the whole contract, and the values for its placeholders."""

    template: bytes
    values: Mapping[str, str]

    def render(self) -> bytes:
        """What docxtpl makes of it, opened, filled and saved as its documentation shows."""
        document = DocxTemplate(io.BytesIO(self.template))
        document.render(dict(self.values), autoescape=True)
        result = io.BytesIO()
        document.save(result)
        return result.getvalue()


def bare(document: Document, stamp: Stamp, template: bytes) -> Bare:
    """The contract as a template: each Value became a placeholder, all else stands as written."""
    holes = _Holes()
    parts = tuple(replace(part, heading=holes.inlines(part.heading), blocks=holes.blocks(part.blocks)) for part in document.parts)
    return Bare(write(replace(document, parts=parts), stamp, template), holes.values)


@dataclass(slots=True)
class _Holes:
    values: dict[str, str] = field(default_factory=dict)

    def inlines(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(self._inline(node) for node in content)

    def _inline(self, node: Inline) -> Inline:
        match node:
            case Value(text=text):
                name = f"v{len(self.values)}"
                self.values[name] = text
                return Text(f"{{{{ {name} }}}}")
            case Strong(content=content):
                return Strong(self.inlines(content))
            case _:
                return node

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        match block:
            case Clause():
                return replace(block, heading=self.inlines(block.heading), blocks=self.blocks(block.blocks))
            case Paragraph():
                return replace(block, content=self.inlines(block.content))
            case List():
                return replace(block, items=tuple(Item(self.blocks(item.blocks)) for item in block.items))
            case Table():
                return replace(block, header=self._rows(block.header), rows=self._rows(block.rows))
            case SignatureBlock():
                lines = tuple((label, self.inlines(content)) for label, content in block.lines)
                return replace(block, words=self.inlines(block.words), lines=lines)

    def _rows(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(Row(tuple(Cell(self.blocks(cell.blocks)) for cell in row.cells)) for row in rows)
