"""What is often right as it is, and is said only to those who ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.check.text.definitions import Definition, definitions
from pipeline.check.text.outline import Entry
from pipeline.check.text.proof import Proof, Rule
from pipeline.model.diagnostic import Diagnostic

_LONGEST_SENTENCE = 40
_SENTENCE = re.compile(r"[^\n.;:!?]+(?:\.(?=\w)[^\n.;:!?]+)*")
_WORD = re.compile(r"[\w'’-]+")
_PASSIVE = re.compile(r"\b(?:shall|must)\s+(?:not\s+)?be\s+(?P<participle>[a-z]+(?:ed|en|id|pt|nt|ne|ade|eld))\b(?![^\n.;]{0,80}\bby\b)")
_NO_TIME = re.compile(
    r"\b(?:shall|must|will)\s+(?:promptly|without undue delay|as soon as (?:reasonably )?(?:possible|practicable)|in a timely manner)\b"
)
_TO_AGREE = re.compile(
    r"\b(?:to be (?:mutually )?agreed(?: upon)?(?! in writing before)|(?:shall|will|agree to) (?:negotiate|agree)"
    r"(?: in good faith)?(?: on| upon)?)\b"
)
_GENDERED = re.compile(r"\b(?:he|she|his|hers|her|him|himself|herself)\b", re.IGNORECASE)
_DOUBLETS = re.compile(
    r"\b(?:null and void|cease and desist|each and every|any and all|terms and conditions|by and between"
    r"|full force and effect|sole and exclusive"
    r"|save and except|fit and proper|made and entered into|authori[sz]e and empower|due and payable|final and conclusive|free and clear"
    r"|from and after|have and hold|indemnify and hold harmless|over and above|then and in that event|true and correct)\b",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"(?<=[a-z,] )(?P<phrase>[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,}){1,3})(?=[ ,.;:)’'])")
_FEWEST = 3
"""A phrase that stands less often may be a name."""


def term_in_lower_case(proof: Proof) -> Iterator[Diagnostic]:
    """L07. A defined term of several words that is written small once, so that something else may be meant.

    Wrong: "the service credits", where "Service Credits" is defined. Right: "the Service Credits".
    """
    for definition in _first_of_each(proof):
        if len(definition.term.split()) > 1 and definition.term == definition.term.title():
            for match in proof.matches(re.compile(rf"\b{re.escape(definition.term.lower())}\b")):
                message = f"`{match.group()}` is written small, and `{definition.term}` is defined"
                yield proof.advice(
                    "term-in-lower-case", match.start(), match.end(), message, "write it as it is defined, or in other words"
                )


def _first_of_each(proof: Proof) -> list[Definition]:
    return list({definition.term: definition for definition in reversed(definitions(proof))}.values())[::-1]


def undefined_phrase(proof: Proof) -> Iterator[Diagnostic]:
    """L08. Words that are written like a defined term again and again, and that this text does not define.

    Wrong: "the Key Dates", where nothing says what they are. Right: define them, or write them small. A text may take its
    terms from another document, so this is no more than advice.
    """
    known = {definition.term.casefold().rstrip("s") for definition in definitions(proof)}
    known |= {entry.title.casefold().rstrip("s") for entry in proof.outline.entries}
    first: dict[str, list[re.Match[str]]] = {}
    for match in proof.matches(_CAPITALISED):
        first.setdefault(match["phrase"].rstrip("s"), []).append(match)
    for phrase, places in first.items():
        if len(places) >= _FEWEST and phrase.casefold() not in known and phrase not in (" ".join(term.split()) for term in _bold(proof)):
            message = f"`{places[0]['phrase']}` is written like a defined term, and this text does not define it"
            yield proof.advice("undefined-phrase", places[0].start(), places[0].end(), message, "define it, or write it small")


def _bold(proof: Proof) -> list[str]:
    return [proof.text[start:end].strip(' .:“”"').rstrip("s") for start, end in proof.manuscript.strong]


def terms_not_alphabetical(proof: Proof) -> Iterator[Diagnostic]:
    """L11. A definition that stands before one that comes earlier in the alphabet, in a list that is otherwise sorted.

    Wrong: "Charges", "Fees", "Agreement". Right: "Agreement", "Charges", "Fees".
    """
    direct = [definition for definition in definitions(proof) if definition.direct]
    falls = [
        (first, second)
        for first, second in pairwise(direct)
        if second.term.casefold() < first.term.casefold() and first.scope == second.scope
    ]
    if len(direct) >= 3 * len(falls) and len(direct) > _FEWEST:
        for first, second in falls:
            message = f"`{second.term}` stands behind `{first.term}`"
            yield proof.advice("terms-not-alphabetical", second.start, second.end, message, "sort the definitions")


def heading_doubled(proof: Proof) -> Iterator[Diagnostic]:
    """L48. Two sections of one title.

    Wrong: "5. Notices" and "14. Notices". Right: one section, or titles that tell them apart.
    """
    first: dict[tuple[str, int], Entry] = {}
    for entry in proof.outline.entries:
        if entry.title:
            former = first.setdefault((entry.title.casefold(), entry.scope), entry)
            if former.path != entry.path:
                related = proof.related(former.start, former.end, "the first stands here")
                yield proof.advice(
                    "heading-doubled", entry.start, entry.end, f"`{entry.title}` is the title of two sections", "tell them apart", related
                )


def duty_without_actor(proof: Proof) -> Iterator[Diagnostic]:
    """L80. A duty that does not say whose it is.

    Wrong: "A report shall be provided." Right: "The Provider shall give a report."
    """
    for match in proof.matches(_PASSIVE):
        yield proof.advice(
            "duty-without-actor", match.start(), match.end(), f"`{_shown(match)}` does not say who has the duty", "name the actor"
        )


def duty_without_time(proof: Proof) -> Iterator[Diagnostic]:
    """L81. A duty without a time by which it is to be done.

    Wrong: "shall promptly inform". Right: "shall inform ... within 2 Business Days".
    """
    for match in proof.matches(_NO_TIME):
        yield proof.advice("duty-without-time", match.start(), match.end(), f"`{_shown(match)}` sets no time", "say within what time")


def agreement_to_agree(proof: Proof) -> Iterator[Diagnostic]:
    """L82. Something that the parties are only to agree on later, which most courts do not enforce.

    Wrong: "at a price to be agreed". Right: the price, or the way to find it.
    """
    for match in proof.matches(_TO_AGREE):
        message = f"`{_shown(match)}` leaves the matter to a later agreement"
        yield proof.advice(
            "agreement-to-agree", match.start(), match.end(), message, "settle it, or say who decides where the parties do not agree"
        )


def gendered_pronoun(proof: Proof) -> Iterator[Diagnostic]:
    """L111. A pronoun that takes a person for a man or a woman.

    Wrong: "the manager shall give his consent". Right: "the manager shall consent".
    """
    for match in proof.matches(_GENDERED):
        yield proof.advice(
            "gendered-pronoun", match.start(), match.end(), f"`{match.group()}` is said of a person of either sex", "name the role"
        )


def long_sentence(proof: Proof) -> Iterator[Diagnostic]:
    """L112. A sentence of more than 40 words.

    Wrong: four duties in one sentence. Right: one duty a sentence.
    """
    for match in proof.matches(_SENTENCE):
        words = list(_WORD.finditer(match.group()))
        if len(words) > _LONGEST_SENTENCE:
            start = match.start() + words[0].start()
            yield proof.advice(
                "long-sentence", start, start + len(words[0].group()), f"this sentence has {len(words)} words", "make two of it"
            )


def doublet(proof: Proof) -> Iterator[Diagnostic]:
    """L113. Two words where one says the same.

    Wrong: "null and void". Right: "void".
    """
    for match in proof.matches(_DOUBLETS):
        yield proof.advice("doublet", match.start(), match.end(), f"`{_shown(match)}` says one thing twice", "keep one of the words")


def _shown(match: re.Match[str]) -> str:
    return " ".join(match.group().split())


RULES: tuple[Rule, ...] = (
    term_in_lower_case,
    undefined_phrase,
    terms_not_alphabetical,
    heading_doubled,
    duty_without_actor,
    duty_without_time,
    agreement_to_agree,
    gendered_pronoun,
    long_sentence,
    doublet,
)
