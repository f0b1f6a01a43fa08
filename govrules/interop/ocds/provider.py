"""Tell who provides, where one supplier alone was awarded the contract."""

from __future__ import annotations

import re

from govrules.interop.ocds import codes
from govrules.interop.ocds.answers import Answer, ambiguous, first_words, found, not_stated
from govrules.interop.ocds.notice import Notice
from govrules.interop.ocds.tree import (
    Origin,
    Tree,
    branch,
    branches,
    origin,
    origins,
    words,
    yes_no,
)

_CIC = re.compile(r".*\b(C\.?I\.?C\.?|Community Interest (Company|p\.?l\.?c\.?))", re.I)
"""Only a community interest company may end its name so, and each has to (Companies (Audit,
Investigations and Community Enterprise) Act 2004, section 33)."""


def provider_name(notice: Notice) -> Answer:
    if several := _several(notice):
        return several
    return first_words((notice.supplier, "name"))


def provider_id(notice: Notice) -> Answer:
    return first_words((notice.supplier, "id"))


def _several(notice: Notice) -> Answer | None:
    count = len(notice.suppliers)
    if count < 2:
        return None
    at = (origin(supplier, "name") for supplier in notice.suppliers.values())
    return ambiguous(f"the provider: there are {count} suppliers", *at)


def provider_form(notice: Notice) -> Answer:
    """The form, where a register, the law of names or the publisher makes it certain."""
    party = notice.supplier_party
    said = list(_forms(notice, party))
    at = tuple(place for _, place in said)
    forms = {form for form, _ in said}
    if len(forms) > 1:
        return ambiguous("the provider's form: it is stated in several ways", *at)
    if forms:
        return found(forms.pop(), *at)
    return not_stated()


def _forms(notice: Notice, party: Tree) -> list[tuple[str, Origin]]:
    details = branch(party, "details")
    said: list[tuple[str, Origin]] = []
    if yes_no(details, "publicServiceMissionOrganization"):
        said.append(("mutual", origin(details, "publicServiceMissionOrganization")))
    for identifier in (branch(party, "identifier"), *branches(party, "additionalIdentifiers")):
        scheme = words(identifier, "scheme")
        at = origin(identifier, "scheme")
        if scheme in codes.CHARITY_REGISTERS:
            said.append(("charity", at))
        elif scheme in codes.NHS_REGISTERS:
            said.append(("nhs", at))
        elif scheme in codes.COUNCIL_REGISTERS:
            own = words(party, "id") == words(branch(notice.tree, "buyer"), "id")
            said.append(("in_house" if own else "other_council", at))
    for holder in (notice.supplier, party):
        if _CIC.fullmatch(words(holder, "name")):
            said.append(("cic", origin(holder, "name")))
    return said


def is_sme(notice: Notice) -> Answer:
    details = branch(notice.supplier_party, "details")
    small = codes.SCALES.get(words(details, "scale").casefold())
    at = origins((details, "scale"))
    if small is not None:
        return found(small, *at)
    return ambiguous("the provider's size: the code is not known", *at) if at else not_stated()


def is_vcse(notice: Notice) -> Answer:
    return _flag(branch(notice.supplier_party, "details"), "vcse")


def is_mutual(notice: Notice) -> Answer:
    """True only: that it is no public service mutual leaves open which part of the test failed."""
    answer = _flag(branch(notice.supplier_party, "details"), "publicServiceMissionOrganization")
    return answer if answer.value else not_stated()


def _flag(tree: Tree, key: str) -> Answer:
    flag = yes_no(tree, key)
    return not_stated() if flag is None else found(flag, origin(tree, key))


def counterparty_is_contracting_authority(notice: Notice) -> Answer:
    """True where the supplier is classified as a public authority; never shown to be false."""
    for item in branches(branch(notice.supplier_party, "details"), "classifications"):
        if words(item, "scheme") == "UK_CA_TYPE" and words(item, "id") in codes.PUBLIC_AUTHORITIES:
            return found(True, origin(item, "id"))
    return not_stated()


def exclusion_status(notice: Notice) -> Answer:
    """What the grounds stated make of the supplier. None stated does not show that it has none."""
    grounds = branch(notice.supplier_party, "details", "excludedSupplier", "exclusionGrounds")
    criteria = branches(grounds, "criteria")
    at = origins(*((item, "type") for item in criteria))
    kinds = {codes.EXCLUSIONS.get(words(item, "type").casefold(), "") for item in criteria}
    if not at:
        return not_stated()
    if "excluded" in kinds:
        return found("excluded", *at)
    if kinds == {"excludable"}:
        return found("excludable", *at)
    return ambiguous("the exclusion of the provider: the kind of ground is not known", *at)
