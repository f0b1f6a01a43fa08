"""Put what a solver answered into a finding, or into what was not settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from govrules.analysis.finding import Finding, Found, Unsettled, Witness
from govrules.analysis.solving.solver import Model, NotSettled
from govrules.model.diagnostic import Related
from govrules.model.place import Place
from govrules.model.policy import Rule


@dataclass(frozen=True, slots=True)
class Claim:
    """What a check is about to claim: `what` follows "not settled: " if it cannot be proved."""

    code: str
    what: str
    place: Place
    about: tuple[str, ...]

    def unsettled(self, answer: NotSettled | Model | None) -> Iterator[Found]:
        """That it is not settled, where the answer is not one."""
        if isinstance(answer, NotSettled):
            yield Unsettled(self.code, self.what, answer.why, self.about, self.place)

    def finding(
        self,
        message: str,
        *,
        related: Iterable[Related] = (),
        witness: Witness | None = None,
        suggestion: str = "",
    ) -> Finding:
        return Finding(
            self.code, message, self.place, self.about, tuple(related), witness, suggestion
        )


def related_rule(rule: Rule) -> Related:
    return Related(rule.place, f'here is rule {rule.label} "{rule.title}"')
