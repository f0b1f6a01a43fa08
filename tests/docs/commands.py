"""Run the commands of a page in its folder, each as a copy of one process that has imported all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


class Commands:
    """The commands of one page. The process begins with the first of them."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.environment = dict(os.environ) | dict(environment)
        self._server: subprocess.Popen[str] | None = None

    def run(self, arguments: Sequence[str], given: bytes = b"") -> tuple[int, str]:
        """The exit code, and what was written: to standard output, then to standard error.

        `given` is what the command reads from standard input.
        """
        streams = [self.folder / f".{name}" for name in ("in", "out", "err")]
        for stream, data in zip(streams, (given, b"", b""), strict=True):
            stream.write_bytes(data)
        request = {
            "arguments": list(arguments),
            "environment": self.environment,
            "streams": [str(stream) for stream in streams],
        }
        server = self._started()
        assert server.stdin is not None and server.stdout is not None
        server.stdin.write(f"{json.dumps(request)}\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        return code, "".join(stream.read_text("utf-8") for stream in streams[1:])

    def end(self) -> None:
        if self._server is not None:
            self._server.communicate(timeout=10)
            self._server = None

    def _started(self) -> subprocess.Popen[str]:
        if self._server is None:
            self._server = subprocess.Popen(
                [sys.executable, "-m", "tests.cli.fork_server"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=self.folder,
                env=self.environment,
                text=True,
            )
        return self._server
