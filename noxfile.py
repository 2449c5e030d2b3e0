"""The commands of the house: `nox -s build`, `nox -s tests`, and one session for each command of `draftline`."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import nox

nox.needs_version = ">=2025.5"
nox.options.default_venv_backend = "venv"
nox.options.sessions = ["build"]

ROOT = Path(__file__).parent
ENVIRONMENT = ROOT / ".nox" / "environment"
PYTHON = str(ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin") / "python")


@nox.session(reuse_venv=True)
def environment(session: nox.Session) -> None:
    """Install the project into the one environment that all sessions share, again only when pyproject.toml changed."""
    mark = ENVIRONMENT / "installed"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if mark.is_file() and mark.read_text() == wanted:
        return
    session.install("--quiet", "--editable", ".[test]")
    mark.write_text(wanted)


def command(name: str) -> None:
    """Make a session that runs `draftline NAME` with the words behind `--`."""

    @nox.session(name=name, venv_backend="none", requires=["environment"])
    def run(session: nox.Session) -> None:
        session.run(PYTHON, "-m", "pipeline", name, *session.posargs, external=True)


COMMANDS = (
    "new",
    "table",
    "build",
    "check",
    "freeze",
    "approve",
    "diff",
    "send",
    "monitor",
    "receive",
    "decide",
    "issues",
    "status",
    "apply",
    "letter",
    "sign",
    "plan",
    "proofread",
    "library",
    "schema",
    "bench",
)
for name in COMMANDS:
    command(name)


@nox.session(venv_backend="none", requires=["environment"])
def tests(session: nox.Session) -> None:
    """Prove the tool: style, types, layers and behaviour."""
    python = [PYTHON, "-m"]
    session.run(*python, "ruff", "check", ".", external=True)
    session.run(*python, "ruff", "format", "--check", ".", external=True)
    session.run(*python, "mypy", external=True)
    session.run(*python, "pytest", "-n", "auto", *session.posargs, external=True)
