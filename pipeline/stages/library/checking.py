"""The clause library, the templates and the mappings of exports, checked without any contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pipeline import assemble, check, store
from pipeline.model.amendment import AmendmentSource
from pipeline.model.diagnostic import Diagnostic, has_errors, in_order
from pipeline.model.manifest import Manifest
from pipeline.model.review import Review
from pipeline.stages.drafts.agreement import LANGUAGE, Shelf
from pipeline.stages.drafts.tools import tools
from pipeline.stages.status import workflow_findings
from pipeline.store.root import Root
from pipeline.web import library_page
from pipeline.word import letter_template_faults, report_template_faults, write_library


def library_findings(shelf: Shelf, step: Callable[[str], None]) -> tuple[Diagnostic, ...]:
    """All that can be known to be wrong in cards, wordings, laws and templates before any data, and in the contracts' numbers."""
    library = shelf.library
    findings = [*library.diagnostics, *shelf.template_findings, *store.strays(shelf.root), *shelf.contract_numbers.diagnostics]
    findings += further_template_findings(shelf)
    step("assemble")
    for clause in library.library.clauses:
        findings += shelf.parsed(clause).diagnostics
    for law in library.library.laws.values():
        parsed = shelf.parsed_law(law)
        findings += [*parsed.diagnostics, *assemble.unknown_targets(parsed, shelf.ids)]
    for written in shelf.written:
        findings += check.wording_faults(written.blocks, written.source, shelf.setting(written.language))
    findings += [*_letter_findings(shelf), *_amendment_findings(shelf)]
    findings += [*workflow_findings(shelf.root), *store.mapping_faults(shelf.root)]
    left = check.without_allowed(findings, shelf.allowances)
    return in_order([*left, *check.allowance_faults(shelf.allowances, findings, whole=False)])


def _letter_findings(shelf: Shelf) -> Iterator[Diagnostic]:
    """All that can be known to be wrong with the letters and their words before there is a contract."""
    loaded = store.load_letters(shelf.root)
    yield from loaded.diagnostics
    for letter in loaded.letters.values():
        yield from assemble.letter_faults(letter, shelf.ids)
        blocks = assemble.as_written(assemble.parsed_letter(letter.text).blocks)
        yield from check.wording_faults(blocks, letter.text, shelf.setting(LANGUAGE))


def _amendment_findings(shelf: Shelf) -> Iterator[Diagnostic]:
    """The same of the wording of amendments, where the library has one."""
    source = store.load_amendment(shelf.root) if store.amendment_files(shelf.root) else ()
    if not isinstance(source, AmendmentSource):
        yield from source
        return
    yield from assemble.amendment_faults(source)
    for text, blocks in assemble.amendment_as_written(source):
        yield from check.wording_faults(blocks, text, shelf.setting(LANGUAGE))


def further_template_findings(shelf: Shelf) -> list[Diagnostic]:
    """What is wrong with the templates besides that of contracts."""
    return [finding for template in _further_templates(shelf) for finding in _faults_of(template)]


def _faults_of(template: store.LoadedTemplate) -> Sequence[Diagnostic]:
    if template.content is None:
        return template.diagnostics
    faults = letter_template_faults if template.file.endswith(store.LETTER) else report_template_faults
    return faults(template.content, template.file)


def _further_templates(shelf: Shelf) -> tuple[store.LoadedTemplate, ...]:
    return tuple(store.load_template(shelf.root, name) for name in store.further_templates(shelf.root))


def kept(shelf: Shelf, findings: tuple[Diagnostic, ...]) -> tuple[tuple[str, ...], bool]:
    """Write the pages of the library, and what was found, so that a library that has not changed is not checked again.

    The former pages stay where there are errors. The files of the pages, and whether they are other than before. Raises CannotWrite.
    """
    pages = {} if has_errors(findings) else library_pages(shelf)
    written = [store.write_unless_there(shelf.root, file, content) for file, content in pages.items()]
    further = {file: hash for template in _further_templates(shelf) for file, hash in template.inputs.items()}
    inputs = {
        **shelf.library.inputs,
        **shelf.template.inputs,
        **shelf.contract_numbers.inputs,
        **further,
        **store.load_letters(shelf.root).inputs,
        **store.workflow_inputs(shelf.root),
        **store.amendment_inputs(shelf.root),
        **store.mapping_inputs(shelf.root),
    }
    outputs = {file: store.sha256(content) for file, content in pages.items()}
    store.write_manifest(shelf.root, Manifest("", "", "", inputs, outputs, tools(), findings=findings))
    return tuple(pages), any(written)


def library_pages(shelf: Shelf) -> dict[str, bytes]:
    """The clause library for legal to read and review, by file."""
    review = library_review(shelf)
    return {
        store.library_file(".html"): library_page(review).encode(),
        store.library_file(".docx"): reviewed_docx(shelf, review),
    }


def library_review(shelf: Shelf) -> Review:
    """The clause library with nothing filled in."""
    return assemble.reviewed(shelf.library.library, shelf.parsed, shelf.parsed_law)


def reviewed_docx(shelf: Shelf, review: Review) -> bytes:
    """The clause library as legal edits it in Word."""
    whole = "".join(f"{file}\0{hash}\n" for file, hash in sorted(shelf.library.inputs.items()))
    return write_library(review, store.sha256(whole.encode()))


def standing(root: Root, hashes: store.Hashes) -> Manifest | None:
    """What was found and written of the library that is there, if it has not changed since it was checked."""
    manifest = store.read_manifest(root, "", "")
    if manifest is None or manifest.tools != tools() or not store.is_unchanged(root, manifest, hashes):
        return None
    return manifest
