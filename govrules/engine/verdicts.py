"""The verdict of a set of outcomes, each worked out once from what durable-rules decided.

It depends on which outcomes of rules there are, not on which rules have them: every node between
the rules and the verdict is an `or` over all the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import RLock

from govrules.compiler.from_policy import VERDICTS, verdict_node
from govrules.engine.durable.fork import renew_after_fork
from govrules.engine.durable.memory import NodeTables
from govrules.engine.telling.outcomes import Outcomes
from govrules.errors import EngineFault
from govrules.model.decision import Verdict
from govrules.model.kleene import FALSE, TRUE

_MOST_VERDICTS = 4_096

Key = tuple[tuple[bool, ...], bytes]


class Verdicts:
    """The verdicts of one rulebook, by packed outcomes. Safe to use from several threads."""

    def __init__(self, tables: NodeTables, outcomes: Outcomes) -> None:
        self._tables = tables
        self._rules, self._defined = outcomes.rules, outcomes.defined
        self._core = len(outcomes.core)
        self._kept: dict[Key, tuple[Verdict, bool]] = {}
        """With each verdict, whether the findings tell all that led to it."""
        self._seen = b""
        self._lock = RLock()
        renew_after_fork(self)

    def after_fork(self) -> None:
        self._lock = RLock()

    def told_by_findings(self, cells: bytes) -> Verdict | None:
        """The verdict, where it is known and nothing has to be told besides the findings."""
        verdict, tells_all = self._kept.get(self._key(cells), (None, False))
        return verdict if tells_all else None

    def of(self, cells: bytes, inputs: Callable[[], Mapping[str, int]]) -> Verdict:
        """The verdict; `inputs` gives the truth of every atom, for one not yet known."""
        key = self._key(cells)
        verdict, _ = self._kept.get(key, (None, False))
        if verdict is None:
            verdict = self._new(inputs())
            if len(self._kept) >= _MOST_VERDICTS:
                self._kept.clear()
            self._kept[key] = verdict, self._tells_all(verdict, cells)
        return verdict

    def _key(self, cells: bytes) -> Key:
        """Which of the outcomes seen so far some rule has, and all else that the verdict reads."""
        rules = cells[: self._rules]
        new = rules.translate(None, self._seen)
        if new:
            with self._lock:
                self._seen += bytes(set(new) - set(self._seen))
        return tuple([code in rules for code in self._seen]), cells[self._defined : self._core]

    def _tells_all(self, verdict: Verdict, cells: bytes) -> bool:
        """Whether there is no conflict to name, and no fact that could yet take the choice outside
        the policies: nothing, then, that is not in the findings themselves."""
        if cells[self._defined] != FALSE:
            return False
        applies = any(code % 3 == TRUE for code in cells[: self._rules])
        return applies or verdict != Verdict.COMPLIES

    def _new(self, inputs: Mapping[str, int]) -> Verdict:
        values = self._tables.evaluate(inputs)
        held = [verdict for verdict in VERDICTS if values[verdict_node(verdict)] == TRUE]
        if len(held) != 1:
            raise EngineFault(f"the engine gave {len(held)} verdicts instead of one: {held}")
        return Verdict(held[0])
