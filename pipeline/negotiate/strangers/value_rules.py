"""Where the values of a contract stand in texts that others wrote: which words are near the quantity that a field of ours holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from pipeline.negotiate.strangers.quantities import DAY, MONEY, PERCENT, PERIOD, day_in, money_in, percent_in, period_in

_READERS = {PERIOD: period_in, PERCENT: percent_in, MONEY: money_in, DAY: day_in}
_NEVER = "(?!)"


@dataclass(frozen=True)
class Rule:
    """Where a value is looked for: its path, the clauses that speak of it, the kind of quantity, and the words around it.

    `near` are words, the quantity itself, and between them the most characters of one sentence that may lie there. What `unless` finds
    in the sentence speaks of something else, and `only` must be in the value. `{side}` in the path is the party whose right it is.
    A rule that is `anywhere` reads outside of its clauses too, where a value is only possible.
    """

    path: str
    clauses: tuple[str, ...]
    quantity: str
    near: tuple[str | int, ...]
    unless: str = _NEVER
    only: str = ""
    anywhere: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The words with the quantity in its place."""
        pieces = (
            f"[^.;]{{0,{piece}}}?" if isinstance(piece, int) else piece if piece == self.quantity else f"(?:{piece})" for piece in self.near
        )
        return re.compile("".join(pieces), re.IGNORECASE)

    @cached_property
    def other(self) -> re.Pattern[str]:
        """What must not stand in the sentence."""
        return re.compile(self.unless, re.IGNORECASE)

    def read(self, words: str) -> str | None:
        """The quantity as YAML writes it; None where the field could not hold it."""
        value = _READERS[self.quantity](words)
        return value if value and re.search(self.only, value) else None


_MONTHS, _SHORT, _NEARLY_ALL = "month|year", "min|^[0-9]+ h$|day", r"^(?:[5-9]\d|100)"
_AT_WILL = r"for (?:its )?convenience|without cause|any reason|no reason|at any time"
_FOR_CAUSE = r"breach|default|insolven|cure|audit|inspect"
_BEFORE, _END, _WITHIN, _PAID = (
    "prior to|before|preceding",
    "expir|end of|renewal|anniversary",
    r"within|net\b|in\b",
    "paid|payable|fee|charge|amount",
)
_LIMITED, _TOP = "exceed|limited to|liab", r"(?:priority|severity|level)\s*(?:1|one|i)\b"
_MONEY, _ENDING, _SECURITY = ("invoicing", "charges"), ("termination", "term"), ("data-protection", "security-and-backup")
_LEVELS, _UPTIME = ("service-levels", "services"), ("availability", "service-levels", "services")
_NON_RENEWAL, _CONVENIENCE = "term.renewal.non_renewal_notice.{side}", "termination.convenience.{side}.notice"
_AVAILABILITY, _TARGET = "service_levels.availability.*.target", "service_levels.targets.p1"

_TERM = (
    Rule("term.effective_date", ("term",), DAY, ("dated|entered into|made|effective", 60, r"(?:as of|on)\b", 30, DAY), anywhere=True),
    Rule("term.initial_term", ("term",), PERIOD, (r"(?:term|in force|in effect|period)\b", 140, PERIOD), "renew|notice|extend", _MONTHS),
    Rule("term.initial_term", (), PERIOD, (r"\b(?:initial|effective) term\b", 60, PERIOD), "renew", _MONTHS, anywhere=True),
    Rule("term.renewal.period", ("term",), PERIOD, ("renew|extend|successive", 120, PERIOD), only=_MONTHS),
    Rule(_NON_RENEWAL, ("term",), PERIOD, ("notice", 160, PERIOD, 80, _BEFORE, 60, _END)),
    Rule(_NON_RENEWAL, ("term",), PERIOD, (PERIOD, 80, _BEFORE, 60, _END)),
    Rule(_CONVENIENCE, _ENDING, PERIOD, ("terminat", 160, _AT_WILL, 120, PERIOD), _FOR_CAUSE, anywhere=True),
    Rule(_CONVENIENCE, _ENDING, PERIOD, (_AT_WILL, 120, PERIOD, 60, "notice"), _FOR_CAUSE),
    Rule(
        "termination.reasons.material_breach.cure",
        _ENDING,
        PERIOD,
        ("breach|default|comply|failure|cure[sd]?|remed", 200, "within|for|period of|after", 30, PERIOD),
    ),
    Rule("exit.assistance_period", ("exit",), PERIOD, ("assist|transition|cooperat", 160, PERIOD), "notice"),
)
_CHARGES = (
    Rule("charges.invoicing.due", _MONEY, PERIOD, ("pay|paid|due|remit", 120, _WITHIN, 12, PERIOD), "dispute|increase"),
    Rule("charges.invoicing.due", _MONEY, PERIOD, (PERIOD, 40, r"(?:of|after|from)\b", 30, "invoice"), "dispute", anywhere=True),
    Rule("charges.invoicing.late_interest.rate", _MONEY, PERCENT, (r"\b(?:interest|late)\b", 120, PERCENT)),
    Rule("charges.invoicing.dispute_within", _MONEY, PERIOD, ("dispute|object|contest", 120, "within", 12, PERIOD)),
    Rule("charges.fixed.*.amount", _MONEY, MONEY, (MONEY, 40, r"(?:per|a|each|every|/)\s?(?:month|quarter|year|annum)"), anywhere=True),
    Rule("charges.fixed.*.amount", _MONEY, MONEY, ("monthly|annual|yearly|quarterly", 80, "fee|charge|price", 60, MONEY)),
    Rule("rate_card.*.rate", ("charges", "additional-services"), MONEY, (MONEY, 20, r"(?:per|an|each|/)\s?hour"), anywhere=True),
    Rule(
        "charges.indexation.cap",
        ("indexation", "charges"),
        PERCENT,
        ("increase|adjust|escalat", 160, "exceed|more than|greater than|maximum|capped", 30, PERCENT),
        anywhere=True,
    ),
)
_RISK = (
    Rule("liability.general_cap.percentage", ("liability",), PERCENT, (_LIMITED, 260, PERCENT, 80, _PAID)),
    Rule("liability.general_cap.period", ("liability",), PERIOD, (_LIMITED, 260, _PAID, 140, PERIOD), only=_MONTHS),
    Rule("liability.general_cap.floor", ("liability",), MONEY, (_LIMITED, 260, MONEY)),
    Rule("insurance.*.minimum", ("insurance",), MONEY, (MONEY,)),
    Rule(
        "confidentiality.lasts",
        ("confidentiality",),
        PERIOD,
        (PERIOD, 80, "after|following|from|disclos|terminat|expir"),
        "return|destroy",
        _MONTHS,
    ),
    Rule("warranties.reperform_within", ("warranties",), PERIOD, ("correct|perform|repair|remed|replace|notif", 120, "within", 12, PERIOD)),
    Rule("data_protection.breach_notice", _SECURITY, PERIOD, ("breach|incident", 160, PERIOD), "terminat|cure", _SHORT),
    Rule("governance.audit.notice", ("audit",), PERIOD, (PERIOD, 40, "notice")),
)
_SERVICE = (
    Rule(_AVAILABILITY, _UPTIME, PERCENT, ("availab|uptime", 80, PERCENT), only=_NEARLY_ALL, anywhere=True),
    Rule(_AVAILABILITY, _UPTIME, PERCENT, (PERCENT, 40, "availab|uptime"), only=_NEARLY_ALL, anywhere=True),
    Rule(f"{_TARGET}.response", _LEVELS, PERIOD, (_TOP, 80, "respon", 60, PERIOD), only=_SHORT, anywhere=True),
    Rule(f"{_TARGET}.resolution", _LEVELS, PERIOD, (_TOP, 80, "resol|restor|fix", 60, PERIOD), only=_SHORT, anywhere=True),
)
RULES = (*_TERM, *_CHARGES, *_RISK, *_SERVICE)
