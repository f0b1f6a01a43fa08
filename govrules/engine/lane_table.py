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
    from govrules.compiler.lanes import Group
    from govrules.compiler.to_lanes import LaneCodes

PLAIN_CHECKS = 200
"""So many checks of a period go by before the codes, which take a while to prepare, pay."""
_MOST_TOGETHER = 512
_MOST_VERDICTS = 4_096
_LONGEST_LINE = 50
"""So many look-ups in one expression: Python's compiler nests as deep as they are many."""

Found = tuple[Verdict, tuple[Finding, ...], bytes]
"""The verdict, the findings and the packed outcomes that come after those of the rules."""
Table = list[Any] | dict[bytes, Any]
"""What the codes of a group come to: by their byte; by their bytes where they take several."""


class LaneTable:
    """The look-up for the choices of one period. Safe to use from several threads."""

    def __init__(self, prepare: Callable[[], LaneCodes | None], rules: int, defined: int) -> None:
        self._prepare = prepare
        self._rules, self._defined = rules, defined
        self._waited = 0
        self._parts: Callable[[Mapping[str, Any]], tuple[Any, ...] | None] = lambda choice: None
        self._groups: tuple[Group, ...] = ()
        self._kinds: tuple[Table, ...] = ()
        """Of each group, by its codes: a bit for all in its outcomes that the verdict reads."""
        self._found: tuple[Table, ...] = ()
        """Of each group, by its codes: the findings, or the outcomes if they are not of rules."""
        self._verdicts: dict[int, Verdict] = {}
        self._bits: dict[object, int] = {}
        """Bits of the kinds; one that a thread drew in vain is not used."""
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
        kinds = 0
        for place, (group, codes) in enumerate(zip(self._groups, parts, strict=True)):
            kind = self._kind(group, cells)
            kinds |= kind
            _keep(self._kinds[place], codes, kind)  # before what another thread waits for
            those = findings if group.start < self._rules else cells
            _keep(self._found[place], codes, those[group.start : group.end])
        if len(self._verdicts) < _MOST_VERDICTS:
            self._verdicts[kinds] = verdict

    def _kind(self, group: Group, cells: bytes) -> int:
        """The bits of a group's outcomes. Which of the rules has an outcome does not matter to the
        verdict, nor do the definitions."""
        kind = 0
        for place in range(group.start, group.end):
            if not self._rules <= place < self._defined:
                outcome = cells[place] if place < self._rules else (place, cells[place])
                kind |= self._bits.setdefault(outcome, 1 << next(self._numbers))
        return kind

    def _not_yet(self, _choice: Mapping[str, Any]) -> None:
        self._waited += 1
        if self._waited >= PLAIN_CHECKS:
            self.look_up = _nothing  # for other threads meanwhile, and for good without lanes
            lanes = self._prepare()
            if lanes is not None and self._rules:
                self._start(lanes)

    def _start(self, lanes: LaneCodes) -> None:
        self._groups = groups = lanes.groups
        self._kinds, self._found = tuple(map(_table, groups)), tuple(map(_table, groups))
        cut = Struct("".join(map(_format, groups))).unpack
        self._parts = lanes.function(["return cut(codes)"], {"cut": cut})
        places = range(len(groups))
        kinds = [f"k{place}[p{place}]" for place in places]
        found = [f"t{place}[p{place}]" for place in places]
        rules = sum(group.start < self._rules for group in groups)
        lines = [
            f"{''.join(f'p{place}, ' for place in places)} = cut(codes)",
            f"findings = ({''.join(f'*{each}, ' for each in found[:rules])})",
            "kinds = 0",
            *(f"kinds |= {' | '.join(some)}" for some in _lines(kinds)),
            f"rest = {_joined(found[rules:])}",
            "return verdicts[kinds], findings, rest",
        ]
        scope = {"cut": cut, "verdicts": self._verdicts}
        scope |= {f"k{place}": table for place, table in enumerate(self._kinds)}
        scope |= {f"t{place}": table for place, table in enumerate(self._found)}
        self.look_up = lanes.function(lines, scope)  # last: other threads may look up meanwhile


def _nothing(_choice: Mapping[str, Any]) -> None:
    """Nothing is looked up."""


def _lines(parts: Sequence[str]) -> Iterator[Sequence[str]]:
    """A few at a time."""
    return (parts[at : at + _LONGEST_LINE] for at in range(0, len(parts), _LONGEST_LINE))


def _joined(parts: Sequence[str]) -> str:
    """The bytes, one after the other; a TypeError or KeyError if a part is not known."""
    return f"b''.join(({', '.join(parts)},))" if parts else "b''"


def _table(group: Group) -> Table:
    return [None] * 256 if group.after - group.first == 1 else {}


def _format(group: Group) -> str:
    size = group.after - group.first
    return "B" if size == 1 else f"{size}s"


def _keep(table: Any, codes: Any, what: object) -> None:
    if isinstance(table, list) or len(table) < _MOST_TOGETHER:
        table[codes] = what
