"""What the other side's changes mean for us: proposals, issues lists, and effects on money and dates."""

from pipeline.negotiate.figures import effects_of
from pipeline.negotiate.filled_in import FilledIn, decisions_from
from pipeline.negotiate.issues import internal_list, shared_list
from pipeline.negotiate.proposals import Return, round_of
from pipeline.negotiate.sheets import DECISION, NUMBER, internal_sheet, shared_sheet
from pipeline.negotiate.valuing import Valued, valued

__all__ = [
    "DECISION",
    "NUMBER",
    "FilledIn",
    "Return",
    "Valued",
    "decisions_from",
    "effects_of",
    "internal_list",
    "internal_sheet",
    "round_of",
    "shared_list",
    "shared_sheet",
    "valued",
]
