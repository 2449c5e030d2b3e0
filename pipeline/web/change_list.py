"""The changes of a redline for programs, as JSON; docs/redlines.md tells its fields."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from pipeline.model.change import Change
from pipeline.model.comparison import Comparison
from pipeline.web.change_words import counts, value_words

FORMAT = 1


def change_list(comparison: Comparison) -> str:
    """The whole list; the same text for the same comparison."""
    told = {
        "format": FORMAT,
        "contract": comparison.contract,
        "old": comparison.old,
        "new": comparison.new,
        "author": comparison.revision.author,
        "date": comparison.revision.date,
        "remarks": comparison.remarks,
        "summary": [{**asdict(count), "all": count.all} for count in counts(comparison.changes)],
        "changes": [_change(change) for change in comparison.changes],
        "positions": [asdict(reached) for reached in comparison.reached],
        "departures": [asdict(deviation) for deviation in comparison.deviations],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "importance": change.importance.value,
        "path": change.path,
        "what": value_words(change.path) if change.path else None,
        "old": change.old,
        "new": change.new,
        "places": [asdict(place) for place in change.places],
    }
