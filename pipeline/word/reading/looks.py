"""How words look: what hides them from the eye, and what a change of format made of them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.model.received import Disguise
from pipeline.word import names
from pipeline.word.markup import is_on, value_of
from pipeline.word.names import W
from pipeline.word.reading.styles import Styles

_TINY = 5
"""Half points: what is no larger cannot be read."""
_WHITE = 0xF0
"""Where all three colours are at least this bright, words on white paper cannot be read."""
_UNSEEN = frozenset(f"{W}{name}" for name in ("lang", "noProof", "rPrChange", "pPrChange", "rPr", "sectPr"))
"""Properties that make no difference to the eye, or that are no properties."""


def disguise_of(properties: etree._Element | None, paragraph_style: str | None, styles: Styles) -> Disguise | None:
    """What hides words of a run from the eye, if anything does: its own properties, its style's or those of its paragraph's style."""
    character_style = value_of(properties, "rStyle")
    own = _present(properties, *_of_styles(character_style, styles))
    around = (*own, *_present(*_of_styles(paragraph_style or styles.default, styles)))
    found = _disguise(around)
    low = found is Disguise.TINY and _nearest(own, "sz") is None and styles.name(paragraph_style) == names.TABLE_SPACE
    return Disguise.SQUEEZED if low else found


def _present(*properties: etree._Element | None) -> tuple[etree._Element, ...]:
    return tuple(each for each in properties if each is not None)


def _of_styles(style: str | None, styles: Styles) -> Iterator[etree._Element | None]:
    if style:
        yield from (above.find(f"{W}rPr") for above in styles.above(style))


def _disguise(around: tuple[etree._Element, ...]) -> Disguise | None:
    for name in ("vanish", "specVanish"):
        nearest = next((each for each in around if each.find(f"{W}{name}") is not None), None)
        if is_on(nearest, name):
            return Disguise.HIDDEN
    if _is_white(_nearest(around, "color")):
        return Disguise.WHITE
    size = _nearest(around, "sz") or ""
    return Disguise.TINY if size.isdecimal() and int(size) <= _TINY else None


def _nearest(around: tuple[etree._Element, ...], name: str) -> str | None:
    return next((found for each in around if (found := value_of(each, name)) is not None), None)


def _is_white(colour: str | None) -> bool:
    if colour is None or len(colour) != 6:
        return False
    try:
        return all(int(colour[at : at + 2], 16) >= _WHITE for at in (0, 2, 4))
    except ValueError:
        return False


def differences(former: etree._Element | None, now: etree._Element | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The properties that only the former look has, and those that only the present one has."""
    before, after = _told(former), _told(now)
    return tuple(each for each in before if each not in after), tuple(each for each in after if each not in before)


def _told(properties: etree._Element | None) -> list[str]:
    if properties is None:
        return []
    return [_property(child) for child in properties if isinstance(child.tag, str) and child.tag not in _UNSEEN]


def _property(child: etree._Element) -> str:
    name: str = etree.QName(child).localname
    inner = [_property(each) for each in child if isinstance(each.tag, str)]
    values = [f"{etree.QName(key).localname}:{value}" for key, value in sorted(child.attrib.items())]
    only = child.get(f"{W}val")
    told = only if only is not None and len(values) == 1 else " ".join((*values, *inner))
    return f"{name}={told}" if told else name
