"""One table says how each fact of the vocabulary is had from OCDS, and the page says the same."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from govrules.interop.ocds.answers import Why
from govrules.interop.ocds.process import whole_months
from govrules.interop.ocds.table import MAPPED, TABLE
from govrules.interop.ocds.to_choices import KEYS, ImportedChoice, choices_from_ocds
from tests.docs.ocds_mapping import PAGE, page
from tests.interop.real_data import real
from tests.policies.catalogue import VOCABULARY, vocabulary


def notice(**parts: Any) -> ImportedChoice:
    """A release of Find a Tender with these parts, as a choice."""
    release = {"ocid": "ocds-h6vhtk-1", "id": "1", "tag": ["tender"], **parts}
    return choices_from_ocds({"releases": [release]}).choices[0]


def record(**parts: Any) -> ImportedChoice:
    """The same as the compiled release of a record."""
    release = {"ocid": "ocds-h6vhtk-1", "id": "1", "tag": ["compiled"], **parts}
    return choices_from_ocds({"records": [{"compiledRelease": release}]}).choices[0]


def supplied(details: dict[str, Any] | None = None, **party: Any) -> ImportedChoice:
    """A notice with one supplier and its party."""
    supplier = {"id": "S", "name": party.pop("name", "Invented Ltd")}
    return notice(
        awards=[{"id": "1", "suppliers": [supplier]}],
        parties=[{"id": "S", "roles": ["supplier"], "details": details or {}, **party}],
    )


# --- the table ---------------------------------------------------------------------------------


def test_the_table_has_every_fact_of_the_vocabulary_once() -> None:
    keys = [rule.key for rule in TABLE]
    assert len(keys) == len(set(keys)) == 123
    declared = {term.key for term in vocabulary(VOCABULARY).terms.values()}
    assert set(keys) == declared
    assert {rule.key for rule in MAPPED} == KEYS


def test_the_page_is_that_of_the_table() -> None:
    assert PAGE.read_text("utf-8") == page(), "write it: python -m tests.docs.ocds_mapping"


def definitions(schema: dict[str, Any]) -> set[str]:
    """Every name of a property in a schema."""
    names: set[str] = set()
    stack: list[Any] = [schema]
    while stack:
        part = stack.pop()
        if isinstance(part, dict):
            names |= set(part.get("properties") or ())
            stack += part.values()
        elif isinstance(part, list):
            stack += part
    return names


def test_every_path_is_one_of_the_standard_or_of_the_extension_it_names() -> None:
    core = definitions(json.loads(real("ocds_schema_1_1_5/release-schema.json").read_bytes()))
    british = definitions(json.loads(real("ocds_uk_extension/release-schema.json").read_bytes()))
    for rule in TABLE:
        for path in rule.paths:
            steps = re.sub(r"\[.*?\]", "", path.rpartition(":")[2]).split("/")
            if path.startswith("uk:"):
                # the extension builds on others, which have these objects
                assert set(steps) <= core | british | {"classifications", "otherRequirements"}, path
                assert set(steps) & british or "UK_CA_TYPE" in path, path
            elif path.startswith("ext:"):
                assert not set(steps) <= core, path
            else:
                assert set(steps) <= core, path


def test_every_fact_is_answered_for_every_notice() -> None:
    for choice in (notice(), record()):
        assert choice.answers.keys() == {rule.key for rule in TABLE}
        for key, answer in choice.answers.items():
            assert (answer.value is None) == (answer.why is not None), key
            assert (key in choice.data) == (answer.value is not None), key


# --- what it is worth, and for how long --------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2026-04-01", "2031-03-31", 60),
        ("2026-04-01", "2031-04-01", None),
        ("2026-04-01", "2031-03-30", None),
        ("2026-10-05", "2028-03-31", None),
        ("2026-01-31", "2026-01-30", None),
        ("2026-03-15", "2026-04-14", 1),
        ("2026-01-01", "9999-12-31", None),
    ],
)
def test_months_are_whole_when_both_days_count(first: str, last: str, months: int | None) -> None:
    assert whole_months(first, last) == months
    choice = notice(contracts=[{"period": {"startDate": first, "maxExtentDate": last}}])
    assert choice.data.get("max_term_months") == months
    if months is None:
        assert choice.answers["max_term_months"].why is Why.AMBIGUOUS


def test_without_a_latest_end_the_longest_term_is_not_known() -> None:
    choice = notice(contracts=[{"period": {"startDate": "2026-04-01", "endDate": "2031-03-31"}}])
    assert choice.data["end_date"] == "2031-03-31"
    assert choice.answers["max_term_months"].why is Why.NOT_STATED


@pytest.mark.parametrize(
    ("lots", "contract", "value", "why"),
    [
        ([{"hasOptions": False, "hasRenewal": False}], {}, 0, None),
        ([{"hasOptions": False, "hasRenewal": False}] * 2, {}, 0, None),
        ([{"hasOptions": False, "hasRenewal": True}], {}, None, Why.AMBIGUOUS),
        ([{"hasOptions": False}], {}, None, Why.NOT_STATED),
        ([{"hasOptions": False, "hasRenewal": False}, {}], {}, None, Why.NOT_STATED),
        ([{"hasOptions": False, "hasRenewal": False}], {"hasRenewal": True}, None, Why.AMBIGUOUS),
        ([], {}, None, Why.NOT_STATED),
    ],
)
def test_options_are_worth_nothing_where_every_part_says_that_there_are_none(
    lots: list[Any], contract: dict[str, Any], value: int | None, why: Why | None
) -> None:
    contracts = [contract] if contract else []
    answer = notice(tender={"lots": lots, "id": "1"}, contracts=contracts).answers[
        "options_value_gross_gbp"
    ]
    assert (answer.value, answer.why) == (value, why)


@pytest.mark.parametrize(
    ("amount", "taken"),
    [(1, None), (1.5, "1.5"), (999_999, None), (999_999.99, None), (9_999_999_999, None),
     (999_998, 999_998), (99_999, 99_999), (111_111, None), (1_234_567, None), (123_456, 123_456),
     (750_000_000, None), (749_999_999, 749_999_999), (10**11, None), (10**11 - 1, None),
     (10**11 - 2, 10**11 - 2)],
)  # fmt: skip
def test_sums_that_are_not_believed_have_their_reason(amount: Any, taken: Any) -> None:
    answer = notice(contracts=[{"value": {"amount": amount, "amountGross": amount}}]).answers
    assert answer["value_net_gbp"].value == taken
    assert answer["value_gross_gbp"].value == taken
    if taken is None:
        assert answer["value_net_gbp"].why is Why.PLACEHOLDER
        assert answer["value_net_gbp"].origins[0].pointer == "/releases/0/contracts/0/value/amount"


# --- the provider ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("party", "form"),
    [
        ({"identifier": {"scheme": "GB-CHC", "id": "1"}}, "charity"),
        ({"identifier": {"scheme": "GB-COH", "id": "1"}}, None),
        ({"identifier": {"scheme": "GB-NHS", "id": "1"}}, "nhs"),
        ({"additionalIdentifiers": [{"scheme": "GB-LAE", "id": "1"}]}, "other_council"),
        ({"name": "Invented Homes C.I.C"}, "cic"),
        ({"name": "Invented Homes Community Interest Company"}, "cic"),
        ({"name": "Critical Ltd"}, None),
        ({"name": "Invented CIC", "identifier": {"scheme": "GB-CHC", "id": "1"}}, None),
        ({"details": {"publicServiceMissionOrganization": True}}, "mutual"),
        ({"details": {"publicServiceMissionOrganization": False}}, None),
    ],
)
def test_the_form_of_a_provider_where_a_register_or_the_law_makes_it_certain(
    party: dict[str, Any], form: str | None
) -> None:
    details = party.pop("details", {})
    assert supplied(details, **party).data.get("provider_form") == form


def test_a_public_service_mutual_is_run_by_its_employees_and_not_for_profit() -> None:
    yes = supplied({"publicServiceMissionOrganization": True}).data
    assert yes["employee_controlled"] is yes["not_for_profit_or_member_distribution"] is True
    no = supplied({"publicServiceMissionOrganization": False}).data
    assert not {"employee_controlled", "not_for_profit_or_member_distribution"} & no.keys()


@pytest.mark.parametrize(
    ("kinds", "status"),
    [(["mandatory"], "excluded"), (["discretionary"], "excludable"),
     (["discretionary", "mandatory"], "excluded"), (["other"], None), ([], None)],
)  # fmt: skip
def test_grounds_of_exclusion(kinds: list[str], status: str | None) -> None:
    grounds = {"exclusionGrounds": {"criteria": [{"type": kind} for kind in kinds]}}
    assert supplied({"excludedSupplier": grounds}).data.get("exclusion_status") == status


def test_a_supplier_that_is_a_public_authority() -> None:
    kind = {"scheme": "UK_CA_TYPE", "id": "publicAuthoritySubCentralGovernment"}
    data = supplied({"classifications": [kind]}).data
    assert data["counterparty_is_contracting_authority"] is True
    assert "counterparty_is_contracting_authority" not in supplied().data


# --- the procedure -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tender", "stage"),
    [
        ({"procurementMethodDetails": "Open procedure (below threshold)"}, False),
        ({"procurementMethodDetails": "Restricted procedure"}, True),
        ({"procurementMethodDetails": "Below threshold - open competition"}, None),
        ({"lots": [{"secondStage": {"maximumCandidates": 5}}]}, True),
        ({"procurementMethod": "open"}, None),
    ],
)
def test_whether_suppliers_are_chosen_before_they_bid(
    tender: dict[str, Any], stage: bool | None
) -> None:
    assert notice(tender=tender).data.get("pre_qualification_stage") is stage


@pytest.mark.parametrize(
    ("reason", "recorded", "why"),
    [("Only one firm holds the patent.", True, None), ("n/a", None, Why.PLACEHOLDER),
     ("TBC.", None, Why.PLACEHOLDER), ("", None, Why.NOT_STATED)],
)  # fmt: skip
def test_a_reason_for_the_procedure(reason: str, recorded: bool | None, why: Why | None) -> None:
    answer = notice(tender={"procurementMethodRationale": reason}).answers["justification_recorded"]
    assert (answer.value, answer.why) == (recorded, why)


def test_the_protection_of_life_has_a_field_of_its_own() -> None:
    basis = {"id": "2026/1", "scheme": "UKSI"}
    data = notice(tender={"procurementMethodRationaleLegalBasis": basis}).data
    assert data["direct_award_ground"] == "protect_life"
    other = {"procurementMethodRationaleClassifications": [{"id": "someCode"}]}
    answer = notice(tender=other).answers["direct_award_ground"]
    assert answer.why is Why.AMBIGUOUS


def test_a_reservation_counts_as_stated_with_a_tender_notice() -> None:
    terms = {"otherRequirements": {"reservedParticipation": ["smeVcse"]}}
    alone = notice(tender=terms).data
    assert alone["reservation"] == ["sme", "vcse"]
    assert "reservation_in_notice" not in alone
    documents = [{"noticeType": "UK4", "datePublished": "2026-03-02T00:00:00Z"}]
    assert notice(tender={**terms, "documents": documents}).data["reservation_in_notice"] is True
    unknown = {"otherRequirements": {"reservedParticipation": ["sme", "someOther"]}}
    assert notice(tender=unknown).answers["reservation"].why is Why.AMBIGUOUS


def test_a_tender_notice_dates_the_procurement_where_nothing_else_does() -> None:
    documents = [
        {"noticeType": "UK4", "datePublished": "2026-03-09T00:00:00Z"},
        {"documentType": "tenderNotice", "datePublished": "2026-03-02T00:00:00Z"},
    ]
    assert notice(tender={"documents": documents}).data["procurement_commenced"] == "2026-03-02"
    dated = {"documents": documents, "datePublished": "2026-03-05T00:00:00Z"}
    assert notice(tender=dated).data["procurement_commenced"] == "2026-03-05"


def test_a_date_that_is_none_is_not_read_past() -> None:
    answer = notice(tender={"tenderPeriod": {"startDate": "2026-02-30"}}).answers
    assert answer["procurement_commenced"].why is Why.AMBIGUOUS


def criteria(*weights: tuple[str, str, str]) -> dict[str, Any]:
    entries = [{"type": kind, "name": name, "description": text} for kind, name, text in weights]
    return {"awardCriteria": {"criteria": entries}}


def test_criteria_whose_weights_make_a_hundred() -> None:
    lot = criteria(("price", "", "40"), ("quality", "Social value", "20%"), ("quality", "A", "25"),
                   ("quality", "B", "15"))  # fmt: skip
    data = notice(tender={"lots": [lot, lot]}).data
    assert data["award_criteria_weights"] == {"price": 40, "quality": 40, "social_value": 20}
    exact = {"type": "price", "numbers": [{"number": 100, "weight": "percentageExact"}]}
    whole = notice(tender={"awardCriteria": {"criteria": [exact]}}).data
    assert whole["award_criteria_weights"] == {"price": 100}


@pytest.mark.parametrize(
    "lots",
    [
        [criteria(("price", "", "40"), ("quality", "", "50"))],
        [criteria(("price", "", "100")), criteria(("quality", "", "100"))],
        [criteria(("price", "", "forty"), ("quality", "", "60"))],
        [criteria(("magic", "", "100"))],
    ],
)
def test_criteria_that_do_not_add_up_or_differ_are_left_out(lots: list[Any]) -> None:
    answer = notice(tender={"lots": lots}).answers["award_criteria_weights"]
    assert answer.why is Why.AMBIGUOUS


def test_the_number_of_bids() -> None:
    assert notice(tender={"numberOfTenderers": 3}).data["quotes_obtained"] == 3
    two = {"statistics": [{"measure": "bids", "value": 4}, {"measure": "bids", "value": 5}]}
    assert notice(bids=two).answers["quotes_obtained"].why is Why.AMBIGUOUS


def test_the_one_region_of_delivery() -> None:
    def delivered(*regions: str) -> ImportedChoice:
        items = [{"deliveryAddresses": [{"region": region}]} for region in regions]
        return notice(tender={"items": items})

    assert delivered("UKD42").data["delivery_area"] == "UKD42"
    assert delivered("TLD", "TLD").data["delivery_area"] == "TLD"
    for regions in (("UKD42", "UKD41"), ("North West",), ("UKZ",)):
        assert delivered(*regions).answers["delivery_area"].why is Why.AMBIGUOUS


# --- the contract ------------------------------------------------------------------------------


def amended(contract: dict[str, Any], amendment: dict[str, Any]) -> ImportedChoice:
    return notice(contracts=[{"id": "1", "proposedAmendments": [amendment], **contract}])


def test_what_an_amendment_would_change() -> None:
    before = {"value": {"amount": 200_000, "currency": "GBP"},
              "period": {"startDate": "2026-01-01", "endDate": "2026-12-31"}}  # fmt: skip
    after = {"value": {"amount": 230_000, "currency": "GBP"}, "period": {"endDate": "2027-12-31"}}
    data = amended(before, after).data
    assert data["modification_value_pct"] == 15
    assert data["modification_term_pct"] == 100
    assert data["decision_kind"] == "modify"
    third = amended({"value": {"amount": 300}}, {"value": {"amount": 200}}).data
    assert third["modification_value_pct"] == "-33.333333333333"


def test_an_extension_or_another_change_is_not_told_apart() -> None:
    choice = amended({"period": {"startDate": "2026-01-01", "endDate": "2026-12-31"}},
                     {"period": {"endDate": "2027-06-30"}})  # fmt: skip
    assert choice.answers["decision_kind"].why is Why.AMBIGUOUS
    assert "decision_kind" not in notice(contracts=[{"id": "1"}]).data


def test_a_placeholder_is_no_base_for_a_change() -> None:
    choice = amended({"value": {"amount": 0.01}}, {"value": {"amount": 200_000}})
    assert choice.answers["modification_value_pct"].why is Why.PLACEHOLDER


def paid(*amounts: Any, currency: str = "GBP") -> ImportedChoice:
    transactions = [
        {"date": "2026-04-30", "value": {"amount": amount, "currency": currency}}
        for amount in amounts
    ]
    return notice(contracts=[{"implementation": {"transactions": transactions}}])


def test_the_only_payment() -> None:
    data = paid(30_000.01).data
    assert (data["payment_amount_gbp"], data["payment_date"]) == ("30000.01", "2026-04-30")
    assert paid(1, 2).answers["payment_amount_gbp"].why is Why.AMBIGUOUS
    assert paid(500, currency="EUR").answers["payment_amount_gbp"].why is Why.AMBIGUOUS
    assert paid(-5).answers["payment_amount_gbp"].why is Why.PLACEHOLDER


def test_a_reason_for_publishing_no_indicators_does_not_say_that_there_are_none() -> None:
    choice = notice(contracts=[{"noAgreedMetricsRationale": "commercially sensitive"}])
    assert choice.answers["kpi_count"].why is Why.AMBIGUOUS


def test_a_central_purchasing_body_commissions() -> None:
    parties = [{"id": "B", "roles": ["buyer", "centralPurchasingBody"]}]
    assert notice(parties=parties).data["commissioning_function"] == "central_purchasing_body"
    assert "commissioning_function" not in notice(parties=[{"roles": ["procuringEntity"]}]).data
