"""Whether any of our secrets stands in what leaves the house: whatever the text of the contract itself prints is no secret."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from pipeline.model.leaving import Leak, Piece, Secret

_SHORTEST = 4
"""Characters that a secret has to have: shorter ones stand in any text."""
_SHORTEST_IN_CODE = 8
_SHORTEST_OF = {"version": 3}
"""A version of ours is short, and looked for all the same."""
_TOKEN = re.compile(r"\w{3,}")
_SPACE = re.compile(r"\s+")
_SENTENCE = re.compile(r"(?<=[.;?])\s+")
_WHOLE = r"(?<![\w.]){}(?!\w|\.\d)"


class Hunt:
    """What is looked for, sought out once for all the files of a package."""

    def __init__(self, secrets: Iterable[Secret], public: Iterable[str]) -> None:
        self._secrets = _hunted(secrets, public)
        self._by_token: dict[str, list[str]] = {}
        self._without_token: list[str] = []
        for words in self._secrets:
            tokens = _TOKEN.findall(words)
            if tokens:
                # The longest is the rarest, so that most of what is looked for need not be looked at.
                self._by_token.setdefault(max(tokens, key=len), []).append(words)
            else:
                self._without_token.append(words)

    def leaks(self, pieces: Iterable[Piece]) -> Iterator[Leak]:
        """Each secret with each place at which it stands; a long one also where one sentence of it does."""
        for piece in pieces:
            text = _plain(piece.text)
            for words in self._possible(text):
                if words in text and not (piece.is_code and len(words) < _SHORTEST_IN_CODE) and _stands(words, text):
                    yield Leak(self._secrets[words], piece.place)

    def _possible(self, text: str) -> Iterator[str]:
        yield from self._without_token
        for token in sorted(self._by_token.keys() & set(_TOKEN.findall(text))):
            yield from self._by_token[token]


def _stands(words: str, text: str) -> bool:
    """Whether the words stand there by themselves, and are no part of a longer word or number."""
    return re.search(_WHOLE.format(re.escape(words)), text) is not None


def _hunted(secrets: Iterable[Secret], public: Iterable[str]) -> dict[str, Secret]:
    """What is looked for, as it is compared."""
    known = "\n".join(map(_plain, public))
    found: dict[str, Secret] = {}
    for secret in secrets:
        for words in (secret.words, *_SENTENCE.split(secret.words)):
            plain = _plain(words).strip(" .;")
            if len(plain) >= _SHORTEST_OF.get(secret.kind, _SHORTEST) and plain not in known:
                found.setdefault(plain, secret)
    return found


def _plain(text: str) -> str:
    """Words as they are compared: composed, in small letters, with single spaces."""
    return _SPACE.sub(" ", normalize("NFKC", text)).casefold()
