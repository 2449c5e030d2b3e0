"""What is wrong with a user's files, said once, with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is: an error stops the build, a warning does so only with `--strict`."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a user's file; lines and columns count from 1, columns in characters.

    `file` is relative to the root of the repository, with forward slashes.
    `end_column` is the first column behind the place, on `line` itself; None where only the start is known.
    """

    file: str
    line: int = 1
    column: int = 1
    end_column: int | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """The other place of a conflict, and what stands there."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault of one place: what is, what was expected, what to do.

    `hint` is the help printed beside the marked text; `clause` names the clause (number and id) that a finding
    about the law of the contract concerns.
    """

    code: str
    severity: Severity
    span: Span
    message: str
    hint: str | None = None
    related: tuple[Related, ...] = field(default=())
    clause: str | None = None


def error(code: str, span: Span, message: str, hint: str | None = None, *related: Related) -> Diagnostic:
    """An error at this place."""
    return Diagnostic(code, Severity.ERROR, span, message, hint, related)


def warning(code: str, span: Span, message: str, hint: str | None = None, *related: Related) -> Diagnostic:
    """A warning at this place."""
    return Diagnostic(code, Severity.WARNING, span, message, hint, related)


def advice(code: str, span: Span, message: str, hint: str | None = None, *related: Related) -> Diagnostic:
    """Advice on this place, which is often right as it is."""
    return Diagnostic(code, Severity.ADVICE, span, message, hint, related)


def in_order(diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings by place, each once: the order in which a reader meets them."""
    unique = dict.fromkeys(diagnostics)
    return tuple(
        sorted(unique, key=lambda finding: (finding.span.file, finding.span.line, finding.span.column, finding.code, finding.message))
    )


def has_errors(diagnostics: tuple[Diagnostic, ...] | list[Diagnostic]) -> bool:
    """Whether the build must stop."""
    return any(finding.severity is Severity.ERROR for finding in diagnostics)
