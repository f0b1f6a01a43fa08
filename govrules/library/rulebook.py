"""The front door for other programs: load policies, and use them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from govrules.engine.build import build_files, build_texts
from govrules.library.advising import Advising
from govrules.library.deciding import Deciding
from govrules.library.proving import Proving
from govrules.library.testing import Testing

StrPath = str | Path


class Rulebook(Deciding, Advising, Proving, Testing):
    """Policies, compiled and tested, that decide choices.

    Made by `load` or `loads`. It never changes, and any number of threads may use it at once.
    """


def load(
    paths: StrPath | Sequence[StrPath],
    *,
    search: Sequence[StrPath] = (),
    cache: bool = True,
) -> Rulebook:
    """Load policy files, or all `*.policy` files in folders, with the policies that they use.

    Policies named by `uses` are looked for among the files, in their folders, in the folders
    `search`, and among those that come with govrules. With `cache`, what was compiled and tested
    is kept in the user's cache folder (`GOVRULES_CACHE` names another, or `off`) and used again
    while nothing has changed.

    Raises PolicyError with every fault of the policies, UsageError for a path that does not exist.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    return Rulebook(build_files([Path(p) for p in given], [Path(p) for p in search], cache=cache))


def loads(
    texts: str | Mapping[str, str], *, search: Sequence[StrPath] = (), cache: bool = True
) -> Rulebook:
    """Load policies from text: one text, or several by a name that messages will call them."""
    named = {"policy": texts} if isinstance(texts, str) else dict(texts)
    return Rulebook(build_texts(named, [Path(p) for p in search], cache=cache))
