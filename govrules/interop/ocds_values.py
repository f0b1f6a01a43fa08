"""Choose the value of a process, tell net from gross, and set placeholders aside.

The contract's value is taken, else the award's, else the tender's. Where there are several lots,
awards or contracts, their values are not added up, because a framework often repeats its total in
each: the value of the whole tender is taken instead, and a note says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from govrules.interop import ocds_codes as codes
from govrules.interop.ocds_tree import Tree, branch, branches, number, words

PLACEHOLDERS: Final = frozenset(
    Decimal(text)
    for text in (
        "999999", "9999999", "99999999", "999999999", "1234567", "12345678", "123456789",
        "111111", "1111111", "750000000",
    )
)  # fmt: skip
"""Sums that stand in registers where no value was to be told."""

SMALLEST: Final = Decimal(1)
"""£1 or less is no price of a contract: 0, 0.01 and 1 are written where a value is required."""

LARGEST_BELOW_THRESHOLD: Final = Decimal(5_372_609)
"""No contract above the highest threshold is below it: then the sum or the label is wrong."""


@dataclass(frozen=True, slots=True)
class Values:
    """What is known of the value, in pounds."""

    net: Decimal | None = None
    gross: Decimal | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Step:
    """A stage of the process, and the value stated there."""

    name: str
    value: Tree


def values_of(release: Tree, *, below_threshold: bool) -> Values:
    """The value of the process. `below_threshold` is true where the notice says that it is."""
    steps, notes = _steps(release)
    for step in steps:
        values = _values_at(step, words(release, "ocid"), below_threshold)
        notes += values.notes
        if values.net is not None or values.gross is not None:
            more = _about(release, step)
            return Values(values.net, values.gross, (*notes, *more))
    return Values(notes=notes)


def live(items: tuple[Tree, ...]) -> tuple[Tree, ...]:
    """The contracts or awards that were not withdrawn."""
    return tuple(item for item in items if words(item, "status") not in _WITHDRAWN)


_WITHDRAWN = ("cancelled", "unsuccessful", "terminated")


def _steps(release: Tree) -> tuple[list[_Step], tuple[str, ...]]:
    """The stages whose value may be taken, the latest first."""
    tender = branch(release, "tender")
    stages = {name: live(branches(release, f"{name}s")) for name in ("contract", "award")}
    counts = {"lots": len(branches(tender, "lots"))}
    counts |= {f"{name}s": len(items) for name, items in stages.items()}
    whole = _Step("tender", branch(tender, "value"))
    parts = next((f"{count} {name}" for name, count in counts.items() if count > 1), "")
    if parts and any(stages.values()):
        return [whole], (f"the values of {parts}: they are not added up",)
    single = [_Step(name, branch(items[0], "value")) for name, items in stages.items() if items]
    return [*single, whole], ()


def _values_at(step: _Step, ocid: str, below_threshold: bool) -> Values:
    currency = words(step.value, "currency")
    if currency not in ("", "GBP"):
        return Values(notes=(f"the value of the {step.name}: it is in {currency[:10]}",))
    amount, notes = _sum(step, "amount", below_threshold)
    gross, more = _sum(step, "amountGross", below_threshold)
    notes += more
    if gross is not None and amount is not None and gross < amount:
        odd = f"the gross value of the {step.name}: it is less than the net one"
        gross, notes = None, (*notes, odd)
    known = ocid[:11] in codes.PUBLISHERS_NET_OF_VAT or "amountGross" in step.value
    if amount is not None and not known:
        amount = None
        notes += (f"the value of the {step.name}: it is not said whether VAT counts",)
    return Values(amount, gross, notes)


def _sum(step: _Step, key: str, below_threshold: bool) -> tuple[Decimal | None, tuple[str, ...]]:
    """The sum under a key, unless it is a placeholder or absurd."""
    if step.value.get(key) is None:
        return None, ()
    amount = number(step.value, key)
    if amount is None:
        return None, (f"the value of the {step.name}: it is not a number",)
    if amount <= SMALLEST:
        return None, (f"the value of the {step.name}: {pounds(amount)} is a placeholder",)
    if amount in PLACEHOLDERS:
        return None, (f"the value of the {step.name}: {pounds(amount)} looks like a placeholder",)
    if below_threshold and amount > LARGEST_BELOW_THRESHOLD:
        odd = f"{pounds(amount)} cannot be below a threshold, as the notice says"
        return None, (f"the value of the {step.name}: {odd}",)
    return amount, ()


def _about(release: Tree, step: _Step) -> tuple[str, ...]:
    """What a reader should know of a value that was taken."""
    tender = branch(release, "tender")
    notes: tuple[str, ...] = ()
    if step.name == "tender" and branch(tender, "minValue"):
        notes += ("the lower end of the value: the upper end is taken",)
    carriers = (tender, *branches(tender, "lots"), *branches(release, "contracts"))
    if any(item.get("hasOptions") is True or item.get("hasRenewal") is True for item in carriers):
        notes += ("the value of options and renewals: it is not stated by itself",)
    return notes


def pounds(amount: Decimal) -> str:
    return f"£{amount:,f}"


def plain(amount: Decimal) -> Any:
    """As a choice gives money: a whole number, or text with all its digits."""
    if amount == amount.to_integral_value():
        return int(amount)
    return f"{amount.normalize():f}"
