"""Keep what was built from policies between processes, where only its owner can have put it.

Entries are pickles, which run code when they are read, so each is sealed with a key that only the
user can read (HMAC-SHA-256), and a folder that others may write to is not used at all. An entry
that is damaged, forged or of another version is as good as none.
"""

from __future__ import annotations

import functools
import hashlib
import hmac
import os
import pickle
import secrets
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from govrules.engine.new_decision import engine_version
from govrules.engine.prepared import Kind, Made

_SEAL = hashlib.sha256().digest_size


@functools.cache
def _code() -> str:
    """A mark of the code itself, which changes between versions while it is worked on."""
    found = list(_sources(Path(__file__).resolve().parents[1]))
    return (
        f"{len(found)} {sum(one.st_size for one in found)} {max(one.st_mtime_ns for one in found)}"
    )


def _sources(folder: str | Path) -> Iterator[os.stat_result]:
    with os.scandir(folder) as entries:  # takes a third of the time of a search by `rglob`
        for entry in entries:
            if entry.name.endswith(".py"):
                yield entry.stat()
            elif entry.name != "__pycache__" and entry.is_dir():
                yield from _sources(entry.path)


def cache_key(fingerprint: str) -> str:
    """The key of an entry: what it was built from, and by which versions of what."""
    parts = (engine_version(), _code(), sys.version, fingerprint)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class Cache:
    """A folder of sealed entries."""

    def __init__(self, folder: Path, secret: bytes) -> None:
        self._folder = folder
        self._secret = secret

    @classmethod
    def of_user(cls) -> Cache | None:
        """The user's cache; None when it is switched off, or cannot be had or trusted."""
        named = os.environ.get("GOVRULES_CACHE", "")
        if named.lower() == "off":
            return None
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
        folder = Path(named) if named else base / "govrules"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_ours_alone(folder):
                return None
            return cls(folder, _secret_of(folder))
        except (OSError, RuntimeError):  # a full disk, no home, no rights: work without
            return None

    def get(self, key: str) -> Any:
        """The entry under a key, else None."""
        try:
            sealed = (self._folder / f"{key}.built").read_bytes()
        except OSError:
            return None
        seal, body = sealed[:_SEAL], sealed[_SEAL:]
        if not hmac.compare_digest(seal, self._seal(key, body)):
            return None
        try:
            return pickle.loads(body)
        except Exception:  # sealed by us, but by code that has changed since
            return None

    def put(self, key: str, entry: object) -> None:
        """Keep an entry. It appears whole or not at all; a full disk is no fault."""
        try:
            body = pickle.dumps(entry, protocol=pickle.HIGHEST_PROTOCOL)
        except RecursionError:  # parts that hang on one another in a very long chain
            return
        with suppress(OSError):
            _write(self._folder, self._seal(key, body) + body, self._folder / f"{key}.built")

    def _seal(self, key: str, body: bytes) -> bytes:
        return hmac.new(self._secret, key.encode() + body, hashlib.sha256).digest()


class Beside:
    """Keeps beside an entry what is generated from it when it is first needed."""

    def __init__(self, cache: Cache, key: str) -> None:
        self._cache = cache
        self._key = key

    def __call__(self, name: str, kind: type[Kind], make: Callable[[], Made], /) -> Kind | Made:
        """What was kept under a name, else made now and kept."""
        key = f"{self._key}.{name}"
        found = self._cache.get(key)
        if isinstance(found, kind):
            return found
        made = make()
        self._cache.put(key, made)
        return made


def _is_ours_alone(folder: Path) -> bool:
    found = folder.stat()
    if os.name != "posix":
        return True
    others = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return found.st_uid == os.getuid() and not others


def _secret_of(folder: Path) -> bytes:
    """The secret of a cache folder, made the first time by whichever process is first."""
    file = folder / "key"
    if not file.exists():
        with suppress(FileExistsError):
            _write(folder, secrets.token_bytes(_SEAL), file, replace=False)
    secret = file.read_bytes()
    if len(secret) != _SEAL:  # cut short: a seal made with it would be worth nothing
        file.unlink()
        raise OSError("the key of the cache is damaged")
    return secret


def _write(folder: Path, content: bytes, file: Path, *, replace: bool = True) -> None:
    """Write a file that appears whole or not at all. Raises OSError, and leaves nothing behind."""
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as new:
        made = Path(new.name)
        try:
            new.write(content)
            new.flush()
            if replace:
                made.replace(file)
            else:
                os.link(made, file)
        finally:
            made.unlink(missing_ok=True)
