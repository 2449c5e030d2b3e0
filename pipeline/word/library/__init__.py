"""The clause library as a DOCX: legal edits it in Word, and each paragraph is found again afterwards."""

from pipeline.word.library.reading import NoLibrary, read_library
from pipeline.word.library.writer import write_library

__all__ = ["NoLibrary", "read_library", "write_library"]
