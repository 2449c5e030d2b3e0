"""The clause library as a DOCX: legal reviews it in Word, and each paragraph can be found again afterwards."""

from pipeline.word.library.writer import write_library

__all__ = ["write_library"]
