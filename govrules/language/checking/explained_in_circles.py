"""Find words explained by each other in a circle, or in too long a chain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from govrules.language import syntax as s
from govrules.language.checking.chains import LONGEST, MOST_LEVELS, too_long
from govrules.language.checking.circles import circles
from govrules.language.checking.names import fold
from govrules.language.checking.scope import Key, Pending, Words
from govrules.language.faults import relations as faults_relations
from govrules.language.faults import types as faults_types
from govrules.language.parsing.depth import inside
from govrules.model.diagnostic import Diagnostic
from govrules.model.place import Place
from govrules.model.policy import Table, Term


def circle_faults(
    words: Words, tables: Iterable[Table], policies: Sequence[s.Policy]
) -> list[Diagnostic]:
    """One fault for each circle, with the places of all in it; without any, the long chains."""
    graph: dict[Key, dict[Key, None]] = {}
    names: dict[Key, tuple[str, Place]] = {}
    for table in tables:
        names["table", fold(table.label)] = (f"table {table.label}", table.place)
    for phrase, found in words.found.items():
        if isinstance(found, Pending):
            names["definition", phrase] = (found.node.name.text, found.node.name.place)
        elif not isinstance(found, Term):
            names["figure", phrase] = (found.name, found.place)
    for reading in words.readings:
        reads = _derived(reading.word, words)
        if reads in names and reading.reader in names:
            graph.setdefault(reading.reader, {})[reads] = None
    edges = {key: list(graph.get(key, {})) for key in sorted(names)}
    faults = []
    for path in circles(edges):
        phrases = [names[key][0] for key in path]
        faults.append(faults_types.circle(phrases, [names[key][1] for key in path]))
    return faults or _chain_faults(edges, names, policies)


def _chain_faults(
    edges: Mapping[Key, Sequence[Key]],
    names: Mapping[Key, tuple[str, Place]],
    policies: Sequence[s.Policy],
) -> list[Diagnostic]:
    """The chains with too many words; where there are none, those that nest too deep."""

    def told(chain: Sequence[Key]) -> tuple[list[str], list[Place]]:
        return [names[key][0] for key in chain], [names[key][1] for key in chain]

    faults = [
        faults_relations.long_chain(*told(chain), LONGEST) for chain, _ in too_long(edges, LONGEST)
    ]
    if faults:
        return faults
    items = [item for policy in policies for item in policy.items]
    levels = {_key(item): _levels(item) for item in items if _key(item) in edges}
    return [
        faults_relations.deep_chain(*told(chain), weight, MOST_LEVELS)
        for chain, weight in too_long(edges, MOST_LEVELS, levels)
    ]


def _key(item: s.Item) -> Key:
    match item:
        case s.Definition(name=name):
            return "definition", fold(name.text)
        case s.Table(label=label):
            return "table", fold(label)
    return "", ""


_TABLE_LEVELS = 4
"""A table looks at its rows and cells before anything is worked out."""
_LEVELS = (s.Arithmetic, s.FirstKnown, s.Elapsed, s.Aggregate)


def _levels(item: s.Item) -> int:
    """What a definition or table adds to the depth of a chain: itself and its calculations."""
    deepest = 0
    waiting: list[tuple[s.Node, int]] = [(item, 0)]
    while waiting:
        node, depth = waiting.pop()
        depth += isinstance(node, _LEVELS)
        deepest = max(deepest, depth)
        waiting += [(inner, depth) for inner in inside(node)]
    return deepest + (_TABLE_LEVELS if isinstance(item, s.Table) else 1)


def _derived(word: Key, words: Words) -> Key:
    """A term that a table works out stands for the table."""
    if word[0] == "term":
        term = words.found.get(word[1])
        if isinstance(term, Term) and term.worked_out_by is not None:
            return "table", fold(term.worked_out_by)
    return word
