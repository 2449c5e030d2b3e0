"""Parties that are called by two names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from pipeline.check.text.definitions import definitions
from pipeline.check.text.proof import Proof, Rule
from pipeline.model.diagnostic import Diagnostic

_ROLES = (frozenset(("Customer", "Client", "Buyer", "Purchaser")), frozenset(("Provider", "Supplier", "Vendor", "Contractor", "Seller")))
_MOST_ALIASES = 4
"""A word that stands more often is no slip, but somebody else."""
_FEWEST_USES = 5

_PARTY = {role: re.compile(rf"{role}(?=['’]s\b|\s+[a-z(]|[,.;:)])") for roles in _ROLES for role in roles}
_DUTY = re.compile(r"\s+(?:shall|will|must|may|agrees|acknowledges)\b|['’]s\b")
_SUFFIX = (
    r"(?:Incorporated|Inc|L\.L\.C|LLC|Ltd|Limited|L\.L\.P|LLP|GmbH|AG|SE|plc|PLC|P\.L\.C|Corporation|Corp|S\.A|SA|B\.V|BV|N\.V|NV|L\.P|LP)"
)
_COMPANY = re.compile(rf"(?<!\w)(?P<base>[A-Z][\w&'’-]*(?:[ \xa0](?:&[ ])?[A-Z][\w&'’-]*){{0,4}}),?[ \xa0](?P<suffix>{_SUFFIX})(?![\w])\.?")
_LIKE = 0.86
_INTRODUCED = re.compile(
    r",?\s+(?:\([^()]{0,60}\),?\s+)?an?\s+(?:[\w.]+\s+){0,3}(?:company|corporation|Corporation|Company|limited\s+liability)\b"
)
"""Behind the name of a company that the text introduces, and that is therefore no slip for another."""
_NOTICE = re.compile(r"(?:©|\([cC]\)|\b[Cc]opyright)[ \xa0\d,–-]*$")


def role_alias(proof: Proof) -> Iterator[Diagnostic]:
    """L10. A party that is mostly called by its role, and now and then by another word for it.

    Wrong: "the Client shall pay", where the party is the Customer everywhere else. Right: "the Customer shall pay".
    A second name may be taken for a third party.
    """
    defined = {definition.term for definition in definitions(proof)}
    for roles in _ROLES:
        uses = {role: _uses(proof, role) for role in sorted(roles)}
        main = max(uses, key=lambda role: len(uses[role]))
        if len(uses[main]) < _FEWEST_USES or not (main in defined or len(uses[main]) >= 3 * _FEWEST_USES):
            continue
        for role, places in uses.items():
            if role != main and role not in defined and 0 < len(places) <= min(_MOST_ALIASES, len(uses[main]) // 3):
                for place in places:
                    message = f"`{place.group()}` seems to be the {main}, by another name"
                    yield proof.warning("role-alias", place.start(), place.end(), message, f"write `{main}`, or define `{role}`")


def _uses(proof: Proof, role: str) -> list[re.Match[str]]:
    """Where a role is spoken of as a party: with an article, or with a duty and not as part of a longer name."""
    return [match for match in proof.matches(_PARTY[role]) if _is_party(proof, match)]


def _is_party(proof: Proof, match: re.Match[str]) -> bool:
    before = proof.text[max(0, match.start() - 40) : match.start()]
    if before.endswith(("the ", "The ")):
        return True
    word = re.search(r"(\S+)\s$", before)
    bare = word is None or not word[1][0].isupper() or word[1].endswith((".", ":", ";"))
    return bare and before[-1:] in ("", " ", "\n") and _DUTY.match(proof.text, match.end()) is not None


def name_variant(proof: Proof) -> Iterator[Diagnostic]:
    """L90. A company whose name or legal form is written in two ways.

    Wrong: "Acme Support LLC" here and "Acme Support Ltd" or "Acme Suport LLC" there. Right: the name as registered.
    Another form may be another company.
    """
    found = [match for match in proof.matches(_COMPANY) if not _is_in_a_notice(proof, match)]
    often = Counter(_name(match) for match in found)
    reported = {_name(match) for match in found if _INTRODUCED.match(proof.text, match.end())}
    for match in found:
        name = _name(match)
        if name in reported:
            continue
        other = next((other for other in often if other != name and often[other] >= often[name] and _is_variant(name, other)), None)
        if other is not None and (
            often[other] > often[name] or other in {_name(former) for former in found if former.start() < match.start()}
        ):
            reported.add(name)
            first = next(former for former in found if _name(former) == other)
            related = proof.related(first.start(), first.end(), f"`{other}` stands here")
            yield proof.warning(
                "name-variant",
                match.start(),
                match.end(),
                f"`{name}` is elsewhere `{other}`",
                "write the name as it is registered",
                related,
            )


def _is_in_a_notice(proof: Proof, match: re.Match[str]) -> bool:
    """Whether it is only named as the owner of a copyright."""
    return _NOTICE.search(proof.text[max(0, match.start() - 40) : match.start()]) is not None


def _name(match: re.Match[str]) -> str:
    return f"{' '.join(match['base'].split())} {match['suffix']}"


def _is_variant(name: str, other: str) -> bool:
    """The same words with another legal form, or the same form with a word misspelt; longer names may be another company's."""
    base, _, form = name.rpartition(" ")
    other_base, _, other_form = other.rpartition(" ")
    if base.casefold() == other_base.casefold():
        return form.casefold() != other_form.casefold()
    if form.casefold() != other_form.casefold() or len(base.split()) != len(other_base.split()) or base.isupper() != other_base.isupper():
        return False
    differing = [(one, two) for one, two in zip(base.split(), other_base.split(), strict=True) if one.casefold() != two.casefold()]
    return len(differing) == 1 and min(len(word) for word in differing[0]) > 4 and SequenceMatcher(None, *differing[0]).ratio() >= _LIKE


RULES: tuple[Rule, ...] = (role_alias, name_variant)
