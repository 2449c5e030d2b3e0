"""One contract, and the pieces of its build that are measured."""

from __future__ import annotations

from pipeline import assemble, pdf, store
from pipeline.model.document import Document
from pipeline.model.stamp import Stamp
from pipeline.model.terms.contract import Terms
from pipeline.stages.drafts.agreement import Shelf, agreement
from pipeline.stages.drafts.drafting import drafted, stamp_of, unchanged
from pipeline.stages.drafts.tools import tools
from pipeline.word.package import package_of, parts_of
from pipeline.word.printable import printable
from pipeline.word.template import shell_of
from pipeline.word.writer import write


class Case:
    """What each piece of a build begins with, and the pieces."""

    def __init__(self, shelf: Shelf, contract: str) -> None:
        loaded = store.load_contract(shelf.root, contract)
        assert loaded.terms is not None
        assert shelf.template.content is not None
        self.shelf, self.contract, self.loaded = shelf, contract, loaded
        self.terms: Terms = loaded.terms
        self.template: bytes = shelf.template.content
        self.backend = pdf.RdocxBackend()
        assembly = self._assembled(shelf)
        assert assembly.law is not None
        self.document: Document = assembly.document
        self.stamp: Stamp = stamp_of(self.terms, assembly.law, contract, store.next_draft(shelf.root, contract), loaded.inputs)
        self.docx = self.write()
        self.parts = parts_of(self.docx)
        self.pages: tuple[pdf.Page, ...] = ()

    def _assembled(self, shelf: Shelf) -> assemble.Assembly:
        return assemble.assembled(
            shelf.library.library, shelf.parsed, self.terms, self.loaded.positions, self.loaded.wordings, shelf.parsed_law
        )

    def warm(self) -> None:
        """Clauses are parsed and the template is compiled already, as for the second contract of a build."""
        write(self._assembled(self.shelf).document, self.stamp, self.template)

    def cold(self) -> None:
        """Clauses are read and parsed, the template is compiled, as for the first contract of a build."""
        shell_of.cache_clear()
        write(self._assembled(Shelf(self.shelf.root)).document, self.stamp, self.template)

    def from_files(self) -> None:
        """All that a build does for the DOCX of one contract: read the library and the contract, assemble, check, write."""
        shell_of.cache_clear()
        found = agreement(Shelf(self.shelf.root), self.contract, lambda step: None)
        write(found.document or self.document, self.stamp, self.template)

    def check(self) -> None:
        """Read the contract, assemble it and apply all rules, as `check` does once the library is read."""
        agreement(self.shelf, self.contract, lambda step: None)

    def write(self) -> bytes:
        """The DOCX alone."""
        return write(self.document, self.stamp, self.template)

    def zip(self) -> None:
        """Packing the parts."""
        package_of(self.parts)

    def build(self) -> None:
        """All of it, down to the files."""
        drafted(self.shelf, self.contract, self.backend, lambda step: None)

    def remember(self) -> None:
        """Leave behind what a second build finds: the outputs, and the hashes of all files."""
        self.build()
        hashes = store.Hashes(self.shelf.root)
        unchanged(self.shelf.root, self.contract, self.backend, hashes)
        hashes.save()

    def decide(self) -> None:
        """Whether all of it is needed."""
        tools.cache_clear()
        assert unchanged(self.shelf.root, self.contract, self.backend, store.Hashes(self.shelf.root))

    def render(self) -> None:
        """The pages as the default backend draws them, finished."""
        rendered = self.backend.render(printable(self.docx))
        self.pages = self.pages or pdf.pages(rendered)
        pdf.finished(rendered, pdf.Properties(self.stamp.title, "en-GB", self.stamp.issued, self.backend.name), self.pages)
