"""Tell what the award does to a limit: a breach that it causes or worsens is not one that stood."""

from __future__ import annotations

from collections.abc import Iterable

from govrules.engine.portfolio.bounds import Bounds
from govrules.engine.portfolio.headroom import asked
from govrules.model.decision import Status
from govrules.model.policy import PortfolioNorm
from govrules.model.portfolio import Effect

NOT_KEPT = (Status.BREACHED, Status.DEPARTED)
_GRAVEST_FIRST: tuple[Effect, ...] = ("caused", "perhaps caused", "worsened", "stands", "eased")


def norm_effect(norm: PortfolioNorm, before: Bounds | None, after: Bounds | None) -> Effect:
    """Whether a norm that was not kept before is further from being kept after the award."""
    if before == after:
        return "stands"
    if before is None or after is None:
        return "worsened"
    relation = asked(norm)
    if relation in ("<", "<="):
        worse = after.low > before.low or after.high > before.high
    elif relation in (">", ">="):
        worse = after.low < before.low or after.high < before.high
    else:
        worse = True
    return "worsened" if worse else "eased"


def status_effect(before: Status, after: Status, norms: Iterable[Effect]) -> Effect | None:
    """What the award does to a rule in one group; `norms` are the effects on those not kept."""
    if after in NOT_KEPT:
        if before == Status.UNDETERMINED:
            return "perhaps caused"
        if before not in NOT_KEPT or (before, after) == (Status.DEPARTED, Status.BREACHED):
            return "caused"
        return gravest(norms)
    if after == Status.UNDETERMINED:
        return gravest(norms) if before == Status.UNDETERMINED else "perhaps caused"
    return None


def gravest(effects: Iterable[Effect | None]) -> Effect | None:
    found = [effect for effect in effects if effect is not None]
    return min(found, key=_GRAVEST_FIRST.index, default=None)
