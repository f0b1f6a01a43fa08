"""A log in a file of SQLite: nothing to set up, one writer at a time, safe against a power cut."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from govrules.errors import LogError

T = TypeVar("T")
_AGAIN = "erase again when they are done, or open and close the log then"
_WAIT_SECONDS = 60
"""So long a writer waits for its turn; twenty writers with long batches stay far below."""


class SqliteDatabase:
    dialect = "sqlite"

    def __init__(self, file: Path) -> None:
        self._file = file
        self._connection: sqlite3.Connection = self._try(self._connect)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._file, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
        # readers never wait for the writer, and what is committed survives a power cut
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        # what is erased is written over
        connection.execute("PRAGMA secure_delete = ON")
        return connection

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        def run() -> list[tuple[Any, ...]]:
            try:
                return self._connection.execute(sql, parameters).fetchall()
            except sqlite3.OperationalError as error:
                if "decode" not in str(error):
                    raise
            # somebody put bytes that are no text into the file: what is undamaged is still read
            self._connection.text_factory = _any_text
            return self._connection.execute(sql, parameters).fetchall()

        return self._try(run)

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        self._try(lambda: self._connection.executemany(sql, rows))

    def script(self, sql: str) -> None:
        self.execute(sql)

    def forget(self) -> None:
        """The write-ahead file still holds pages as they were; a reader may be in the way."""
        ((busy, *_),) = self.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy:
            raise LogError(f'what was erased is gone from the log "{self._file}", but somebody who '
                           "reads it keeps a copy in its -wal file: "
                           f"{_AGAIN}")  # fmt: skip

    def begin(self) -> None:
        self.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        self.execute("COMMIT")

    def rollback(self) -> None:
        if self._connection.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        self._connection.close()

    def _try(self, act: Callable[[], T]) -> T:
        try:
            return act()
        except (sqlite3.Error, OSError) as error:
            raise LogError(f'the log "{self._file}" cannot be used: {error}') from error


def _any_text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
