"""Findings as people and other tools read them: text, JSON, SARIF and GitHub annotations."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TypeAlias
from urllib.parse import quote

from pipeline.cli.source_line import Excerpt, excerpt
from pipeline.model.diagnostic import Diagnostic, Severity, Span

SourceLine: TypeAlias = Callable[[str, int], str | None]
"""The line of a file with this number, without its end; None where there is nothing to show."""

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | None"


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


def report(findings: Sequence[Diagnostic], form: Format, source_line: SourceLine) -> str:
    """All findings in one form, in the order given. Without findings, text and annotations are empty."""
    match form:
        case Format.TEXT:
            return as_text(findings, source_line)
        case Format.JSON:
            return as_json(findings)
        case Format.SARIF:
            return as_sarif(findings)
        case Format.GITHUB:
            return as_github(findings)


def as_text(findings: Sequence[Diagnostic], source_line: SourceLine) -> str:
    """Each finding with the line it concerns, the places related to it, and a count at the end."""
    if not findings:
        return ""
    return "".join(_paragraph(finding, source_line) + "\n" for finding in findings) + count(findings) + "\n"


def _paragraph(finding: Diagnostic, source_line: SourceLine) -> str:
    clause = f" [{finding.clause}]" if finding.clause else ""
    lines = [f"{_place(finding.span)}: {finding.severity}[{finding.code}]: {finding.message}{clause}"]
    lines += _shown(finding.span, finding.hint, source_line)
    for other in finding.related:
        lines.append(f"  {_place(other.span)}: {other.message}")
        lines += _shown(other.span, None, source_line)
    return "".join(line.rstrip() + "\n" for line in lines)


def _place(span: Span) -> str:
    return f"{span.file}:{span.line}:{span.column}"


def _shown(span: Span, hint: str | None, source_line: SourceLine) -> list[str]:
    """The line of the source with marks below the place, and the help beside the marks."""
    help_words = f"help: {hint}" if hint else ""
    line = None if _is_whole_file(span) else source_line(span.file, span.line)
    if line is None or not line.strip():
        return [f"   {help_words}"] if help_words else []
    shown: Excerpt = excerpt(line, span.column, span.end_column)
    number = f"{span.line:>5}"
    return [f"{number} | {shown.text}", f"{' ' * len(number)} | {' ' * shown.start}{'^' * shown.width} {help_words}"]


def _is_whole_file(span: Span) -> bool:
    return (span.line, span.column, span.end_column) == (1, 1, None)


def count(findings: Sequence[Diagnostic]) -> str:
    """How much was found: `Found 3 errors, 1 warning.`"""
    names = {
        Severity.ERROR: ("error", "errors"),
        Severity.WARNING: ("warning", "warnings"),
        Severity.ADVICE: ("piece of advice", "pieces of advice"),
    }
    parts: list[str] = []
    for severity, (one, many) in names.items():
        number = sum(finding.severity is severity for finding in findings)
        if number:
            parts.append(f"{number} {one if number == 1 else many}")
    return f"Found {', '.join(parts) or 'no faults'}."


def as_json(findings: Sequence[Diagnostic]) -> str:
    """A list of objects, each with the same keys in the same order."""
    return json.dumps([_object(finding) for finding in findings], ensure_ascii=False, indent=2) + "\n"


def _object(finding: Diagnostic) -> dict[str, Json]:
    related: list[Json] = [{"message": other.message, **_where(other.span)} for other in finding.related]
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "hint": finding.hint,
        "clause": finding.clause,
        **_where(finding.span),
        "related": related,
    }


def _where(span: Span) -> dict[str, Json]:
    return {"file": span.file, "line": span.line, "column": span.column, "end_column": span.end_column}


_SARIF_LEVEL: dict[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}


def as_sarif(findings: Sequence[Diagnostic]) -> str:
    """SARIF 2.1.0 with one run; files are relative to the root of the repository."""
    codes = sorted({finding.code for finding in findings})
    rules: list[Json] = [{"id": code, "shortDescription": {"text": code.replace("-", " ")}} for code in codes]
    results: list[Json] = [_result(finding, codes.index(finding.code)) for finding in findings]
    driver: dict[str, Json] = {"name": "draftline", "rules": rules}
    run: dict[str, Json] = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log: dict[str, Json] = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _result(finding: Diagnostic, rule: int) -> dict[str, Json]:
    result: dict[str, Json] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _SARIF_LEVEL[finding.severity],
        "message": {"text": _with_clause_and_hint(finding)},
        "locations": [{"physicalLocation": _physical(finding.span)}],
    }
    if finding.related:
        others = enumerate(finding.related, start=1)
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _physical(other.span), "message": {"text": other.message}} for number, other in others
        ]
    return result


def _physical(span: Span) -> dict[str, Json]:
    region: dict[str, Json] = {"startLine": span.line, "startColumn": span.column}
    if span.end_column is not None:
        region["endColumn"] = span.end_column
    return {"artifactLocation": {"uri": quote(span.file, errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}, "region": region}


def _with_clause_and_hint(finding: Diagnostic) -> str:
    clause = f" [{finding.clause}]" if finding.clause else ""
    hint = f"\nhelp: {finding.hint}" if finding.hint else ""
    return f"{finding.message}{clause}{hint}"


_GITHUB_LEVEL: dict[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def as_github(findings: Sequence[Diagnostic]) -> str:
    """Workflow commands that GitHub shows beside the changed lines of a pull request."""
    return "".join(_annotation(finding) + "\n" for finding in findings)


def _annotation(finding: Diagnostic) -> str:
    span = finding.span
    properties = [f"file={_property(span.file)}", f"line={span.line}", f"col={span.column}"]
    if span.end_column is not None:
        properties.append(f"endColumn={span.end_column - 1}")
    properties.append(f"title={_property(finding.code)}")
    others = "".join(f"\n{_place(other.span)}: {other.message}" for other in finding.related)
    return f"::{_GITHUB_LEVEL[finding.severity]} {','.join(properties)}::{_data(_with_clause_and_hint(finding) + others)}"


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
