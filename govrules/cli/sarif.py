"""Write the faults of policies as SARIF 2.1.0, which code hosts and editors show in place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from govrules.language.codes import CodeInfo, all_codes
from govrules.model.diagnostic import Diagnostic, severity_of
from govrules.model.place import Place
from govrules.model.version import __version__

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

Sarif = dict[str, Any]


def to_sarif(diagnostics: Sequence[Diagnostic]) -> Sarif:
    """A SARIF log with one run; its rules are the codes that were found."""
    pages = all_codes()
    codes = sorted({diagnostic.code for diagnostic in diagnostics})
    driver = {
        "name": "govrules",
        "version": __version__,
        "rules": [_rule(code, pages.get(code)) for code in codes],
    }
    results = [_result(diagnostic, codes.index(diagnostic.code)) for diagnostic in diagnostics]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, page: CodeInfo | None) -> Sarif:
    title = page.title if page is not None else code
    text = page.explanation if page is not None else title
    return {
        "id": code,
        "shortDescription": {"text": title},
        "fullDescription": {"text": text},
        "help": {"text": text},
        "helpUri": f"docs/diagnostics/{code}.md",
        "defaultConfiguration": {"level": severity_of(code)},
    }


def _result(diagnostic: Diagnostic, rule: int) -> Sarif:
    result: Sarif = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": diagnostic.severity,
        "message": {"text": diagnostic.message},
        "locations": [_location(diagnostic.place)] if diagnostic.place.file else [],
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {"id": number, **_location(related.place), "message": {"text": related.note}}
            for number, related in enumerate(diagnostic.related)
        ]
    return result


def _location(place: Place) -> Sarif:
    physical: Sarif = {"artifactLocation": {"uri": _uri(place.file)}}
    if place.line >= 1:
        physical["region"] = {
            "startLine": place.line,
            "startColumn": max(place.column, 1),
            "endLine": max(place.end_line, place.line),
            "endColumn": max(place.end_column, 1),
        }
    return {"physicalLocation": physical}


def _uri(file: str) -> str:
    path = Path(file)
    quoted = quote(path.as_posix(), errors="surrogateescape")
    return f"file://{quoted}" if path.is_absolute() else quoted
