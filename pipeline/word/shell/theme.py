"""The theme that validators ask for; no style refers to it, so that fonts and colours stay as they are named."""

from __future__ import annotations

from pipeline.word.names import DECLARATION
from pipeline.word.shell.styles import ACCENT, BODY_FONT, GREY, HEADING_FONT, RULE, TINT

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": ACCENT,
    "lt2": TINT,
    "accent1": ACCENT,
    "accent2": GREY,
    "accent3": RULE,
    "accent4": "5B7A9D",
    "accent5": "7F7F7F",
    "accent6": "404040",
    "hlink": ACCENT,
    "folHlink": ACCENT,
}


def theme_part() -> str:
    """`word/theme/theme1.xml`."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    fonts = "".join(
        f'<a:{kind}Font><a:latin typeface="{name}"/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}Font>'
        for kind, name in (("major", HEADING_FONT), ("minor", BODY_FONT))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    lines = '<a:ln w="6350"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>' * 3
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    formats = (
        f"<a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst>"
    )
    return (
        f'{DECLARATION}<a:theme xmlns:a="{_DRAWING}" name="Contract"><a:themeElements><a:clrScheme name="Contract">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Contract">{fonts}</a:fontScheme><a:fmtScheme name="Contract">{formats}</a:fmtScheme>'
        "</a:themeElements></a:theme>"
    )
