"""The files of a redline: which there are, and where they lie."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline import store, web
from pipeline.model.comparison import Comparison
from pipeline.model.diagnostic import Diagnostic, Span
from pipeline.pdf import RdocxBackend
from pipeline.stages.drafts.printing_redlines import Paper, PrintedRedline, Printer, printed_redline
from pipeline.store.root import Root

_NOTHING = PrintedRedline(b"", b"")


@dataclass(frozen=True, slots=True)
class RedlineFiles:
    """The files by their ending, such as `-redline-from-0.1.docx`, what stopped one of them, and the endings of those that were stopped."""

    contents: Mapping[str, bytes]
    findings: tuple[Diagnostic, ...]
    stopped: tuple[str, ...] = ()


def redline_files(comparison: Comparison, paper: Paper | None, printer: Printer, step: Callable[[str], None]) -> RedlineFiles:
    """All files of a redline; without paper those only that need none."""
    place = Span(store.folder_of(comparison.contract))
    printed = printed_redline(comparison, paper, printer, step, place) if paper else _NOTHING
    return _named(comparison, {".docx": printed.docx, ".pdf": printed.pdf, **pages_of(comparison)}, printed.findings)


def files_to_send(comparison: Comparison, paper: Paper, step: Callable[[str], None], place: Span) -> RedlineFiles:
    """The files of a redline for the other side, DOCX and PDF, by the renderer that gives the same bytes everywhere."""
    printed = printed_redline(comparison, paper, Printer(RdocxBackend()), step, place)
    return _named(comparison, {".docx": printed.docx, ".pdf": printed.pdf}, printed.findings)


def _named(comparison: Comparison, made: Mapping[str, bytes], findings: tuple[Diagnostic, ...]) -> RedlineFiles:
    named = {f"-redline-from-{comparison.old}{ending}": content for ending, content in made.items()}
    contents = {ending: content for ending, content in named.items() if content}
    return RedlineFiles(contents, findings, tuple(ending for ending in named if ending not in contents))


def pages_of(comparison: Comparison) -> dict[str, bytes]:
    """What is shown of a redline without paper, by the ending of its file: to people as a page and as a comment, to programs as a list."""
    made = {".html": web.redline_page, ".md": web.redline_comment, ".json": web.change_list}
    return {ending: show(comparison).encode() for ending, show in made.items()}


def write_files(root: Root, comparison: Comparison, files: RedlineFiles) -> tuple[str, ...]:
    """Write the files of a redline beside the new version's, and tell their names. Raises CannotWrite."""
    clear_stopped(root, comparison.contract, comparison.new, files)
    contents = {store.output_file(comparison.contract, comparison.new, ending): content for ending, content in files.contents.items()}
    store.write_all(root, contents)
    return tuple(contents)


def clear_stopped(root: Root, contract: str, version: str, files: RedlineFiles) -> None:
    """Take away what an earlier redline left where a file was stopped: it does not belong to the others. Raises CannotWrite."""
    for ending in files.stopped:
        store.remove(root, store.output_file(contract, version, ending))
