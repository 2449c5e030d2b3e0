"""The clause library and the templates, checked without any contract."""

from __future__ import annotations

from collections.abc import Callable

from pipeline import assemble, store
from pipeline.model.diagnostic import Diagnostic, in_order
from pipeline.model.manifest import Manifest
from pipeline.stages.agreement import Shelf
from pipeline.stages.tools import tools
from pipeline.store.root import Root


def library_findings(shelf: Shelf, step: Callable[[str], None]) -> tuple[Diagnostic, ...]:
    """All that can be known to be wrong in cards, wordings, laws and templates before any data, and in the contracts' numbers."""
    library = shelf.library
    findings = [*library.diagnostics, *shelf.template_findings, *store.strays(shelf.root), *shelf.contract_numbers.diagnostics]
    step("assemble")
    for clause in library.library.clauses:
        findings += shelf.parsed(clause).diagnostics
    for law in library.library.laws.values():
        parsed = shelf.parsed_law(law)
        findings += [*parsed.diagnostics, *assemble.unknown_targets(law, parsed, shelf.ids)]
    return in_order(findings)


def keep_findings(shelf: Shelf, findings: tuple[Diagnostic, ...]) -> None:
    """Remember what was found, so that a library that has not changed is not checked again. Raises CannotWrite."""
    inputs = {**shelf.library.inputs, **shelf.template.inputs, **shelf.contract_numbers.inputs}
    store.write_manifest(shelf.root, Manifest("", "", "", inputs, {}, tools(), findings=findings))


def kept_findings(root: Root, hashes: store.Hashes) -> tuple[Diagnostic, ...] | None:
    """What was found in the library that is there, if it has not changed since it was checked."""
    manifest = store.read_manifest(root, "", "")
    if manifest is None or manifest.tools != tools() or not store.is_unchanged(root, manifest, hashes):
        return None
    return manifest.findings
