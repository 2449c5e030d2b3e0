"""Two files that we did not make, held against each other: a DOCX with tracked changes where one can be proved, and pages in any case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pipeline import compare, store
from pipeline.compare import Settings
from pipeline.model.change import Change, Place
from pipeline.model.comparison import Comparison
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, warning
from pipeline.model.foreign import Foreign, foreign_in
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.drafts.redline_files import pages_of
from pipeline.stages.drafts.redlines import remarks
from pipeline.stages.wall.contracts import Fault, Progress, told
from pipeline.stages.wall.workers import Lost, Reason, in_children
from pipeline.word import strangers
from pipeline.word.strangers import Order, RedlineEngine, Unresolvable, engines

SECONDS: Mapping[str, float] = {"read": 60, "compare": 60, "mark": 300, "keep": 30}
"""The steps of a comparison in order, and how many seconds each may take before the wall ends it."""
_WORD = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"\xd0\xcf\x11\xe0")
_WORD_NAMES = (".docx", ".docm", ".doc", ".dotx")
_AUTHOR = "Draftline"


@dataclass(frozen=True, slots=True)
class Pair:
    """The two files, where the redline goes (None: beside the new file), and whether tracked changes in them count as accepted."""

    old: Path
    new: Path
    folder: Path | None = None
    accept_revisions: bool = False


def diff_files(pair: Pair, settings: Settings, asked: Sequence[RedlineEngine] | None = None) -> Iterator[Progress | Fault | Draft]:
    """Compare two files in a child process, as all work is, and write the redline. `asked` are the engines, by default those at hand."""
    name = pair.new.name
    work = _Comparing(pair, settings, engines() if asked is None else tuple(asked))
    yield from told(in_children([name], work, seconds=SECONDS, children=1), SECONDS, partial(_lost, pair))


def _lost(pair: Pair, name: str, loss: Lost) -> Diagnostic:
    message = f"these files were not compared: the work {loss.reason} in the step `{loss.step}`"
    hint = "this is a fault of the tool, not of your files" if loss.reason is Reason.FAULT else "compare smaller files"
    return error("not-compared", Span(pair.new.as_posix()), message, hint)


@dataclass(frozen=True, slots=True)
class _Opened:
    """One file: what it says, its parts where it is a DOCX, and what is to be said about it."""

    foreign: Foreign | None
    parts: Mapping[str, bytes] | None = None
    findings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Comparing:
    pair: Pair
    settings: Settings
    engines: tuple[RedlineEngine, ...]

    def __call__(self, name: str, step: Callable[[str], None]) -> Draft:
        step("read")
        old, new = self._opened(self.pair.old, "old"), self._opened(self.pair.new, "new")
        findings = (*old.findings, *new.findings)
        if old.foreign is None or new.foreign is None or has_errors(findings):
            return Draft(name, "", findings)
        if (old.parts is None) != (new.parts is None):
            return Draft(name, "", (*findings, self._of_two_kinds()))
        step("compare")
        comparison = self._compared(old.foreign, new.foreign, findings)
        docx = None
        if old.parts is not None and new.parts is not None:
            step("mark")
            docx, told, remark = self._marked(old.parts, new.parts)
            findings, comparison = (*findings, *told), replace(comparison, remarks=(remark, *comparison.remarks))
        step("keep")
        try:
            return Draft(
                name,
                f"against {self.pair.old.name}",
                findings,
                self._written(comparison, docx, is_word=old.parts is not None),
                comparison=comparison,
            )
        except store.CannotWrite as refused:
            return Draft(name, "", (*findings, refused.diagnostic))

    def _opened(self, path: Path, side: str) -> _Opened:
        file = path.as_posix()
        content = store.foreign_content(path)
        if isinstance(content, Diagnostic):
            return _Opened(None, None, (content,))
        if not content.startswith(_WORD) and path.suffix.lower() not in _WORD_NAMES:
            read = store.manuscript_in(content, file)
            return _Opened(None, None, (read,)) if isinstance(read, Diagnostic) else _Opened(foreign_in(read, side))
        parts = strangers.opened(content, file)
        if isinstance(parts, Diagnostic):
            return _Opened(None, None, (parts,))
        return self._without_revisions(parts, file, side)

    def _without_revisions(self, parts: Mapping[str, bytes], file: str, side: str) -> _Opened:
        made = strangers.revisions_of(parts)
        if not made:
            return _Opened(strangers.foreign_in(parts, side), parts)
        if not self.pair.accept_revisions:
            hint = "accept or reject them in Word first, or compare it as if all were accepted: --accept-revisions"
            return _Opened(None, None, (error("revisions-in-file", Span(file), f"this file has {_told(made)}", hint),))
        try:
            clean = strangers.without_revisions(parts, accept=True)
        except Unresolvable as fault:
            message = f"the tracked changes of this file cannot be accepted: {fault}"
            return _Opened(None, None, (error("revisions-in-file", Span(file), message, "accept or reject them in Word, and save it"),))
        taken = warning("revisions-accepted", Span(file), f"this file has {_told(made)}; it is compared as if all were accepted")
        return _Opened(strangers.foreign_in(clean, side), clean, (taken,))

    def _of_two_kinds(self) -> Diagnostic:
        message = f"one of these files is a Word document and the other is text: `{self.pair.old.name}`, `{self.pair.new.name}`"
        return error("files-of-two-kinds", Span(self.pair.new.as_posix()), message, "save both as .docx, or both as .md or .txt")

    def _compared(self, old: Foreign, new: Foreign, findings: Sequence[Diagnostic]) -> Comparison:
        settings = self.settings
        if not settings.revision.author:
            settings = replace(settings, revision=replace(settings.revision, author=_AUTHOR))
        redline = compare.redline(old.document, new.document, settings)
        changes = tuple(_placed(change, old, new) for change in compare.changes_in(redline))
        told = (*(f"{finding.span.file}: {finding.message}." for finding in findings), *remarks(settings))
        names = self.pair.old.name, self.pair.new.name
        numbers = {**old.numbers, **new.numbers}
        return Comparison(self.pair.new.stem, *names, redline, changes, settings.revision, told, numbers=numbers)

    def _marked(self, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> tuple[bytes | None, tuple[Diagnostic, ...], str]:
        """The DOCX with tracked changes, or none; what is said of it, to the person and on the pages."""
        day = self.settings.revision.date
        order = Order(self.settings.revision.author or _AUTHOR, f"{day}T00:00:00Z", self.settings.characters, self.settings.moves)
        made = strangers.redlined(old, new, order, self.engines)
        if made.docx is not None:
            proof = "accepted it is the new file, rejected the old one"
            return made.docx, (), f"The DOCX marks every difference. It was made by {made.engine} and proved: {proof}."
        why = "; ".join(made.refusals) or "no engine that makes one is installed"
        found = warning(
            "redline-not-delivered",
            Span(self.pair.new.as_posix()),
            f"no DOCX with tracked changes is delivered: {why}",
            "the pages (.html, .md, .json) show what changed",
        )
        return None, (found,), f"No DOCX with tracked changes was delivered: {why}."

    def _written(self, comparison: Comparison, docx: bytes | None, *, is_word: bool) -> tuple[str, ...]:
        """Write the files of the redline, of Word documents or of texts.

        A DOCX that an earlier comparison left does not stay beside pages that it does not belong to.
        """
        contents: dict[str, bytes | None] = {**({".docx": docx} if is_word else {}), **pages_of(comparison)}
        names = []
        for ending, content in contents.items():
            name = store.write_redline(store.redline_path(self.pair.old, self.pair.new, self.pair.folder, ending), content)
            names += [name] if content is not None else []
        return tuple(names)


def _told(made: Mapping[str, int]) -> str:
    """How many tracked changes there are, and whose."""
    number = sum(made.values())
    authors = ", ".join(f"{name or 'nobody by name'} ({count})" for name, count in made.items())
    return f"{number} tracked change{'' if number == 1 else 's'} in it, by {authors}"


def _placed(change: Change, old: Foreign, new: Foreign) -> Change:
    """The change with the numbers and headings that the files themselves give."""
    return replace(change, places=tuple(_of_file(place, old, new) for place in change.places))


def _of_file(place: Place, old: Foreign, new: Foreign) -> Place:
    heading = new.headings.get(place.block) or old.headings.get(place.block) or place.heading
    return replace(place, heading=heading, old_number=old.numbers.get(place.block), new_number=new.numbers.get(place.block))
