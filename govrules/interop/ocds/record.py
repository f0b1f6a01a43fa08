"""Give the compiled release of a record: the one it holds, else one made of what it holds.

What can be made: the releases in the record, merged by the rules of OCDS (the library ocdsmerge),
or the latest value of each field of its versioned release.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

NEEDS_EXTRA: Final = 'to merge the releases of a record, install "govrules[ocds]"'

_WHOLE: Final = "wholeListMerge"
_CHANGES: Final = tuple(
    (holder, amendment, "changes")
    for holder in ("tender", "awards", "contracts")
    for amendment in ("amendment", "amendments")
)
_LISTS: Final = (
    ("buyer", "additionalIdentifiers"),
    ("parties", "additionalIdentifiers"),
    ("parties", "roles"),
    ("relatedProcesses", "relationship"),
    ("tender", "additionalProcurementCategories"),
    ("tender", "items", "additionalClassifications"),
    ("tender", "procuringEntity", "additionalIdentifiers"),
    ("tender", "submissionMethod"),
    ("tender", "tenderers", "additionalIdentifiers"),
    ("awards", "items", "additionalClassifications"),
    ("awards", "suppliers", "additionalIdentifiers"),
    ("contracts", "items", "additionalClassifications"),
    ("contracts", "relatedProcesses", "relationship"),
    *(
        ("contracts", "implementation", "transactions", party, "additionalIdentifiers")
        for party in ("payee", "payer")
    ),
)
MERGE_RULES: Final = {
    ("date",): "omitWhenMerged",
    ("id",): "omitWhenMerged",
    ("tag",): "omitWhenMerged",
    **dict.fromkeys((*_CHANGES, *_LISTS), _WHOLE),
}
"""The rules of OCDS 1.1.5 for merging releases, as its release schema states them."""

_VERSION_KEYS: Final = frozenset(("releaseID", "releaseDate", "releaseTag", "value"))


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled release. `key` is the part of the record that it comes from."""

    parts: Mapping[str, Any]
    key: str
    how: str


def compiled_release(record: Mapping[str, Any]) -> Compiled | str:
    """The compiled release of a record, or why there is none."""
    whole = record.get("compiledRelease")
    if isinstance(whole, Mapping):
        return Compiled(whole, "compiledRelease", "stated")
    releases = record.get("releases")
    if isinstance(releases, list | tuple) and (embedded := _embedded(releases)):
        return _merged(embedded)
    versioned = record.get("versionedRelease")
    if isinstance(versioned, Mapping):
        try:
            latest = _latest(versioned)
        except RecursionError:
            return "is nested too deeply"
        return Compiled(latest, "versionedRelease", "the latest version of each field")
    return "has no compiled release, so the process cannot be told"


def _embedded(releases: list[Any] | tuple[Any, ...]) -> list[dict[str, Any]]:
    """The releases, if all of them are there and not only their addresses."""
    whole = [dict(entry) for entry in releases if isinstance(entry, Mapping) and "ocid" in entry]
    return whole if len(whole) == len(releases) else []


def _merged(releases: list[dict[str, Any]]) -> Compiled | str:
    try:
        from ocdsmerge import Merger
    except ImportError:
        return f"has no compiled release; {NEEDS_EXTRA}"
    if not all(isinstance(release.get("date"), str) for release in releases):
        return "has no compiled release, and a release without a date, so they cannot be merged"
    try:
        merged = Merger(merge_rules=MERGE_RULES).create_compiled_release(releases)
    except RecursionError:
        return "is nested too deeply"
    except Exception:  # what is no release of OCDS fails in it in many ways
        return "has no compiled release, and its releases cannot be merged"
    return Compiled(merged, "releases", f"{len(releases)} releases merged")


def _latest(part: Any) -> Any:
    """The part with each list of versions replaced by its latest value."""
    if isinstance(part, list | tuple):
        if part and all(map(_is_version, part)):
            return max(part, key=_released)["value"]
        return [_latest(item) for item in part]
    if isinstance(part, Mapping):
        found = {key: _latest(value) for key, value in part.items()}
        return {key: value for key, value in found.items() if value is not None}
    return part


def _is_version(item: Any) -> bool:
    return isinstance(item, Mapping) and item.keys() == _VERSION_KEYS


def _released(version: Mapping[str, Any]) -> str:
    date = version["releaseDate"]
    return date if isinstance(date, str) else ""
