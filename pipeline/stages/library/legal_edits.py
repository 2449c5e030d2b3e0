"""What legal has edited in `library.docx`, put back into the clause files: all of it, or nothing and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from pipeline import assemble, store, word
from pipeline.model import review
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, in_order, warning
from pipeline.model.library import ClauseSource, LawSource, Library, SourceText
from pipeline.model.returned_library import LineKind, Remark, ReturnedLibrary, ReturnedLine
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.library.checking import library_review, reviewed_docx
from pipeline.stages.wall.apart import apart
from pipeline.store.root import Root

_ELSEWHERE = "cards, conditions and notes are changed in the files of the library"
_LONGEST = 80
_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class LegalEdits:
    """What came of one file: the clause files written, with how many paragraphs changed in each; and what was said in the margin."""

    findings: tuple[Diagnostic, ...]
    written: tuple[tuple[str, int], ...] = ()
    remarks: tuple[Remark, ...] = ()
    revisions: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Volume:
    """One wording, its file, and how to read it again."""

    source: SourceText
    wording: review.Wording
    read: Callable[[SourceText], review.Wording]


def take_in(root: Root, path: Path) -> LegalEdits:
    """Write what the file says into the clause files. One paragraph that cannot be written back leaves all files as they are."""
    file = path.as_posix()
    content = store.manuscript_content(path.resolve(), file)
    found = content if isinstance(content, Diagnostic) else apart(file, partial(_found, root, content, file), _SECONDS)
    if isinstance(found, Diagnostic):
        return LegalEdits((found,))
    changed = () if has_errors(found.findings) else found.changed
    written: list[tuple[str, int]] = []
    try:
        for each in changed:
            store.write(root, each.source.file, each.source.text.encode())
            written.append((each.source.file, each.changed))
    except store.CannotWrite as refused:
        return LegalEdits(in_order([*found.findings, refused.diagnostic]), tuple(written), found.remarks, found.revisions)
    return LegalEdits(found.findings, tuple(written), found.remarks, found.revisions)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the file asks for: the clause files that become other ones, what was found, and what was said in the margin."""

    changed: tuple[assemble.Rewritten, ...]
    findings: tuple[Diagnostic, ...]
    remarks: tuple[Remark, ...]
    revisions: Mapping[str, int]


def _found(root: Root, content: bytes, file: str) -> _Found | Diagnostic:
    """Read the file and hold it against the library of today; nothing is written."""
    try:
        returned = word.read_library(content)
    except word.NoLibrary as refused:
        hint = "take the file that `draftline build` writes, build/library.docx, as it was edited"
        return error("docx-refused", Span(file), str(refused), hint)
    shelf = Shelf(root)
    today = library_review(shelf)
    done = [_rewritten(shelf, volume, returned) for volume in _volumes(shelf, today)]
    lost = _lost(returned, word.read_library(reviewed_docx(shelf, today)), file)
    findings = in_order([*(finding for each in done for finding in each.findings), *lost])
    return _Found(tuple(each for each in done if each.changed), findings, returned.remarks, returned.revisions)


def _rewritten(shelf: Shelf, volume: _Volume, returned: ReturnedLibrary) -> assemble.Rewritten:
    lines = tuple(_lines_of(returned, volume.source.file))
    if not lines:
        message = "this wording is missing in the file that came back, and stays as it is"
        hint = "what the library shall not have any more is deleted in its folder"
        return assemble.Rewritten(volume.source, (warning("wording-not-returned", Span(volume.source.file), message, hint),), 0)
    return assemble.rewritten(volume.source, volume.wording, lines, returned.origins, shelf.ids, volume.read)


def _lines_of(returned: ReturnedLibrary, file: str) -> Iterator[ReturnedLine]:
    """The lines below the name of this file, up to the next heading."""
    inside = False
    for line in returned.lines:
        if line.kind in (LineKind.SOURCE, LineKind.HEADING):
            inside = line.kind is LineKind.SOURCE and line.text.strip() == file
        elif inside:
            yield line


def _lost(returned: ReturnedLibrary, today: ReturnedLibrary, file: str) -> Iterator[Diagnostic]:
    """What was changed in Word beside the wordings, and so changes nothing; each is told, since somebody has thought about it.

    In a file that an older library has made, nobody can tell it from what the library itself has changed since.
    """
    then, now = (Counter(_beside(each)) for each in (today, returned))
    if then != now and returned.input_hash != today.input_hash:
        message = "the library has changed since this file was made, so what was written beside the wordings is not told"
        yield warning("library-moved-on", Span(file), message, "look yourself through the cards, conditions and notes of the file")
        return
    for words in now - then:
        yield warning("not-read-back", Span(file), f"this was written beside the wordings and changes nothing: {_short(words)}", _ELSEWHERE)
    for words in then - now:
        yield warning("not-read-back", Span(file), f"this was deleted beside the wordings and still stands: {_short(words)}", _ELSEWHERE)


def _beside(library: ReturnedLibrary) -> Iterator[str]:
    beside = (LineKind.OTHER, LineKind.HEADING, LineKind.SOURCE, LineKind.CONDITION)
    return (words for line in library.lines if line.kind in beside and (words := " ".join(line.text.split())))


def _short(words: str) -> str:
    return f"\u201c{words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + '…'}\u201d"


def _volumes(shelf: Shelf, today: review.Review) -> Iterator[_Volume]:
    library = shelf.library.library
    sources = {clause.id: clause for clause in library.clauses}
    for topic in today.topics:
        for clause in topic.clauses:
            for wording in clause.wordings:
                source = sources[clause.id]
                yield _Volume(source.wordings[wording.name], wording, _of_clause(source, wording.name))
    laws = {law.id: law for law in library.laws.values()}
    for law in today.laws:
        for wording in _of_entries(law):
            yield _Volume(laws[law.id].texts[wording.name], wording, _of_law(laws[law.id], wording.name))


def _of_entries(law: review.ReviewedLaw) -> Iterator[review.Wording]:
    return (change.wording for entry in law.entries for change in entry.changes if change.wording)


def _of_clause(clause: ClauseSource, name: str) -> Callable[[SourceText], review.Wording]:
    def read(source: SourceText) -> review.Wording:
        library = Library((replace(clause, wordings={name: source}),), {})
        return assemble.reviewed(library, assemble.parsed, assemble.parsed_law).topics[0].clauses[0].wordings[0]

    return read


def _of_law(law: LawSource, name: str) -> Callable[[SourceText], review.Wording]:
    def read(source: SourceText) -> review.Wording:
        library = Library((), {law.id: replace(law, texts={**law.texts, name: source})})
        found = assemble.reviewed(library, assemble.parsed, assemble.parsed_law).laws[0]
        return next(wording for wording in _of_entries(found) if wording.name == name)

    return read
