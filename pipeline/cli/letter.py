"""The command that writes a letter under a contract, on the house's letterhead."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_origin

from pipeline import store
from pipeline.cli.clock import now
from pipeline.cli.conclusion import concluded
from pipeline.cli.gathering import gathered_alone
from pipeline.cli.shared_options import add_contract, add_format, add_now
from pipeline.cli.usage import WrongUse, root_with_contract
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.positions import Positions
from pipeline.model.terms.faults import close_to
from pipeline.model.terms.letter import GivenFacts
from pipeline.model.terms.reading import section_from
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.letters import writing
from pipeline.stages.letters.facts import Given
from pipeline.stages.letters.words import Asked
from pipeline.store.root import Root

_KINDS = ("non-renewal", "service-failure", "credit-claim", "breach-and-cure", "price-objection", "termination")
"""Those of our own library, for the help, which is printed before anybody knows which library there is."""
_IN_FILE = ("failures", "credits")
"""Facts that are tables, and so are given in a file alone."""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    parser = subparsers.add_parser(
        "letter",
        help="write a letter under a contract on our letterhead, as DOCX and PDF",
        description="Letters of our library: "
        + ", ".join(_KINDS)
        + ". `send` writes the cover letter. Legal may add others in clauses/letters/.",
    )
    add_contract(parser)
    parser.add_argument("kind", nargs="?", metavar="KIND", help="which letter, as `credit-claim`")
    parser.add_argument("--list", action="store_true", help="list the letters that there are, and what each wants to be told")
    parser.add_argument("--facts", type=Path, metavar="FILE", help="what the letter says beside the contract, as YAML")
    parser.add_argument(
        "--set", type=_fact, action="append", default=[], metavar="NAME=VALUE", help="one such fact, as `period=2026-10`; may be repeated"
    )
    add_now(parser, "when it is written")
    add_format(parser)
    parser.set_defaults(run=letter)


def letter(options: argparse.Namespace) -> int:
    """Write the letter, and say which way it goes and by when."""
    root = root_with_contract(options)
    kinds = store.load_letters(root)
    if options.list:
        return concluded(kinds.diagnostics, options.format, store.SourceLines(root), _listed(kinds))
    if options.kind not in kinds.letters and not kinds.diagnostics:
        raise WrongUse(_unknown(options.kind, tuple(kinds.letters)))
    given = _given(root, options)
    if not isinstance(given, Given):
        return concluded(given, options.format, _lines_of(options.facts))
    asked = Asked(options.kind or "", date.fromisoformat((options.now or now())[:10]), given)
    work = gathered_alone(options, writing.letter(root, options.contract, asked))
    told = (line for draft in work.drafts for line in _told(draft))
    return concluded(work.findings, options.format, store.SourceLines(root), told, faults=work.faults)


def _given(root: Root, options: argparse.Namespace) -> Given | tuple[Diagnostic, ...]:
    """The facts of file and options, the latter above the former, or what is wrong with the file. Raises WrongUse."""
    given = Given()
    if options.facts:
        written = store.read_facts(Root(options.facts.resolve().parent), options.facts.name)
        if isinstance(written, tuple):
            return written
        given = Given(written.noun, written.positions)
    single = _single(options.set)
    own = {name: getattr(single, name) for name in single.model_fields_set}
    return replace(given, facts=given.facts.model_copy(update=own), positions=Positions() if own else given.positions)


def _single(facts: Sequence[tuple[str, str]]) -> GivenFacts:
    """The facts of the options. Raises WrongUse."""
    tree: dict[str, Any] = {}
    for name, value in facts:
        if name not in GivenFacts.model_fields:
            raise WrongUse(f"`{name}` is no fact of a letter: {close_to(name, tuple(GivenFacts.model_fields)) or 'see --list'}")
        if name in _IN_FILE:
            raise WrongUse(f"`{name}` is a table: write it into a YAML file, and name that by --facts")
        if get_origin(GivenFacts.model_fields[name].annotation) is tuple:
            tree.setdefault(name, []).append(value)
        elif name in tree:
            raise WrongUse(f"`{name}` is set twice, to `{tree[name]}` and to `{value}`")
        else:
            tree[name] = value
    read = section_from(GivenFacts, tree)
    if isinstance(read, list):
        raise WrongUse("\n".join(f"--set {fault.path[0]}: {fault.message}" for fault in read))
    return read


def _unknown(kind: str | None, known: Iterable[str]) -> str:
    names = tuple(known)
    listed = ", ".join(f"`{name}`" for name in names) or "none: clauses/letters/ holds none"
    return f"there is no letter `{kind}`: {close_to(kind, names) or f'the letters are {listed}'}" if kind else f"name a letter: {listed}"


def _listed(loaded: store.LoadedLetters) -> Iterator[str]:
    for kind, source in loaded.letters.items():
        yield f"{kind}: {source.card.purpose}"
        for name in source.card.facts:
            known = GivenFacts.model_fields.get(name)
            yield f"    {name}: {known.description if known else ''}"


def _told(draft: Draft) -> Iterator[str]:
    if draft.outputs:
        yield f"{draft.contract} {draft.version}: {'; '.join(draft.remarks)}"
        yield from draft.outputs


def _lines_of(file: Path) -> store.SourceLines:
    return store.SourceLines(Root(file.resolve().parent))


def _fact(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise argparse.ArgumentTypeError(f"`{word}` sets nothing: expected a name and a value, as in `period=2026-10`")
    return name.strip(), value.strip()
