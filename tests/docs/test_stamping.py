"""The page docs/how-to/stamp-checkpoints.md, whose authority and commands run in a shell."""

from __future__ import annotations

import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.decision_log.authority import unused_port
from tests.docs.blocks import blocks_of
from tests.docs.commands import Commands
from tests.docs.pages import ROOT
from tests.docs.running import commands_of, fits

PAGE = ROOT / "docs/how-to/stamp-checkpoints.md"
NEEDED = ("bash", "openssl", "base64")
MISSING = [name for name in NEEDED if shutil.which(name) is None]


@pytest.mark.skipif(bool(MISSING), reason=f"the page needs {', '.join(MISSING)}")
def test_the_page_does_what_it_says(tmp_path: Path) -> None:
    port = unused_port()
    text = PAGE.read_text("utf-8")
    for before, after in ((":3161/", f":{port}/"), ('"127.0.0.1", 3161', f'"127.0.0.1", {port}')):
        assert before in text
        text = text.replace(before, after)
    blocks = blocks_of(text)
    for block in blocks:
        if block.name:
            (tmp_path / block.name).write_text(block.text, "utf-8")
    assert [block.text for block in blocks if block.kind == "sh"] == ["python3 authority.py\n"]
    with running(tmp_path, port), shell(tmp_path) as output:
        for block in blocks:
            if block.kind == "console":
                commands = [command for command, _ in commands_of(block.text)]
                said = "".join(f"$ {each}\n{output(each)}" for each in commands)
                assert fits(block.text, shortened(said)), f"{block.text}\nbut it is\n{said}"


@contextmanager
def shell(folder: Path) -> Iterator[Callable[[str], str]]:
    """What a command says. Those of govrules are run as on other pages: they begin at once."""
    environment = {
        "PYTHONPATH": str(ROOT), "NO_PROXY": "127.0.0.1", "NO_COLOR": "1", "COLUMNS": "80",
        "GOVRULES_CACHE": str(folder / "cache"),
    }  # fmt: skip
    govrules = Commands(folder, environment)
    code = 0

    def output(command: str) -> str:
        nonlocal code
        program, *arguments = shlex.split(command)
        if program == "govrules":
            code, said = govrules.run(arguments)
            return said
        if command == "echo $?":
            return f"{code}\n"
        ran = subprocess.run(
            ["bash", "-c", command], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            timeout=60, check=False,
        )  # fmt: skip
        return ran.stdout.decode("utf-8")

    try:
        yield output
    finally:
        govrules.end()


def shortened(said: str) -> str:
    """Without what is never the same: times, and the bytes of a stamp."""
    lines = said.split("\n")
    return "\n".join(
        f"{line[: line.index(mark)]}{mark}…" if (mark := _varying(line)) else line for line in lines
    )


def _varying(line: str) -> str:
    return next((each for each in ("was stamped at ", "— 127.0.0.1 ") if each in line), "")


@contextmanager
def running(folder: Path, port: int) -> Iterator[None]:
    """The authority of the page."""
    authority = subprocess.Popen(
        [sys.executable, "authority.py"], cwd=folder, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(500):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert authority.poll() is None, "the authority of the page does not run"
            time.sleep(0.02)
        yield
    finally:
        authority.kill()
        authority.wait()
