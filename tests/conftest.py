"""What all tests share: goldens that one flag rewrites, programs that serve as oracles, and seeded edits of a Document."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from pipeline.model.document import Document
from pipeline.stages import edits


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write the expected texts anew from what the code says now")
    parser.addoption("--all", action="store_true", help="run all cases, where a seeded tenth of a large number is run otherwise")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with the file that holds what is expected, to the letter; writes that file under `--update-goldens`."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--update-goldens"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        assert file.exists(), f"{file} is missing; `--update-goldens` writes it"
        assert text == file.read_bytes().decode()

    return compare


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice's program; the test is skipped where there is none, but not in continuous integration."""
    return oracle("soffice")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Chromium's program; the test is skipped where there is none, but not in continuous integration."""
    return oracle("chromium")


@pytest.fixture(scope="session")
def pdftohtml() -> str:
    """Poppler's reader of PDF; the test is skipped where there is none, but not in continuous integration."""
    return oracle("pdftohtml")


def oracle(program: str) -> str:
    """The place of a program that some test needs: absence skips the test, and fails it where `CI` is true."""
    found = shutil.which(program)
    if found is None:
        reason = f"{program} is not installed; .ci/run installs it"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture
def edited() -> Callable[..., Document]:
    """A Document after seeded edits of a share of its nodes."""
    return lambda whole, seed, share=0.1, *, anchored=False: edits.edited(whole, Random(seed), share, anchored=anchored)
