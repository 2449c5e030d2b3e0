"""How far the work is: a live table at a terminal, one line a draft elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType

from rich.console import Console
from rich.live import Live
from rich.table import Table

from pipeline.model.diagnostic import Diagnostic, Severity, has_errors
from pipeline.model.snapshot import Standing
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.wall.contracts import Progress

_WORDS = {
    "read": "reading",
    "assemble": "assembling",
    "write": "writing the DOCX",
    "print": "printing the PDF",
    "compare": "comparing the pages",
    "mark": "marking the changes in a DOCX",
    "answer": "marking our answer",
    "look": "looking into what goes out",
    "keep": "keeping",
}


class Display:
    """Says on standard error what is being done; on a terminal it redraws, and it starts no thread, since work is forked off meanwhile."""

    def __init__(self, contracts: Sequence[str], *, quiet: bool) -> None:
        self._console = Console(stderr=True, quiet=quiet, highlight=False)
        self._states = dict.fromkeys(contracts, "waiting")
        self._drafts: list[Draft] = []
        self._library: Draft | None = None
        self._live = Live(console=self._console, auto_refresh=False, transient=True)

    def __enter__(self) -> Display:
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        if self._console.is_terminal:
            self._live.stop()

    def enter(self, progress: Progress) -> None:
        """A contract went on to its next step."""
        if progress.contract:
            self._states[progress.contract] = _WORDS[progress.step]
            self._redraw()

    def end(self, draft: Draft) -> None:
        """A contract came to its end, or the library with the files of its page."""
        if draft.outputs and not draft.contract:
            self._library = draft
        if draft.contract:
            self._states[draft.contract] = "stopped by errors" if has_errors(draft.findings) else "done"
            self._drafts.append(draft)
            self._redraw()

    def summary(self, findings: Sequence[Diagnostic], *, samples: int = 0) -> None:
        """What was made, one line a contract, in the order of their names."""
        for draft in sorted(self._drafts, key=lambda draft: draft.contract):
            self._console.print(_line(draft), soft_wrap=True, markup=False)
            for standing in draft.standing:
                self._console.print(f"  {_held(standing)}", soft_wrap=True, markup=False)
        if self._library:
            self._console.print(f"the clause library: {_how(self._library)}, {' and '.join(self._library.outputs)}", markup=False)
        if not any(finding.severity is Severity.ERROR for finding in findings) and not any(draft.version for draft in self._drafts):
            number = len(self._drafts)
            tried = f" and {samples} samples of other data" if samples else ""
            self._console.print(f"checked: {number} contract{'' if number == 1 else 's'}{tried}, no errors", markup=False)

    def _redraw(self) -> None:
        if not self._console.is_terminal:
            return
        table = Table.grid(padding=(0, 2))
        for contract, state in self._states.items():
            table.add_row(contract, state)
        self._live.update(table, refresh=True)


def _line(draft: Draft) -> str:
    if has_errors(draft.findings):
        return f"{draft.contract}: stopped by errors" + ("; what was built before stands" if draft.version else "")
    if not draft.outputs:
        return f"{draft.contract}: {draft.remarks[0] if draft.remarks else 'no errors'}"
    return f"{draft.contract} {draft.version}: {_how(draft)}, {draft.pages} pages, {draft.outputs[0].rpartition('/')[0]}/"


def _how(draft: Draft) -> str:
    return "unchanged" if draft.unchanged else "built"


def _held(standing: Standing) -> str:
    """What holds of a frozen version, in words."""
    text = "the same text" if standing.text else "another text"
    if standing.docx is None:
        return f"{standing.version}: {text}; its DOCX was written by another tool or template, so its bytes cannot be compared"
    return f"{standing.version}: {text}, {'the same' if standing.docx else 'another'} DOCX to the byte"
