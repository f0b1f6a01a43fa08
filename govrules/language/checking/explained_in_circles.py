"""Find words that are explained by each other: definitions, tables and figures in a circle."""

from __future__ import annotations

from collections.abc import Iterable

from govrules.language.checking.circles import circles
from govrules.language.checking.names import fold
from govrules.language.checking.scope import Key, Pending, Words
from govrules.language.faults import types as faults_types
from govrules.model.diagnostic import Diagnostic
from govrules.model.place import Place
from govrules.model.policy import Table, Term


def circle_faults(words: Words, tables: Iterable[Table]) -> list[Diagnostic]:
    """One fault for each circle, with the places of all that stand in it."""
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
    return faults


def _derived(word: Key, words: Words) -> Key:
    """A term that a table works out stands for the table."""
    if word[0] == "term":
        term = words.found.get(word[1])
        if isinstance(term, Term) and term.worked_out_by is not None:
            return "table", fold(term.worked_out_by)
    return word
