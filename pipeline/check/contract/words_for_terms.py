"""Defined Terms in a wording: written as they are defined, by one name, without duties in their definitions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipeline.check.contract.passages import Passage, Rule, Setting, passages
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.document import Block, Term

_ALIAS = re.compile(
    r"\b(?:[Tt]he|[Aa]|[Ee]ach) (?P<role>Vendor|Supplier|Contractor|[Cc]lient|[Bb]uyer|[Pp]urchaser|[Ll]icen[cs]or|[Ll]icensee"
    r"|[Ss]ervice [Pp]rovider)(?:'s)?\b"
)
_OURS = {"client": "Customer", "buyer": "Customer", "purchaser": "Customer", "licensee": "Customer"}
_DUTY = re.compile(r"\b(?:shall|must)\b")
_ACRONYM = re.compile(r"(?<![\w&.-])[A-Z][A-Z&]{1,5}(?:s|'s)?(?![\w&.-])")
_EVERYBODY_KNOWS = frozenset({"IT", "VAT", "EU", "UK", "US", "PDF", "ID", "ISO", "RACI", "II", "III", "IV", "TBD", "TBC", "TBA"})


def terms_of_one_meaning(blocks: Iterable[Block]) -> frozenset[str]:
    """The terms that are defined in these blocks, but for those whose definition uses the same words written small.

    "Personal Data" means personal data that the Provider processes: there the small words keep the meaning that a law gives them.
    """
    defining = [passage for block in blocks for passage in passages(block, {}, Setting())]
    defined = [(node.text, passage.text) for passage in defining for node in passage.paragraph.content if isinstance(node, Term)]
    return frozenset(term for term, _ in defined).difference(term for term, text in defined if term.lower() in text)


def term_in_lower_case(passage: Passage) -> Iterator[Diagnostic]:
    """L07. A Defined Term of several words that is written small, so that something else may be meant.

    Wrong: "the service credits", where "Service Credit" is defined. Right: "the Service Credits".
    """
    pattern = _small(passage.setting.terms)
    for match in passage.matches(pattern) if pattern else ():
        yield passage.warning(
            "term-in-lower-case",
            match,
            f"`{match.group()}` is written small, and is a Defined Term",
            "write it as it is defined, or use other words",
        )


@lru_cache(maxsize=8)
def _small(terms: frozenset[str]) -> re.Pattern[str] | None:
    phrases = [term.lower() for term in terms if " " in term and term == term.title()]
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return (
        re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(phrase) + "(?:s|'s)?" for phrase in longest) + r")(?![\w-])") if longest else None
    )


def role_by_another_name(passage: Passage) -> Iterator[Diagnostic]:
    """L10. A party called by another name than its own.

    Wrong: "the Supplier", "the client". Right: "the Provider", "the Customer". Two names look like two persons.
    """
    for match in passage.matches(_ALIAS):
        ours = _OURS.get(match["role"].lower(), "Provider")
        yield passage.warning(
            "role-by-another-name",
            match,
            f"`{match.group()}` is no party of this contract",
            f"write `the {ours}`, or say who else is meant",
        )


def duty_in_definition(passage: Passage) -> Iterator[Diagnostic]:
    """L12. A definition that contains a duty.

    Wrong: `""Report"" means a report that the Provider shall send monthly`. Right: the definition there, the duty in a clause.
    Nobody looks for a duty among the definitions, and it is owed only where the term is used.
    """
    for match in passage.matches(_DUTY) if passage.defines else ():
        yield passage.warning("duty-in-definition", match, f"`{match.group()}` makes a duty of a definition", "move the duty to a clause")


def unexpanded_acronym(passage: Passage) -> Iterator[Diagnostic]:
    """L13. An abbreviation that nothing spells out.

    Wrong: "the RFO". Right: "the report on the outage", or a definition. Proper names of the law, and what everybody knows, may stand.
    """
    known = passage.setting.abbreviations | _EVERYBODY_KNOWS
    for match in passage.matches(_ACRONYM):
        letters = re.sub(r"(?:'s|s)$", "", match.group())
        if letters not in known:
            yield passage.warning("unexpanded-acronym", match, f"`{letters}` is spelt out nowhere", "write the words, or define it")


RULES: tuple[Rule, ...] = (term_in_lower_case, role_by_another_name, duty_in_definition, unexpanded_acronym)
