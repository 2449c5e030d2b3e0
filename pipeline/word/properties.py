"""The properties of the document: what a file manager, a reader aloud and a later tool want to know."""

from __future__ import annotations

from datetime import date
from xml.sax.saxutils import escape

from pipeline.model.letter import Letter
from pipeline.model.stamp import Stamp
from pipeline.word.names import DECLARATION
from pipeline.word.text import visible

_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_PLAIN_SPACES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_CORE_SPACES = f'{_PLAIN_SPACES} xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
_CUSTOM_SPACES = (
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
)


def core_part(stamp: Stamp, language: str) -> str:
    """`docProps/core.xml`; its dates are the stamp's date of issue, if there is one."""
    subject = f"{stamp.short_title}, {stamp.issue.lower()}" + (f", {stamp.legend}" if stamp.legend else "")
    return (
        f"{DECLARATION}<cp:coreProperties {_CORE_SPACES}>"
        f"<dc:title>{_safe(stamp.title)}</dc:title><dc:subject>{_safe(subject)}</dc:subject>"
        f"<dc:identifier>{_safe(stamp.contract)}</dc:identifier>"
        f"{_dates(stamp.issued)}<dc:language>{_safe(language)}</dc:language><cp:version>{_safe(stamp.version)}</cp:version></cp:coreProperties>"
    )


def letter_part(letter: Letter) -> str:
    """`docProps/core.xml` of a letter, in which no person is named."""
    return (
        f"{DECLARATION}<cp:coreProperties {_CORE_SPACES}><dc:title>{_safe(letter.title)}</dc:title>"
        f"<dc:subject>{_safe(letter.agreement)}</dc:subject>{_dates(letter.day)}<dc:language>{_safe(letter.language)}</dc:language>"
        "</cp:coreProperties>"
    )


def plain_part(title: str, subject: str, language: str = "") -> str:
    """`docProps/core.xml` of what has no day of its own, such as a report or a sheet; without a language where its styles tell it."""
    told = f"<dc:title>{_safe(title)}</dc:title><dc:subject>{_safe(subject)}</dc:subject>"
    spoken = f"<dc:language>{_safe(language)}</dc:language>" if language else ""
    return f"{DECLARATION}<cp:coreProperties {_PLAIN_SPACES}>{told}{spoken}</cp:coreProperties>"


def _dates(day: date | None) -> str:
    if day is None:
        return ""
    moment = f"{day.isoformat()}T00:00:00Z"
    names = ("created", "modified")
    return "".join(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' for name in names)


def custom_part(stamp: Stamp) -> str:
    """`docProps/custom.xml`: contract id, version and input hash, which survive each save in Word and LibreOffice."""
    values = (("Contract", stamp.contract), ("Version", stamp.version), ("Input Hash", stamp.input_hash))
    entries = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name="{name}"><vt:lpwstr>{_safe(value)}</vt:lpwstr></property>'
        for number, (name, value) in enumerate(values, start=2)
    )
    return f"{DECLARATION}<Properties {_CUSTOM_SPACES}>{entries}</Properties>"


def _safe(text: str) -> str:
    return escape(visible(text))
