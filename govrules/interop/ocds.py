"""Turn OCDS notices into choices: what a release says for certain, under the vocabulary's keys.

What a release does not say is left out, for a fact that is not given is unknown; `skipped` says
what was left out and why. OCDS is the Open Contracting Data Standard 1.1, with the extension of the
Cabinet Office for the Procurement Act 2023 (https://github.com/cabinetoffice/ocds_uk_extension).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from govrules.interop import ocds_codes as codes
from govrules.interop.ocds_authority import Authority, authority_of
from govrules.interop.ocds_notices import is_advertised, is_under_the_act, notices_of
from govrules.interop.ocds_package import Release, Source, releases_of
from govrules.interop.ocds_provider import provider_facts
from govrules.interop.ocds_summary import summary
from govrules.interop.ocds_tree import (
    EMPTY,
    Tree,
    branch,
    branches,
    date,
    number,
    texts,
    words,
    yes_no,
)
from govrules.interop.ocds_values import live, plain, values_of
from govrules.model.diagnostic import ChoiceFault

__all__ = ["KEYS", "ImportedChoice", "ImportedChoices", "choices_from_ocds", "summary"]

KEYS: Final = frozenset((
    "advertised", "authority_id", "authority_name", "authority_type", "award_date", "choice_id",
    "contract_date", "end_date", "is_sme", "is_vcse", "kpi_count", "lots_considered",
    "max_term_months", "nation", "notices", "procedure", "procurement_commenced", "provider_form",
    "provider_id", "provider_name", "quotes_obtained", "reservation", "standstill_end",
    "start_date", "subject", "tender_date", "title", "value_gross_gbp", "value_net_gbp",
))  # fmt: skip
"""Every key that an imported choice may have."""

_LABEL = re.compile(r"\s*\((above|below) threshold\)", re.IGNORECASE)

Facts = dict[str, Any]
Notes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportedChoice:
    """One release as a choice. `data` is ready for `Rulebook.check`.

    `skipped` says what was left out and why. `claims` holds what the publisher itself concludes
    ("above_threshold"), which a decision should be compared with and not rest on.
    """

    name: str
    ocid: str
    release_id: str
    data: Facts
    skipped: Notes = ()
    claims: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportedChoices:
    """The choices of a package, and the releases that could not be read."""

    choices: tuple[ImportedChoice, ...]
    faults: tuple[ChoiceFault, ...]


def choices_from_ocds(source: Source) -> ImportedChoices:
    """The choices in a release package or record package: a mapping, its JSON bytes, or a path.

    Each release of a release package is a choice of its own, and so is the compiled release of each
    record. Raises ChoiceError when the source is not such a package.
    """
    releases, faults = releases_of(source)
    return ImportedChoices(tuple(map(_choice, releases)), faults)


def _choice(release: Release) -> ImportedChoice:
    tree = release.tree
    claims = _claims(tree)
    parts = (
        _identity(tree, authority_of(tree)),
        _subject(tree),
        _dates(tree),
        _value(tree, claims),
        provider_facts(tree),
        _procedure(tree),
        _notices(release),
        _contract(tree),
    )
    data: Facts = {}
    skipped: Notes = ()
    for facts, notes in parts:
        data |= {key: value for key, value in facts.items() if value not in ("", None)}
        skipped += notes
    ocid = words(tree, "ocid")
    return ImportedChoice(
        data.get("title", ocid),
        ocid,
        words(tree, "id"),
        dict(sorted(data.items())),
        skipped,
        claims,
    )


def _claims(release: Tree) -> dict[str, bool]:
    """What the publisher says of the threshold, by a flag or in words; nothing if it says both."""
    tender = branch(release, "tender")
    said = {
        flag
        for item in (tender, *branches(release, "awards"), *branches(release, "contracts"))
        if (flag := yes_no(item, "aboveThreshold")) is not None
    }
    details = words(tender, "procurementMethodDetails").casefold()
    said |= {answer for word, answer in (("above", True), ("below", False))
             if f"{word} threshold" in details}  # fmt: skip
    return {"above_threshold": said.pop()} if len(said) == 1 else {}


def _identity(release: Tree, authority: Authority) -> tuple[Facts, Notes]:
    buyer = branch(release, "buyer")
    contracts = branches(release, "contracts")
    title = words(branch(release, "tender"), "title")
    if not title and len(contracts) == 1:
        title = words(contracts[0], "title")
    facts = {
        "choice_id": words(release, "ocid"),
        "title": title,
        "authority_name": words(buyer, "name"),
        "authority_id": words(buyer, "id"),
        "authority_type": authority.type,
        "nation": authority.nation,
    }
    return facts, authority.notes


def _subject(release: Tree) -> tuple[Facts, Notes]:
    """What is bought, and under which regime, as far as the notice says."""
    tender = branch(release, "tender")
    if subject := codes.LEGAL_BASES.get(words(branch(tender, "legalBasis"), "id")):
        return {"subject": subject}, ()
    if regimes := set(texts(tender, "specialRegime")):
        known = {codes.SPECIAL_REGIMES.get(regime, "") for regime in regimes}
        if len(known) == 1 and "" not in known:
            return {"subject": known.pop()}, ()
        named = ", ".join(sorted(regime[:30] for regime in regimes)[:5])
        return {}, (f"the subject: the vocabulary has no word for the special regime {named}",)
    category = _category(release)
    if category == "services" and not is_under_the_act(release) and _may_be_light_touch(tender):
        return {}, ("the subject: the service may be light touch, which the notice does not say",)
    return {"subject": category}, () if category else ("the subject: no category is stated",)


def _category(release: Tree) -> str:
    """The main category of the tender, else the one that every award agrees on."""
    stated = words(branch(release, "tender"), "mainProcurementCategory")
    if not stated:
        awards = {words(award, "mainProcurementCategory") for award in branches(release, "awards")}
        stated = awards.pop() if len(awards) == 1 else ""
    return codes.CATEGORIES.get(stated, "")


def _may_be_light_touch(tender: Tree) -> bool:
    classified = branch(tender, "classification")
    if words(classified, "scheme") != "CPV":
        return True
    return words(classified, "id").startswith(codes.LIGHT_TOUCH_CPV)


def _dates(release: Tree) -> tuple[Facts, Notes]:
    tender = branch(release, "tender")
    award, contract = _only(release, "awards"), _only(release, "contracts")
    planned = words(tender, "status") in ("planning", "planned")
    begun = date(branch(tender, "tenderPeriod"), "startDate")
    commenced = "" if planned else begun or date(tender, "datePublished")
    period = next(
        (
            found
            for found in (branch(contract, "period"), branch(award, "contractPeriod"),
                          branch(tender, "contractPeriod"))
            if found
        ),
        EMPTY,
    )  # fmt: skip
    months = number(period, "durationInMonths")
    facts: Facts = {
        "procurement_commenced": commenced,
        "tender_date": "" if planned else begun,
        "award_date": date(award, "date"),
        "contract_date": date(contract, "dateSigned"),
        "start_date": date(period, "startDate"),
        "end_date": date(period, "endDate"),
        "standstill_end": date(branch(award, "standstillPeriod"), "endDate"),
    }
    if months is not None and months > 0 and months == int(months):
        facts["max_term_months"] = int(months)
    missing = () if commenced else ("when the procurement commenced: no date is stated",)
    return facts, missing


def _only(release: Tree, key: str) -> Tree:
    """The one award or contract that was not withdrawn; nothing where there are several."""
    items = live(branches(release, key))
    return items[0] if len(items) == 1 else EMPTY


def _value(release: Tree, claims: Mapping[str, bool]) -> tuple[Facts, Notes]:
    values = values_of(release, below_threshold=claims.get("above_threshold") is False)
    facts: Facts = {}
    if values.net is not None:
        facts["value_net_gbp"] = plain(values.net)
    if values.gross is not None:
        facts["value_gross_gbp"] = plain(values.gross)
    return facts, values.notes if facts else (*values.notes, "the value: none is stated")


def _procedure(release: Tree) -> tuple[Facts, Notes]:
    tender = branch(release, "tender")
    details = _LABEL.sub("", words(tender, "procurementMethodDetails")).strip()
    method = words(tender, "procurementMethod")
    procedure = codes.PROCEDURE_DETAILS.get(details.casefold())
    procedure = procedure or codes.PROCEDURE_METHODS.get(method)
    stated = details or method
    notes = (f'the procedure: "{stated[:80]}" may be several',) if stated and not procedure else ()
    return {"procedure": procedure, **_reservation(tender)}, notes


def _reservation(tender: Tree) -> Facts:
    """To whom the notice reserves the competition; nothing where it does not say."""
    terms = branch(tender, "otherRequirements")
    found = {
        word for code in texts(terms, "reservedParticipation")
        for word in codes.RESERVATIONS.get(code, ())
    }  # fmt: skip
    gazetteer = branch(terms, "reservedParticipationLocation", "gazetteer")
    for place in texts(gazetteer, "identifiers"):
        found.add("uk" if place in ("UK", "GB") else "local_area")
    return {"reservation": sorted(found)} if found else {}


def _notices(release: Release) -> tuple[Facts, Notes]:
    """The notices of a whole process. One release alone does not tell of the others."""
    facts: Facts = {"advertised": True} if is_advertised(release.tree) else {}
    published = notices_of(release.tree)
    if not release.compiled:
        return facts, ("the notices: one release does not list those of the whole process",)
    if not published:
        return facts, ("the notices: none has a notice code",)
    return {**facts, "notices": published}, ()


def _contract(release: Tree) -> tuple[Facts, Notes]:
    tender, contract = branch(release, "tender"), _only(release, "contracts")
    facts: Facts = {}
    if len(branches(tender, "lots")) > 1 or words(
        branch(tender, "lotDetails"), "noLotsDivisionRationale"
    ):
        facts["lots_considered"] = True
    metrics = contract.get("agreedMetrics")
    if isinstance(metrics, list | tuple) and metrics:
        facts["kpi_count"] = len(metrics)
    counts = [
        count
        for entry in branches(branch(release, "bids"), "statistics")
        if words(entry, "measure") in ("bids", "finalStageBids")
        and (count := number(entry, "value")) is not None
    ]
    if len(counts) == 1 and counts[0] >= 0 and counts[0] == int(counts[0]):
        facts["quotes_obtained"] = int(counts[0])
    return facts, ()
