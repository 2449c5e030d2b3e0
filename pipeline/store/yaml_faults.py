"""The faults of YAML's grammar in words for people who have never heard of YAML.

The parser names a fault by a fixed phrase and two marks; what the author most likely did is read from the lines
around the marks. The phrases are libyaml's own constants, and an unknown one still gets its place.
"""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from pipeline.model.diagnostic import Diagnostic, Related, Span, error


@dataclass(frozen=True, slots=True)
class _Place:
    """A mark of the parser in the file; line and column count from 0."""

    file: str
    lines: list[str]
    line: int
    column: int

    @property
    def text(self) -> str:
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def indentation(self) -> int:
        return len(self.text) - len(self.text.lstrip(" \t"))

    @property
    def character(self) -> str:
        return self.text[self.column : self.column + 1]

    @property
    def above(self) -> _Place | None:
        """The nearest line above that says something."""
        for line in range(min(self.line, len(self.lines)) - 1, -1, -1):
            if self.lines[line].strip() and not self.lines[line].lstrip().startswith("#"):
                return _Place(self.file, self.lines, line, len(self.lines[line]) - len(self.lines[line].lstrip()))
        return None

    def span(self) -> Span:
        """This character; behind the last line, the end of it."""
        if self.line >= len(self.lines) and self.lines:
            return Span(self.file, len(self.lines), len(self.lines[-1]) + 1)
        return Span(self.file, self.line + 1, self.column + 1)

    def whole_line(self) -> Span:
        """All that is written on the line, without its indentation."""
        return Span(self.file, self.line + 1, self.indentation + 1, len(self.text.rstrip()) + 1)


def syntax_fault(file: str, lines: list[str], fault: yaml.MarkedYAMLError) -> Diagnostic:
    """What the author most likely did, at the place where it shows."""
    mark = fault.problem_mark or fault.context_mark
    place = _Place(file, lines, mark.line, mark.column) if mark else _Place(file, lines, 0, 0)
    around = _Place(file, lines, fault.context_mark.line, fault.context_mark.column) if fault.context_mark else place
    if "\t" in place.text[: place.indentation] or place.character == "\t":
        span = Span(file, place.line + 1, place.text.index("\t") + 1)
        return error("tab", span, "this line is indented with a tab", "indent with spaces, two for each level")
    match fault.problem:
        case "mapping values are not allowed in this context":
            return _colon_out_of_place(place)
        case "could not find expected ':'":
            return _missing_colon(around)
        case "found unexpected end of stream":
            return error("unclosed-quotation", around.span(), "the quotation mark here has no second one", _HOW_TO_QUOTE)
        case "did not find expected ',' or ']'":
            return _unclosed(place, around, "]", "list")
        case "did not find expected ',' or '}'":
            return _unclosed(place, around, "}", "group of fields")
        case "did not find expected key" | "did not find expected '-' indicator":
            return _fits_nothing(place, around)
        case problem:
            message, hint = _PHRASES.get(problem or "", ("this cannot be read as YAML", f"the YAML reader says: {problem}"))
            return error("yaml-syntax", place.span(), message.format(character=place.character), hint)


_HOW_TO_QUOTE = "put one quotation mark before the text and one behind it"
_PHRASES = {
    "found character that cannot start any token": (
        "a value cannot begin with `{character}`",
        "put the whole value in quotation marks",
    ),
    "found unknown escape character": (
        "a backslash between double quotation marks needs one of a few letters behind it",
        "put the value in single quotation marks, where a backslash is only a backslash",
    ),
    "did not find expected node content": ("a value was expected here", "put the value in quotation marks if it begins with this sign"),
    "block sequence entries are not allowed in this context": (
        "a list cannot begin on the line of its name",
        "put each `- ` on a line of its own below",
    ),
    "did not find expected comment or line break": (
        "nothing but the end of the line may follow `|` or `>`",
        "begin the text on the next line, indented",
    ),
    "mapping keys are not allowed in this context": ("a value cannot begin with `? `", "put the whole value in quotation marks"),
}


def _colon_out_of_place(place: _Place) -> Diagnostic:
    """A colon where none can stand: two on one line, none on the line above, or a line that is indented too deep."""
    before, above = place.text[: place.column], place.above
    if ": " in before:
        message = "a second colon with a space behind it stands on this line"
        return error("second-colon", place.span(), message, "put the value in quotation marks if the colon belongs to its text")
    if above is not None and above.text.rstrip()[-1:] != ":" and ": " not in above.text:
        return _missing_colon(above)
    message = "this line is indented deeper than the line above, which has its value already"
    related = (Related(above.whole_line(), "the line above"),) if above is not None else ()
    return error("bad-indentation", place.whole_line(), message, "begin the line below the first letter of the line above", *related)


def _missing_colon(place: _Place) -> Diagnostic:
    text = place.text.strip()
    if ":" in text and ": " not in text:
        return error("missing-colon", place.whole_line(), "a space is missing behind the colon", "write `name: value`")
    return error(
        "missing-colon", place.whole_line(), "this line has no colon", "write `name: value`, or indent it if it continues the text above"
    )


def _unclosed(place: _Place, opening: _Place, bracket: str, what: str) -> Diagnostic:
    related = Related(place.span(), f"`,` or `{bracket}` was expected before this")
    return error(
        "unclosed-bracket", opening.span(), f"the {what} that begins here does not end", f"put `{bracket}` behind its end", related
    )


def _fits_nothing(place: _Place, around: _Place) -> Diagnostic:
    """Something where the next field or list item was expected: a wrong indentation, or words too many on a line."""
    if place.column > place.indentation:
        message = f"`{place.text[place.column :].strip()}` is not expected behind the value on this line"
        return error(
            "yaml-syntax", Span(place.file, place.line + 1, place.column + 1, len(place.text.rstrip()) + 1), message, _HOW_TO_QUOTE
        )
    related = Related(around.whole_line(), "the lines that belong together begin here")
    if place.column == around.column and around.character == "-":
        return error("bad-indentation", place.whole_line(), "this line stands in a list and does not begin with `- `", None, related)
    if place.character == ":":
        return error("missing-name", place.whole_line(), "nothing stands before the colon", "write `name: value`")
    message = f"the indentation of this line ({_spaces(place.column)}) fits none of the lines above"
    return error("bad-indentation", place.whole_line(), message, "lines that belong together begin in the same column", related)


def _spaces(count: int) -> str:
    return "no space" if count == 0 else "1 space" if count == 1 else f"{count} spaces"
