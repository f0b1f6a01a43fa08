"""Say which small changes to a policy its scenarios notice, and which they do not."""

from __future__ import annotations

from collections import Counter

from govrules.analysis.testing.mutants.changes import KINDS
from govrules.analysis.testing.mutants.mutant import MutantResult
from govrules.analysis.testing.mutants.mutation import Mutation
from govrules.cli.streams import plain, say

_NAMES = {
    "figure": "figures",
    "date": "dates",
    "comparison": "comparisons",
    "and or or": "and, or",
    "exception dropped": "exceptions dropped",
    "rule dropped": "rules dropped",
    "norm weakened": "norms weakened",
    "row dropped": "rows dropped",
    "decider dropped": "deciders dropped",
    "sign-off dropped": "sign-offs dropped",
}


def say_mutation(found: Mutation) -> None:
    """The score, the kinds of changes, and each change that no scenario notices."""
    if not found.results:
        say(plain(f"changes   {found.file}: nothing that a small change could be made to"))
        return
    score = f"{found.noticed:,} of {found.counted:,} small changes noticed, {found.percent:g}%"
    say(plain(f"changes   {found.file}: {score}{_drawn(found)}"))
    every = Counter(each.mutant.kind for each in found.results if each.outcome != "equivalent")
    missed = Counter(each.mutant.kind for each in found.survivors)
    for kind in KINDS:
        if every[kind]:
            say(f"  {_NAMES[kind]:<20}{every[kind] - missed[kind]:,} of {every[kind]:,}")
    if found.equivalent:
        one = found.equivalent == 1
        what, are = ("makes", "is") if one else ("make", "are")
        say(f"  {found.equivalent:,} that {what} no difference to any choice {are} not counted")
    if found.survivors:
        say("  not noticed:")
        for each in sorted(found.survivors, key=lambda each: each.mutant.place):
            _say_survivor(each)


def _drawn(found: Mutation) -> str:
    tried = f"{found.tried:,} of {found.changes:,} tried"
    if found.partial:
        return f" ({tried}, then interrupted)"
    return f" ({tried})" if found.tried < found.changes else ""


def _say_survivor(result: MutantResult) -> None:
    """Where it is, its lines before and after, and a scenario that would notice it."""
    say(plain(f"    {result.mutant.place} {result.mutant.kind}"))
    before, after = result.mutant.lines()
    for mark, lines in (("-", before), ("+", after)):
        for line in lines:
            say(plain(f"      {mark} {line.strip()}"))
    if result.telling is None:
        say("      no choice was found that would tell the two apart")
        return
    say("      a scenario that would notice it:")
    for line in result.telling.splitlines():
        say(plain(f"        {line}"))
