"""What differs between two versions and concerns no approval: it is reported, and makes nothing stale."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.lifecycle.approvals import spoken
from pipeline.model.terms.paths import is_internal, walk
from pipeline.stages.approving.versions import Version


def aside(old: Version, new: Version) -> Iterator[str]:
    """Values that no word of the text rests on, and files in which only comments or layout are other than before."""
    if old.terms is None or new.terms is None:
        return
    before, after = ({path: str(value) for path, value in walk(terms)} for terms in (old.terms, new.terms))
    differing = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
    same_text = old.parts.hashes == new.parts.hashes
    # A value that is not internal may lie behind words that have changed, though it is not printed itself.
    silent = [path for path in differing if same_text or is_internal(path)]
    if silent:
        named = ", ".join(map(spoken, silent))
        yield f"Changed without any effect on the text, and so in need of no approval: {named}"
    if same_text and not differing:
        files = sorted(file for file, hash in new.snapshot.inputs.items() if old.snapshot.inputs.get(file, hash) != hash)
        if files:
            yield f"Changed in comments or layout alone, and so in need of no approval: {', '.join(files)}"
