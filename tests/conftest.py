"""What all tests share: goldens that one flag rewrites."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write the expected texts anew from what the code says now")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with the file that holds what is expected, to the letter; writes that file under `--update-goldens`."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--update-goldens"):
            file.write_bytes(text.encode())
        assert file.exists(), f"{file} is missing; `--update-goldens` writes it"
        assert text == file.read_bytes().decode()

    return compare
