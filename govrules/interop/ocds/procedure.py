"""Read how the contract is awarded: the procedure, what it is reserved for, and how bids count."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from govrules.interop.ocds import codes
from govrules.interop.ocds.answers import (
    Answer,
    ambiguous,
    found,
    not_stated,
    placeholder,
    shortened,
)
from govrules.interop.ocds.notice import Notice
from govrules.interop.ocds.notices import reservation_in_notice as stated_in_notice
from govrules.interop.ocds.tree import (
    Origin,
    Tree,
    branch,
    branches,
    number,
    origin,
    origins,
    texts,
    words,
)
from govrules.interop.ocds.values import plain

_LABEL = re.compile(r"\s*\((above|below) threshold\)", re.IGNORECASE)
_PER_CENT = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)\s*%?", re.ASCII)
_WHOLE = Decimal(100)


def procedure(notice: Notice) -> Answer:
    tender = notice.tender
    at = origins((tender, "procurementMethodDetails"), (tender, "procurementMethod"))
    details = _details(tender)
    method = words(tender, "procurementMethod")
    known = codes.PROCEDURE_DETAILS.get(details.casefold()) or codes.PROCEDURE_METHODS.get(method)
    if known:
        return found(known, *at)
    stated = details or method
    if not stated:
        return not_stated()
    return ambiguous(f'the procedure: "{stated[:80]}" may be several', *at)


def _details(tender: Tree) -> str:
    return _LABEL.sub("", words(tender, "procurementMethodDetails")).strip()


def pre_qualification_stage(notice: Notice) -> Answer:
    """Whether suppliers are chosen before they bid, as the kind of procedure has it."""
    tender = notice.tender
    for holder in (tender, *branches(tender, "lots")):
        second = branch(holder, "secondStage")
        if at := origins((second, "minimumCandidates"), (second, "maximumCandidates")):
            return found(True, *at)
    stage = codes.PRE_QUALIFICATION.get(_details(tender).casefold())
    if stage is None:
        return not_stated()
    return found(stage, origin(tender, "procurementMethodDetails"))


def direct_award_ground(notice: Notice) -> Answer:
    """Only the protection of life has a field of its own; the codes of others are not known."""
    tender = notice.tender
    basis = branch(tender, "procurementMethodRationaleLegalBasis")
    if words(basis, "id"):
        return found("protect_life", origin(basis, "id"))
    stated = branches(tender, "procurementMethodRationaleClassifications")
    if not stated:
        return not_stated()
    at = tuple(origin(item, "id") for item in stated)
    return ambiguous(f"the ground of the direct award: the code {shortened(at[0].raw)}", *at)


def justification_recorded(notice: Notice) -> Answer:
    """True where the notice gives a reason for the procedure."""
    at = origin(notice.tender, "procurementMethodRationale")
    reason = words(notice.tender, "procurementMethodRationale")
    if not reason:
        return not_stated()
    if reason.casefold().rstrip(".") in codes.NO_WORDS:
        note = f"the justification: {shortened(at.raw)} is a placeholder"
        return placeholder(note, at)
    return found(True, at)


# --- reservations and lots ---------------------------------------------------------------------


def reservation(notice: Notice) -> Answer:
    """To whom the notice reserves the competition; nothing where it does not say."""
    terms = branch(notice.tender, "otherRequirements")
    gazetteer = branch(terms, "reservedParticipationLocation", "gazetteer")
    at = origins((terms, "reservedParticipation"), (gazetteer, "identifiers"))
    named = texts(terms, "reservedParticipation")
    unknown = [code for code in named if code not in codes.RESERVATIONS]
    if unknown:
        return ambiguous(f"the reservation: the code {shortened(unknown[0])} is not known", *at)
    said = {word for code in named for word in codes.RESERVATIONS[code]}
    for place in texts(gazetteer, "identifiers"):
        said.add("uk" if place in ("UK", "GB") else "local_area")
    return found(sorted(said), *at) if said else not_stated()


def reservation_in_notice(notice: Notice) -> Answer:
    return stated_in_notice(notice, reservation(notice))


def lots_considered(notice: Notice) -> Answer:
    """True with several lots, or a reason for having none."""
    tender = notice.tender
    if len(branches(tender, "lots")) > 1:
        return found(True, origin(tender, "lots"))
    details = branch(tender, "lotDetails")
    if words(details, "noLotsDivisionRationale"):
        return found(True, origin(details, "noLotsDivisionRationale"))
    return not_stated()


# --- bids and how they are weighed -------------------------------------------------------------


def quotes_obtained(notice: Notice) -> Answer:
    """The number of bids, as the statistics or the tender state it."""
    stated = [
        entry
        for entry in branches(branch(notice.tree, "bids"), "statistics")
        if words(entry, "measure") in ("bids", "finalStageBids")
        and number(entry, "value") is not None
    ]
    places = [(entry, "value") for entry in stated] or [(notice.tender, "numberOfTenderers")]
    counts = {number(tree, key) for tree, key in places} - {None}
    at = origins(*places)
    if not at:
        return not_stated()
    count = counts.pop() if len(counts) == 1 else None
    if count is None or count < 0 or count != int(count):
        return ambiguous("the number of bids: it is stated in several ways, or not whole", *at)
    return found(int(count), *at)


def award_criteria_weights(notice: Notice) -> Answer:
    """Each criterion with its weight in per cent, where all lots agree and the weights make 100."""
    tables = []
    at: tuple[Origin, ...] = ()
    for holder in (notice.tender, *branches(notice.tender, "lots")):
        criteria = branches(branch(holder, "awardCriteria"), "criteria")
        if criteria:
            tables.append(_weights(criteria))
            at += (origin(branch(holder, "awardCriteria"), "criteria"),)
    if not tables:
        return not_stated()
    if tables[0] is None or any(table != tables[0] for table in tables):
        note = "the weights of the criteria: they differ between lots, or do not make 100 per cent"
        return ambiguous(note, *at)
    return found({name: plain(weight) for name, weight in sorted(tables[0].items())}, *at)


def _weights(criteria: tuple[Tree, ...]) -> dict[str, Decimal] | None:
    weights: dict[str, Decimal] = {}
    for criterion in criteria:
        name, weight = _criterion(criterion), _weight(criterion)
        if not name or weight is None:
            return None
        weights[name] = weights.get(name, Decimal(0)) + weight
    return weights if sum(weights.values()) == _WHOLE else None


def _criterion(criterion: Tree) -> str:
    named = words(criterion, "name").casefold()
    for word, name in codes.CRITERIA_NAMES.items():
        if word in named:
            return name
    return codes.CRITERIA.get(words(criterion, "type"), "")


def _weight(criterion: Tree) -> Decimal | None:
    """The weight in per cent: a number marked as one, or a description that is nothing else."""
    exact = [
        number(entry, "number")
        for entry in branches(criterion, "numbers")
        if words(entry, "weight") == "percentageExact"
    ]
    if len(exact) == 1:
        return exact[0]
    match = _PER_CENT.fullmatch(words(criterion, "description"))
    try:
        return Decimal(match[1]) if match else None
    except InvalidOperation:
        return None
