"""Tags on lines of their own (`{% if ... %}`) and what can be wrong with them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.assemble.faults import Faults
from pipeline.assemble.lines import Line
from pipeline.assemble.pattern import All, Condition
from pipeline.assemble.source import condition_at, names_given_by

INNER_TAGS = ("elif", "else", "endif")
_TAG = re.compile(r"\{%\s*(?P<name>\w+)(?P<rest>(?:\"[^\"]*\"|'[^']*'|[^%\"']|%(?!\}))*)%\}$")
_ENDIF = re.compile(r"\{%-?\s*endif\b")
INSTEAD = {
    "for": "repeat with `::: table PATH` or `::: list PATH and`",
    "set": "write the path where the value is printed",
    "include": "make it a clause of its own, and refer to it by `[](#id)`",
    "import": "make it a clause of its own, and refer to it by `[](#id)`",
    "macro": "write the words where they are printed",
}
DEEPEST_IF = 8
"""How many conditions may stand in one another: nobody follows more, and reading goes one call deeper for each."""


def behind_if(lines: Sequence[Line], at: int) -> int:
    """The line behind the `endif` that closes the `if` on the line `at`, or the end of the text."""
    depth = 0
    for further in range(at, len(lines)):
        depth += {"if": 1, "endif": -1}.get(tag_name(lines[further]), 0)
        if not depth:
            return further + 1
    return len(lines)


def is_tag(line: Line) -> bool:
    """Whether the line begins with a tag."""
    return line.text.startswith("{%")


def tag_name(line: Line) -> str:
    """The word that says what the tag does; empty where the line is not one whole tag."""
    match = _TAG.match(line.text)
    return match["name"] if match else ""


class Tags:
    """Reads the tags of one wording and reports those that the clause language does not have."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.refused: set[str] = set()
        self.broken_ifs = 0

    def condition(self, line: Line) -> Condition | None:
        """The condition of an `if` or `elif`, None for an `else`; one that is refused holds, and is among the faults."""
        match = _TAG.match(line.text)
        assert match is not None
        if match["name"] == "else":
            self.end(line)
            return None
        found = condition_at(match["rest"], line.number, line.column + match.start("rest"), self.faults)
        return found or Condition(All(()), self.faults.span(line.number, line.column, len(line.text)))

    def end(self, line: Line) -> None:
        """Check that nothing else stands in an `else` or `endif`."""
        match = _TAG.match(line.text)
        assert match is not None
        if match["rest"].strip():
            self._fault(line, "bad-tag", f"`{match['name']}` stands alone in its tag", "for a further condition write `elif`")

    def misplaced(self, line: Line) -> None:
        """Report a tag that opens nothing that the clause language has."""
        name = tag_name(line)
        self.faults.unknowable |= names_given_by(line.text)
        if not name:
            self._unreadable(line)
        elif name == "endif" and self.broken_ifs:
            self.broken_ifs -= 1
        elif name in INNER_TAGS and not self.broken_ifs:
            self._fault(line, "no-if", f"`{name}` without an `if` at the same indentation")
        elif name not in INNER_TAGS and name.removeprefix("end") not in self.refused:
            self.refused.add(name)
            message = f"`{name}` is not part of the clause language: only if, elif, else and endif are"
            self._fault(line, "unknown-tag", message, INSTEAD.get(name))

    def after_else(self, line: Line) -> None:
        """Report a branch that can never be said."""
        self._fault(line, "after-else", f"`{tag_name(line)}` stands after `else`", "`else` is the last branch")

    def unclosed_if(self, opening: Line, line: Line | None) -> None:
        """Report an `if` whose `endif` does not come before `line`, None for the end of the text."""
        hint = "put `{% endif %}` on a line of its own, at the same indentation"
        if line is not None and tag_name(line) in INNER_TAGS:
            hint = f"the `{tag_name(line)}` on line {line.number} stands at column {line.column}, this `if` at column {opening.column}"
        self._fault(opening, "unclosed-if", "this `if` has no `endif`", hint)

    def too_deep(self, line: Line) -> None:
        """Report a condition inside too many others."""
        self._fault(line, "if-too-deep", f"this condition stands inside {DEEPEST_IF} others", "join conditions with `and`")

    def inside_paragraph(self, line: Line) -> None:
        """Report a condition that would tear a paragraph apart."""
        hint = "give each branch its whole paragraph, or put an empty line before the tag for paragraphs of their own"
        self._fault(line, "condition-in-paragraph", "a condition stands inside a paragraph", hint)

    def _unreadable(self, line: Line) -> None:
        self.broken_ifs += line.text.removeprefix("{%").split()[:1] == ["if"] and not _ENDIF.search(line.text)
        end = line.text.find("%}") + 2
        if end == 1:
            self._fault(line, "unclosed-tag", "`{%` is not closed on this line", "end the tag with `%}`")
        elif line.text[end:].strip():
            message = f"`{line.text[:end]}` stands in a line with other words"
            span = self.faults.span(line.number, line.column, end)
            self.faults.add("block-tag-in-line", span, message, "a condition stands alone on its line, around whole blocks")
        else:
            self._fault(line, "bad-tag", f"`{line.text}` cannot be read as a tag", "as in `{% if path %}`")

    def _fault(self, line: Line, code: str, message: str, hint: str | None = None) -> None:
        self.faults.add(code, self.faults.span(line.number, line.column, len(line.text)), message, hint)
