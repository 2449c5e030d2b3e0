"""Duties: each has an actor and a time, and none is only an agreement to agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.check.contract.passages import Passage, Rule, Sentence, any_of
from pipeline.model.diagnostic import Diagnostic

DUTY = re.compile(r"\b(?:shall|must)\b(?! not\b)")
PASSIVE = re.compile(
    r"\b(?:shall|must)(?: not)? be (?:\w+ly )?"
    r"(?!entitled|required|allowed|limited|deemed|bound|excused|guided)"
    r"(?:[a-z-]+(?:ed|wn|ught|lt|pt|ilt)|made|given|done|taken|held|met|set|put|sent|paid|kept|read|written|chosen|found|borne|led|won|left)\b"
)
_NO_TIME = re.compile(
    r"\b(?:promptly|immediately|forthwith|timely|in good time|in due course|without (?:undue |unreasonable )?delay|in a timely manner"
    r"|as soon as (?:is )?(?:reasonably )?(?:possible|practicable)|within (?:a )?reasonable (?:time|period)|from time to time)\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:at the latest|no later than|not later than|within (?!a reasonable)|and in any (?:case|event)|before|until|by the end"
    r"|at any time)",
    re.IGNORECASE,
)
_TIME = any_of(
    (
        *(
            "within",
            "before",
            "after",
            "until",
            "by the",
            "at the latest",
            "when(?:ever)?",
            "where",
            "if",
            "while",
            "during",
            "at all times",
        ),
        *(
            "each",
            "every",
            "once",
            "as soon as",
            "as long as",
            "so long as",
            "at the start",
            "at the end",
            "at no time",
            "daily",
            "monthly",
        ),
        *(
            "throughout",
            "for the term",
            "in the term",
            "at least",
            "at any time",
            "from the",
            "on the",
            "on request",
            "at (?:the|its|each)",
        ),
        *("as (?:stated|set out|agreed|provided)", "under", "only", "in accordance with", "following"),
    )
)
_TO_AGREE = re.compile(
    r"\b(?:to be (?:mutually )?agreed"
    r"|(?:shall|will|must|agree to) (?:negotiate|try to agree|seek to agree|agree on|agree upon|discuss in good faith))\b"
)


def duty_without_actor(passage: Passage) -> Iterator[Diagnostic]:
    """L80. A duty in the passive, which does not say whose it is.

    Wrong: "A report shall be provided." Right: "The Provider shall give a report." What nobody in particular owes, nobody can be
    sued for.
    """
    for match in passage.matches(PASSIVE):
        yield passage.warning(
            "duty-without-actor", match, f"`{match.group()}` is a duty in the passive", "begin with the party that has the duty"
        )


def duty_without_time(passage: Passage) -> Iterator[Diagnostic]:
    """L81. A duty with a time that nobody can measure.

    Wrong: "shall promptly inform the Customer". Right: "shall inform the Customer within 2 Business Days", or "without undue delay,
    and at the latest within 24 hours". Whether something was prompt is known only after the lawsuit.
    """
    for match in passage.matches(_NO_TIME):
        sentence = passage.sentence_at(match.start())
        if DUTY.search(sentence.text) and not _LIMIT.search(sentence.text.replace(match.group(), "")):
            yield passage.warning(
                "duty-without-time", match, f"`{match.group()}` sets no time", "say within what time, or by what time at the latest"
            )


def duty_at_no_time(passage: Passage) -> Iterator[Diagnostic]:
    """L81. A duty that says neither when nor how often.

    Wrong: "The Provider shall write a report." Right: "The Provider shall write a report each month." A lasting duty, such as
    secrecy, needs no time, so this is advice.
    """
    for sentence in passage.sentences:
        match = DUTY.search(passage.text, sentence.start, sentence.start + len(sentence.text))
        if match and _whole(sentence) and not _TIME.search(sentence.text) and not _NO_TIME.search(sentence.text):
            yield passage.advice(
                "duty-at-no-time",
                match,
                "this duty says neither when nor how often",
                "add the time, unless the duty lasts as long as the Agreement",
            )


def _whole(sentence: Sentence) -> bool:
    """Whether it goes on in no list, each item of which may have its own time."""
    return sentence.text.endswith(".")


def agreement_to_agree(passage: Passage) -> Iterator[Diagnostic]:
    """L82. Something that the parties are only to agree on later, which most courts do not enforce.

    Wrong: "at a price to be agreed". Right: the price, the way to find it, or who decides where the parties do not agree.
    """
    for match in passage.matches(_TO_AGREE):
        yield passage.warning(
            "agreement-to-agree", match, f"`{match.group()}` leaves the matter to a later agreement", "settle it, or say who decides"
        )


RULES: tuple[Rule, ...] = (duty_without_actor, duty_without_time, duty_at_no_time, agreement_to_agree)
