"""Makers of small Documents."""

from __future__ import annotations

from typing import Any

from pipeline.model.document import Cell, Item, List, Paragraph, Row, Text


def paragraph(id: str, *content: Any) -> Paragraph:
    """A paragraph of texts and nodes; an id without a slash is one that the source gives."""
    return Paragraph(id, tuple(Text(each) if isinstance(each, str) else each for each in content), "/" not in id)


def points(*each: Any) -> List:
    return List(tuple(given if isinstance(given, Item) else Item((given,)) for given in each))


def row(table: str, *cells: Any) -> Row:
    return Row(tuple(Cell((paragraph(f"{table}/{n}", cell),)) for n, cell in enumerate(cells)))
