"""The wording that one deal brings itself, in the folder `clauses/` of its contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.model.diagnostic import Diagnostic, Span, error, warning
from pipeline.model.library import SourceText
from pipeline.model.positions import Positions
from pipeline.model.terms.faults import close_to
from pipeline.store.files import Reading
from pipeline.store.root import DEAL_WORDING
from pipeline.store.yaml_tree import RawPath, Tree


def deal_wordings(reading: Reading, folder: str, tree: Mapping[str, Tree], positions: Positions) -> dict[str, SourceText]:
    """The wordings by the name of their file without its ending. Each must be named by a special term, and the other way round."""
    folder = f"{folder}/clauses"
    names = reading.root.names(folder)
    texts = {name.removesuffix(".md"): reading.text(f"{folder}/{name}") for name in names if _is_wording(name)}
    reading.findings.extend(_not_read(f"{folder}/{name}") for name in names if not _is_wording(name))
    reading.findings.extend(_compared(_named(tree), folder, texts, positions))
    return {name: text for name, text in texts.items() if text is not None}


def _is_wording(name: str) -> bool:
    return name.endswith(".md") and DEAL_WORDING.fullmatch(name.removesuffix(".md")) is not None


def _not_read(file: str) -> Diagnostic:
    hint = "name it with small letters, digits and hyphens, as in `charges.md`"
    return error("not-read", Span(file), "this file is not read: a wording of this deal ends in .md", hint)


def _named(tree: Mapping[str, Tree]) -> dict[RawPath, str]:
    """The wordings that the special terms name, by the place of the name."""
    match tree.get("clauses"):
        case {"special_terms": list(items)}:
            return {
                ("clauses", "special_terms", ordinal, "text"): item["text"]
                for ordinal, item in enumerate(items)
                if isinstance(item, dict) and isinstance(item.get("text"), str)
            }
    return {}


def _compared(
    named: Mapping[RawPath, str], folder: str, texts: Mapping[str, SourceText | None], positions: Positions
) -> Iterator[Diagnostic]:
    for path, name in named.items():
        if name not in texts:
            hint = close_to(name, texts) or f"write {folder}/{name}.md"
            yield error("unknown-wording", positions.of_value(path), f"there is no wording `{name}` in {folder}", hint)
    for name, text in texts.items():
        if text is not None and name not in named.values():
            hint = "name it as `text` of an item under `special_terms`"
            yield warning("unused-wording", Span(text.file), "no special term of the contract uses this wording", hint)
