"""Names that were probably meant."""

from __future__ import annotations

from pipeline.assemble.pattern import Path
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.terms.faults import close_to
from pipeline.model.terms.paths import PathError
from pipeline.model.terms.places import ANY

_MOST = 12


def nearest(name: str, names: tuple[str, ...]) -> str | None:
    """A hint with the most likely of the names, else with all of them where they are few."""
    if close := close_to(name, names):
        return close
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
    names = (*fault.names, "row", "item") if not fault.within else fault.names
    return error("unknown-variable", span, f"`{path}`: {_spoken(fault.within)} has no `{fault.segment}`", nearest(fault.segment, names))


def _spoken(within: str) -> str:
    """A place in the data as one says it: `services.*` is an item of `services`."""
    above, _, inner = within.rpartition(f".{ANY}")
    if not above:
        return f"`{inner}`" if inner else "the data"
    item = f"an item of {_spoken(above)}"
    return f"`{inner.removeprefix('.')}` of {item}" if inner else item
