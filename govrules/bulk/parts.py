"""The parts of a run: each is whole on disk or not there, so that a run goes on after any end.

A run writes its parts into a folder beside its output, with a manifest that says what is decided
with what. What is there is not decided again. When all parts are there, they become the output.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from govrules.errors import UsageError

_MANIFEST = "manifest.json"
_OWN = ("today", "run")
"""What each run has of its own: the day that it was begun on, and a name."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The folder of a run's parts."""

    folder: Path

    @classmethod
    def begin(cls, out: Path, manifest: Mapping[str, Any]) -> tuple[Parts, dict[str, Any]]:
        """The parts of the run that writes `out`, and the manifest that counts.

        A run that was begun before goes on, with the day that it was begun on as its "today".
        Raises UsageError when another run was begun there, or nothing can be written there.
        """
        parts = cls(out.with_name(f"{out.name}.parts"))
        try:
            parts.folder.mkdir(parents=False, exist_ok=True)
            kept = parts._read()
            if kept is None:
                parts._refuse_strangers()
                kept = dict(manifest)
                parts._write(_MANIFEST, lambda path: path.write_text(json.dumps(kept, indent=1)))
        except OSError as error:
            raise cannot_write(parts.folder, error) from None
        differ = [key for key in manifest if key not in _OWN and kept.get(key) != manifest[key]]
        if differ:
            raise UsageError(
                f'"{parts.folder}" holds a run that was begun with another {" and ".join(differ)};'
                " end that run, or remove the folder"
            )
        return parts, kept

    def _read(self) -> dict[str, Any] | None:
        try:
            found = json.loads((self.folder / _MANIFEST).read_text())
        except (FileNotFoundError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def _refuse_strangers(self) -> None:
        """Raise UsageError when the folder, which has no manifest, holds anything of others."""
        if any(not path.name.startswith(f".{_MANIFEST}") for path in self.folder.iterdir()):
            raise UsageError(f'"{self.folder}" is in the way: it is not the folder of a run')

    def has(self, number: int) -> bool:
        return self.decisions(number).exists()

    def decisions(self, number: int) -> Path:
        return self.folder / f"part-{number:06}.parquet"

    def aside(self, number: int) -> Path:
        return self.folder / f"aside-{number:06}.parquet"

    def put(self, number: int, decisions: pl.DataFrame, aside: pl.DataFrame) -> None:
        """Write a part; it counts as there once its decisions are. Raises UsageError."""
        try:
            if aside.height:
                self._write(self.aside(number).name, lambda path: _write_part(aside, path))
            self._write(self.decisions(number).name, lambda path: _write_part(decisions, path))
        except (OSError, pl.exceptions.ComputeError) as error:
            raise cannot_write(self.folder, error) from None

    def _write(self, name: str, write: Callable[[Path], object]) -> None:
        """Write a file so that it appears whole or not at all, also after a cut of power."""
        new = self.folder / f".{name}.{os.getpid()}"
        try:
            write(new)
            with new.open("rb") as stream:
                os.fsync(stream.fileno())
            new.replace(self.folder / name)
        finally:
            new.unlink(missing_ok=True)
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def asides(self) -> Iterator[pl.DataFrame]:
        for path in sorted(self.folder.glob("aside-*.parquet")):
            yield pl.read_parquet(path)

    def frames(self) -> Iterator[pl.DataFrame]:
        for path in sorted(self.folder.glob("part-*.parquet")):
            yield pl.read_parquet(path)

    def count(self) -> int:
        """How many there are."""
        return sum(1 for _ in self.folder.glob("part-*.parquet"))

    def join(self, out: Path, done: Callable[[int], None] = lambda parts: None) -> None:
        """Make the output out of all parts, in order. Raises UsageError."""
        import pyarrow.parquet as pq

        new = out.with_name(f".{out.name}.{os.getpid()}")
        try:
            writer: Any = None
            for frame in self.frames():
                table = frame.to_arrow()
                writer = writer or pq.ParquetWriter(new, table.schema, compression="zstd")
                writer.write_table(table.cast(writer.schema))
                done(1)
            if writer is not None:
                writer.close()
            with new.open("rb") as stream:
                os.fsync(stream.fileno())
            new.replace(out)
        except OSError as error:
            raise cannot_write(out, error) from None
        finally:
            new.unlink(missing_ok=True)

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def remove_if_empty(self) -> None:
        """Remove the folder of a run that came to nothing, so that another may begin there."""
        if not self.count():
            self.remove()


def _write_part(frame: pl.DataFrame, path: Path) -> None:
    # parts are read once and removed, so that to write them fast counts for more than their size
    frame.write_parquet(path, compression="lz4", statistics=False)


def cannot_write(path: Path, error: Exception) -> UsageError:
    reason = getattr(error, "strerror", None) or str(error).split("\n")[0]
    return UsageError(f'cannot write "{path}": {reason.lower()}')
