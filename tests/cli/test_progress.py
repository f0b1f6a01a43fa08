"""A bar shows on a terminal how much of a file has been read, and nowhere else."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO

import pytest

from govrules.cli import progress as module
from govrules.cli.progress import progress
from govrules.interop.opened import opened

pty = pytest.importorskip("pty")
DATA = b"x" * 1000


def written_to_a_terminal(monkeypatch: pytest.MonkeyPatch, stdout: TextIO, here: bool) -> str:
    """What is written on a terminal while a thousand bytes are read, with one message."""
    main, slave = pty.openpty()
    monkeypatch.setattr(module, "_LEAST", 100)
    with os.fdopen(slave, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        monkeypatch.setattr(sys, "stdout", stdout)
        source = opened(DATA)

        def blocks() -> list[bytes]:
            return [source.stream.read(100) for _ in range(10)]

        with progress(source, writes_here=here) as bar:
            assert len(list(bar.watched(blocks()))) == 10
            bar.tell("a message")
        terminal.flush()
        text = os.read(main, 100_000).decode()
    os.close(main)
    return text


def test_a_bar_grows_on_a_terminal_and_messages_have_lines_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = written_to_a_terminal(monkeypatch, io.StringIO(), here=True)
    assert "reading" in text and "100%" in text
    assert "\x1b[2Ka message\r\n" in text


def test_no_bar_where_results_go_to_the_same_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    text = written_to_a_terminal(monkeypatch, Terminal(), here=True)
    assert text == "a message\r\n"
    assert "reading" in written_to_a_terminal(monkeypatch, Terminal(), here=False)


def test_nothing_where_there_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "_LEAST", 0)
    source = opened(DATA)
    with progress(source, writes_here=False) as bar:
        assert list(bar.watched([1, 2])) == [1, 2]
        bar.tell("a message")
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "a message\n")
