"""What govrules bulk does with a file: open it, decide its parts, keep what is set aside."""

from __future__ import annotations

import csv
import datetime as dt
import sys
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govrules.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from govrules.bulk.parts import Parts
    from govrules.bulk.run import Record, Settings
    from govrules.decision_log.log import DecisionLog
    from govrules.interop.tables.given import Source
    from govrules.library import Rulebook
    from govrules.model.decision import Decision

_BY_ENDING = {
    ".parquet": "parquet", ".pq": "parquet", ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip
_MANY = 20
"""So many parts take a while to join."""
Recording = tuple[str | None, str | None, str]
"""The log to record in, who asks, and the label of the run."""


def source_of(file: str, form: str | None, map_name: str | None, rulebook: Rulebook) -> Source:
    """The file as tables. Raises UsageError when its format cannot be told."""
    from govrules.interop.tables import parquet, rows

    path = Path(file)
    if map_name is not None:
        from govrules.interop.registers.mapping_read import read_map

        if form not in (None, "csv"):
            raise UsageError(f"--map is for registers in CSV, not for {form}")
        return rows.RegisterSource(path, read_map(map_name))
    name = path.name.lower().removesuffix(".gz")
    known = form or ("parquet" if path.is_dir() else _BY_ENDING.get(Path(name).suffix))
    match known:
        case "parquet":
            return parquet.ParquetSource(path)
        case "csv":
            return rows.CsvSource(path)
        case "jsonl":
            return rows.JsonLinesSource(path, rulebook.keys_or_none)
        case "ocds":
            return rows.OcdsSource(path)
        case _:
            raise UsageError(f'cannot tell the format of "{file}"; say it with --format')


def manifest_of(file: str, rulebook: Rulebook, asked: dict[str, Any]) -> dict[str, Any]:
    """What a run decides, with what and how: a run that differs in any of it is another run."""
    from govrules.engine.new_decision import engine_version

    path = Path(file)
    files = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    stats = [each.stat() for each in files]
    return {
        "file": str(path.resolve()),
        "size": sum(stat.st_size for stat in stats),
        "changed": max(stat.st_mtime_ns for stat in stats) if stats else 0,
        "rulebook": rulebook.digest,
        "engine": engine_version(),
        **{f"option {key}": value for key, value in asked.items()},
        "today": dt.date.today().isoformat(),
        "run": str(uuid.uuid4()),
    }


def work(
    source: Source,
    rulebook: Rulebook,
    settings: Settings,
    parts: Parts,
    rows: int,
    recording: Recording,
    workers: int | None,
    scheduler: str | None,
) -> None:
    """Decide the parts that are not there yet, here or on other machines."""
    if workers is None and scheduler is None:
        with ExitStack() as stack:
            record = stack.enter_context(_recorder(rulebook, recording))
            _here(source, rulebook, settings, parts, rows, record)
        return
    from govrules.interop.tables.parquet import ParquetSource, read_slice

    if not isinstance(source, ParquetSource):
        raise UsageError("several processes read Parquet, which can be cut; turn the file into it")
    try:
        from govrules.bulk.cluster import decide_on_cluster
    except ModuleNotFoundError as error:
        raise UsageError(
            f'{error.name} is not installed, which a cluster needs: pip install "govrules[cluster]"'
        ) from None
    slices = dict(enumerate(source.slices(rows), 1))
    with _bar(len(slices), "deciding") as grown:
        decide_on_cluster(
            slices, read_slice, rulebook, settings, parts,
            workers=workers, scheduler=scheduler, done=grown,
        )  # fmt: skip


def _here(
    source: Source,
    rulebook: Rulebook,
    settings: Settings,
    parts: Parts,
    rows: int,
    record: Record | None,
) -> None:
    from govrules.bulk.run import decide_part

    with _bar(100, "deciding") as grown:
        told = 0
        for number, table in enumerate(source.tables(rows), 1):
            if not parts.has(number):
                decide_part(number, table, rulebook, settings, parts, record)
            read, whole = source.done()
            now = read * 100 // whole if whole else 0
            grown(now - told)
            told = max(told, now)


@contextmanager
def _bar(length: int, label: str) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda steps: None
        return
    import click

    made: Any = click.progressbar(length=length, label=label, file=sys.stderr)
    with made as bar:
        yield bar.update


def join(parts: Parts, out: Path) -> None:
    """Make the output out of the parts; of many, with a bar of its own."""
    count = parts.count()
    if count < _MANY:
        parts.join(out)
        return
    with _bar(count, "writing ") as grown:
        parts.join(out, grown)


# --- the decision log --------------------------------------------------------------------------


@contextmanager
def _recorder(rulebook: Rulebook, recording: Recording) -> Iterator[Record | None]:
    """What records the decisions of a part in one transaction, unless they are recorded already."""
    url, asked_by, run = recording
    if url is None:
        yield None
        return
    from govrules.decision_log.log import DecisionLog

    with DecisionLog.open(url) as log:
        recorded = _recorded(log, run)

        def record(number: int, decided: list[tuple[dict[str, Any], Decision]]) -> None:
            label = f"{run} part {number}"
            if label not in recorded and decided:
                rulebook.record_many(log, decided, asked_by=asked_by, labels=[run, label])

        yield record


def _recorded(log: DecisionLog, run: str) -> set[str]:
    """The labels of the parts that this run has recorded: it may have ended just before it wrote
    the part itself."""
    from govrules.decision_log.select import Selection, selected

    found = selected(log, Selection(label=run), lambda entry: None)
    return {label for read in found for label in read.body.get("labels") or ()}


# --- rows that are set aside -------------------------------------------------------------------


def write_aside(parts: Parts, path: Path) -> None:
    """The rows that cannot be read, as CSV: their numbers, the keys and the reasons."""
    from govrules.cli.set_aside import harmless
    from govrules.cli.streams import plain
    from govrules.cli.writing import output

    with output(path) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("row", "key", "because"))
        for frame in parts.asides():
            for row, key, because in frame.select("row", "key", "because").iter_rows():
                writer.writerow((row, harmless(plain(key)), harmless(plain(because))))
