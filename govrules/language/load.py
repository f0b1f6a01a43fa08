"""Load policies: files or texts, and those that they use, to one typed policy set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from govrules.language import syntax as s
from govrules.language.checking.circles import circles
from govrules.language.checking.names import fold
from govrules.language.faults import names as faults_names
from govrules.language.from_text import parse_sections
from govrules.language.read_files import not_too_large, read_files
from govrules.language.shelf import Document, Shelves, shelves, version_key
from govrules.language.to_typed import reached, to_typed
from govrules.model.dataclass import dataclass
from govrules.model.diagnostic import Diagnostic, in_source_order
from govrules.model.policy import PolicySet


@dataclass(frozen=True, slots=True)
class Loaded:
    """`policy_set` is None when there is any error among the diagnostics.

    `syntax` has the policies as written, those that were used included.
    """

    policy_set: PolicySet | None
    diagnostics: tuple[Diagnostic, ...]
    syntax: tuple[s.Policy, ...]


def load_files(paths: Sequence[Path], search: Sequence[Path] = ()) -> Loaded:
    """Load policy files and all policy files in folders, with the policies that they use.

    A used policy is looked for among the given files, in their folders, in the folders `search`,
    and among the policies that come with govrules.
    """
    read = read_files(paths)
    files = [Path(file) for file in read.texts]
    return _load(read.texts, files, search, read.faults)


def load_texts(texts: Mapping[str, str], search: Sequence[Path] = ()) -> Loaded:
    """Load policies from texts by file name, with the policies that they use.

    A text may be as large as a file may; of a larger one nothing is read.
    """
    held = {file: not_too_large(text, file) for file, text in texts.items()}
    small = {file: text for file, text in held.items() if isinstance(text, str)}
    faults = [fault for fault in held.values() if isinstance(fault, Diagnostic)]
    return _load(small, [], search, faults)


def _load(
    texts: Mapping[str, str],
    files: Sequence[Path],
    search: Sequence[Path],
    faults: Sequence[Diagnostic],
) -> Loaded:
    given = [Document(file, text) for file, text in sorted(texts.items())]
    gathered = _gathered(given, shelves(given, files, search))
    policies, diagnostics = _parsed(gathered)
    found = [*faults, *diagnostics, *gathered.faults]
    typed = to_typed(policies, gathered.visible()) if _is_whole(gathered, policies) else None
    if typed is None or any(fault.severity == "error" for fault in found):
        if typed is not None:
            declared = not gathered.faults and _words_are_whole(gathered.documents, diagnostics)
            found += [fault for fault in typed.diagnostics if _is_sure(fault, declared)]
        return Loaded(None, in_source_order(found), tuple(policies))
    return Loaded(typed.policy_set, in_source_order([*found, *typed.diagnostics]), tuple(policies))


_DECLARE_NOTHING = frozenset(
    {"rule", "portfolio", "comparison", "duties", "deciders", "departures", "accepted", "scenario"}
)
_LABELS = "P208"  # a rule that could not be read is missed by those that name it
_KINDS = frozenset(f"P{number}" for number in range(300, 316))


def _is_whole(gathered: _Gathered, policies: Sequence[s.Policy]) -> bool:
    return len(policies) == len(gathered.documents)


def _words_are_whole(documents: Sequence[Document], faults: Sequence[Diagnostic]) -> bool:
    """Whether every item that could not be read is of a kind that declares no words."""
    by_file = {document.file: document for document in documents}
    return all(
        by_file[fault.place.file].kind_at(fault.place.line) in _DECLARE_NOTHING
        for fault in faults
        if fault.severity == "error"
    )


def _is_sure(fault: Diagnostic, declared: bool) -> bool:
    """Whether a fault would be one even if all that could not be read had been read.

    With words undeclared, most names are unknown for that reason alone; faults of kinds are not.
    """
    if declared:
        return fault.severity == "error" and fault.code != _LABELS
    return fault.code in _KINDS


@dataclass(slots=True)
class _Gathered:
    """The given documents and all that they use; `uses` has the numbers of those used by each."""

    documents: list[Document]
    uses: list[dict[int, s.Use]]
    faults: list[Diagnostic]

    def visible(self) -> list[frozenset[int]]:
        uses = [list(used) for used in self.uses]
        return [reached(number, uses) for number in range(len(uses))]


def _gathered(given: Sequence[Document], found_on: Shelves) -> _Gathered:
    documents = list(given)
    numbers = {standing: number for number, standing in enumerate(documents)}
    uses: list[dict[int, s.Use]] = []
    faults: list[Diagnostic] = []
    for standing in documents:
        uses.append({})
        for use in standing.header.uses if standing.header is not None else ():
            used = found_on.find(use)
            if isinstance(used, Diagnostic):
                faults.append(used)
                continue
            if used not in numbers:
                numbers[used] = len(documents)
                documents.append(used)
            uses[-1].setdefault(numbers[used], use)
    faults += _circles_of_use(documents, uses) + _same_policy_twice(documents)
    return _Gathered(documents, uses, faults)


def _circles_of_use(
    documents: Sequence[Document], uses: Sequence[Mapping[int, s.Use]]
) -> list[Diagnostic]:
    order = sorted(range(len(documents)), key=lambda n: (documents[n].title, documents[n].file))
    faults = []
    for path in circles({number: list(uses[number]) for number in order}):
        following = [*path[1:], path[0]]
        places = [uses[one][other].place for one, other in zip(path, following, strict=True)]
        faults.append(faults_names.cyclic_use([documents[n].title for n in path], places))
    return faults


def _same_policy_twice(documents: Sequence[Document]) -> list[Diagnostic]:
    first: dict[tuple[str, object], Document] = {}
    faults = []
    for standing in sorted(documents, key=lambda d: d.file):
        if standing.header is None:
            continue
        key = fold(standing.title), version_key(standing.version)
        other = first.setdefault(key, standing)
        if other is not standing:
            faults.append(
                faults_names.same_policy_twice(
                    standing.title, standing.version, standing.place, other.place
                )
            )
    return faults


def _parsed(gathered: _Gathered) -> tuple[list[s.Policy], list[Diagnostic]]:
    """Every policy, read with the phrases of those that it uses."""
    policies: list[s.Policy] = []
    diagnostics: list[Diagnostic] = []
    for standing, seen in zip(gathered.documents, gathered.visible(), strict=True):
        visible = (gathered.documents[number].outline.phrases for number in seen)
        known = standing.outline.phrases.union(*visible)
        parsed = parse_sections(standing.sections, standing.file, known)
        diagnostics += parsed.diagnostics
        if parsed.policy is not None:
            policies.append(parsed.policy)
    return policies, diagnostics
