"""Choose the value of a process, tell net from gross, and set placeholders aside.

The contract's value is taken, else the award's, else the tender's. Where there are several lots,
awards or contracts, their values are not added up, because a framework often repeats its total in
each: the value of the whole tender is taken instead, and a note says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from govrules.interop.ocds import codes
from govrules.interop.ocds.answers import Answer, Why
from govrules.interop.ocds.tree import (
    Origin,
    Tree,
    branch,
    branches,
    number,
    origin,
    origins,
    words,
)

_DUMMY: Final = re.compile(r"9{6,}(\.9+)?|1{6,}(\.1+)?|1234567(8(90?)?)?|750000000")
"""Sums that stand in registers where no value was to be told: 999,999 or 1,234,567."""

SMALLEST: Final = Decimal(1)
"""£1 or less is no price of a contract: 0, 0.01 and 1 are written where a value is required."""

LARGEST: Final = Decimal(100_000_000_000)
"""No council's contract is worth £100 billion, which is more than all of them spend in a year."""

LARGEST_BELOW_THRESHOLD: Final = Decimal(5_372_609)
"""No contract above the highest threshold is below it: then the sum or the label is wrong."""


@dataclass(frozen=True, slots=True)
class Values:
    """What is known of the value, in pounds."""

    net: Answer
    gross: Answer


@dataclass(frozen=True, slots=True)
class _Step:
    """A stage of the process, and the value stated there."""

    name: str
    value: Tree


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum that was taken or refused, and why."""

    amount: Decimal | None = None
    at: tuple[Origin, ...] = ()
    why: Why | None = None
    notes: tuple[str, ...] = ()


def values_of(release: Tree, *, below_threshold: bool) -> Values:
    """The value of the process. `below_threshold` is true where the notice says that it is."""
    steps, notes = _steps(release)
    net = gross = _Sum()
    refused: list[tuple[_Sum, _Sum]] = []
    for step in steps:
        net, gross = _values_at(step, words(release, "ocid"), below_threshold)
        notes += (*net.notes, *gross.notes)
        if net.amount is not None or gross.amount is not None:
            notes += _about(release, step)
            break
        refused.append((net, gross))
    else:
        notes += ("the value: none is stated",)
        net = next((sums[0] for sums in refused if sums[0].why), net)
        gross = next((sums[1] for sums in refused if sums[1].why), gross)
    said = tuple(dict.fromkeys(notes))
    return Values(_answer(net, said), _answer(gross, said))


def _answer(found: _Sum, notes: tuple[str, ...]) -> Answer:
    if found.amount is None:
        return Answer(None, found.at, found.why or Why.NOT_STATED, notes)
    return Answer(plain(found.amount), found.at, None, notes)


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


def _values_at(step: _Step, ocid: str, below_threshold: bool) -> tuple[_Sum, _Sum]:
    """The net and the gross sum of a step."""
    currency = words(step.value, "currency")
    if currency not in ("", "GBP"):
        note = f"the value of the {step.name}: it is in {currency[:10]}"
        at = origins((step.value, "amount"), (step.value, "currency"))
        return _Sum(None, at, Why.AMBIGUOUS, (note,)), _Sum()
    net = _sum(step, "amount", below_threshold)
    gross = _sum(step, "amountGross", below_threshold)
    if gross.amount is not None and net.amount is not None and gross.amount < net.amount:
        odd = f"the gross value of the {step.name}: it is less than the net one"
        gross = _Sum(None, gross.at, Why.AMBIGUOUS, (odd,))
    known = ocid[:11] in codes.PUBLISHERS_NET_OF_VAT or "amountGross" in step.value
    if net.amount is not None and not known:
        note = f"the value of the {step.name}: it is not said whether VAT counts"
        net = _Sum(None, net.at, Why.AMBIGUOUS, (note,))
    return net, gross


def _sum(step: _Step, key: str, below_threshold: bool) -> _Sum:
    """The sum under a key, unless it is a placeholder or absurd."""
    if step.value.get(key) is None:
        return _Sum()
    at = (origin(step.value, key),)
    amount = number(step.value, key)
    if amount is None:
        note = f"the value of the {step.name}: it is not a number, or has too many digits"
        return _Sum(None, at, Why.AMBIGUOUS, (note,))
    if odd := doubt_of(amount):
        return _Sum(None, at, Why.PLACEHOLDER, (f"the value of the {step.name}: {odd}",))
    if below_threshold and amount > LARGEST_BELOW_THRESHOLD:
        odd = f"{pounds(amount)} cannot be below a threshold, as the notice says"
        return _Sum(None, at, Why.PLACEHOLDER, (f"the value of the {step.name}: {odd}",))
    return _Sum(amount, at)


def doubt_of(amount: Decimal) -> str:
    """Why a sum is not believed to be the value of a contract; empty when it is."""
    if amount <= SMALLEST:
        return f"{pounds(amount)} is a placeholder"
    if _DUMMY.fullmatch(f"{amount.normalize():f}"):
        return f"{pounds(amount)} looks like a placeholder"
    if amount >= LARGEST:
        return f"{pounds(amount)} is absurd"
    return ""


def options_value(release: Tree) -> Answer:
    """Nought, where every part says that it has neither options nor renewals; else not known."""
    carriers = _carriers(release)
    flags = [
        (item, key) for item in carriers for key in ("hasOptions", "hasRenewal") if key in item
    ]
    at = origins(*flags)
    if any(item.get(key) is True for item, key in flags):
        note = "the value of options and renewals: it is not stated by itself"
        return Answer(None, at, Why.AMBIGUOUS, (note,))
    stated = [item for item in carriers if item.get("hasOptions") is False]
    renewed = [item for item in carriers if item.get("hasRenewal") is False]
    if carriers and len(stated) == len(renewed) == len(carriers):
        return Answer(0, at)
    return Answer(None, at, Why.NOT_STATED)


def _carriers(release: Tree) -> tuple[Tree, ...]:
    """The lots where there are some, else the tender, and each contract that says anything."""
    tender = branch(release, "tender")
    parts = branches(tender, "lots") or ((tender,) if tender else ())
    said = tuple(
        item
        for item in (tender, *branches(release, "contracts"))
        if ("hasOptions" in item or "hasRenewal" in item) and item not in parts
    )
    return (*parts, *said)


def _about(release: Tree, step: _Step) -> tuple[str, ...]:
    """What a reader should know of a value that was taken."""
    tender = branch(release, "tender")
    if step.name == "tender" and branch(tender, "minValue"):
        return ("the lower end of the value: the upper end is taken",)
    return ()


def pounds(amount: Decimal) -> str:
    return f"£{amount:,f}"


def plain(amount: Decimal) -> Any:
    """As a choice gives money: a whole number, or text with all its digits."""
    if amount == amount.to_integral_value():
        return int(amount)
    return f"{amount.normalize():f}"
