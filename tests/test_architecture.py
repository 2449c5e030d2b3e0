"""The house stands as drawn: layers, and libraries in their rooms."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_layers_and_the_rooms_of_libraries_are_kept_and_nothing_runs_in_a_circle() -> None:
    script = "from importlinter.cli import lint_imports_command; lint_imports_command()"

    run = subprocess.run([sys.executable, "-c", script, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout
    assert "9 kept, 0 broken" in run.stdout


def test_no_module_is_named_for_nothing_in_particular() -> None:
    vague = {"utils", "helpers", "common", "core", "base", "manager", "misc"}

    modules = {path.stem for path in (ROOT / "pipeline").rglob("*.py")} | {path.name for path in (ROOT / "pipeline").rglob("*/")}

    assert len(modules) > 15
    assert not modules & vague
