"""Small clauses, the base contract, and the tree as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline.assemble import Assembly, ParsedClause, assembled, parsed
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.document import (
    Cell,
    Clause,
    Document,
    Inline,
    Item,
    List,
    Node,
    Paragraph,
    Part,
    PartKind,
    Ref,
    Row,
    SignatureBlock,
    Strong,
    Table,
    Term,
    Text,
    ToBeAgreed,
    Value,
    children,
)
from pipeline.model.library import Card, ClauseSource, LawSource, Library, SourceText
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.store.contracts import load_contract
from pipeline.store.library import load_library
from pipeline.store.root import Root

BASE = Root(Path(__file__).parents[1] / "cases" / "base")


@pytest.fixture(scope="session")
def terms() -> Terms:
    loaded = load_contract(BASE, "acme-support").terms
    assert loaded is not None
    return loaded


@pytest.fixture(scope="session")
def law() -> LawSource:
    return load_library(BASE).library.laws["england_and_wales"]


def varied(noun: Any, path: str, value: Any) -> Any:
    """The same data with another value at one path."""
    name, _, rest = path.partition(".")
    if isinstance(noun, tuple):
        return tuple(varied(item, rest, value) if item.id == name else item for item in noun)
    return noun.model_copy(update={name: varied(getattr(noun, name), rest, value) if rest else value})


@pytest.fixture(scope="session")
def vary() -> Callable[[Any, str, Any], Any]:
    return varied


def source(id: str, part: PartKind, text: str, wordings: dict[str, str], card: dict[str, Any]) -> ClauseSource:
    about = Card(**{"title": id.capitalize(), "purpose": "A test.", "owner": "legal", "order": 10, "part": part, **card})
    texts = {name: SourceText(f"{id}/{name}.md", words) for name, words in {"preferred": text, **wordings}.items()}
    return ClauseSource(id, "10-test", about, texts)


@pytest.fixture(scope="session")
def clause() -> Callable[..., ClauseSource]:
    """A clause of the library: its text, other wordings by name, and keys of its card."""

    def make(
        text: str = "1. Words.\n",
        *,
        id: str = "general",
        part: PartKind = PartKind.TERMS,
        wordings: dict[str, str] | None = None,
        **card: Any,
    ) -> ClauseSource:
        return source(id, part, text, wordings or {}, card)

    return make


@pytest.fixture(scope="session")
def parse(clause: Callable[..., ClauseSource]) -> Callable[..., ParsedClause]:
    return lambda text, **card: parsed(clause(text, **card))


@dataclass(frozen=True)
class Assembler:
    """Assembles clauses with the base contract, or with terms of one's own."""

    terms: Terms
    law: LawSource
    clause: Callable[..., ClauseSource]

    def __call__(
        self,
        *clauses: ClauseSource | str,
        terms: Terms | None = None,
        texts: dict[str, str] | None = None,
        positions: Positions | None = None,
        law: LawSource | None = None,
    ) -> Assembly:
        sources = tuple(self.clause(given) if isinstance(given, str) else given for given in clauses)
        library = Library(sources, {"england_and_wales": law or self.law})
        own = {name: SourceText(f"own/{name}.md", text) for name, text in (texts or {}).items()}
        return assembled(library, parsed, terms or self.terms, positions or Positions(), own)


@pytest.fixture(scope="session")
def assemble(terms: Terms, law: LawSource, clause: Callable[..., ClauseSource]) -> Assembler:
    return Assembler(terms, law, clause)


def tree_lines(node: Node, depth: int = 0) -> Iterator[str]:
    yield "  " * depth + _head(node)
    for child in children(node):
        yield from tree_lines(child, depth + 1)


def _head(node: Node) -> str:
    match node:
        case Document(title=title, language=language):
            return f"document {title} ({language})"
        case Part(kind=kind, id=id, heading=heading):
            return f"{kind} {id} {_said(heading)}".rstrip()
        case Clause(id=id, heading=heading):
            return f"clause {id} {_said(heading)}"
        case Paragraph(id=id, content=content, named=named):
            return f"{'#' if named else ''}{id} {_said(content)}".rstrip()
        case List(ordered=ordered):
            return "list" if ordered else "bullets"
        case Item():
            return "item"
        case Table(id=id, columns=columns, named=named):
            return f"table {'#' if named else ''}{id} {' '.join(columns)}"
        case Row():
            return "row"
        case Cell():
            return "cell"
        case SignatureBlock(id=id, words=words, lines=lines):
            return f"signature {id} {_said(words)} " + " ".join(f"<{label}: {_said(content)}>" for label, content in lines)


def _said(content: tuple[Inline, ...]) -> str:
    return "".join(_inline(node) for node in content)


def _inline(node: Inline) -> str:
    match node:
        case Text(text=text):
            return text
        case Strong(content=content):
            return f"**{_said(content)}**"
        case Term(text=text):
            return f"[define {text}]"
        case Ref(target=target):
            return f"[see {target}]"
        case Value(path=path, text=text):
            return f"[{path} = {text}]"
        case ToBeAgreed(path=path, label=label):
            return f"[{path} open: {label}]"


@pytest.fixture(scope="session")
def tree() -> Callable[[Node], str]:
    """The tree as lines: ids with `#` where the source gives them, values with their paths."""
    return lambda node: "".join(f"{line}\n" for line in tree_lines(node)).replace("\u00a0", "~")


@pytest.fixture(scope="session")
def faults() -> Callable[[tuple[Diagnostic, ...]], list[str]]:
    """Findings as `line:column code`."""
    return lambda found: [f"{finding.span.line}:{finding.span.column} {finding.code}" for finding in found]
