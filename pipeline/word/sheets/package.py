"""The parts of a sheet, bound into a DOCX."""

from __future__ import annotations

from pipeline.model.sheet import Sheet
from pipeline.word.sheets.styles import styles_part
from pipeline.word.shell.plain import Plain, plain_package
from pipeline.word.text import field, run

LANGUAGE = "en-GB"
_PAGE = (
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1134" w:right="850" w:bottom="964" w:left="850" w:header="510" w:footer="454" w:gutter="0"/>'
)


def sheet_package(sheet: Sheet, body: str) -> bytes:
    """The DOCX of a sheet from its body; the same bytes for the same sheet."""
    pages = run("Page ") + field("PAGE", "1") + run(" of ") + field("NUMPAGES", "1")
    plain = Plain(
        title=sheet.title,
        legend=sheet.legend,
        page=_PAGE,
        header=run(sheet.legend or sheet.subject),
        footer=f"{run(sheet.title)}<w:r><w:tab/></w:r>{pages}",
        styles=styles_part(LANGUAGE),
    )
    return plain_package(plain, body)
