"""Names that belong in the data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.check.contract.contract import Contract, Rule
from pipeline.check.contract.passages import MARKUP
from pipeline.model.diagnostic import Diagnostic, Span, warning


def typed_names(contract: Contract) -> Iterator[Diagnostic]:
    """L90, L95. The name of a party typed in a wording of the library, a law or this deal.

    Wrong: "Acme shall pay". Right: "the Customer shall pay". Used for the next deal, the wording would bind a stranger. The name
    of a stranger, left over from another deal, is an `undefined-term`.
    """
    for file, text in sorted(contract.sources.items()):
        for name in (name for name in contract.parties if name in text):
            for number, line in enumerate(text.split("\n"), start=1):
                for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", MARKUP.sub(lambda found: " " * len(found.group()), line)):
                    place = Span(file, number, match.start() + 1, match.end() + 1)
                    hint = "write `the Customer` or `the Provider`, or print the name from the data"
                    yield warning("typed-name", place, f"`{name}` is a party of one contract", hint)


RULES: tuple[Rule, ...] = (typed_names,)
