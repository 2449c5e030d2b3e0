"""The page of the clause library: one file that needs no network, reads on a phone and prints on paper."""

from __future__ import annotations

from functools import cache

from jinja2 import Template
from markupsafe import Markup, escape

from pipeline.model.playbook import PREFERRED
from pipeline.model.review import Review, ReviewedClause, Wording
from pipeline.web.difference import difference
from pipeline.web.page_templates import page_templates

_LANGUAGE = "en-GB"


def library_page(review: Review) -> str:
    """The whole page; the same text for the same library."""
    once = _Once()
    clauses = [clause for topic in review.topics for clause in topic.clauses]
    fallbacks = sum(len(clause.wordings) - 1 for clause in clauses if clause.wordings)
    page = _template().render(review=review, clauses=len(clauses), fallbacks=fallbacks, language=_LANGUAGE, once=once)
    return f"{page.rstrip()}\n"


@cache
def _template() -> Template:
    environment = page_templates()
    environment.globals |= {"kind": _kind, "differences": _differences}
    environment.filters |= {"plain": _plain, "breakable": _breakable, "wording_name": _wording_name}
    return environment.get_template("library.html")


class _Once:
    """Says whether an id is met for the first time: only then may it be an anchor of the page."""

    def __init__(self) -> None:
        self._met: set[str] = set()

    def __call__(self, id: str) -> bool:
        new = id not in self._met
        self._met.add(id)
        return new


def _kind(node: object) -> str:
    return type(node).__name__


def _differences(clause: ReviewedClause, wording: Wording) -> object:
    """Where a wording departs from the preferred one; None for the preferred one itself, and where there is none."""
    preferred = next((each for each in clause.wordings if each.name == PREFERRED), None)
    return None if preferred is None or wording is preferred else difference(preferred, wording)


def _plain(name: str) -> str:
    """An identifier as words: `general_counsel`, `fallback-1`."""
    return name.replace("_", " ").replace("-", " ")


def _wording_name(name: str) -> str:
    words = _plain(name)
    return f"{words[:1].upper()}{words[1:]}"


def _breakable(path: str) -> Markup:
    """A data path that may go on in the next line after a full stop or a bracket."""
    return Markup("").join(Markup("{}<wbr>").format(sign) if sign in ".[|" else escape(sign) for sign in path)
