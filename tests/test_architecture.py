"""The layers hold, and the contract that says so can fail."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_every_file_imports_only_from_layers_below_its_own() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("model/place.py", "import govrules.engine.roles", "layers below its own BROKEN"),
        (
            "cli/show.py",
            "import durable_rules_engine",
            "Only the engine imports durable-rules BROKEN",
        ),
        ("tools.py", "import govrules.cli", "tools"),
    ],
)
def test_a_file_that_breaks_a_layer_is_found(
    tmp_path: Path, file: str, line: str, broken: str
) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "govrules", tmp_path / "govrules")
    with (tmp_path / "govrules" / file).open("a") as changed:
        changed.write(f"\n{line}\n")
    done = lint(tmp_path)
    assert done.returncode != 0
    assert broken in done.stdout
