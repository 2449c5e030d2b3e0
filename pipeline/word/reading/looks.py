"""How words look: what hides them from the eye, and what a change of format made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

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
_NARROW = 20
"""Percent of their usual width: letters that are no wider cannot be read."""
_LOW = 40
"""Twentieths of a point: a line or a row of exactly this height, or less, shows nothing of its words."""
_BESIDE_THE_PAGE, _OFF_THE_PAGE = 9_000, 18_000
"""Twentieths of a point: an indentation that leaves no room for words, and a place that no paper reaches."""
_FONTS_OF_SIGNS = re.compile(r"wingdings|webdings|symbol\b|zapf ?dingbats|marlett|mt extra|bookshelf symbol", re.IGNORECASE)
_HIGHLIGHTS: Mapping[str, str] = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "yellow": "FFFF00", "green": "00FF00", "blue": "0000FF", "cyan": "00FFFF",
    "magenta": "FF00FF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
_NO_FILLING = "/".join(f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{name}" for name in ("textFill", "noFill"))
_INDENTS = ("left", "start", "right", "end", "firstLine", "hanging")
_UNSEEN = frozenset(f"{W}{name}" for name in ("lang", "noProof", "rPrChange", "pPrChange", "rPr", "sectPr"))
"""Properties that make no difference to the eye, or that are no properties."""


def disguise_of(properties: etree._Element | None, paragraph_style: str | None, styles: Styles) -> Disguise | None:
    """What hides words of a run from the eye, if anything does: its own properties, its style's or those of its paragraph's style."""
    # Most runs of a file look like one that was met before.
    key = b"" if properties is None else etree.tostring(properties, with_tail=False), paragraph_style
    if key not in styles.disguises:
        styles.disguises[key] = _disguise_of(properties, paragraph_style, styles)
    return styles.disguises[key]


def _disguise_of(properties: etree._Element | None, paragraph_style: str | None, styles: Styles) -> Disguise | None:
    character_style = value_of(properties, "rStyle")
    own = _present(properties, *_of_styles(character_style, styles))
    around = (*own, *_present(*_of_styles(paragraph_style or styles.default, styles)))
    found = _disguise((*around, *_present(styles.usual)))
    low = found is Disguise.TINY and _nearest(own, "sz") is None and styles.name(paragraph_style) == names.TABLE_SPACE
    return Disguise.SQUEEZED if low else found


def _present(*properties: etree._Element | None) -> tuple[etree._Element, ...]:
    return tuple(each for each in properties if each is not None)


def _of_styles(style: str | None, styles: Styles) -> Iterator[etree._Element | None]:
    if style:
        yield from (above.find(f"{W}rPr") for above in styles.above(style))


def _disguise(around: tuple[etree._Element, ...]) -> Disguise | None:
    if _is_switched(around, "vanish", "specVanish") or any(each.find(_NO_FILLING) is not None for each in around):
        return Disguise.HIDDEN
    if _is_white(_nearest(around, "color")) or _is_on_its_own_colour(around):
        return Disguise.WHITE
    if _is_at_most(_nearest(around, "sz"), _TINY) or _is_at_most((_nearest(around, "w") or "").rstrip("%"), _NARROW):
        return Disguise.TINY
    if _is_switched(around, "strike", "dstrike"):
        return Disguise.STRUCK
    return Disguise.SIGNS if _FONTS_OF_SIGNS.match(_font(around)) else None


def _is_switched(around: tuple[etree._Element, ...], *switches: str) -> bool:
    """Whether any of these properties is on, as the nearest that names it says."""
    nearest = ((name, next((each for each in around if each.find(f"{W}{name}") is not None), None)) for name in switches)
    return any(is_on(properties, name) for name, properties in nearest)


def _is_at_most(written: str | None, most: int) -> bool:
    return written is not None and written.isdecimal() and int(written) <= most


def _font(around: tuple[etree._Element, ...]) -> str:
    fonts = (each.find(f"{W}rFonts") for each in around)
    return next((name for each in fonts if each is not None and (name := each.get(f"{W}ascii"))), "")


def disguise_of_all(properties: etree._Element | None) -> Disguise | None:
    """What hides a paragraph with these properties as a whole, if anything does: where it is placed, or how low its lines are."""
    if properties is None:
        return None
    if _reaches(properties, "ind", _INDENTS, _BESIDE_THE_PAGE) or _reaches(properties, "framePr", ("x", "y"), _OFF_THE_PAGE):
        return Disguise.HIDDEN
    return Disguise.TINY if shows_nothing(properties.find(f"{W}spacing"), "line", "lineRule") else None


def _reaches(properties: etree._Element, name: str, sides: tuple[str, ...], least: int) -> bool:
    found = properties.find(f"{W}{name}")
    written = () if found is None else tuple(found.get(f"{W}{side}", "").removeprefix("-") for side in sides)
    return any(each.isdecimal() and int(each) >= least for each in written)


def _is_on_its_own_colour(around: tuple[etree._Element, ...]) -> bool:
    """Whether the colour of the words is that of what was laid behind them; without one they are black."""
    shades = (each.find(f"{W}shd") for each in around)
    shade = next((each.get(f"{W}fill", "") for each in shades if each is not None), "auto")
    highlight = _nearest(around, "highlight") or "none"
    behind = _HIGHLIGHTS.get(highlight, shade).upper()
    # On a dark shade Word itself prints words that have no colour of their own in white, and on a dark highlight it does not.
    own = (_nearest(around, "color") or "auto").upper().replace("AUTO", "000000" if highlight != "none" else "")
    return bool(own) and own == behind


def shows_nothing(height: etree._Element | None, size: str, rule: str) -> bool:
    """Whether a line or a row is exactly so low that nothing of its words can be seen."""
    return height is not None and height.get(f"{W}{rule}") == "exact" and _is_at_most(height.get(f"{W}{size}"), _LOW)


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
