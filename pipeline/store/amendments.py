"""The wording of amendments: `clauses/amendment/` with its sentences and its clauses."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.model.amendment import SLOTS, AmendmentSource, AmendmentWords
from pipeline.model.diagnostic import Diagnostic, error, in_order
from pipeline.store.files import Reading
from pipeline.store.root import AMENDMENT, Root
from pipeline.store.sections import Written, section_in

_CARD, _TEXT, _SIGNATURES = "amendment.yaml", "amendment.md", "signatures.md"
_SLOT = re.compile(r"\{(\w*)\}")


def load_amendment(root: Root) -> AmendmentSource | tuple[Diagnostic, ...]:
    """The wording, or all that is wrong with its files."""
    reading = Reading(root)
    card = section_in(reading, f"{AMENDMENT}/{_CARD}", AmendmentWords)
    text, signatures = (reading.text(f"{AMENDMENT}/{name}") for name in (_TEXT, _SIGNATURES))
    if card is not None:
        reading.findings.extend(_wrong_slots(card))
    if card is None or text is None or signatures is None or reading.findings:
        return in_order(reading.findings)
    return AmendmentSource(card.noun, card.positions, text, signatures)


def amendment_files(root: Root) -> tuple[str, ...]:
    """All files that the wording of amendments is made of; none where the library has none."""
    return tuple(f"{AMENDMENT}/{name}" for name in (_CARD, _SIGNATURES, _TEXT)) if root.is_folder(AMENDMENT) else ()


def amendment_inputs(root: Root) -> Mapping[str, str]:
    """The sha256 of these files, as far as they can be read."""
    reading = Reading(root)
    for file in amendment_files(root):
        reading.content(file)
    return reading.inputs


def _wrong_slots(card: Written[AmendmentWords]) -> list[Diagnostic]:
    """A slot that is missing would swallow words, and one that nobody fills would be printed."""
    found = []
    for name, slots in SLOTS.items():
        used = _SLOT.findall(getattr(card.noun, name))
        if sorted(used) != sorted(slots):
            wanted = " and ".join(f"`{{{slot}}}`" for slot in slots) or "no slot"
            message = f"this sentence has {' and '.join(f'`{{{slot}}}`' for slot in used) or 'no slot'}, and {wanted} is expected once each"
            found.append(error("wrong-slots", card.positions.of_value((name,)), message))
    return found
