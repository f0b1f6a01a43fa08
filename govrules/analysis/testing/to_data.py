"""Coverage and mutants as data that JSON can hold."""

from __future__ import annotations

from typing import Any

from govrules.analysis.testing.coverage import Coverage
from govrules.analysis.testing.mutants.mutation import Mutation
from govrules.model.place import Place


def coverage_data(found: Coverage) -> dict[str, Any]:
    """Every point with the scenario that reaches it; `reached_by` is null where none does."""
    return {
        "points": len(found.points),
        "reached": found.reached,
        "percent": found.percent,
        "found": [
            {
                "kind": each.point.kind,
                "label": each.point.label,
                "what": each.point.what,
                "words": each.point.words,
                "place": place_data(each.point.place),
                "reached_by": each.reached_by,
            }
            for each in found.points
        ],
    }


def mutation_data(found: Mutation) -> dict[str, Any]:
    """Every mutant that was tried, with its lines before and after, and what became of it."""
    return {
        "changes": found.changes,
        "tried": found.tried,
        "noticed": found.noticed,
        "equivalent": found.equivalent,
        "percent": found.percent,
        "partial": found.partial,
        "found": [
            {
                "kind": each.mutant.kind,
                "place": place_data(each.mutant.place),
                "before": list(each.mutant.lines()[0]),
                "after": list(each.mutant.lines()[1]),
                "outcome": each.outcome,
                "noticed_by": each.noticed_by,
                "scenario": each.telling,
            }
            for each in found.results
        ],
    }


def place_data(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column}
