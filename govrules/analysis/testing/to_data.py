"""Coverage as data that JSON can hold."""

from __future__ import annotations

from typing import Any

from govrules.analysis.testing.coverage import Coverage
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


def place_data(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column}
