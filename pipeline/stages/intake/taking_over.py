"""An old contract that was signed elsewhere: kept byte for byte, with the key data by which its days and duties are watched."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline import store
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, in_order
from pipeline.model.document import Document
from pipeline.model.ledger import GENESIS, FactKind, LedgerHead
from pipeline.model.reading import text_hash
from pipeline.model.snapshot import Snapshot
from pipeline.model.stamp import Stamp
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.meta import Origin
from pipeline.model.terms.reading import terms_from
from pipeline.model.terms.writing import written_terms
from pipeline.stages.drafts.agreement import FIRST_EXECUTED
from pipeline.stages.intake.creating import Created
from pipeline.stages.intake.making import contract_files
from pipeline.store.root import Root

_PDF, _PDF_END, _TAIL = b"%PDF-", b"%%EOF", 2048


def take_over(root: Root, contract: str, file: Path, key_data: Path, at: str) -> Created:
    """Let a contract come into being from its signed file and its key data. `at` is the moment for the ledger."""
    content = _signed_pdf(file)
    house = store.load_house(root)
    read = store.answers_in_file(key_data)
    found = [*read.diagnostics, *((content,) if isinstance(content, Diagnostic) else ()), *(house if isinstance(house, tuple) else ())]
    if has_errors(found) or isinstance(content, Diagnostic) or isinstance(house, tuple):
        return Created((), in_order(found))
    if not isinstance(read.tree, dict):
        hint = "docs/new.md shows what key data look like"
        return Created((), (error("no-key-data", Span(key_data.as_posix()), "the file holds no key data", hint),))
    defaults = house.defaults
    meta = _meta(read.tree, str(defaults.side), str(defaults.language))
    tree: dict[str, Any] = {"calendar": defaults.calendar, **read.tree, "meta": meta}
    terms = terms_from(tree, calendars=store.load_calendars(root))
    if not isinstance(terms, Terms):
        return Created((), in_order(list(store.placed(terms, read.positions, tree))))
    return _created(root, contract, tree, written_terms(terms), content, at)


def _signed_pdf(file: Path) -> bytes | Diagnostic:
    """The bytes of the signed file: a PDF, which is kept and never opened."""
    content = store.their_file(file.resolve())
    if isinstance(content, Diagnostic):
        return content
    place = Span(file.as_posix())
    if not content.startswith(_PDF):
        return error("not-a-pdf", place, "this is no PDF, and a signed contract is kept as one", "scan it, or print it to PDF")
    if _PDF_END not in content[-_TAIL:]:
        return error("not-a-pdf", place, "this PDF is cut off: its end is missing", "copy or scan it anew")
    return content


def _meta(tree: Mapping[str, Any], side: str, language: str) -> dict[str, Any]:
    """What every contract says about itself, where the key data do not."""
    told = tree.get("meta")
    usual = {"schema_version": "1", "language": language, "side": side}
    return usual | (told if isinstance(told, dict) else {}) | {"origin": Origin.EXECUTED_ELSEWHERE.value}


def _created(root: Root, contract: str, tree: Mapping[str, Any], data: Mapping[str, Any], content: bytes, at: str) -> Created:
    """All files at once: the signed file, the data, the version that the ledger tells of, and the ledger."""
    pdf = store.sha256(content)
    snapshot = _snapshot(contract, data, pdf)
    frozen = store.snapshot_bytes(snapshot)
    told = {"version": FIRST_EXECUTED, "pdf": pdf, "elsewhere": "signed"}
    frozen_as = told | {"snapshot": store.sha256(frozen), "text": snapshot.text_hash}
    entries = [(FactKind.VERSION, at, frozen_as), (FactKind.EXECUTED, at, told)]
    texts = contract_files(tree)
    folder = store.folder_of(contract)
    signed = store.executed_file(contract, FIRST_EXECUTED, ".pdf").removeprefix(f"{folder}/")
    kept = store.snapshot_file(contract, FIRST_EXECUTED).removeprefix(f"{folder}/")
    files = {name: text.encode() for name, text in texts.items()} | {signed: content, kept: frozen}
    try:
        store.create_contract(root, contract, files | {store.LEDGER: store.first_entries(entries)})
    except store.CannotWrite as refused:
        return Created((), (refused.diagnostic,))
    return Created(tuple(f"{folder}/{name}" for name in (*texts, signed)), ())


def _snapshot(contract: str, data: Mapping[str, Any], pdf: str) -> Snapshot:
    """A version without words: what it says stands in the signed file alone."""
    meta = data.get("meta", {})
    title, number = str(meta.get("title", contract)), str(meta.get("contract_number", ""))
    document = Document(title, ())
    return Snapshot(
        contract=contract,
        version=FIRST_EXECUTED,
        document=document,
        stamp=Stamp(contract, title, f"{title} {number}".strip(), FIRST_EXECUTED, pdf, "", None),
        text_hash=text_hash(document),
        data=data,
        wordings={},
        positions={},
        inputs={},
        tools={},
        pages={},
        outputs={".pdf": pdf},
        head=LedgerHead(0, GENESIS),
    )
