"""Names that were probably meant."""

from __future__ import annotations

from difflib import get_close_matches

from pipeline.assemble.pattern import Path
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.terms.paths import PathError

_MOST = 12


def nearest(name: str, names: tuple[str, ...]) -> str | None:
    """A hint with the most likely of the names, else with all of them where they are few."""
    close = get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean `{close[0]}`?"
    listed = [other for other in names if other.isidentifier() or "-" in other]
    if not 0 < len(listed) <= _MOST:
        return None
    return "there is " + ", ".join(f"`{other}`" for other in listed)


def row_outside(name: str, span: Span) -> Diagnostic:
    """An error about `row` or `item` where nothing is repeated."""
    hint = "`row` is at hand inside `::: table PATH`, `item` inside `::: list PATH and`"
    return error("row-outside-table", span, f"`{name}` stands outside the row or line that is repeated", hint)


def unknown_name(fault: PathError, path: Path, full: str, span: Span) -> Diagnostic:
    """An error about a path whose segment does not exist."""
    place = f"`{fault.within}`" if fault.within else "the data"
    names = (*fault.names, "row", "item") if not fault.within else fault.names
    return error("unknown-variable", span, f"`{path}`: {place} has no `{fault.segment}`", nearest(fault.segment, names))
