"""Sheets, such as the issues list, as DOCX on landscape pages, and read back after somebody filled them in."""

from pipeline.word.sheets.reader import filled_sheet_in
from pipeline.word.sheets.writer import write_sheet

__all__ = ["filled_sheet_in", "write_sheet"]
