"""Say what the scenarios of a policy reach, and what they do not."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from govrules.analysis.testing.coverage import Coverage
from govrules.analysis.testing.points import KINDS, Point
from govrules.cli.streams import plain, say

_PLURALS = {
    "rule": "rules",
    "exception": "exceptions",
    "definition": "definitions",
    "table row": "table rows",
    "boundary": "boundaries",
    "duty": "duties",
    "who decides": "who decides",
    "verdict": "verdicts",
    "portfolio rule": "portfolio rules",
    "comparison": "comparisons",
}


def say_coverage(found: Coverage) -> None:
    """The score, the kinds of points, and each point that is not reached, with its place."""
    total = len(found.points)
    if not total:
        say(plain(f"coverage  {found.file}: nothing that a scenario could reach"))
        return
    score = f"{found.reached:,} of {total:,} points reached, {found.percent:g}%"
    say(plain(f"coverage  {found.file}: {score}"))
    every = Counter(each.point.kind for each in found.points)
    missed = Counter(point.kind for point in found.missed)
    for kind in KINDS:
        if every[kind]:
            count = f"{every[kind] - missed[kind]:,} of {every[kind]:,}"
            say(f"  {_PLURALS[kind]:<16}{count}")
    if missed:
        say("  not reached:")
        in_order = sorted(found.missed, key=lambda point: point.place)
        for _, points in groupby(in_order, key=lambda point: (point.place, _subject(point))):
            _say_missed(list(points))


def _say_missed(points: list[Point]) -> None:
    """Points of one thing in one line: `rule C2: breached, departed from`."""
    first = points[0]
    what = ", ".join("" if point.kind == "verdict" else point.what for point in points)
    say(plain(f"    {first.place} {_subject(first)}{what and f': {what}'}"))


def _subject(point: Point) -> str:
    if point.kind == "boundary":
        return f'"{point.words}" ({point.label})'
    if point.kind == "exception" and point.words:
        return f'exception "{point.words}" of {point.label}'
    if point.kind == "exception":
        return f"rule {point.label}"
    if point.kind == "verdict":
        return f'verdict "{point.label}"'
    kind = {"table row": "table", "definition": "", "who decides": ""}.get(point.kind, point.kind)
    return f"{kind} {point.label}".strip()
