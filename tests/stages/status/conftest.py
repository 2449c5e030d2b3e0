"""A repository with the workflow of the 20 steps."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.store.root import Root

HERE = Path(__file__).parent


@pytest.fixture
def root(tmp_path: Path, laid_out: Callable[[Path], None]) -> Root:
    laid_out(tmp_path)
    shutil.copy(HERE / "workflow.yaml", tmp_path / "data/workflow.yaml")
    return Root(tmp_path)
