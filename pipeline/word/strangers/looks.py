"""What a piece of OOXML says of a look, in one way of writing, so that equal looks are equal."""

from __future__ import annotations

from lxml import etree

from pipeline.word.names import W

_NO_LOOK = frozenset(
    f"{W}{name}" for name in ("lang", "noProof", "rPr", "sectPr", "numPr", "pStyle", "ins", "del", "moveFrom", "moveTo", "cnfStyle")
)
"""Properties that are no look: of the language, or told beside it."""
_PAGING = frozenset(f"{W}{name}" for name in ("keepNext", "keepLines", "widowControl"))
"""What keeps lines on one page shows nothing by itself, and engines do not track it."""
_FROM_STYLE = frozenset((f"{W}tblInd", f"{W}tblCellMar"))
"""Of a table these are left out, since engines write out what the table's style says."""
_DEFAULTS = {(f"{W}cols", f"{W}num"): "1"}
"""What holds of an element where nothing is said."""
_CHANCE = ("rsid", "paraId", "textId")
"""Parts of the names of attributes that change each time a file is saved."""
_ON = frozenset(("1", "true", "on"))


def look_of(properties: etree._Element | None) -> str:
    """The properties of a run, paragraph, table, row, cell or section, in a fixed order; empty where there are none."""
    if properties is None:
        return ""
    left_out = _NO_LOOK | _PAGING | _FROM_STYLE
    return ";".join(sorted(canonical(child) for child in properties if isinstance(child.tag, str) and child.tag not in left_out))


def canonical(element: etree._Element) -> str:
    """The element and all below it, with its attributes in order, without what is left to chance."""
    attributes = ",".join(f"{_name(name)}={value}" for name, value in sorted(_attributes(element)))
    below = "".join(canonical(child) for child in element if isinstance(child.tag, str))
    return f"{_name(element.tag)}({attributes}){{{(element.text or '').strip()}{below}}}"


def _attributes(element: etree._Element) -> list[tuple[str, str]]:
    found = [
        (str(name), str(value))
        for name, value in element.attrib.items()
        if not any(word in str(name) for word in _CHANCE) and _DEFAULTS.get((element.tag, str(name))) != value
    ]
    # A sign that is merely there is switched on.
    return [] if len(found) == 1 and found[0][0] == f"{W}val" and found[0][1] in _ON else found


def _name(tag: str) -> str:
    return str(etree.QName(tag).localname)
