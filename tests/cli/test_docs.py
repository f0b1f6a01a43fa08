"""The examples in the pages on the command line give what the pages say.

In a block marked `console`, each line that begins with "$ " is run from the root of the repository,
in bash; the lines after it are what it writes. `python -m tests.cli.test_docs` writes them anew.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from govrules.cli.program import COMMANDS
from govrules.errors import ExitCode

from .program import COMMAND, ROOT

PAGES = ("command-line.md", "exit-codes.md")
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
WRITTEN = (
    "advice.txt", "amended.policy", "choices.jsonl", "decision.schema.json", "decisions.parquet",
    "decisions.parquet.set-aside.csv",
)  # fmt: skip


def transcript(block: str) -> str:
    """The commands of a block, each with what it writes."""
    commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    assert commands, block
    return "".join(f"$ {command}\n{output(command)}" for command in commands)


def output(command: str) -> str:
    """What a command writes where the repository's folders are, and new files are thrown away."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each in ("policies", "tests", "docs", "govrules", "grammar"):
            (folder / each).symlink_to(ROOT / each)
        program = folder / "bin" / "govrules"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec {" ".join(COMMAND)} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        ran = subprocess.run(
            ["bash", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=folder,
            env={**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"}, check=False,
            timeout=120,
        )  # fmt: skip
        new = {path.name for path in folder.iterdir() if path.is_file()}
        assert new <= set(WRITTEN)
    return ran.stdout.decode("utf-8")


def blocks() -> list[tuple[str, str]]:
    pages = {page: (ROOT / "docs/reference" / page).read_text(encoding="utf-8") for page in PAGES}
    return [(page, block) for page, text in pages.items() for block in BLOCK.findall(text)]


@pytest.mark.skipif(shutil.which("bash") is None, reason="the examples are for bash")
@pytest.mark.parametrize(("page", "block"), blocks())
def test_an_example_gives_what_the_page_says(page: str, block: str) -> None:
    assert transcript(block) == block


def test_every_command_has_an_example() -> None:
    text = "".join(block for page, block in blocks() if page == "command-line.md")
    lines = "\n".join(re.findall(r"^\$ (.*)", text, re.MULTILINE))
    assert [command for command in COMMANDS if f"govrules {command} " not in f"{lines} "] == []


def test_every_exit_code_has_one_row() -> None:
    page = (ROOT / "docs/reference/exit-codes.md").read_text(encoding="utf-8")
    rows = [int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)]
    signals = [130, 141]  # given by the system's own rules, not by an error of ours
    assert rows == sorted([*map(int, ExitCode), *signals])


def rewrite() -> None:
    """Write the pages anew with what the commands write now."""
    for page in PAGES:
        path = ROOT / "docs/reference" / page
        text = path.read_text(encoding="utf-8")
        new = BLOCK.sub(lambda match: transcript(match[0]), text)
        assert "internal fault: " not in new, "govrules is broken; the pages are left as they are"
        path.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    rewrite()
