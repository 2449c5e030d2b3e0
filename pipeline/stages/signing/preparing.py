"""The execution copy: what both parties sign, made from the version that was approved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline import pdf, store
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, in_order
from pipeline.model.document import Document, SignatureBlock
from pipeline.model.ledger import FactKind
from pipeline.model.numbering import numbered
from pipeline.model.positions import Positions
from pipeline.model.reading import words_of
from pipeline.model.signing import Method, Preparation, has_date_above, signature_blocks, signature_label, signer_of
from pipeline.model.snapshot import Snapshot
from pipeline.pdf import Attached, Blank, PdfBackend
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.drafts.printing import Typeset, properties, proved, typeset
from pipeline.stages.signing.attached_data import NAME, RECORD, WORDS, attached_data
from pipeline.stages.signing.consolidating import CONSOLIDATED, Beside, prepared_beside
from pipeline.stages.signing.copying import Copy, copy_of
from pipeline.stages.signing.enclosing import Enclosure, bound, enclosures, laid_in
from pipeline.stages.signing.ready import method_for, reasons_against
from pipeline.stages.signing.standing import CopyStanding, copy_standing
from pipeline.stages.wall.contracts import Fault, Progress, in_a_child
from pipeline.store.root import Root
from pipeline.word import LINE_HEIGHT, LINE_LENGTH, LINE_OFFSET

_ROOM = pdf.Room(LINE_OFFSET, LINE_LENGTH, LINE_HEIGHT)


def prepare(
    root: Root, contract: str, version: str, method: Method | None, backend: PdfBackend, at: str
) -> Iterator[Progress | Fault | Draft]:
    """Make the execution copy from a frozen version, the last one, in a child process as all work is. `at` is the moment for the ledger."""
    yield from in_a_child(contract, _Preparing(root, version, method, backend, at))


@dataclass(frozen=True, slots=True)
class _Source:
    """What the copy is made from: the frozen version, the way in which it is signed, the documents attached, and the template."""

    snapshot: Snapshot
    method: Method
    enclosed: tuple[Enclosure, ...]
    template: bytes

    @property
    def place(self) -> Span:
        """What is pointed at where the copy cannot be made."""
        return Span(store.snapshot_file(self.snapshot.contract, self.snapshot.version))


@dataclass(frozen=True, slots=True)
class _Made:
    """The copy as the ledger will tell it, its files by their endings, how many pages its text has, and what is to be said of it."""

    preparation: Preparation
    contents: Mapping[str, bytes]
    pages: int
    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Preparing:
    root: Root
    version: str
    method: Method | None
    backend: PdfBackend
    at: str

    def __call__(self, contract: str, step: Callable[[str], None]) -> Draft:
        step("read")
        source = self._source(contract)
        if not isinstance(source, _Source):
            return Draft(contract, self.version, source)
        copy = copy_of(self.root, source.snapshot, source.method)
        if not isinstance(copy, Copy):
            return Draft(contract, self.version, copy)
        made = self._made(source, copy, step)
        if not isinstance(made, _Made):
            return Draft(contract, copy.preparation.version, made)
        step("keep")
        try:
            return replace(self._kept(contract, made), remarks=tuple(_unseen(self.root, source.snapshot)))
        except store.CannotWrite as fault:
            return Draft(contract, self.version, (fault.diagnostic,))

    def _source(self, contract: str) -> _Source | tuple[Diagnostic, ...]:
        """What is signed, or every reason why it is not."""
        read = store.read_snapshot(self.root, contract, self.version)
        if isinstance(read, Diagnostic):
            return (read,)
        snapshot, method = read[0], method_for(read[0], self.method)
        enclosed = enclosures(self.root, snapshot)
        wrong = tuple(each for each in enclosed if isinstance(each, Diagnostic))
        refused = in_order([*reasons_against(self.root, snapshot, method), *wrong])
        template = store.load_template(self.root)
        if has_errors(refused) or template.content is None:
            return refused or template.diagnostics
        return _Source(snapshot, method, tuple(each for each in enclosed if isinstance(each, Enclosure)), template.content)

    def _made(self, source: _Source, copy: Copy, step: Callable[[str], None]) -> _Made | tuple[Diagnostic, ...]:
        """The copy with all that goes with it, or what is in the way."""
        beside = prepared_beside(self.root, copy.amended, source.template, self.backend, step) if copy.amended else Beside()
        if isinstance(beside, tuple):
            return beside
        text = typeset(copy.document, copy.stamp, source.template, self.backend, step, source.place)
        if isinstance(text, Diagnostic):
            return (text,)
        findings = proved(text, copy.document, step, Positions(file=source.place.file))
        if has_errors(findings):
            return in_order(list(findings))
        data = _data(source, copy)
        content = _execution_copy(source, copy, text, (*_own_files(data, beside.files), *laid_in(source.enclosed)), self.backend)
        if isinstance(content, Diagnostic):
            return (content,)
        frozen = store.snapshot_bytes(_as_signed(source.snapshot, copy, text))
        contents = {".pdf": content, ".docx": text.docx, ".json": frozen, **beside.files}
        return _Made(_told(copy.preparation, data, contents, beside.files), contents, len(text.pages), beside.findings)

    def _kept(self, contract: str, made: _Made) -> Draft:
        """The files first, then the entry by which they count: what is stopped between is written over.

        Raises CannotWrite.
        """
        preparation = made.preparation
        files = {ending: store.copy_file(contract, preparation.version, preparation.copy, ending) for ending in made.contents}
        with store.ledger_open(self.root, contract) as writer:
            last = copy_standing(writer.ledger, contract)
            if last is not None and last.preparation == preparation:
                return Draft(contract, preparation.version, made.findings, tuple(files.values()), made.pages, unchanged=True)
            if last is not None and (last.preparation.version, last.preparation.copy) == (preparation.version, preparation.copy):
                raise store.CannotWrite(_prepared_otherwise(last))
            if (len(writer.ledger.entries), writer.ledger.hash) != (preparation.anchor, preparation.anchored):
                message = "another command has written into the ledger meanwhile"
                raise store.CannotWrite(error("ledger-went-on", Span(store.ledger_file(contract)), message, "repeat the command"))
            for ending, content in made.contents.items():
                store.keep_executed(self.root, files[ending], content)
            writer.add(FactKind.PREPARED, self.at, preparation.facts)
        return Draft(contract, preparation.version, made.findings, tuple(files.values()), made.pages)


def _unseen(root: Root, snapshot: Snapshot) -> Iterator[str]:
    """That the other party would sign what it was never sent. It may have had it in another way, so this keeps nobody from signing."""
    last = store.last_sent(root, snapshot.contract)
    if last is None or last.version != snapshot.version:
        had = f"has {last.version}" if last else "was sent nothing"
        yield f"{snapshot.version} was not sent to the other party, which {had}: draftline send {snapshot.contract} before it signs"


def _prepared_otherwise(last: CopyStanding) -> Diagnostic:
    message = "this copy says the same and stands as it was prepared; the template or the tools of today would print it otherwise"
    return error("prepared-otherwise", Span(last.file), message, "let sign the copy that stands")


def _told(wanted: Preparation, data: bytes, contents: Mapping[str, bytes], beside: Iterable[str]) -> Preparation:
    """The copy with the hashes of its files; those that go beside it are listed under their endings."""
    hashes = {ending: store.sha256(content) for ending, content in contents.items()}
    return replace(
        wanted,
        pdf=hashes[".pdf"],
        docx=hashes[".docx"],
        snapshot=hashes[".json"],
        data=store.sha256(data),
        files={ending: hashes[ending] for ending in beside},
    )


def _own_files(data: bytes, beside: Mapping[str, bytes]) -> Iterator[Attached]:
    """The data of the text, and with an amendment the consolidated text."""
    yield Attached(NAME, data, WORDS, "Source", "application/yaml")
    if CONSOLIDATED in beside:
        yield Attached("consolidated.pdf", beside[CONSOLIDATED], "The Agreement as amended", "Supplement", "application/pdf")


def _as_signed(snapshot: Snapshot, copy: Copy, made: Typeset) -> Snapshot:
    """What is frozen when all have signed, but for the hashes of the signed files."""
    version = copy.preparation.version
    return replace(snapshot, version=version, document=copy.document, stamp=copy.stamp, pages=made.heading_pages, outputs={})


def _data(source: _Source, copy: Copy) -> bytes:
    prepared = copy.preparation
    facts = {
        "agreement": copy.stamp.short_title,
        "version": prepared.version,
        "text_sha256": prepared.text,
        RECORD: f"{prepared.anchor} {prepared.anchored}",
    }
    return attached_data(source.snapshot, copy.document, prepared.method, facts, [each.told for each in source.enclosed])


def _execution_copy(source: _Source, copy: Copy, made: Typeset, files: Sequence[Attached], backend: PdfBackend) -> bytes | Diagnostic:
    """The PDF to sign, or what is in the way of it."""
    try:
        blanks = _blanks(copy.document, made)
        follows = tuple(bound(source.enclosed, source.snapshot, backend))
    except pdf.SpotNotFound as lacking:
        return error("no-signature-line", source.place, f"the line to sign on is not found on the pages: {lacking}")
    except pdf.RenderingFailed as failure:
        return error("not-printed", source.place, str(failure))
    finishing = pdf.finishing(made.drawn, properties(copy.stamp, copy.document.language, backend), made.pages)
    method = copy.preparation.method
    return pdf.execution_copy(
        finishing,
        fields=blanks if method is Method.HERE else (),
        anchors=blanks if method is Method.SERVICE else (),
        bound=follows,
        files=files,
    )


def _blanks(document: Document, made: Typeset) -> tuple[Blank, ...]:
    """The places to sign, in the order of the blocks. Raises SpotNotFound."""
    blocks = signature_blocks(document)
    found = pdf.spots(made.pages, [_sought(block, document) for block in blocks], _ROOM)
    return tuple(Blank(signer_of(block).name, _said(block, document), spot) for block, spot in zip(blocks, found, strict=True))


def _sought(block: SignatureBlock, document: Document) -> pdf.Sought:
    """What is printed of a block before the label of its line, and that label; a date right above is filled in by the same signature."""
    numbers, label = numbered(document), signature_label(block)
    words = [words_of(block.words, "", numbers, document)]
    for name, content in block.lines:
        if name == label:
            break
        words += [name, words_of(content, "", numbers, document)]
    return pdf.Sought(words, label, lines=2 if has_date_above(block) else 1)


def _said(block: SignatureBlock, document: Document) -> str:
    return words_of(block.words, "", numbered(document), document)
