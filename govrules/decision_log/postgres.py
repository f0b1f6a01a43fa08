"""A log in PostgreSQL, for a council that has one: many writers, one sequence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from govrules.errors import LogError, UsageError

if TYPE_CHECKING:
    import psycopg

T = TypeVar("T")
_WAIT_SECONDS = 60
"""So long writing the table anew waits for who reads it."""


class PostgresDatabase:
    """One connection; one that was lost is made anew at the next use."""

    dialect = "postgres"

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: psycopg.Connection | None = None
        self._psycopg = _driver()
        self._try(self._connected)

    def _connected(self) -> psycopg.Connection:
        if self._connection is None or self._connection.closed:
            self._connection = self._psycopg.connect(self._url, autocommit=True)
        return self._connection

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        def run() -> list[tuple[Any, ...]]:
            cursor = self._connected().execute(_dialect(sql), parameters)
            return cursor.fetchall() if cursor.description else []

        return self._try(run)

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        def run() -> None:
            with self._connected().cursor() as cursor:
                cursor.executemany(_dialect(sql), rows)

        self._try(run)

    def script(self, sql: str) -> None:
        self.execute(sql)

    def forget(self) -> None:
        """Write the table anew: where rows were, a plain VACUUM leaves their bytes in the file."""
        self.execute(f"SET lock_timeout = '{_WAIT_SECONDS}s'")
        try:
            self.execute("VACUUM FULL personal")
        except LogError as error:
            raise LogError(
                "what was erased is gone from the table of personal values, but not yet "
                f"from its file: run VACUUM FULL personal ({error})"
            ) from None
        finally:
            self.execute("SET lock_timeout = DEFAULT")

    def begin(self) -> None:
        self.execute("BEGIN")

    def commit(self) -> None:
        self.execute("COMMIT")

    def rollback(self) -> None:
        if self._connection is not None and not self._connection.closed:
            self.execute("ROLLBACK")

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def _try(self, act: Callable[[], T]) -> T:
        try:
            return act()
        except self._psycopg.Error as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            raise LogError(f"the log cannot be used: PostgreSQL says: {reason}") from error


def _driver() -> Any:
    try:
        import psycopg
    except ImportError:
        raise UsageError(
            'a log in PostgreSQL needs psycopg: pip install "govrules[postgres]"'
        ) from None
    return psycopg


def _dialect(sql: str) -> str:
    return sql.replace("?", "%s")
