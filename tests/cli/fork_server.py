"""Run commands as processes that need not import everything anew.

`python -m tests.cli.fork_server` imports what the commands import, and then, for each line that it
reads (JSON: arguments, environment, and the files for the three streams), makes a copy of itself
that runs the command, and answers with its exit code.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from importlib import import_module
from typing import Any

PRELOADED = (
    "govrules.cli.program",
    "govrules.library",
    "govrules.explain.from_decision",
    "govrules.explain.show",
    "govrules.explain.to_html",
    "govrules.explain.to_text",
    "govrules.interop.choices.files",
    "govrules.interop.choices.schema",
    "govrules.interop.ocds.to_choices",
    "govrules.language.format",
    "govrules.language.load",
)


def serve() -> None:
    for name in PRELOADED:
        import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _run(json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _run(request: dict[str, Any]) -> None:
    """Become the command, as if it had been started on its own."""
    from govrules.cli.main import main

    code: object = 1
    try:
        _open_streams(request["streams"])
        os.environ.clear()
        os.environ.update(request["environment"])
        main(request["arguments"])
    except SystemExit as end:
        code = end.code
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError):
                stream.flush()
        os._exit(code if isinstance(code, int) else 1)


def _open_streams(files: list[str]) -> None:
    for number, (file, flags) in enumerate(
        zip(files, (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY), strict=True)
    ):
        opened = os.open(file, flags)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = os.fdopen(0, "r", encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)


if __name__ == "__main__":
    serve()
