"""The built wheel, installed in a new virtual environment, does the main job from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


def run(*command: str | Path, folder: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command,
        cwd=folder,
        env=clean | {"GOVRULES_CACHE": str(folder / "cache")},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, folder=folder)
    (found,) = folder.glob("*.whl")
    return found


def test_the_grammar_and_the_policies_travel_inside_the_wheel(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "govrules/_share/grammar/policy.lark" in names
    for policy in (ROOT / "policies").rglob("*.policy"):
        assert f"govrules/_share/{policy.relative_to(ROOT)}" in names
    assert "govrules/py.typed" in names
    for folder in ("registers/maps", "ocds/extension"):
        kept = list((ROOT / "govrules/interop" / folder).rglob("*.*"))
        assert kept
        for data in kept:
            assert data.relative_to(ROOT).as_posix() in names
    assert not [name for name in names if name.startswith("tests/")]


def test_an_installed_wheel_runs_the_demo_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "venv", folder=tmp_path)
    programs = tmp_path / "venv" / "bin"
    run(programs / "pip", "install", "--quiet", wheel, folder=tmp_path)
    out = run(programs / "govrules", "demo", folder=tmp_path)
    for verdict in ("COMPLIES", "DOES NOT COMPLY", "CANNOT BE DECIDED"):
        assert f"\n{verdict}\n" in out
    where = run(
        programs / "python", "-c", "import govrules; print(govrules.__file__)", folder=tmp_path
    )
    assert where.startswith(str(tmp_path))
