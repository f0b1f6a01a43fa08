"""Which fact of a choice is read from which part of a notice, by which rule, and when it is not.

This table drives the import, its trace, and the reference page docs/reference/ocds-mapping.md. A
fact is given only where the notice makes it certain. Paths are those of OCDS 1.1.5; a path after
"uk:" is one of the Cabinet Office's extension for the Procurement Act 2023, and one after "ext:" is
one of another extension that UK publishers use.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from govrules.interop.ocds import contract, notices, procedure, process, provider
from govrules.interop.ocds.answers import Answer, Why
from govrules.interop.ocds.notice import Notice
from govrules.interop.ocds.unmapped import NEVER, NO_FIELD
from govrules.interop.ocds.values import options_value

Read = Callable[[Notice], Answer]


@dataclass(frozen=True, slots=True)
class FactRule:
    """How one fact is had from a notice.

    `taken` says which part counts, `left_out` when none does. `read` answers for a notice.
    """

    key: str
    paths: tuple[str, ...]
    taken: str
    left_out: str
    read: Read


def _rule(key: str, read: Read, paths: str, taken: str, left_out: str = "") -> FactRule:
    return FactRule(key, tuple(paths.split()), taken, left_out, read)


def _unmapped(why: Why, _notice: Notice) -> Answer:
    return Answer(why=why)


MAPPED: Final = (
    # --- the authority
    _rule("authority_name", process.authority_name, "buyer/name", "as it is written"),
    _rule("authority_id", process.authority_id, "buyer/id", "as it is written"),
    _rule("authority_type", lambda notice: notice.authority.type,
          "uk:parties/details/classifications[UK_CA_TYPE]/id buyer/name",
          "central government by its classification, else the buyer's name by the table "
          "authority_names.csv",
          "the name does not make it certain; name and classification disagree"),
    _rule("nation", lambda notice: notice.authority.nation,
          "parties/address/countryName parties/address/region buyer/name",
          "the country or statistical region of the buyer, else its name by the same table",
          "only the United Kingdom is stated; they disagree"),
    # --- what is bought
    _rule("choice_id", process.choice_id, "ocid", "the identifier of the process"),
    _rule("title", process.title, "tender/title contracts/title",
          "of the tender, else of the only contract"),
    _rule("subject", process.subject,
          "ext:tender/legalBasis uk:tender/specialRegime tender/mainProcurementCategory "
          "uk:awards/mainProcurementCategory tender/classification",
          "health care by the legal basis 2023/1348, light touch or concession by the special "
          "regime, else the main category",
          "a service whose CPV code may be light touch, in a notice from before the Act; utilities "
          "and defence; several regimes"),
    _rule("decision_kind", contract.decision_kind, "uk:contracts/proposedAmendments",
          "modify, where one release proposes one amendment that changes value or suppliers",
          "anything else: OCDS does not tell a new commission from a repeated one, nor an "
          "extension from another change"),
    _rule("delivery_area", process.delivery_area, "ext:tender/items/deliveryAddresses/region",
          "the one statistical region (NUTS or ITL code) of all items",
          "there are several; it is a name and no code"),
    # --- when
    _rule("procurement_commenced", process.procurement_commenced,
          "tender/tenderPeriod/startDate tender/datePublished tender/documents/datePublished",
          "start of the tender period, else the day the tender was published, else the date of the "
          "first tender notice (UK4)",
          "the tender is only planned; most award notices do not say"),
    _rule("tender_date", process.tender_date, "tender/tenderPeriod/startDate", "the date",
          "the tender is only planned"),
    _rule("award_date", process.award_date, "awards/date", "of the only award not withdrawn",
          "there are several awards"),
    _rule("contract_date", process.contract_date, "contracts/dateSigned",
          "of the only contract not withdrawn", "there are several contracts"),
    _rule("start_date", process.start_date,
          "contracts/period/startDate awards/contractPeriod/startDate "
          "tender/contractPeriod/startDate",
          "of the contract, else of the award, else of the tender", "there are several contracts"),
    _rule("end_date", process.end_date,
          "contracts/period/endDate awards/contractPeriod/endDate tender/contractPeriod/endDate",
          "from the same period as the start", "there are several contracts"),
    _rule("max_term_months", process.max_term_months,
          "uk:contracts/period/durationInMonths contracts/period/maxExtentDate",
          "the stated months, else from the start to the latest end, both days counted",
          "they are not whole months; no latest end is stated, for an end may be extended"),
    _rule("standstill_end", process.standstill_end, "uk:awards/standstillPeriod/endDate",
          "of the only award not withdrawn", "there are several awards"),
    # --- what it is worth
    _rule("value_net_gbp", lambda notice: notice.values.net,
          "contracts/value/amount awards/value/amount tender/value/amount",
          "the contract's value, else the award's, else the tender's; the tender's where there "
          "are several lots, awards or contracts",
          "it is in another currency; it is a placeholder or absurd; the publisher is not known to "
          "state it without VAT"),
    _rule("value_gross_gbp", lambda notice: notice.values.gross,
          "uk:contracts/value/amountGross uk:awards/value/amountGross uk:tender/value/amountGross",
          "as the net value", "as the net value; it is less than the net value"),
    _rule("options_value_gross_gbp", lambda notice: options_value(notice.tree),
          "ext:tender/lots/hasOptions ext:tender/lots/hasRenewal ext:contracts/hasRenewal",
          "nought, where every lot and contract says that it has neither options nor renewals",
          "there are some, for they have no value of their own; not every part says"),
    # --- the provider
    _rule("provider_name", provider.provider_name, "awards/suppliers/name",
          "of the only supplier of all awards not withdrawn", "there are several suppliers"),
    _rule("provider_id", provider.provider_id, "awards/suppliers/id", "as the name",
          "there are several suppliers"),
    _rule("provider_form", provider.provider_form,
          "uk:parties/details/publicServiceMissionOrganization parties/identifier/scheme "
          "awards/suppliers/name",
          "mutual by the publisher's flag; charity, NHS body or council by the register of its "
          "identifier; community interest company by the name that the law prescribes",
          "none of these is stated, or several are: a company may have any owner"),
    _rule("is_sme", provider.is_sme, "ext:parties/details/scale",
          "yes for sme, micro, small and medium; no for large",
          "suitability for such firms (tender/suitability/sme) is not the provider's size"),
    _rule("is_vcse", provider.is_vcse, "uk:parties/details/vcse", "the flag of the supplier",
          "suitability (tender/suitability/vcse) is not the provider's kind"),
    _rule("employee_controlled", provider.is_mutual,
          "uk:parties/details/publicServiceMissionOrganization",
          "yes, where the flag is true: a public service mutual is managed by its employees",
          "the flag is false, which leaves open why"),
    _rule("not_for_profit_or_member_distribution", provider.is_mutual,
          "uk:parties/details/publicServiceMissionOrganization",
          "yes, where the flag is true: so is a public service mutual defined",
          "the flag is false, which leaves open why"),
    _rule("counterparty_is_contracting_authority", provider.counterparty_is_contracting_authority,
          "uk:parties/details/classifications[UK_CA_TYPE]/id",
          "yes, where the supplier is classified as a public authority",
          "it is not, which does not show the opposite"),
    _rule("exclusion_status", provider.exclusion_status,
          "uk:parties/details/excludedSupplier/exclusionGrounds/criteria/type",
          "excluded with a mandatory ground, excludable with discretionary ones alone",
          "no ground is stated, which does not show that there is none"),
    # --- the procedure
    _rule("procedure", procedure.procedure,
          "tender/procurementMethodDetails tender/procurementMethod",
          "by the words of the details, else open or direct by the method",
          "it may stand for several procedures (restricted, selective, limited)"),
    _rule("pre_qualification_stage", procedure.pre_qualification_stage,
          "ext:tender/lots/secondStage tender/procurementMethodDetails",
          "yes with a number of candidates for a second stage, or a restricted procedure; no for "
          "the open procedure of the law",
          "other procedures"),
    _rule("direct_award_ground", procedure.direct_award_ground,
          "uk:tender/procurementMethodRationaleLegalBasis "
          "ext:tender/procurementMethodRationaleClassifications",
          "protection of life, where the instrument that allows it is named",
          "other grounds, whose codes the extension does not list"),
    _rule("justification_recorded", procedure.justification_recorded,
          "tender/procurementMethodRationale", "yes, where a reason is given",
          "there is none, or only such as n/a"),
    _rule("reservation", procedure.reservation,
          "ext:tender/otherRequirements/reservedParticipation "
          "uk:tender/otherRequirements/reservedParticipationLocation",
          "for whom it is reserved; the United Kingdom or a local area by the gazetteer",
          "a code is not known"),
    _rule("reservation_in_notice", procedure.reservation_in_notice,
          "ext:tender/otherRequirements/reservedParticipation tender/documents/documentType",
          "yes, where the tender states a reservation and a tender notice is among the documents",
          "otherwise"),
    _rule("lots_considered", procedure.lots_considered,
          "ext:tender/lots uk:tender/lotDetails/noLotsDivisionRationale",
          "yes with several lots, or a reason for having none", "there is one lot and no reason"),
    _rule("award_criteria_weights", procedure.award_criteria_weights,
          "ext:tender/lots/awardCriteria/criteria",
          "each criterion by its type; social value and environment by their names; in per cent",
          "the lots differ; the weights do not add up to 100"),
    _rule("quotes_obtained", procedure.quotes_obtained,
          "ext:bids/statistics[bids,finalStageBids]/value tender/numberOfTenderers",
          "the one number that is stated", "several numbers are stated"),
    _rule("notices", notices.notices, "uk:documents/noticeType documents/datePublished",
          "each notice code with its first date, from a record",
          "one release alone, which cannot show that a notice is missing"),
    _rule("advertised", notices.advertised,
          "tender/documents[documentType=tenderNotice] uk:tender/documents[noticeType=UK4]",
          "yes, with a tender notice", "there is none: that does not prove the opposite"),
    # --- the contract
    _rule("kpi_count", contract.kpi_count, "ext:contracts/agreedMetrics", "how many there are",
          "none is published: a reason for that (noAgreedMetricsRationale) does not say whether "
          "any is set"),
    _rule("modification_value_pct", contract.modification_value_pct,
          "uk:contracts/proposedAmendments/value contracts/value",
          "the change from the contract's value to that of the only amendment proposed, to twelve "
          "decimal places",
          "there are several amendments; it is signed, so that the contract already has the new "
          "value"),
    _rule("modification_term_pct", contract.modification_term_pct,
          "uk:contracts/proposedAmendments/period contracts/period",
          "the change in days, likewise", "there are several amendments"),
    _rule("payment_amount_gbp", contract.payment_amount,
          "contracts/implementation/transactions/value/amount", "of the only payment",
          "there are several; it is not in pounds; whether VAT counts is not known"),
    _rule("payment_date", contract.payment_date, "contracts/implementation/transactions/date",
          "of the only payment", "there are several"),
    _rule("commissioning_function", contract.commissioning_function,
          "parties/roles[centralPurchasingBody]",
          "central purchasing body, where one party has that role",
          "none has: a buyer may commission in many ways"),
)  # fmt: skip
"""The facts that a notice can give."""

TABLE: Final = (
    *MAPPED,
    *(
        FactRule(key, tuple(paths.split()), "", reason, partial(_unmapped, Why.NEVER))
        for key, (paths, reason) in NEVER.items()
    ),
    *(FactRule(key, (), "", "", partial(_unmapped, Why.NO_FIELD)) for key in NO_FIELD),
)
"""Every fact of the commissioning vocabulary."""
