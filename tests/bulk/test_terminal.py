"""What govrules bulk shows on a terminal, and how it is interrupted there."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import polars as pl

from tests.bulk.files import drawn_frame, expected, policy_file, told

HIDES, SHOWS = "\x1b[?25l", "\x1b[?25h"
COMMAND = "bulk c.parquet --policy bulk.policy --out out.parquet --on 2026-07-01 --rows 1000"
OWNS_ITS_TERMINAL = """
import fcntl, os, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "govrules.cli", *sys.argv[1:]])
"""


class Terminal:
    """A process whose standard streams are a terminal of its own."""

    def __init__(self, folder: Path, arguments: str) -> None:
        self.text = ""
        self._end, other = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-c", OWNS_ITS_TERMINAL, *arguments.split(), "--quiet"],
            cwd=folder,
            stdin=other,
            stdout=other,
            stderr=other,
        )
        os.close(other)

    def read_until(self, words: str = "", seconds: float = 120) -> None:
        """Read until these words are there, or without words to the end."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not (words and words in self.text):
            if not select.select([self._end], [], [], 1)[0]:
                continue
            try:
                read = os.read(self._end, 65_536)
            except OSError:  # the process has closed its end
                return
            self.text += read.decode()

    def press(self, key: bytes) -> None:
        os.write(self._end, key)

    def exit_code(self) -> int:
        self.read_until()
        os.close(self._end)
        return self._process.wait(60)


def test_an_interrupt_on_a_terminal(tmp_path: Path) -> None:
    policy_file(tmp_path)
    frame = drawn_frame(1_000)
    pl.concat([frame] * 60).write_parquet(tmp_path / "c.parquet")
    first = Terminal(tmp_path, COMMAND)
    first.read_until(" 5%")
    first.press(b"\x03")
    assert first.exit_code() == 130
    assert "deciding" in first.text
    assert "of the parts done; the same command goes on" in first.text
    assert first.text.rindex(SHOWS) > first.text.rindex(HIDES)
    done = len(list((tmp_path / "out.parquet.parts").glob("part-*.parquet")))
    assert 0 < done < 60

    second = Terminal(tmp_path, COMMAND)
    assert second.exit_code() == 65  # some rows are set aside
    assert "writing" in second.text
    assert "100%" in second.text
    assert second.text.rindex(SHOWS) > second.text.rindex(HIDES)
    rows = told(tmp_path / "out.parquet")
    assert {n: row for n, row in rows.items() if n <= 1_000} == expected(frame)
    assert len(rows) == 60 * len(expected(frame))
