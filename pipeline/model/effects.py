"""What a round of the negotiation does to money, exposure and dates, and whose authority it goes beyond."""

from __future__ import annotations

from dataclasses import dataclass

SENT, DECIDED, ACCEPTED = "As we sent it", "As decided so far", "If all is accepted"
"""What the three states of the terms are called, of which each figure tells."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One figure in the version that we sent, as decided so far, and if all that the other side asks for were accepted.

    `remark` says what the figure means for us where it is beyond a limit of ours; empty otherwise.
    """

    what: str
    sent: str
    decided: str
    accepted: str
    remark: str = ""

    @property
    def changes(self) -> bool:
        """Whether the round moves the figure."""
        return not self.sent == self.decided == self.accepted


@dataclass(frozen=True, slots=True)
class Effects:
    """All figures, those that stay as they are included.

    `beside` are the ids of proposals that no figure shows, because they change words and not values; `refused` says of each value that
    the data does not take why not, by the proposal's id.
    """

    figures: tuple[Effect, ...]
    beside: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
