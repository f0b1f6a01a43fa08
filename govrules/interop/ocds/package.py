"""Cut an OCDS package into releases, and tell what is wrong with those that cannot be read.

A record gives its compiled release; a release package gives every release on its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from govrules.errors import ChoiceError
from govrules.interop.ocds.record import compiled_release
from govrules.interop.ocds.tree import Tree
from govrules.model.diagnostic import ChoiceFault

KEYS = ("releases", "records")


@dataclass(frozen=True, slots=True)
class Release:
    """One release, where it stands, and whether it tells the whole process.

    `how` says how the compiled release of a record was come by; it is empty for a release.
    """

    tree: Tree
    where: str
    compiled: bool
    how: str = ""


def releases_of(package: Any, name: str = "", at: str = "") -> Iterator[Release | ChoiceFault]:
    """The releases of a package that is at hand, and what is wrong with others.

    `at` is the pointer of the package itself. Raises ChoiceError when it is no package.
    """
    if not isinstance(package, Mapping):
        raise refusal(name, "is not an OCDS package; a package is a JSON object")
    check_version(package.get("version"), name)
    key = "records" if "records" in package else "releases"
    if key not in package:
        raise no_package(name, package)
    entries = package[key]
    if not isinstance(entries, list | tuple):
        raise refusal(name, f'has no list under "{key}"')
    for index, entry in enumerate(entries):
        yield release_of(entry, key, index, name, at)


def release_of(entry: Any, key: str, index: int, name: str, at: str = "") -> Release | ChoiceFault:
    """The release that an entry under "releases" or "records" gives, or what is wrong with it."""
    where, pointer = f"{key}[{index}]", f"{at}/{key}/{index}"
    return entry_release(entry, where, pointer, name, record=key == "records")


def entry_release(
    entry: Any, where: str, pointer: str, name: str, *, record: bool
) -> Release | ChoiceFault:
    if not isinstance(entry, Mapping):
        return ChoiceFault(where, "is not an object", name)
    if not record:
        return _with_ocid(Release(Tree(entry, pointer), where, _is_whole(entry)), name)
    compiled = compiled_release(entry)
    if isinstance(compiled, str):
        return ChoiceFault(where, compiled, name)
    tree = Tree(compiled.parts, f"{pointer}/{compiled.key}")
    return _with_ocid(Release(tree, f"{where}.{compiled.key}", True, compiled.how), name)


def _is_whole(release: Mapping[str, Any]) -> bool:
    """A compiled release, or one that govrules itself wrote out of a record."""
    tags = release.get("tag")
    if isinstance(tags, list | tuple) and "compiled" in tags:
        return True
    decisions = release.get("governanceDecisions")
    return isinstance(decisions, list | tuple) and any(
        isinstance(entry, Mapping) and entry.get("wholeProcess") is True for entry in decisions
    )


def _with_ocid(release: Release, name: str) -> Release | ChoiceFault:
    ocid = release.tree.get("ocid")
    if isinstance(ocid, str) and ocid.strip():
        return release
    message = "is missing; every release names its process"
    return ChoiceFault(f"{release.where}.ocid", message, name)


def check_version(version: Any, name: str) -> None:
    if version is None or version in ("1.0", "1.1"):
        return
    shown = version if isinstance(version, str) and len(version) < 20 else "another"
    raise refusal(name, f'is of OCDS version "{shown}"; versions 1.0 and 1.1 can be read')


def no_package(name: str, package: Mapping[str, Any]) -> ChoiceError:
    if "ocid" in package:
        wrap = 'a single release; put it in a package: {"releases": [ … ]}, or give JSON lines'
        return refusal(name, f"is {wrap}")
    return refusal(name, 'is not an OCDS package; it has neither "releases" nor "records"')


def refusal(name: str, message: str) -> ChoiceError:
    return ChoiceError([ChoiceFault("", message if name else f"the text {message}", name)])
