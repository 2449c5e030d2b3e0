"""Two files that we did not make on the command line of `diff`: when they are meant, and what is wrong with what was named."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.cli.usage import WrongUse
from pipeline.stages.comparing.foreign import Pair

_NAME_OF_FILE = re.compile(r".+\.[A-Za-z][A-Za-z0-9]{1,8}", re.DOTALL)


def add(parser: argparse.ArgumentParser) -> None:
    """The words that only files want."""
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="of two files: where the redline goes (default: beside the new file)")
    parser.add_argument(
        "--accept-revisions", action="store_true", help="of two files: compare them as if their tracked changes were accepted"
    )


def means_files(options: argparse.Namespace) -> bool:
    """Whether files are named rather than a contract and its versions."""
    return any(_is_file(word) for word in _named(options))


def pair_of(options: argparse.Namespace) -> Pair:
    """The two files to compare. Raises WrongUse."""
    named = [*_named(options)]
    fault = next(_faults(options, named), None)
    if fault is not None:
        raise WrongUse(fault)
    return Pair(Path(named[0]), Path(named[1]), options.to, options.accept_revisions)


def stray_words(options: argparse.Namespace) -> str | None:
    """What is wrong where options that only files want were given with a contract."""
    given = [word for word, is_given in (("--to", options.to is not None), ("--accept-revisions", options.accept_revisions)) if is_given]
    return f"{' and '.join(given)}: only where two files are compared, as in draftline diff old.docx new.docx" if given else None


def _named(options: argparse.Namespace) -> Iterator[str]:
    yield from (word for word in (options.contract, options.old, options.new) if word is not None)


def _is_file(word: str) -> bool:
    return _NAME_OF_FILE.fullmatch(word) is not None or Path(word).is_file()


def _faults(options: argparse.Namespace, named: list[str]) -> Iterator[str]:
    if options.base is not None or options.against is not None:
        yield f"--{'base' if options.base is not None else 'against'} is for contracts, not for files"
    no_files = [word for word in named if not _is_file(word)]
    if no_files:
        yield f"`{no_files[0]}` is no file: compare two files, or two versions of one contract"
    if len(named) != 2:
        yield f"two files are compared, an old one and a new one; {len(named)} {'is' if len(named) == 1 else 'are'} named"
        return
    for word in named:
        if not Path(word).exists():
            yield f"there is no file `{word}`"
    if all(Path(word).exists() for word in named) and Path(named[0]).samefile(named[1]):
        yield f"`{named[0]}` would be compared with itself"
    if options.to is not None and options.to.exists() and not options.to.is_dir():
        yield f"`{options.to}` is no folder"
