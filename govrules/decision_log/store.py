"""Keep entries in a database: what is read and written, in SQL that SQLite and PostgreSQL share.

A database is only a place to keep things. Whether they are still as they were written is found by
the hashes alone, see `verify`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any, Protocol

from govrules.decision_log.entry import Columns, Entry, PersonalValue
from govrules.decision_log.merkle import Node
from govrules.errors import LogError

_PAGE = 500
"""Entries that are fetched at once."""


@dataclass(frozen=True, slots=True)
class Head:
    """How many entries there are, the hash of the last, and the right edge of their tree."""

    size: int
    last: str
    peaks: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it stands in the database, with the columns that repeat parts of it."""

    sequence: int
    id: str
    kind: str
    time: str
    about: str | None
    decision_date: str | None
    verdict: str | None
    rulebook: str | None
    leaf: bytes
    entry: str


class Database(Protocol):
    """One connection, in the dialect of one database."""

    dialect: str

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]: ...
    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None: ...
    def script(self, sql: str) -> None: ...
    def forget(self) -> None: ...
    def begin(self) -> None: ...
    def commit(self) -> None: ...
    def rollback(self) -> None: ...
    def close(self) -> None: ...


class Store:
    """Entries and all that stands beside them, in one database. Threads take turns."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = RLock()
        migrate(database)

    def close(self) -> None:
        self._database.close()

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """The only writer, until all of it is written; or nothing of it is."""
        with self._lock:
            self._database.begin()
            try:
                yield Writer(self._database)
                self._database.commit()
            except BaseException:
                self._database.rollback()
                raise

    def forget(self) -> None:
        """Let what was erased leave the files of the database too, not only its tables.

        Raises LogError when somebody else keeps it from being done.
        """
        with self._lock:
            self._database.forget()

    def head(self) -> Head:
        return _head(self._rows("SELECT size, last, peaks FROM head"))

    def kept(self, level: int, first: int, count: int) -> list[bytes]:
        """Hashes of complete subtrees, see `merkle.Kept`."""
        if level == 0:
            sql = "SELECT leaf FROM entries WHERE sequence >= ? AND sequence < ? ORDER BY sequence"
            rows = self._rows(sql, (first, first + count))
        else:
            sql = ("SELECT hash FROM nodes WHERE level = ? AND position >= ? AND position < ? "
                   "ORDER BY position")  # fmt: skip
            rows = self._rows(sql, (level, first, first + count))
        if len(rows) != count:
            raise LogError("nodes of the tree are missing: verify the log")
        return [bytes(row[0]) for row in rows]

    def nodes(self) -> dict[tuple[int, int], bytes]:
        """Every kept node above the leaves, by its level and index."""
        rows = self._rows("SELECT level, position, hash FROM nodes")
        return {(int(level), int(index)): bytes(hash) for level, index, hash in rows}

    def rows(self, first: int = 0, stop: int | None = None) -> Iterator[Row]:
        """Entries in their order; those that are added meanwhile too, where `stop` is not given."""
        while stop is None or first < stop:
            end = first + _PAGE if stop is None else min(stop, first + _PAGE)
            found = self._entries("sequence >= ? AND sequence < ?", (first, end))
            yield from found
            if not found:
                sql = "SELECT MIN(sequence) FROM entries WHERE sequence >= ?"
                nearest = self._rows(sql, (end,))[0][0]
                if nearest is None:
                    return
                first = int(nearest)
            else:
                first = end

    def row(self, sequence: int) -> Row | None:
        return next(iter(self._entries("sequence = ?", (sequence,))), None)

    def row_of(self, id: str) -> Row | None:
        return next(iter(self._entries("id = ?", (id,))), None)

    def rows_about(self, id: str) -> list[Row]:
        """What was decided on an advice, and what else speaks of it."""
        return self._entries("about = ?", (id,))

    def texts_of(self, digest: str) -> str | None:
        """The policies of a rulebook, as JSON: a list of their titles and texts."""
        rows = self._rows("SELECT texts FROM rulebooks WHERE digest = ?", (digest,))
        return str(rows[0][0]) if rows else None

    def rulebooks(self) -> list[tuple[str, str]]:
        return [(str(d), str(t)) for d, t in self._rows("SELECT digest, texts FROM rulebooks "
                                                        "ORDER BY digest")]  # fmt: skip

    def personal(self, sequence: int) -> list[PersonalValue]:
        sql = "SELECT path, salt, value FROM personal WHERE sequence = ? ORDER BY path"
        return [PersonalValue(p, bytes(s), v) for p, s, v in self._rows(sql, (sequence,))]

    def with_personal(self) -> set[int]:
        """The entries beside which personal values are kept."""
        return {int(row[0]) for row in self._rows("SELECT DISTINCT sequence FROM personal")}

    def checkpoints(self) -> list[str]:
        """The notes of all checkpoints, smallest first."""
        return [str(row[0]) for row in self._rows("SELECT note FROM checkpoints ORDER BY size")]

    def _entries(self, where: str, parameters: Sequence[Any]) -> list[Row]:
        sql = ("SELECT sequence, id, kind, time, about, decision_date, verdict, rulebook, leaf, "
               f"entry FROM entries WHERE {where} ORDER BY sequence")  # fmt: skip
        rows = self._rows(sql, parameters)
        return [Row(*columns, bytes(leaf), text) for *columns, leaf, text in rows]  # type: ignore[call-arg]

    def _rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._database.execute(sql, parameters)


class Writer:
    """What may be done while nobody else writes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def head(self) -> Head:
        locked = " FOR UPDATE" if self._database.dialect == "postgres" else ""
        return _head(self._database.execute(f"SELECT size, last, peaks FROM head{locked}"))

    def add(self, entries: Iterable[tuple[Entry, Columns]], nodes: Sequence[Node]) -> None:
        self._database.execute_many(
            "INSERT INTO entries (sequence, id, kind, time, about, decision_date, verdict, "
            "rulebook, leaf, entry) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (e.sequence, e.id, e.kind, e.time, e.about, *columns, e.leaf, e.text.decode())
                for e, columns in entries
            ),
        )
        if nodes:
            self._database.execute_many(
                "INSERT INTO nodes (level, position, hash) VALUES (?, ?, ?)",
                ((node.level, node.index, node.hash) for node in nodes),
            )

    def set_head(self, head: Head) -> None:
        self._database.execute(
            "UPDATE head SET size = ?, last = ?, peaks = ?",
            (head.size, head.last, b"".join(head.peaks)),
        )

    def has_rulebook(self, digest: str) -> bool:
        sql = "SELECT 1 FROM rulebooks WHERE digest = ?"
        return bool(self._database.execute(sql, (digest,)))

    def add_rulebook(self, digest: str, texts: str) -> None:
        self._database.execute(
            "INSERT INTO rulebooks (digest, texts) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (digest, texts),
        )

    def add_personal(self, values: Sequence[tuple[int, PersonalValue]]) -> None:
        """Values, each with the number of the entry beside which it stands."""
        if values:
            self._database.execute_many(
                "INSERT INTO personal (sequence, path, salt, value) VALUES (?, ?, ?, ?)",
                ((sequence, each.path, each.salt, each.value) for sequence, each in values),
            )

    def erase_personal(self, sequence: int, paths: Sequence[str]) -> None:
        self._database.execute_many(
            "DELETE FROM personal WHERE sequence = ? AND path = ?",
            ((sequence, path) for path in paths),
        )

    def add_checkpoint(self, size: int, note: str) -> None:
        self._database.execute(
            "INSERT INTO checkpoints (size, note) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (size, note),
        )

    def replace_checkpoint(self, size: int, note: str, by: str) -> None:
        self._database.execute("DELETE FROM checkpoints WHERE size = ? AND note = ?", (size, note))
        self.add_checkpoint(size, by)


def _head(rows: list[tuple[Any, ...]]) -> Head:
    if len(rows) != 1:
        raise LogError("the head of the log is missing: verify the log")
    size, last, joined = rows[0]
    peaks = bytes(joined)
    return Head(size, last, tuple(peaks[at : at + 32] for at in range(0, len(peaks), 32)))


def migrate(database: Database) -> None:
    """Bring the tables of a database up to what this version needs, one numbered file at a time.

    Raises LogError when a newer version of govrules made them.
    """
    files = sorted((Path(__file__).parent / "migrations" / database.dialect).glob("*.sql"))
    database.script("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY)")
    database.begin()
    try:
        if database.dialect == "postgres":  # two that open a new database at once take turns
            database.execute("LOCK TABLE migrations IN EXCLUSIVE MODE")
        done = {int(row[0]) for row in database.execute("SELECT number FROM migrations")}
        numbers = {int(file.name[:4]): file for file in files}
        if done - set(numbers):
            raise LogError("the log was made by a newer version of govrules: install that one")
        for number in sorted(set(numbers) - done):
            for statement in statements(numbers[number].read_text("utf-8")):
                database.execute(statement)
            database.execute("INSERT INTO migrations (number) VALUES (?)", (number,))
        database.commit()
    except BaseException:
        database.rollback()
        raise


def statements(script: str) -> list[str]:
    """The statements of a script; a semicolon at the end of a line ends one."""
    lines = [line for line in script.splitlines() if not line.lstrip().startswith("--")]
    return [part for part in "\n".join(lines).split(";\n") if part.strip()]


def texts_json(texts: Sequence[tuple[str, str]]) -> str:
    return json.dumps([list(pair) for pair in texts], ensure_ascii=False)
