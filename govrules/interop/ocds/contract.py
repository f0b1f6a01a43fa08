"""Read the contract itself: indicators, payments, and what an amendment would change."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, localcontext

from govrules.interop.ocds import codes
from govrules.interop.ocds.answers import Answer, ambiguous, found, not_stated, placeholder
from govrules.interop.ocds.notice import Notice
from govrules.interop.ocds.tree import (
    EMPTY,
    Origin,
    Tree,
    branch,
    branches,
    date,
    number,
    origin,
    origins,
    texts,
    words,
)
from govrules.interop.ocds.values import doubt_of, plain

_DIGITS = Decimal("1e-12")
"""The places after the point that a choice may have; fine enough to keep every comparison."""


def kpi_count(notice: Notice) -> Answer:
    metrics = notice.contract.get("agreedMetrics")
    if isinstance(metrics, list | tuple) and metrics:
        return found(len(metrics), Origin(f"{notice.contract.pointer}/agreedMetrics", metrics))
    if words(notice.contract, "noAgreedMetricsRationale"):
        note = "the indicators: a reason is given for publishing none, not whether any are set"
        return ambiguous(note, origin(notice.contract, "noAgreedMetricsRationale"))
    return not_stated()


# --- payments ----------------------------------------------------------------------------------


def payment_amount(notice: Notice) -> Answer:
    """The one payment that is stated, in pounds."""
    payment, several = _payment(notice)
    if several is not None:
        return several
    value = branch(payment, "value")
    at = origins((value, "amount"), (value, "currency"))
    amount = number(value, "amount")
    if amount is None:
        return not_stated()
    if words(value, "currency") not in ("", "GBP"):
        return ambiguous("the payment: it is not in pounds", *at)
    if notice.tree.get("ocid") is None or not _net(notice):
        return ambiguous("the payment: it is not said whether VAT counts", *at)
    if amount <= 0 or "absurd" in doubt_of(amount):
        return placeholder("the payment: it is nothing, or absurd", *at)
    return found(plain(amount), *at)


def _net(notice: Notice) -> bool:
    return words(notice.tree, "ocid")[:11] in codes.PUBLISHERS_NET_OF_VAT


def payment_date(notice: Notice) -> Answer:
    payment, several = _payment(notice)
    if several is not None:
        return several
    day = date(payment, "date")
    return found(day, origin(payment, "date")) if day else not_stated()


def _payment(notice: Notice) -> tuple[Tree, Answer | None]:
    """The only payment of all contracts, or the answer where there are several."""
    payments = [
        payment
        for contract in notice.contracts
        for payment in branches(branch(contract, "implementation"), "transactions")
    ]
    if len(payments) > 1:
        at = (Origin(payment.pointer, payment.parts) for payment in payments[:2])
        return EMPTY, ambiguous(f"the payment: there are {len(payments):,} of them", *at)
    return (payments[0] if payments else EMPTY), None


# --- amendments --------------------------------------------------------------------------------


def decision_kind(notice: Notice) -> Answer:
    """A modification, where a notice of one changes the value or the suppliers."""
    amendment = _proposed(notice)
    if notice.compiled or not amendment:
        return not_stated()
    at = origins(
        (amendment, "value"), (amendment, "suppliersAdded"), (amendment, "suppliersRemoved")
    )
    moved = branches(amendment, "suppliersAdded") or branches(amendment, "suppliersRemoved")
    change = modification_value_pct(notice)
    if moved or change.value not in (None, 0):
        return found("modify", *at)
    return ambiguous("the kind of decision: it extends or modifies the contract", *at)


def modification_value_pct(notice: Notice) -> Answer:
    """By how many per cent the one amendment proposed would change the contract's value."""
    old, new = branch(notice.contract, "value"), branch(_proposed(notice), "value")
    key = "amountGross" if "amountGross" in old and "amountGross" in new else "amount"
    before, after = number(old, key), number(new, key)
    at = origins((old, key), (new, key))
    if after is None or before is None:
        return not_stated()
    if words(old, "currency") != words(new, "currency"):
        return ambiguous("the change of value: it is in another currency", *at)
    if odd := doubt_of(before) or doubt_of(after):
        return placeholder(f"the change of value: {odd}", *at)
    return found(plain(_change(before, after)), *at)


def modification_term_pct(notice: Notice) -> Answer:
    """By how many per cent the one amendment proposed would change the term, counted in days."""
    old, new = branch(notice.contract, "period"), branch(_proposed(notice), "period")
    at = origins((old, "startDate"), (old, "endDate"), (new, "startDate"), (new, "endDate"))
    before, after = _days(old, ""), _days(new, date(old, "startDate"))
    if before is None or after is None:
        return not_stated()
    if before <= 0 or after <= 0:
        return ambiguous("the change of term: it ends before it begins", *at)
    return found(plain(_change(Decimal(before), Decimal(after))), *at)


def _proposed(notice: Notice) -> Tree:
    """The one amendment that is proposed and not yet signed."""
    amendments = branches(notice.contract, "proposedAmendments")
    return amendments[0] if len(amendments) == 1 else EMPTY


def _days(period: Tree, first: str) -> int | None:
    """The days of a period, its first and last counted."""
    start, end = date(period, "startDate") or first, date(period, "endDate")
    if not start or not end:
        return None
    return (dt.date.fromisoformat(end) - dt.date.fromisoformat(start)).days + 1


def _change(before: Decimal, after: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = 60
        return ((after - before) * 100 / before).quantize(_DIGITS)


# --- who commissions ---------------------------------------------------------------------------


def commissioning_function(notice: Notice) -> Answer:
    """A central purchasing body, where a party has that role."""
    bodies = [
        party
        for party in branches(notice.tree, "parties")
        if "centralPurchasingBody" in texts(party, "roles")
    ]
    if not bodies:
        return not_stated()
    at = tuple(origin(party, "roles") for party in bodies)
    if len(bodies) > 1:
        return ambiguous("who commissions: there are several central purchasing bodies", *at)
    return found("central_purchasing_body", *at)
