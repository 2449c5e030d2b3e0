"""What readers raise on files that are damaged, or that somebody made to harm them."""

from __future__ import annotations

import struct
import zlib

from pypdf.errors import PyPdfError

DAMAGE: tuple[type[Exception], ...] = (
    PyPdfError,
    zlib.error,
    struct.error,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    EOFError,
    NotImplementedError,
    RecursionError,
)
"""A reader of PDF checks little of what it is given, so a wrong byte shows as almost any fault of its own."""
