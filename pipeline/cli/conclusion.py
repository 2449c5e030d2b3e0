"""How a command ends: what was found is printed, then what is told of it, and an exit code says how grave it is."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from io import TextIOWrapper

from pipeline.cli.report import Format, SourceLine, report
from pipeline.model.diagnostic import Diagnostic, Severity, in_order

FINE, FOUND, USAGE, OWN_FAULT = 0, 1, 2, 3


def concluded(
    findings: Iterable[Diagnostic], form: str, source_line: SourceLine, told: Iterable[str] = (), *, strict: bool = False, faults: int = 0
) -> int:
    """Print findings in one form, in the order of their places, and for people these lines behind them; give the exit code."""
    form, ordered = Format(form), in_order(list(findings))
    say(report(ordered, form, source_line), form)
    if form is Format.TEXT:
        say("".join(f"{line}\n" for line in told), form)
    return OWN_FAULT if faults else verdict(ordered, strict=strict)


def say(words: str, form: Format) -> None:
    """Print for a person in the encoding of the terminal, for a program in UTF-8; what neither knows is escaped."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding=None if form is Format.TEXT else "utf-8", errors="backslashreplace")
    try:
        print(words, end="", flush=True)
    except BrokenPipeError:
        # Whoever reads has seen enough, as `head` does; nothing may be written there when this process ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def verdict(findings: Sequence[Diagnostic], *, strict: bool) -> int:
    """The exit code that findings of this gravity make."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return FOUND if any(finding.severity in grave for finding in findings) else FINE
