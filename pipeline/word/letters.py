"""A letter as a DOCX on the house's letterhead, the same bytes for the same letter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from markupsafe import Markup

from pipeline.model.days import written_day
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.document import Document, Part, PartKind
from pipeline.model.letter import Letter
from pipeline.word import names
from pipeline.word.body import Body
from pipeline.word.faults import Needs, template_faults
from pipeline.word.package import Packed, package_of
from pipeline.word.paragraphs import Look, Place
from pipeline.word.properties import letter_part
from pipeline.word.signatures import signing_xml
from pipeline.word.template import CORE, NUMBERING, STYLES, Shell, shell_of
from pipeline.word.text import visible
from pipeline.word.versions import only_version
from pipeline.word.writer import language_of_styles, numbering_with

NEEDS = Needs(
    blocks=names.LETTER_BLOCK_SLOTS,
    values=names.LETTER_VALUE_SLOTS,
    needed_values=names.LETTER_NEEDED_VALUE_SLOTS,
    styles=(*names.NEEDED_STYLES, names.LETTER_ADDRESS, names.LETTER_LINE),
    numbered=names.NUMBERED_STYLES,
)
_BODY = Part(PartKind.TERMS, "letter", (), ())
_SIDE_BY_SIDE = 2


def letter_template_faults(template: bytes, file: str) -> list[Diagnostic]:
    """All faults of the template of letters; the writer takes only one that has none."""
    return template_faults(template, file, NEEDS)


def write_letter(letter: Letter, template: bytes) -> bytes:
    """The DOCX of a letter; the template must be free of faults (see `letter_template_faults`)."""
    shell = shell_of(template, letter.paper, anchored=False)
    writing = _Writing(letter, shell)
    values = {**writing.values(), **{slot: Markup(text) for slot, text in writing.slots().items()}}
    parts: dict[str, bytes | Packed] = dict(shell.ready)
    parts |= {name: slot.render(values).encode() for name, slot in shell.rendered.items()}
    parts |= {
        NUMBERING: numbering_with(shell.lists, [], "").encode(),
        STYLES: language_of_styles(shell, letter.language).encode(),
        CORE: letter_part(letter).encode(),
    }
    return package_of(parts)


class _Writing:
    """What stands in the slots of the template."""

    def __init__(self, letter: Letter, shell: Shell) -> None:
        self.letter = letter
        self.shell = shell
        self.document = Document(letter.title, (replace(_BODY, blocks=letter.blocks),), language=letter.language)
        self.body = Body(self.document, only_version(self.document), shell)

    def slots(self) -> dict[str, str]:
        """The slots that whole paragraphs stand for."""
        signatures = self._lines_to_sign() if self.letter.by_hand else self._lines(_signed(self.letter))
        return {
            "to": self._lines(self.letter.to),
            "body": _staying_with_what_follows(self.body.parts(PartKind.TERMS)),
            "signatures": signatures,
            "enclosures": self._lines(_below(self.letter), names.LETTER_LINE),
        }

    def values(self) -> dict[str, str]:
        """The slots within a line."""
        letter = self.letter
        first, *more = (*letter.head.register, "")
        told = {
            "name": letter.head.name,
            "address": ", ".join(letter.head.address),
            "register": first,
            "register_more": " ".join(more).strip(),
            "day": written_day(letter.day, letter.language),
            **{
                name: getattr(letter, name) for name in ("delivery", "reference", "agreement", "subject", "salutation", "closing", "legend")
            },
        }
        return {name: visible(words) for name, words in told.items()}

    def _lines_to_sign(self) -> str:
        """A line for each signature, two side by side, so that they stand on one page."""
        heading = self._lines((f"For {self.letter.head.name}",), names.SIGNATURE_WORDS)
        style, signed_by = self.shell.styles[names.SIGNATURE_TABLE], self.letter.signed_by
        pairs = [signed_by[first : first + _SIDE_BY_SIDE] for first in range(0, len(signed_by), _SIDE_BY_SIDE)]
        return heading + "".join(
            signing_xml(style, [self._signatory(*each) for each in pair]) + self._lines(("",), names.TABLE_SPACE) for pair in pairs
        )

    def _signatory(self, name: str, title: str) -> str:
        return self._lines((name,), names.SIGNATURE_LINE) + self._lines((title,), names.SIGNATURE_LABEL)

    def _lines(self, lines: Iterable[str], style: str = names.LETTER_ADDRESS) -> str:
        place = Place(_BODY)
        writing = self.body.paragraphs
        return "".join(writing.written(Look(style), writing.literal(line, place), place) for line in lines)


def _staying_with_what_follows(body: str) -> str:
    """The body, of which the last paragraph is on the page of the signatures, so that none stands under words of another page alone."""
    before, last_style, after = body.rpartition("<w:pStyle ")
    style, _, rest = after.partition("/>")
    return f"{before}{last_style}{style}/>{'' if '<w:keepNext/>' in rest else '<w:keepNext/>'}{rest}" if last_style else body


def _signed(letter: Letter) -> Iterable[str]:
    for name, title in letter.signed_by:
        yield from filter(None, (name, title))
    yield f"For {letter.head.name}"


def _below(letter: Letter) -> Iterable[str]:
    if letter.enclosures:
        yield ""
        yield f"Enclosed: {'; '.join(letter.enclosures)}"
    if letter.copies:
        yield f"Copy to {', '.join(letter.copies)}"
