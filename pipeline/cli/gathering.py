"""What a piece of work comes to: shown while it is done, and gathered for what is said at the end."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.cli.progress import Display
from pipeline.cli.report import Format
from pipeline.model.diagnostic import Diagnostic
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.wall.contracts import Fault, Progress


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came of each contract, in the order in which they were ready, and how many were lost to a fault of ours."""

    drafts: Sequence[Draft]
    faults: int

    @property
    def findings(self) -> list[Diagnostic]:
        """What was found in all of them."""
        return [finding for draft in self.drafts for finding in draft.findings]


def gathered_alone(options: argparse.Namespace, events: Iterable[Progress | Fault | Draft]) -> Gathered:
    """Show the work on the one contract that the command names."""
    return gathered(events, Display((options.contract,), quiet=options.format != Format.TEXT))


def gathered(events: Iterable[Progress | Fault | Draft], display: Display) -> Gathered:
    """Show the work to its end; the traceback of a fault of ours goes to standard error."""
    drafts: list[Draft] = []
    faults = 0
    with display:
        for event in events:
            match event:
                case Progress():
                    display.enter(event)
                case Draft():
                    drafts.append(event)
                    display.end(event)
                case Fault(traceback=traceback):
                    faults += 1
                    print(traceback, file=sys.stderr)
    return Gathered(drafts, faults)
