"""Two strangers' files as one DOCX with tracked changes: made by an engine, proved by us, and not delivered where the proof fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.word.hazards import harmless_parts
from pipeline.word.hostile import Hostile
from pipeline.word.package import package_of
from pipeline.word.strangers.engines import NotCompared, Order, RedlineEngine
from pipeline.word.strangers.page import Page, page_of
from pipeline.word.strangers.stamping import stamped
from pipeline.word.strangers.verifying import faults_of, untracked


@dataclass(frozen=True, slots=True)
class Redlined:
    """A proved redline with the engine that made it; or no redline, and why each engine's was not delivered."""

    docx: bytes | None
    engine: str
    refusals: tuple[str, ...]


def redlined(old: Mapping[str, bytes], new: Mapping[str, bytes], order: Order, engines: Sequence[RedlineEngine]) -> Redlined:
    """The redline of two files, given as harmless parts without revisions, by the first engine whose redline holds both."""
    before, after = page_of(old), page_of(new)
    beyond = tuple(untracked(before, after))
    if beyond:
        return Redlined(None, "", tuple(f"{fault}, and Word cannot track that" for fault in beyond))
    refusals: list[str] = []
    for engine in engines:
        try:
            return Redlined(_proved(engine, old, new, before, after, order), engine.name, tuple(refusals))
        except NotCompared as refused:
            refusals.append(str(refused))
    return Redlined(None, "", tuple(refusals))


def _proved(engine: RedlineEngine, old: Mapping[str, bytes], new: Mapping[str, bytes], before: Page, after: Page, order: Order) -> bytes:
    made = engine.redline(package_of(old), package_of(new), order)
    try:
        parts = stamped(harmless_parts(made), order.author, order.date, moves=order.moves)
        fault = next(faults_of(parts, before, after, order.author, order.date), None)
    except (Hostile, etree.XMLSyntaxError) as damaged:
        raise NotCompared(f"{engine.name} made a file that cannot be read: {damaged}") from damaged
    if fault is not None:
        raise NotCompared(f"the redline of {engine.name} is wrong: {fault}")
    return package_of(parts)
