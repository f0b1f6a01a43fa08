"""What a check loads when its rulebook is in the cache: a structural test, and never a clock."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from .program import COMMAND, MARKET, ROOT, choices_file

WRITERS = ("to_python", "to_quick", "to_wants", "to_lanes", "quick_facts", "python_atoms")
"""They generate code; what they generated for a rulebook is in the cache."""
NOT_LOADED = (
    *(f"govrules.compiler.{name}" for name in WRITERS),
    "govrules.engine.generate",
    "govrules.engine.durable.session",
    "govrules.language.load",
    "govrules.language.parsing",
    "durable_rules_engine",
    "holidays",
    "importlib.metadata",  # what it loads takes longer than the policies of a council
    "lark",
    "polars",
    "yaml",
    "z3",
)

SCRIPT = f"""
import atexit, dataclasses, json, sys

@atexit.register
def tell():
    loaded = [name for name in {NOT_LOADED!r} if name in sys.modules]
    defined = {{
        f"{{each.__module__}}.{{each.__name__}}"
        for name, module in list(sys.modules.items())
        if name.startswith("govrules")
        for each in vars(module).values()
        if isinstance(each, type) and each.__module__ == name
        # ours leave `__init__` to be compiled when it is first called
        and dataclasses.is_dataclass(each) and each.__dataclass_params__.init
    }}
    print(json.dumps([loaded, sorted(defined)]), file=sys.stderr)

from govrules.cli.main import main
main(sys.argv[1:])
"""


def loaded(cache: Path, *arguments: str) -> tuple[list[str], list[str]]:
    """What was loaded that need not be, and the dataclasses that Python defined in its own way."""
    ran = subprocess.run(
        [COMMAND[0], "-c", SCRIPT, *arguments],
        capture_output=True,
        cwd=ROOT,
        env={"GOVRULES_CACHE": str(cache), "PATH": ""},
        check=False,
    )
    found = json.loads(ran.stderr.splitlines()[-1])
    return found[0], found[1]


@pytest.mark.parametrize("asked", [["--summary"], [], ["--all"], ["--why", "B1"]])
def test_a_check_loads_only_what_it_needs(tmp_path: Path, asked: list[str]) -> None:
    choice = choices_file(tmp_path, {"annual_value": 100_000, "bids_received": 2})
    check = ["check", str(choice), "--policy", MARKET, *asked]
    first, _ = loaded(tmp_path / "cache", *check)
    assert "govrules.compiler.to_python" in first
    assert "govrules.language.load" in first
    again, of_python = loaded(tmp_path / "cache", *check)
    assert again == []
    assert of_python == ["govrules.model.vocabulary.Vocabulary"]
