"""What the command line means: the repository, the contract and the renderer, or why there are none such."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline import store
from pipeline.model.terms.faults import close_to
from pipeline.pdf import PdfBackend
from pipeline.stages.drafts.printing import backend_named
from pipeline.store.root import Root


class WrongUse(Exception):
    """The command asks for what there is not; the words say so, and it ends with code 2."""


def root_of(options: argparse.Namespace) -> Root:
    """The repository that the command works on. Raises WrongUse."""
    if options.root is not None:
        if not store.is_root(options.root):
            raise WrongUse(f"the folder `{options.root}` does not hold data/ and clauses/")
        return Root(options.root.resolve())
    found = store.root_from(Path.cwd())
    if found is None:
        raise WrongUse("no folder from here upwards holds data/ and clauses/; name it with --root")
    return found


def root_with_contract(options: argparse.Namespace) -> Root:
    """The repository of a command that works on one contract, which is there. Raises WrongUse."""
    root = root_of(options)
    look_for(root, options.contract)
    return root


def look_for(root: Root, *contracts: str) -> None:
    """Raises WrongUse where one of these contracts is not in the repository."""
    known = store.contracts(root)
    others = ", ".join(f"`{other}`" for other in known) or "none"
    missing = [
        f"there is no contract `{name}`: {close_to(name, known) or f'the contracts are {others}'}"
        for name in contracts
        if name not in known
    ]
    if missing:
        raise WrongUse("\n".join(missing))


def backend_of(options: argparse.Namespace) -> PdfBackend:
    """What makes the PDF. Raises WrongUse where it is not installed."""
    backend = backend_named(options.pdf)
    if backend is None:
        raise WrongUse("LibreOffice is not installed here; leave out --pdf to use the default, rdocx")
    return backend
