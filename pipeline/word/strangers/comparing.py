"""Compares two files by one engine, in a process of its own: `comparing.py ENGINE OLD NEW RESULT AUTHOR DATE LETTERS MOVES`.

A script, so that it starts quickly and brings nothing of ours into the engine's process. Ends with `REFUSED` where the engine declines
the pair; what it prints says why.
"""

from __future__ import annotations

import sys
from pathlib import Path

REFUSED, UNKNOWN = 3, 2


def main(engine: str, old: str, new: str, result: str, author: str, date: str, letters: str, moves: str) -> int:
    """Write the redline; gives the exit code."""
    match engine:
        case "rdocx":
            return _by_rdocx(old, new, result, author, date, letters == "letters")
        case "docxodus":
            return _by_docxodus(old, new, result, author, date, moves == "moves")
    print(f"there is no engine `{engine}`")
    return UNKNOWN


def _by_rdocx(old: str, new: str, result: str, author: str, date: str, letters: bool) -> int:
    import rdocx

    try:
        document = rdocx.Document.from_bytes(Path(old).read_bytes())
        edited = rdocx.Document.from_bytes(Path(new).read_bytes())
        found = document.compare(edited, author, date, granularity="character" if letters else "word")
        Path(result).write_bytes(document.to_bytes())
    except (rdocx.RdocxError, ValueError) as refused:
        print(refused)
        return REFUSED
    if found:
        print("; ".join(f"{each.location}: {each.message}" for each in found))
        return REFUSED
    return 0


def _by_docxodus(old: str, new: str, result: str, author: str, date: str, moves: bool) -> int:
    from python_redlines import DocxodusEngine, EngineExecutionError

    try:
        redline, _, _ = DocxodusEngine().run_redline(
            author, Path(old), Path(new), date_time=date, detect_moves=moves, conflate_spaces=False
        )
    except EngineExecutionError as refused:
        print(refused.stdout or refused.stderr or "no reason given")
        return REFUSED
    Path(result).write_bytes(redline)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
