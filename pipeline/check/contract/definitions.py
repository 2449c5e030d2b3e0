"""The Defined Terms of the contract taken together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.check.contract.contract import Contract, Rule
from pipeline.check.contract.passages import Passage
from pipeline.model.diagnostic import Diagnostic, Related, Span, advice, error, warning
from pipeline.model.document import Term
from pipeline.model.terminology import Vocabulary, stems

Key = tuple[str, ...]


def doubly_defined_terms(contract: Contract) -> Iterator[Diagnostic]:
    """L03, L04. A Defined Term with two definitions.

    Wrong: `""Business Hours"" means 09:00 to 17:00` in one clause and `""Business Hours"" means 08:00 to 18:00` in another.
    Right: one definition. With two, each party reads the one that suits it.
    """
    first: dict[Key, Term] = {}
    for term in contract.terms:
        former = first.setdefault(stems(term.text), term)
        if former is not term:
            related = Related(former.span or Span(""), "the first definition stands here")
            message = f"`{term.text}` is defined twice"
            yield error("doubly-defined-term", term.span or Span(""), message, "keep one definition, or define another term", related)


def unused_terms(contract: Contract) -> Iterator[Diagnostic]:
    """L02. A Defined Term that the contract uses nowhere but in its own definition.

    Wrong: `(the ""Recipient"")` in a clause that goes on to say "the party". Right: use it, or do not define it. A definition in the
    clause of definitions is printed only where its term is used; this rule looks at all others too.
    """
    used = {use for passage in contract.passages for use in _used(passage, contract.vocabulary)}
    for key, term in _first_definitions(contract).items():
        if key not in used:
            yield warning(
                "unused-term", term.span or Span(""), f"nothing uses the term `{term.text}`", "use it, or leave out its definition"
            )


def circular_definitions(contract: Contract) -> Iterator[Diagnostic]:
    """L05. Definitions that explain each other, so that none explains anything.

    Wrong: `""Incident"" means an Error` and `""Error"" means an Incident`. Right: one of them in words of its own. Only a definition whose
    first words are another term counts: further down, a term may well say how it differs from another.
    """
    meant = {key: (term, head) for key, term, head in _heads(contract)}
    for key, (term, head) in meant.items():
        if head in meant and meant[head][1] == key and key < head:
            other = meant[head][0]
            related = Related(other.span or Span(""), "the other definition stands here")
            message = f"`{term.text}` and `{other.text}` are defined by each other"
            yield warning("circular-definition", term.span or Span(""), message, "say in other words what one of them is", related)


def used_before_defined(contract: Contract) -> Iterator[Diagnostic]:
    """L06. A term that a clause defines for itself, used before that clause.

    Wrong: clause 3 speaks of the "Bridge", which clause 9 defines. Right: define it in clause 3, or among the definitions, where a
    reader looks first.
    """
    known, seen = contract.vocabulary, set[Key]()
    inline = {stems(term.text): term for passage in contract.passages if not passage.defines for term in _terms_of(passage)}
    for passage in contract.passages:
        for key in _used_in_text(passage, known):
            if key in inline and key not in seen and key not in {stems(term.text) for term in _terms_of(passage)}:
                message = f"`{inline[key].text}` is used before it is defined"
                related = Related(inline[key].span or Span(""), "the definition stands here")
                yield advice("used-before-defined", passage.span, message, "define it among the definitions", related)
        seen |= {stems(term.text) for term in _terms_of(passage)} | set(_used_in_text(passage, known))


def near_duplicate_terms(contract: Contract) -> Iterator[Diagnostic]:
    """L09. Two Defined Terms that a reader takes for one.

    Wrong: "Back-up" and "Backup", "Service Hour" and "Services Hours". Right: one term. A difference in writing looks like one in meaning.
    """
    first: dict[str, Term] = {}
    for key, term in _first_definitions(contract).items():
        plain = re.sub(r"\W", "", "".join(key)).casefold()
        former = first.setdefault(plain, term)
        if former is not term:
            related = Related(former.span or Span(""), "the other definition stands here")
            message = f"`{term.text}` and `{former.text}` differ in their writing alone"
            yield warning("near-duplicate-term", term.span or Span(""), message, "keep one of them", related)


def _first_definitions(contract: Contract) -> Mapping[Key, Term]:
    first: dict[Key, Term] = {}
    for term in contract.terms:
        first.setdefault(stems(term.text), term)
    return first


def _terms_of(passage: Passage) -> Iterator[Term]:
    return (node for node in passage.paragraph.content if isinstance(node, Term))


def _used_in_text(passage: Passage, known: Vocabulary) -> Iterator[Key]:
    return (use.term for use in known.uses(passage.text))


def _used(passage: Passage, known: Vocabulary) -> Iterator[Key]:
    """The terms that it uses, more often than it defines them."""
    uses = list(_used_in_text(passage, known))
    for term in _terms_of(passage):
        if stems(term.text) in uses:
            uses.remove(stems(term.text))
    own = next((stems(term.text) for term in _terms_of(passage)), None) if passage.defines else None
    return (use for use in uses if use != own)


def _heads(contract: Contract) -> Iterator[tuple[Key, Term, Key]]:
    """Of each definition its term and the term that its first words are."""
    known = contract.vocabulary
    for passage in contract.passages:
        means = re.search(r" means (?:an? |the |each |any )?", passage.text) if passage.defines else None
        use = next((use for use in known.uses(passage.text) if means and use.start == means.end()), None)
        if use:
            term = next(_terms_of(passage))
            yield stems(term.text), term, use.term


RULES: tuple[Rule, ...] = (doubly_defined_terms, unused_terms, circular_definitions, used_before_defined, near_duplicate_terms)
