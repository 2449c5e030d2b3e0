"""The governing laws: a folder for each with its law.yaml and the wordings that its entries name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.law import DeleteByLaw, Law
from pipeline.model.library import LawSource, SourceText
from pipeline.model.terms.faults import close_to
from pipeline.store.files import Reading
from pipeline.store.root import CLAUSE_ID
from pipeline.store.sections import section_in

LAW = "law.yaml"


def law_in(reading: Reading, folder: str) -> LawSource | None:
    """The law in a folder; None where findings say why its law.yaml cannot be read."""
    id = folder.rpartition("/")[2]
    if not CLAUSE_ID.fullmatch(id):
        hint = "name it with small letters, digits and hyphens, as in `england-and-wales`"
        reading.findings.append(error("bad-law-id", Span(folder), f"`{id}` cannot be the name of a law", hint))
        return None
    written = section_in(reading, f"{folder}/{LAW}", Law)
    texts = _texts(reading, folder)
    if written is None:
        return None
    source = LawSource(id, written.noun, {name: text for name, text in texts.items() if text is not None}, written.positions)
    reading.findings.extend(_missing(source, folder, texts))
    reading.findings.extend(_unused(source))
    return source


def _texts(reading: Reading, folder: str) -> dict[str, SourceText | None]:
    """The wordings by name, None for one that cannot be read; what is neither a wording nor law.yaml is a finding."""
    names = [name for name in reading.root.names(folder) if name not in (LAW, "README.md")]
    for name in names:
        if not _is_wording(name):
            message = f"`{name}` is not read: a law has `{LAW}` and wordings"
            hint = "name wordings with small letters, digits and hyphens, as in `late-payment.md`"
            reading.findings.append(error("stray-file", Span(f"{folder}/{name}"), message, hint))
    return {name.removesuffix(".md"): reading.text(f"{folder}/{name}") for name in names if _is_wording(name)}


def _is_wording(name: str) -> bool:
    return name.endswith(".md") and CLAUSE_ID.fullmatch(name.removesuffix(".md")) is not None


def _missing(source: LawSource, folder: str, texts: Mapping[str, SourceText | None]) -> Iterator[Diagnostic]:
    for place, change in source.law.changes():
        if not isinstance(change, DeleteByLaw) and change.text not in texts:
            hint = close_to(change.text, texts) or f"write {folder}/{change.text}.md"
            span = source.positions.of_value((*place, "text"))
            yield error("unknown-wording", span, f"there is no wording `{change.text}` in {folder}", hint)


def _unused(source: LawSource) -> Iterator[Diagnostic]:
    used = {change.text for _, change in source.law.changes() if not isinstance(change, DeleteByLaw)}
    for name, text in source.texts.items():
        if name not in used:
            hint = "name it as `text` of a change under `entries` in law.yaml"
            yield error("unused-wording", Span(text.file), "no entry of the law uses this wording", hint)
