"""Plain language: sentences that can be read out, and words that say one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.check.contract.passages import LONGEST, Passage, Rule, any_of
from pipeline.model.diagnostic import Diagnostic

_FIRST_WORD = re.compile(r"[\w\ufffc'-]+")
_GENDERED = any_of(("he", "she", "his", "hers", "her", "him", "himself", "herself"))
_ARCHAIC = any_of(
    (
        *(
            f"{where}{what}"
            for where in ("here", "there")
            for what in ("of", "in", "to", "by", "under", "with", "after", "upon", "from", "for")
        ),
        *(
            "herein(?:after|before|above|below)",
            "here(?:to|in)?(?:to)?fore",
            "hereunto",
            "therein(?:after)?",
            "where(?:as|of|upon|to|in|under)",
        ),
        *("witnesseth", "aforesaid", "aforementioned", "forthwith", "notwithstanding", "heretofore", "the said", "in lieu of"),
        *("inter alia", "mutatis mutandis", "pursuant to", "prior to", "in witness whereof", "provided that", "save that", "as of right"),
    )
)
_DOUBLETS = any_of(
    (
        *(
            "null and void",
            "cease and desist",
            "each and every",
            "any and all",
            "terms and conditions",
            "by and between",
            "true and correct",
        ),
        *("full force and effect", "sole and exclusive", "save and except", "fit and proper", "made and entered into", "free and clear"),
        *("authori[sz]e and empower", "due and payable", "final and conclusive", "from and after", "have and hold", "over and above"),
        *(
            "indemnify and hold harmless",
            "power and authority",
            "understood and agreed",
            "costs and expenses",
            "if and when",
            "as and when",
        ),
        *(
            "keep and maintain",
            "liable and responsible",
            "acts and deeds",
            "covenants? and agrees?",
            "unless and until",
        ),
    )
)
_AND_OR = re.compile(r"\band/or\b", re.IGNORECASE)
_EFFORTS = any_of(("(?:best|reasonable|all reasonable|commercially reasonable) (?:endeavours|endeavors|efforts)",))
_VAGUE = any_of(("materially?", "substantial(?:ly)?", "significant(?:ly)?", "adequate(?:ly)?", "appropriate(?:ly)?", "as necessary"))
_DOUBLED = re.compile(r"(?<![\w'.-])(?P<word>[A-Za-z]{2,}) +(?P=word)(?![\w'-])", re.IGNORECASE)
_RIGHT_TWICE = frozenset(("that", "had"))
_STRAY_SPACE = re.compile(r"\S+ +[,;.:](?=\s|$)|\S+  +\S+")
_BRACKETS = re.compile(r"[()]")
_STACK = re.compile(r"\b(?:not|no|never)\b[^.;]*\bunless\b[^.;]*\b(?:not|no|never)\b", re.IGNORECASE)
_INCLUDING = re.compile(r"\b(?:including|includes?),? (?:but (?:is |are )?not limited to|without limit(?:ation|ing))\b", re.IGNORECASE)
_MODAL = re.compile(
    r"\b(?:[Tt]he |[Aa] |[Ee]ach |[Ee]ither |[Nn]either )?(?:Provider|Customer|party|parties|recipient)"
    r" (?P<modal>will|must|is to|are to|agrees? to)\b"
)
_AMERICAN = {
    **{
        f"{stem}{end}": f"{british}{end}"
        for stem, british in (("color", "colour"), ("favor", "favour"), ("labor", "labour"), ("honor", "honour"))
        for end in ("", "s", "ed")
    },
    **{
        f"{stem}iz{end}": f"{stem}is{end}"
        for stem in ("author", "organ", "recogn", "minim", "util", "summar", "categor", "prior")
        for end in ("e", "es", "ed", "ing", "ation")
    },
    "center": "centre",
    "license fee": "licence fee",
    "defense": "defence",
    "offense": "offence",
    "fulfill": "fulfil",
    "canceled": "cancelled",
    "traveled": "travelled",
    "labeled": "labelled",
    "judgment": "judgment",
    "analyze": "analyse",
    "catalog": "catalogue",
}
_BRITISH = {british: american for american, british in _AMERICAN.items() if american != british}
_SPELLING = {"en-GB": _AMERICAN, "en-US": _BRITISH}
_PATTERNS = {language: any_of(words) for language, words in _SPELLING.items()}


def long_sentence(passage: Passage) -> Iterator[Diagnostic]:
    """L112. A sentence of more than 40 words, of which a value counts as one.

    Wrong: four duties in one sentence. Right: one duty a sentence. Who is read to loses the beginning before the end comes.
    """
    for sentence in passage.sentences:
        count = len(sentence.words)
        first = _FIRST_WORD.search(passage.text, sentence.start)
        if count > LONGEST and first:
            yield passage.warning(
                "long-sentence", first, f"this sentence has {count} words, at most {LONGEST} can be followed", "make two of it"
            )


def gendered_pronoun(passage: Passage) -> Iterator[Diagnostic]:
    """L111. A pronoun that takes a person for a man or a woman.

    Wrong: "the manager shall give his consent". Right: "the manager shall consent". Each role may be held by anybody.
    """
    for match in passage.matches(_GENDERED):
        yield passage.warning(
            "gendered-pronoun", match, f"`{match.group()}` is said of a person of either sex", "name the role, or write it for several"
        )


def archaic_word(passage: Passage) -> Iterator[Diagnostic]:
    """L114. A word that is heard in contracts alone.

    Wrong: "the sums payable hereunder". Right: "the sums payable under this clause". Such words look exact and are not: nobody can
    tell what "hereunder" takes in.
    """
    for match in passage.matches(_ARCHAIC):
        yield passage.warning("archaic-word", match, f"`{match.group()}` is a word of old contracts", "say it as you would to a colleague")


def doublet(passage: Passage) -> Iterator[Diagnostic]:
    """L113. Two words where one says the same.

    Wrong: "null and void". Right: "void". A court gives each word a meaning of its own, so the second one does harm.
    """
    for match in passage.matches(_DOUBLETS):
        yield passage.warning("doublet", match, f"`{match.group()}` says one thing twice", "keep one of the words")


def and_or(passage: Passage) -> Iterator[Diagnostic]:
    """L115. "And/or", which leaves open whether both are meant.

    Wrong: "the Customer and/or its users". Right: "the Customer, its users, or both".
    """
    for match in passage.matches(_AND_OR):
        yield passage.warning("and-or", match, f"`{match.group()}` may mean one or both", "write `and`, `or`, or `A, B, or both`")


def vague_effort(passage: Passage) -> Iterator[Diagnostic]:
    """L115. A duty to try, of a strength that each court measures otherwise.

    Wrong: "shall use best endeavours to restore". Right: "shall restore within 4 hours". A duty to try is met by trying.
    """
    for match in passage.matches(_EFFORTS):
        yield passage.warning(
            "vague-effort", match, f"`{match.group()}` promises to try, not to succeed", "say what has to be done, and by when"
        )


def vague_measure(passage: Passage) -> Iterator[Diagnostic]:
    """L115. A measure that says how much without saying how much.

    Wrong: "a significant number of users". Right: "more than 20 users".
    """
    for match in passage.matches(_VAGUE):
        yield passage.advice(
            "vague-measure",
            match,
            f"`{match.group()}` is a measure that nothing defines",
            "give the figure or the test, where there is one",
        )


def doubled_word(passage: Passage) -> Iterator[Diagnostic]:
    """L116. A word that stands twice in a row.

    Wrong: "the the Provider". Right: "the Provider".
    """
    for match in passage.matches(_DOUBLED):
        if match["word"].lower() not in _RIGHT_TWICE:
            yield passage.warning("doubled-word", match, f"`{match['word']}` stands twice", "take one out")


def stray_space(passage: Passage) -> Iterator[Diagnostic]:
    """L116. A space before a comma or stop, or two spaces between words.

    Wrong: "the Provider , which". Right: "the Provider, which".
    """
    for match in passage.matches(_STRAY_SPACE):
        yield passage.warning("stray-space", match, "a space stands where none belongs", "take it out")


def bracket_without_partner(passage: Passage) -> Iterator[Diagnostic]:
    """L116. A bracket that is opened and never closed, or closed and never opened.

    Wrong: "the Charges (as stated there". Right: "the Charges (as stated there)". Nobody can tell where the aside ends.
    """
    opened: list[re.Match[str]] = []
    for match in passage.matches(_BRACKETS):
        if match.group() == "(":
            opened.append(match)
        elif opened:
            opened.pop()
        else:
            yield passage.warning("bracket-without-partner", match, "`)` is never opened", "add its partner, or take it out")
    for match in opened:
        yield passage.warning("bracket-without-partner", match, "`(` is never closed", "add its partner, or take it out")


def negative_stack(passage: Passage) -> Iterator[Diagnostic]:
    """L118. Negations one upon the other.

    Wrong: "shall not disclose it unless it is not confidential". Right: "may disclose it only if it is public". Three negations in
    a row are read wrongly by every second reader.
    """
    for match in passage.matches(_STACK):
        yield passage.warning("negative-stack", match, "a negation stands upon a negation", "say what is allowed instead of what is not")


def including_style(passage: Passage) -> Iterator[Diagnostic]:
    """L119. "Including" with an addition that the clause on interpretation makes needless.

    Wrong: "including but not limited to". Right: "including". If it is written once, its absence elsewhere seems to mean something.
    """
    for match in passage.matches(_INCLUDING):
        yield passage.warning(
            "including-style", match, f"`{match.group()}` repeats what the clause on interpretation says", "write `including`"
        )


def duty_word(passage: Passage) -> Iterator[Diagnostic]:
    """L110. A duty that is not worded with "shall".

    Wrong: "the Provider will report". Right: "the Provider shall report". With two words for one thing a reader looks for the difference.
    """
    for match in passage.matches(_MODAL):
        yield passage.warning(
            "duty-word",
            match,
            f"`{match['modal']}` words a duty, for which this library has `shall`",
            "write `shall`, or `may` for a right",
        )


def spelling_of_elsewhere(passage: Passage) -> Iterator[Diagnostic]:
    """L117. A word spelt as on the other side of the Atlantic.

    Wrong: "authorize" in a wording under English law. Right: "authorise". Word's own proofing marks the rest, in the language of the law.
    """
    language = passage.setting.language
    for match in passage.matches(_PATTERNS[language]) if language in _PATTERNS else ():
        spelt = _SPELLING[language].get(match.group().lower())
        if spelt and spelt != match.group().lower():
            yield passage.warning("spelling-of-elsewhere", match, f"`{match.group()}` is not spelt so in {language}", f"write `{spelt}`")


RULES: tuple[Rule, ...] = (
    long_sentence,
    duty_word,
    gendered_pronoun,
    archaic_word,
    doublet,
    and_or,
    vague_effort,
    vague_measure,
    doubled_word,
    stray_space,
    bracket_without_partner,
    negative_stack,
    including_style,
    spelling_of_elsewhere,
)
