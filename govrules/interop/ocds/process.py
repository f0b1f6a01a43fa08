"""Read what is bought, and when: identity, subject and the dates of a process."""

from __future__ import annotations

import datetime as dt

from govrules.interop.ocds import codes
from govrules.interop.ocds.answers import (
    Answer,
    ambiguous,
    first_date,
    first_words,
    found,
    not_stated,
)
from govrules.interop.ocds.notice import Notice
from govrules.interop.ocds.notices import notices_of, tender_notices
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

MOST_MONTHS = 12_000
"""No term is longer than a thousand years."""


def authority_name(notice: Notice) -> Answer:
    return first_words((branch(notice.tree, "buyer"), "name"))


def authority_id(notice: Notice) -> Answer:
    return first_words((branch(notice.tree, "buyer"), "id"))


def choice_id(notice: Notice) -> Answer:
    return first_words((notice.tree, "ocid"))


def title(notice: Notice) -> Answer:
    contracts = notice.contracts
    only = contracts[0] if len(contracts) == 1 else EMPTY
    return first_words((notice.tender, "title"), (only, "title"))


# --- what is bought ----------------------------------------------------------------------------


def subject(notice: Notice) -> Answer:
    """What is bought, and under which regime, as far as the notice says."""
    tender = notice.tender
    basis = branch(tender, "legalBasis")
    if regime := codes.LEGAL_BASES.get(words(basis, "id")):
        return found(regime, origin(basis, "id"))
    if regimes := set(texts(tender, "specialRegime")):
        return _of_regimes(regimes, origin(tender, "specialRegime"))
    category, at = _category(notice)
    if not category:
        return not_stated("the subject: no category is stated")
    if category == "services" and not _is_under_the_act(notice) and _may_be_light(tender):
        unsure = "the subject: the service may be light touch, which the notice does not say"
        code = origins((branch(tender, "classification"), "id"))
        return ambiguous(unsure, *at, *code)
    return found(category, *at)


def _of_regimes(regimes: set[str], at: Origin) -> Answer:
    known = {codes.SPECIAL_REGIMES.get(regime, "") for regime in regimes}
    if len(known) == 1 and "" not in known:
        return found(known.pop(), at)
    named = ", ".join(sorted(regime[:30] for regime in regimes)[:5])
    return ambiguous(f"the subject: the vocabulary has no word for the special regime {named}", at)


def _category(notice: Notice) -> tuple[str, tuple[Origin, ...]]:
    """The main category of the tender, else the one that every award agrees on."""
    key = "mainProcurementCategory"
    holders: tuple[Tree, ...] = (notice.tender,)
    if not words(notice.tender, key):
        holders = notice.awards
    stated = {words(holder, key) for holder in holders}
    category = codes.CATEGORIES.get(stated.pop(), "") if len(stated) == 1 else ""
    return category, origins(*((holder, key) for holder in holders))


def _is_under_the_act(notice: Notice) -> bool:
    """A notice of the Procurement Act 2023, which names a special regime where one applies."""
    basis = words(branch(notice.tender, "legalBasis"), "id")
    return basis == "2023/54" or bool(notices_of(notice.tree))


def _may_be_light(tender: Tree) -> bool:
    classified = branch(tender, "classification")
    if words(classified, "scheme") != "CPV":
        return True
    return words(classified, "id").startswith(codes.LIGHT_TOUCH_CPV)


# --- when --------------------------------------------------------------------------------------


def procurement_commenced(notice: Notice) -> Answer:
    """The start of the tender period, else the day the tender was published."""
    tender = notice.tender
    if _is_planned(tender):
        return not_stated("when the procurement commenced: the tender is only planned")
    answer = first_date((branch(tender, "tenderPeriod"), "startDate"), (tender, "datePublished"))
    if answer.value is not None:
        return answer
    published = sorted(
        (day, origin(document, "datePublished"))
        for document in tender_notices(notice.tree)
        if (day := date(document, "datePublished"))
    ) if not answer.origins else []  # fmt: skip
    if published:
        return found(published[0][0], published[0][1])
    return answer if answer.notes else not_stated(
        "when the procurement commenced: no date is stated"
    )  # fmt: skip


def tender_date(notice: Notice) -> Answer:
    if _is_planned(notice.tender):
        return not_stated()
    return first_date((branch(notice.tender, "tenderPeriod"), "startDate"))


def _is_planned(tender: Tree) -> bool:
    return words(tender, "status") in ("planning", "planned")


def award_date(notice: Notice) -> Answer:
    return first_date((notice.award, "date"))


def contract_date(notice: Notice) -> Answer:
    return first_date((notice.contract, "dateSigned"))


def standstill_end(notice: Notice) -> Answer:
    return first_date((branch(notice.award, "standstillPeriod"), "endDate"))


def start_date(notice: Notice) -> Answer:
    return first_date((_period(notice), "startDate"))


def end_date(notice: Notice) -> Answer:
    return first_date((_period(notice), "endDate"))


def max_term_months(notice: Notice) -> Answer:
    """The longest term in whole months, with every extension."""
    period = _period(notice)
    months = number(period, "durationInMonths")
    if months is not None and 0 < months <= MOST_MONTHS and months == int(months):
        return found(int(months), origin(period, "durationInMonths"))
    first, last = date(period, "startDate"), date(period, "maxExtentDate")
    at = origins((period, "startDate"), (period, "maxExtentDate"))
    if not last:
        return not_stated()
    whole = whole_months(first, last) if first else None
    if whole is None:
        return ambiguous("the longest term: it is not a number of whole months", *at)
    return found(whole, *at)


def whole_months(first: str, last: str) -> int | None:
    """The months from the first day to the last, both counted, where they are whole ones."""
    start = dt.date.fromisoformat(first)
    after = dt.date.fromisoformat(last)
    if after == dt.date.max:
        return None
    after += dt.timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    return months if months > 0 and after.day == start.day else None


def _period(notice: Notice) -> Tree:
    """The term of the contract, else the one that was awarded, else the one tendered."""
    candidates = (
        branch(notice.contract, "period"),
        branch(notice.award, "contractPeriod"),
        branch(notice.tender, "contractPeriod"),
    )
    return next((period for period in candidates if period), EMPTY)


# --- where -------------------------------------------------------------------------------------


def delivery_area(notice: Notice) -> Answer:
    """The statistical region in which everything is delivered."""
    addresses = [
        address
        for holder in (notice.tender, *notice.awards, *notice.contracts)
        for item in branches(holder, "items")
        for address in branches(item, "deliveryAddresses")
    ]
    at = origins(*((address, "region") for address in addresses))
    regions = {words(address, "region") for address in addresses}
    if not at:
        return not_stated()
    if len(regions) > 1:
        return ambiguous("the area of delivery: several places are stated", *at)
    region = regions.pop()
    if not codes.STATISTICAL_REGION.fullmatch(region):
        return ambiguous("the area of delivery: it is not a code of a statistical region", *at)
    return found(region, *at)
