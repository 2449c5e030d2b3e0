"""The commands: the only room that speaks with people."""

from __future__ import annotations


def main() -> int:
    """Run one command; the exit code says 0 fine, 1 errors found, 2 usage, 3 our own fault."""
    return 0
