"""What plain choices that give every fact come to, looked up by their codes (`compiler.lanes`).

The codes of a few neighbouring outcomes are the key; what durable-rules decided, in the tables that
the other ways look into, is put in when a key is met for the first time. The codes settle the
outcomes, so what was put in for one choice holds for every other with the same codes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from struct import Struct
from typing import TYPE_CHECKING, Any

from govrules.model.decision import Finding, Verdict

if TYPE_CHECKING:
    from govrules.compiler.to_lanes import LaneCodes

PLAIN_CHECKS = 200
"""So many checks of a period go by before the codes, which take a while to prepare, pay."""
_TOGETHER = 4
_MOST_TOGETHER = 512
_MOST_VERDICTS = 4_096


Found = tuple[Verdict, tuple[Finding, ...], bytes]
"""The verdict, the findings and the packed outcomes that come after those of the rules."""


class LaneTable:
    """The look-up for the choices of one period. Safe to use from several threads."""

    def __init__(self, prepare: Callable[[], LaneCodes | None], rules: int, defined: int) -> None:
        self._prepare = prepare
        self._rules, self._defined = rules, defined
        self._waited = 0
        self._parts: Callable[[Mapping[str, Any]], tuple[bytes, ...] | None] = lambda choice: None
        self._groups: tuple[dict[bytes, tuple[Any, ...]], ...] = ()
        """By the codes of a few rules: the kind of their outcomes, and their findings."""
        self._rest: tuple[dict[bytes, bytes], ...] = ()
        self._verdicts: dict[tuple[frozenset[int], bytes], Verdict] = {}
        self._kinds: dict[bytes, int] = {}
        """A number for each set of outcomes; one that a thread drew in vain is not used."""
        self._numbers = count()
        self.look_up: Callable[[Mapping[str, Any]], Found | None] = self._not_yet
        """What a choice comes to; None where that is not known or needs more care."""

    def learn(
        self, choice: Mapping[str, Any], cells: bytes, findings: Sequence[Finding], verdict: Verdict
    ) -> None:
        """Keep what a choice came to that could not be looked up."""
        parts = self._parts(choice)
        if parts is None:
            return
        kinds = set()
        for place, (start, end) in enumerate(_cuts(0, self._rules)):
            outcomes = bytes(sorted(set(cells[start:end])))
            kind = self._kinds.setdefault(outcomes, next(self._numbers))
            kinds.add(kind)
            _keep(self._groups[place], parts[place], (kind, *findings[start:end]))
        places = range(len(self._groups), len(parts))
        for place, (start, end) in zip(places, _cuts(self._rules, len(cells)), strict=True):
            _keep(self._rest[place - len(self._groups)], parts[place], cells[start:end])
        if len(self._verdicts) < _MOST_VERDICTS:
            self._verdicts[frozenset(kinds), cells[self._defined :]] = verdict

    def _not_yet(self, _choice: Mapping[str, Any]) -> None:
        self._waited += 1
        if self._waited >= PLAIN_CHECKS:
            self.look_up = _nothing  # for other threads meanwhile, and for good without lanes
            lanes = self._prepare()
            if lanes is not None and self._rules:
                self._start(lanes)

    def _start(self, lanes: LaneCodes) -> None:
        cuts = [*_cuts(0, self._rules), *_cuts(self._rules, len(lanes.sizes))]
        sizes = [sum(lanes.sizes[start:end]) for start, end in cuts]
        cut = Struct("".join(f"{size}s" for size in sizes)).unpack
        rules = sum(1 for _ in _cuts(0, self._rules))
        self._groups = tuple({} for _ in range(rules))
        self._rest = tuple({} for _ in sizes[rules:])
        self._parts = lanes.function(["return cut(codes)"], {"cut": cut})
        tables = {f"t{place}": table for place, table in enumerate((*self._groups, *self._rest))}
        found = [f"t{place}[p{place}]" for place in range(len(sizes))]
        rest = found[rules:]
        lines = [
            f"{', '.join(f'p{place}' for place in range(len(sizes)))}, = cut(codes)",
            f"findings = [*{', *'.join(found[:rules])}]",
            f"kinds = frozenset(findings[::{_TOGETHER + 1}])",
            f"del findings[::{_TOGETHER + 1}]",
            f"rest = {rest[0]}" if len(rest) == 1 else f"rest = b''.join(({', '.join(rest)}))",
            f"verdict = verdicts[kinds, rest[{self._defined - self._rules}:]]",
            "return verdict, tuple(findings), rest",
        ]
        scope = {"cut": cut, "verdicts": self._verdicts, **tables}
        self.look_up = lanes.function(lines, scope)  # last: other threads may look up meanwhile


def _nothing(_choice: Mapping[str, Any]) -> None:
    """Nothing is looked up."""


def _cuts(start: int, end: int) -> Iterator[tuple[int, int]]:
    """The places of outcomes that are looked up together."""
    return ((at, min(at + _TOGETHER, end)) for at in range(start, end, _TOGETHER))


def _keep(table: dict[bytes, Any], codes: bytes, what: object) -> None:
    if len(table) < _MOST_TOGETHER:
        table[codes] = what
