"""What the codes of OCDS and of the United Kingdom's publishers stand for in the vocabulary.

A code that is not in a table here is left out of the choice: it is never guessed.
"""

from __future__ import annotations

import re
from typing import Final

PUBLISHERS_NET_OF_VAT: Final = {
    "ocds-b5fd17": "Contracts Finder",
    "ocds-h6vhtk": "Find a Tender",
    "ocds-kuma6s": "Sell2Wales",
}
"""Prefixes of process identifiers whose publishers state `amount` without VAT."""

CATEGORIES: Final = {"goods": "goods", "services": "services", "works": "works"}

SPECIAL_REGIMES: Final = {"lightTouch": "light_touch", "concession": "concession"}

LEGAL_BASES: Final = {"2023/1348": "health_care"}
"""The Provider Selection Regime; the Procurement Act itself (2023/54) names no subject."""

LIGHT_TOUCH_CPV: Final = (
    "50116510", "55", "641", "71550000", "75", "791", "79430000", "79611000", "7962", "797",
    "7995", "79995", "80", "85", "92", "98",
)  # fmt: skip
"""Beginnings of CPV codes among which the light touch services are (Public Contracts Regulations
2015, Schedule 3). A notice from before the Act cannot say which regime it is under, so that a
service with such a code may be either."""

PROCEDURE_DETAILS: Final = {
    "open procedure": "open",
    "below threshold - open competition": "open",
    "competitive flexible procedure": "competitive_flexible",
    "competitive quotation": "quotes",
    "single tender action": "direct_award",
    "direct award": "direct_award",
    "below threshold - without competition": "direct_award",
    "call-off from a framework agreement": "framework_call_off",
    "call-off from a dynamic purchasing system": "dynamic_market",
    "call-off from a dynamic market": "dynamic_market",
}
"""`procurementMethodDetails` without its "(above threshold)" or "(below threshold)"."""

PROCEDURE_METHODS: Final = {"open": "open", "direct": "direct_award"}
"""`procurementMethod` where the details tell nothing; "selective" and "limited" may be several."""

PRE_QUALIFICATION: Final = {"open procedure": False, "restricted procedure": True}
"""Procedures that by their definition never, or always, choose suppliers before they bid."""

CRITERIA: Final = {"price": "price", "cost": "price", "quality": "quality"}
CRITERIA_NAMES: Final = {"social value": "social_value", "environment": "environment"}
"""Types of award criteria, and names that tell more than a type."""

RESERVATIONS: Final = {
    "shelteredWorkshop": ("supported_employment",),
    "publicServiceMissionOrganization": ("public_service_mutual",),
    "smeVcse": ("sme", "vcse"),
    "sme": ("sme",),
    "vcse": ("vcse",),
}

CHARITY_REGISTERS: Final = ("GB-CHC", "GB-SC", "GB-NIC")
COUNCIL_REGISTERS: Final = ("GB-LAE", "GB-LAS", "GB-LANI", "GB-PLA")
NHS_REGISTERS: Final = ("GB-NHS",)
"""Registers (org-id.guide) in which only charities, councils or NHS bodies stand."""

EXCLUSIONS: Final = {"mandatory": "excluded", "discretionary": "excludable"}
"""Kinds of exclusion ground: mandatory ones exclude, discretionary ones make excludable (sections
57 and 58 of the Procurement Act 2023)."""

PUBLIC_AUTHORITIES: Final = ("publicAuthorityCentralGovernment",
                             "publicAuthoritySubCentralGovernment")  # fmt: skip

NO_WORDS: Final = frozenset(("n/a", "na", "none", "nil", "-", "--", ".", "tbc", "tbd", "tba", "x",
                             "not applicable", "to be confirmed", "see documents"))  # fmt: skip
"""What stands in a field of text where nothing was to be said."""

SCALES: Final = {"micro": True, "small": True, "medium": True, "sme": True, "large": False}

NATIONS: Final = {
    "england": "england", "eng": "england", "gb-eng": "england",
    "wales": "wales", "cymru": "wales", "gb-wls": "wales",
    "scotland": "scotland", "sct": "scotland", "gb-sct": "scotland",
    "northern ireland": "northern_ireland", "nir": "northern_ireland",
    "gb-nir": "northern_ireland",
}  # fmt: skip
"""`countryName` of an address; "United Kingdom" does not say which."""

REGION_NATIONS: Final = {
    **{f"{scheme}{letter}": "england" for scheme in ("UK", "TL") for letter in "CDEFGHIJK"},
    **{f"{scheme}L": "wales" for scheme in ("UK", "TL")},
    **{f"{scheme}M": "scotland" for scheme in ("UK", "TL")},
    **{f"{scheme}N": "northern_ireland" for scheme in ("UK", "TL")},
}
"""First three letters of a statistical region (NUTS or ITL)."""

STATISTICAL_REGION: Final = re.compile(r"(UK|TL)([C-N]([0-9A-Z]{1,3})?)?", re.ASCII)
"""A code of NUTS or ITL, at any level."""

CENTRAL_GOVERNMENT: Final = "publicAuthorityCentralGovernment"
SUB_CENTRAL_GOVERNMENT: Final = "publicAuthoritySubCentralGovernment"
"""Codes of UK_CA_TYPE that bear on the threshold."""
