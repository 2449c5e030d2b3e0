"""The words of a paragraph, heading or cell: bold, Defined Terms, references and holes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.assemble.faults import Faults
from pipeline.assemble.lines import Line
from pipeline.assemble.pattern import Bold, Hole, Path, Piece, Words
from pipeline.assemble.source import ID, names_given_by, read_at
from pipeline.assemble.tags import INSTEAD
from pipeline.assemble.typography import typeset
from pipeline.model.document import Inline, Ref, Strong, Term, Text

QUOTED = r"""(?:"[^"]*"|'[^']*')"""
HOLE = rf"\{{\{{(?:{QUOTED}|[^{{}}\"']|\}}(?!\}}))*+\}}\}}"
MARKS = re.compile(
    rf"""(?P<hole>{HOLE})|(?P<openhole>\{{\{{)|(?P<tag>\{{%.*?(?:%\}}|$))|(?P<closer>\}}\}}|%\}})
    |(?P<id>\{{\#[^{{}}]*\}})|(?P<ref>(?<!(?<!\\)!)\[\]\(\#[^()]*\))|(?P<link>!?\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\]))
    |(?P<term>""[^"]*"")|(?P<lonequotes>"")|(?P<star>\*{{3,}}|\*(?!\*))|(?P<bold>\*\*)|(?P<underscore>(?<!\w)_(?=\w)|(?<=\w)_(?!\w))
    |(?P<code>`)|(?P<html></?[A-Za-z!?][^<>]*>)|(?P<entity>&(?:\#\w+|\w+);)|(?P<escape>\\[!-/:-@\[-`{{-~])|(?P<break>\\$)""",
    re.VERBOSE,
)
_TAG_NAME = re.compile(r"\{%-?\s*(\w+)")
_PLAIN = {
    "star": ("emphasis", "`*` for emphasis is not part of the clause language", "`**` for bold is; write `\\*` for the sign itself"),
    "underscore": ("emphasis", "`_` for emphasis is not part of the clause language", "write `\\_` for the sign itself"),
    "code": ("code", "a backtick is not part of the clause language", "write \\` for the sign itself"),
    "html": ("html", "HTML is not part of the clause language", "write `\\<` for the sign itself"),
    "boldhtml": ("html", "HTML is not part of the clause language", "`**` for bold is; write `\\<` for the sign itself"),
    "entity": ("html", "HTML's names for characters are not part of the clause language", "write the character itself"),
    "break": ("line-break", "a line break inside a paragraph is not part of the clause language", None),
    "link": ("link", "a link is not part of the clause language", "a reference is `[](#id)`, its words are made"),
    "closer": ("unopened", "this closes nothing", None),
    "openhole": ("unclosed-expression", "`{{` is not closed on this line", "end the expression with `}}`"),
    "lonequotes": ("unclosed-term", "the quotation marks of a Defined Term are not closed", 'write `""Term""` on one line'),
    "id": ("misplaced-id", "an id stands at the end of the first line of its paragraph", None),
}


class _Scanner:
    """Reads one run of words; what is refused is reported and left out."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.levels: list[list[Piece]] = [[]]
        self.bold_at: tuple[int, int] = (0, 0)
        self.previous = ""
        self.unclosed: list[str] = []
        self.line = 0
        self.column = 0

    def scan(self, line: Line) -> None:
        self.line, self.column = line.number, line.column
        if self.previous:
            self._print(" ")
        end = 0
        for match in MARKS.finditer(line.text):
            self._text(line.text[end : match.start()])
            assert match.lastgroup is not None
            _ACTIONS.get(match.lastgroup, _Scanner._refuse)(self, match)
            end = match.end()
        self._text(line.text[end:])

    def _text(self, text: str) -> None:
        if text:
            self._print(typeset(text, self.previous))

    def _print(self, text: str) -> None:
        self.levels[-1].append(Text(text))
        self.previous = text[-1]

    def _add(self, piece: Piece) -> None:
        self.levels[-1].append(piece)
        self.previous = "x"

    def _hole(self, match: re.Match[str]) -> None:
        found = read_at(match.group()[2:-2], "value", self.line, self.column + match.start() + 2, self.faults)
        if found and isinstance(found[0].expression, Path):
            self._add(Hole(found[0].expression, found[0].filters, found[1]))

    def _ref(self, match: re.Match[str]) -> None:
        target = match.group()[4:-1]
        span = self.faults.span(self.line, self.column + match.start(), len(match.group()))
        if not ID.fullmatch(target):
            self.faults.add(
                "bad-id", span, f"`{target}` is not an id", "small letters, digits, hyphens and dots, as in `service-levels.response`"
            )
        else:
            self._add(Ref(target, span))

    def _term(self, match: re.Match[str]) -> None:
        term = match.group()[2:-2]
        span = self.faults.span(self.line, self.column + match.start(), len(match.group()))
        if not term or term != term.strip() or MARKS.search(term):
            self.faults.add("bad-term", span, "a Defined Term is plain words between its quotation marks")
        else:
            self._add(Term(typeset(term, "x"), span))

    def _bold(self, match: re.Match[str]) -> None:
        opens = len(self.levels) == 1
        if not _clings(match, inwards=1 if opens else -1):
            message = "`**` stands where no reader of Markdown takes it for bold"
            self._fault(
                match, "loose-bold", message, "it touches the words that it makes bold, and no letter outside stands beside a sign inside"
            )
        if opens:
            self.bold_at = (self.line, self.column + match.start())
            self.levels.append([])
        else:
            content = self.levels.pop()
            if content:
                self.levels[-1].append(Bold(tuple(content)))
            else:
                self._fault(match, "empty-bold", "there is nothing between the signs for bold", None)

    def _escape(self, match: re.Match[str]) -> None:
        self._print(match.group()[1])

    def _tag(self, match: re.Match[str]) -> None:
        name = "".join(_TAG_NAME.findall(match.group())[:1])
        opened = name.removeprefix("end")
        self.faults.unknowable |= names_given_by(match.group())
        if name in ("elif", "else") and "if" in self.unclosed:
            return
        if opened != name and opened in self.unclosed:
            self.unclosed.remove(opened)
            return
        self.unclosed.append(name)
        message = f"`{match.group()}` stands in a line with other words"
        hint = INSTEAD.get(name, "a condition stands alone on its line, around whole blocks")
        self._fault(match, "block-tag-in-line", message, hint)

    def _refuse(self, match: re.Match[str]) -> None:
        assert match.lastgroup is not None
        self._fault(match, *_PLAIN[match.lastgroup])

    def _paired(self, match: re.Match[str]) -> None:
        """Refuse a sign that opens something; the one that closes it is no second fault."""
        sign = match.group()
        if sign in self.unclosed and _touches(match, inwards=-1):
            self.unclosed.remove(sign)
            return
        if _touches(match, inwards=1):
            self.unclosed.append(sign)
        self._refuse(match)

    def _html(self, match: re.Match[str]) -> None:
        name = match.group().strip("</>").lower().partition(" ")[0]
        if match.group().startswith("</") and f"<{name}" in self.unclosed:
            self.unclosed.remove(f"<{name}")
            return
        self.unclosed.append(f"<{name}")
        self._fault(match, *_PLAIN["boldhtml" if name in ("b", "strong") else "html"])

    def _fault(self, match: re.Match[str], code: str, message: str, hint: str | None) -> None:
        self.faults.add(code, self.faults.span(self.line, self.column + match.start(), len(match.group())), message, hint)

    def result(self) -> tuple[Piece, ...]:
        if len(self.levels) > 1:
            self.faults.add("unclosed-bold", self.faults.span(*self.bold_at, 2), "`**` is not closed in this paragraph")
            self.levels[0] += self.levels.pop()
        return tuple(self.levels[0])


def _touches(match: re.Match[str], *, inwards: int) -> bool:
    """Whether words stand right beside the sign, on the side where it would open (1) or close (-1)."""
    beside = match.string[match.end() :][:1] if inwards > 0 else match.string[: match.start()][-1:]
    return bool(beside.strip())


def _clings(match: re.Match[str], *, inwards: int) -> bool:
    """CommonMark's rule of flanking (0.31, section 6.2): the words inside are beside the mark, and signs only where it is free outside."""
    behind, before = match.string[match.end() :][:1], match.string[: match.start()][-1:]
    inside, outside = (behind, before) if inwards > 0 else (before, behind)
    return bool(inside.strip()) and (inside.isalnum() or not outside.isalnum())


_ACTIONS: dict[str, Callable[[_Scanner, re.Match[str]], None]] = {
    "hole": _Scanner._hole,
    "ref": _Scanner._ref,
    "term": _Scanner._term,
    "bold": _Scanner._bold,
    "escape": _Scanner._escape,
    "tag": _Scanner._tag,
    "star": _Scanner._paired,
    "underscore": _Scanner._paired,
    "code": _Scanner._paired,
    "html": _Scanner._html,
}


def words(source: Sequence[Line], faults: Faults) -> Words:
    """The words that stand on these lines, a space between one line and the next."""
    scanner = _Scanner(faults)
    for line in source:
        scanner.scan(line)
    pieces = scanner.result()
    return Words(pieces, _fixed(pieces))


def _fixed(pieces: tuple[Piece, ...]) -> tuple[Inline, ...] | None:
    result: list[Inline] = []
    for piece in pieces:
        if isinstance(piece, Hole):
            return None
        if isinstance(piece, Bold):
            content = _fixed(piece.content)
            if content is None:
                return None
            result.append(Strong(content))
        else:
            result.append(piece)
    return tuple(result)
