"""Which tool does the work: releases and the tool's own source, so that a change of either builds anew."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pipeline

_LIBRARIES = ("docxtpl", "jinja2", "lxml", "pydantic", "pypdf", "pyyaml")
"""Libraries through which every draft goes."""

_SOURCES = (".py", ".html", ".css", ".js")


@cache
def tools() -> Mapping[str, str]:
    """The release of the tool and of each library that shapes a draft, and the sha256 of the tool's source."""
    return {"draftline": version("draftline"), "draftline source": _source(), **{name: version(name) for name in _LIBRARIES}}


def _source() -> str:
    folder = Path(pipeline.__file__).parent
    whole = hashlib.sha256()
    for file in sorted(file for file in folder.rglob("*") if file.suffix in _SOURCES):
        whole.update(file.relative_to(folder).as_posix().encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()
