"""What is taken from OCDS notices, and what is left out with a note."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.engine.reading.choice import read_choice
from govrules.errors import ChoiceError
from govrules.interop.ocds.to_choices import KEYS, ImportedChoice, choices_from_ocds
from tests.interop.real_data import real
from tests.policies.catalogue import VOCABULARY, vocabulary

HERE = Path(__file__).parent / "data"
RELEASES = HERE / "ocds_invented_releases.json"
RECORD = HERE / "ocds_invented_record.json"


def imported(**changes: Any) -> ImportedChoice:
    """The first invented release, with parts of its tender or award changed."""
    package = json.loads(RELEASES.read_bytes())
    release = package["releases"][0]
    for path, value in changes.items():
        *way, last = path.split("__")
        part = release
        for step in way:
            part = part[int(step) if step.isdigit() else step]
        part[last] = value
    return choices_from_ocds({"releases": [release]}).choices[0]


def test_a_quotation_becomes_a_choice() -> None:
    choice = choices_from_ocds(RELEASES).choices[0]
    assert choice.name == "Play equipment for three parks"
    assert choice.ocid == "ocds-b5fd17-invented-1"
    assert choice.release_id == "invented-1-award"
    assert choice.claims == {"above_threshold": False}
    assert choice.data == {
        "authority_id": "GB-CFS-1",
        "authority_name": "Norwich City Council",
        "authority_type": "district",
        "award_date": "2026-03-06",
        "choice_id": "ocds-b5fd17-invented-1",
        "end_date": "2027-03-31",
        "is_sme": True,
        "is_vcse": False,
        "nation": "england",
        "procedure": "quotes",
        "procurement_commenced": "2026-02-02",
        "provider_id": "GB-COH-00000001",
        "provider_name": "Invented Play Ltd",
        "start_date": "2026-04-01",
        "subject": "goods",
        "title": "Play equipment for three parks",
        "value_net_gbp": "48500.5",
    }


def test_a_record_tells_the_whole_process() -> None:
    choice = choices_from_ocds(RECORD).choices[0]
    assert choice.data["subject"] == "light_touch"
    assert choice.data["value_net_gbp"] == 700_000
    assert choice.data["value_gross_gbp"] == 840_000
    assert choice.data["notices"] == {"UK4": "2026-03-02", "UK7": None}
    assert choice.data["advertised"] is True
    assert choice.data["procedure"] == "competitive_flexible"
    assert choice.data["reservation"] == ["public_service_mutual"]
    assert choice.data["provider_form"] == "mutual"
    assert choice.data["quotes_obtained"] == 4
    assert choice.data["kpi_count"] == 3
    assert choice.data["lots_considered"] is True
    assert choice.data["max_term_months"] == 60
    assert choice.data["contract_date"] == "2026-06-01"
    assert choice.data["standstill_end"] == "2026-05-29"
    assert choice.data["nation"] == "england"
    assert choice.claims == {"above_threshold": True}
    assert "authority_type" not in choice.data
    assert "the kind of authority: sub-central, but not which kind" in choice.skipped


def test_what_a_notice_does_not_say_is_left_out() -> None:
    choice = choices_from_ocds(RELEASES).choices[1]
    assert choice.data["authority_type"] == "central_government"
    assert choice.data["advertised"] is True
    for key in ("nation", "value_net_gbp", "value_gross_gbp", "subject", "procedure", "notices"):
        assert key not in choice.data, key
    assert "the value of the tender: £0.01 is a placeholder" in choice.skipped
    assert 'the procedure: "Restricted procedure" may be several' in choice.skipped


def test_values_of_several_lots_are_not_added_up() -> None:
    choice = choices_from_ocds(RELEASES).choices[2]
    assert choice.data["value_net_gbp"] == 900_000
    assert choice.data["procedure"] == "open"
    assert "the values of 3 lots: they are not added up" in choice.skipped
    assert "the provider: there are 2 suppliers" in choice.skipped
    assert not {"provider_name", "award_date", "authority_type"} & choice.data.keys()


@pytest.mark.parametrize(
    ("amount", "taken"),
    [
        (0, None), (0.01, None), (1, None), (1.01, "1.01"), (2, 2), (-5, None),
        (750_000_000, None), (999_999, None), (999_998, 999_998), (1_000_000, 1_000_000),
        (5_372_609, 5_372_609), (5_372_609.01, None), (5_372_608.99, "5372608.99"),
    ],
)  # fmt: skip
def test_a_placeholder_is_not_passed_on(amount: float, taken: Any) -> None:
    """The notice says "(below threshold)", and no threshold is above £5,372,609."""
    choice = imported(awards__0__value={"amount": amount, "currency": "GBP"},
                      tender__value={"amount": 0, "currency": "GBP"})  # fmt: skip
    assert choice.data.get("value_net_gbp") == taken
    if taken is None:
        assert any(note.startswith("the value of the award: £") for note in choice.skipped)


def test_where_the_award_has_no_value_the_tender_has() -> None:
    choice = imported(awards__0__value={"amount": 0, "currency": "GBP"})
    assert choice.data["value_net_gbp"] == 50_000
    assert "the value of the award: £0 is a placeholder" in choice.skipped
    assert "the lower end of the value: the upper end is taken" in choice.skipped


def test_a_value_in_another_currency_or_of_an_unknown_basis_is_left_out() -> None:
    euros = imported(awards=[], tender__value={"amount": 5_000, "currency": "EUR"})
    assert "value_net_gbp" not in euros.data
    assert "the value of the tender: it is in EUR" in euros.skipped
    unknown = imported(ocid="ocds-000000-1")
    assert "value_net_gbp" not in unknown.data
    assert "the value of the award: it is not said whether VAT counts" in unknown.skipped


def test_a_gross_value_below_the_net_one_is_left_out() -> None:
    value = {"amount": 120, "amountGross": 100, "currency": "GBP"}
    choice = imported(awards__0__value=value)
    assert choice.data["value_net_gbp"] == 120
    assert "value_gross_gbp" not in choice.data


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("LONDON BOROUGH OF HAVERING", "london_borough"),
        ("The London Borough of Camden", "london_borough"),
        ("London Borough of Ealing Council", "london_borough"),
        ("Ministry of Justice", "central_government"),
        ("Department for Environment, Food & Rural Affairs", "central_government"),
        ("Hertfordshire County Council - Children's Services", "county"),
        ("Warwickshire County Council (WCC)", "county"),
        ("Durham County Council", "unitary"),
        ("Leicester City Council", "unitary"),
        ("Leeds City Council", "metropolitan"),
        ("Oxford City Council", "district"),
        ("Mole Valley District Council", "district"),
        ("City of Bradford Metropolitan District Council", "metropolitan"),
        ("Martock Parish Council", "parish"),
        ("West Midlands Combined Authority", "combined"),
        ("Lancashire Constabulary", "police"),
        ("Mid Ulster District Council", None),
        ("Monmouthshire County Council", None),
        ("Thame Town Council", None),
        ("Leeds City Council Pension Fund", None),
        ("Friends of the Ministry of Silly Walks", None),
        ("Durham University", None),
    ],
)
def test_the_kind_of_authority_only_where_the_name_is_certain(name: str, kind: str | None) -> None:
    choice = imported(buyer={"id": "GB-CFS-1", "name": name})
    assert choice.data.get("authority_type") == kind


def test_a_name_and_a_classification_that_disagree_are_both_left_out() -> None:
    central = {"scheme": "UK_CA_TYPE", "id": "publicAuthorityCentralGovernment"}
    choice = imported(parties__0__details={"classifications": [central]})
    assert "authority_type" not in choice.data
    assert "the kind of authority: its name and its classification disagree" in choice.skipped


def test_nations_that_disagree_are_left_out() -> None:
    choice = imported(parties__0__address={"countryName": "Wales"})
    assert "nation" not in choice.data
    assert "the nation: name, address and region disagree" in choice.skipped


@pytest.mark.parametrize(
    ("cpv", "subject"), [("80000000", None), ("85300000", None), ("79410000", "services"),
                         ("79100000", None), ("72000000", "services"), ("", None)],
)  # fmt: skip
def test_a_service_that_may_be_light_touch_has_no_subject(cpv: str, subject: str | None) -> None:
    """A notice from before the Act does not say which regime it is under."""
    classified = {"scheme": "CPV", "id": cpv} if cpv else {}
    choice = imported(tender__mainProcurementCategory="services", tender__classification=classified)
    assert choice.data.get("subject") == subject


@pytest.mark.parametrize(
    ("regimes", "subject"), [(["lightTouch"], "light_touch"), (["concession"], "concession"),
                             (["lightTouch", "concession"], None), (["defence"], None)],
)  # fmt: skip
def test_special_regimes(regimes: list[str], subject: str | None) -> None:
    assert imported(tender__specialRegime=regimes).data.get("subject") == subject


def test_health_care_has_a_legal_basis_of_its_own() -> None:
    choice = imported(tender__legalBasis={"id": "2023/1348", "scheme": "UKSI"})
    assert choice.data["subject"] == "health_care"


def test_a_number_without_end_and_half_a_character_are_not_passed_on() -> None:
    choice = imported(awards__0__value={"amount": 10**5000}, tender__title="Half \ud83d a smile")
    assert choice.data["value_net_gbp"] == 50_000
    assert "the value of the award: it is not a number, or has too many digits" in choice.skipped
    assert choice.data["title"] == "Half ? a smile"


@pytest.mark.parametrize(
    ("amount", "taken"),
    [("99999.9999999999990000", "99999.999999999999"), ("0.0000000000001", None), ("1E-30", None),
     ("999999999999999999.5", None), ("1e5", 100_000), ("100000.0000000000000000000000", 100_000)],
)  # fmt: skip
def test_a_number_has_the_digits_that_a_choice_can_hold(amount: str, taken: Any) -> None:
    choice = imported(ocid="ocds-h6vhtk-1", tender={}, awards=[{"value": {
        "amount": Decimal(amount), "currency": "GBP"}}])  # fmt: skip
    assert choice.data.get("value_net_gbp") == taken
    read_choice(choice.data, vocabulary(VOCABULARY))


def test_a_planned_tender_has_not_commenced() -> None:
    assert "procurement_commenced" not in imported(tender__status="planned").data


# --- what is not a package ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"", "is not JSON"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"[]", "is not an OCDS package"),
        (b"{}", "neither"),
        (b'{"releases": 5}', 'no list under "releases"'),
        (b'{"ocid": "x", "tag": []}', "a single release"),
        (b'{"version": "0.9", "releases": []}', "versions 1.0 and 1.1"),
        (b'{"releases": [{"a": NaN}]}', "line 1, column 21 is not JSON: invalid char"),
        (b'{"releases": [{"a": 1e99999999999999999999}]}', "a number that cannot be read"),
        (b"[" * 200_000, "is not an OCDS package"),
        (b'{"releases": [' + b"[" * 200_000, "nested too deeply"),
        (b'{"releases": []', "the file breaks off"),
        (b'{"releases": []}{}', "trailing garbage"),
        (b'{"releases": [' + b"9" * 10_000 + b"]}", "a number that cannot be read"),
        (42, "is a mapping, bytes or the path"),
        ("no/such/file.json", "cannot be read: no such file"),
        ("nul\0byte", "cannot be read"),
    ],
)
def test_what_is_no_package_is_refused(source: Any, message: str) -> None:
    with pytest.raises(ChoiceError, match=message):
        choices_from_ocds(source)


def test_a_folder_is_no_package() -> None:
    with pytest.raises(ChoiceError, match="cannot be read"):
        choices_from_ocds(HERE)


def test_a_bad_release_does_not_spoil_the_others() -> None:
    good = json.loads(RELEASES.read_bytes())["releases"][0]
    found = choices_from_ocds({"releases": [7, good, {"id": "no process"}]})
    assert len(found.choices) == 1
    assert [fault.key for fault in found.faults] == ["releases[0]", "releases[2].ocid"]


def test_a_record_without_a_compiled_release_is_a_fault() -> None:
    found = choices_from_ocds({"records": [{"ocid": "x", "releases": []}]})
    assert not found.choices
    assert "no compiled release" in str(found.faults[0])


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.none(), max_size=2),
)  # fmt: skip


def places(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every part of a tree."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree)
    found = []
    for key, value in items:
        found.append((*path, key))
        if isinstance(value, dict | list):
            found += places(value, (*path, key))
    return found


RECORD_TREE = json.loads(RECORD.read_bytes())
RECORD_PLACES = places(RECORD_TREE)


@settings(max_examples=300, deadline=None)
@given(where=st.sampled_from(RECORD_PLACES), odd=ODD)
def test_a_part_of_the_wrong_kind_is_never_an_error(where: tuple[Any, ...], odd: Any) -> None:
    """Any part of a record may be anything: either the package is refused, or choices come out."""
    tree = copy.deepcopy(RECORD_TREE)
    part = tree
    for step in where[:-1]:
        part = part[step]
    part[where[-1]] = odd
    try:
        found = choices_from_ocds(tree)
    except ChoiceError:
        return
    for choice in found.choices:
        assert choice.data.keys() <= KEYS
        json.dumps(choice.data)
        # what is imported always fits the vocabulary of the law library
        read_choice(choice.data, vocabulary(VOCABULARY))


# --- real notices ------------------------------------------------------------------------------


def test_real_notices_of_contracts_finder() -> None:
    found = choices_from_ocds(real("cf_ocds_2025.json"))
    assert len(found.choices) == 200
    assert not found.faults
    assert all(choice.data.keys() <= KEYS for choice in found.choices)
    assert sum("value_net_gbp" in choice.data for choice in found.choices) > 150
    assert not any("value_gross_gbp" in choice.data for choice in found.choices)
    assert sum(len(choice.claims) for choice in found.choices) == 74
    for choice in found.choices:
        read_choice(choice.data, vocabulary(VOCABULARY))


def test_the_real_record_of_find_a_tender() -> None:
    choice = choices_from_ocds(real("fts/fts_record_ocds-h6vhtk-0525b3.json")).choices[0]
    assert choice.data["authority_type"] == "unitary"
    assert choice.data["subject"] == "works"
    assert choice.data["value_net_gbp"] == 395_493
    assert choice.data["value_gross_gbp"] == 438_981
    assert choice.data["notices"] == {"UK7": "2026-09-30"}
    assert choice.data["is_sme"] is True
    assert choice.claims == {"above_threshold": False}


def test_real_notices_of_wales() -> None:
    found = choices_from_ocds(real("sell2wales_ocds_2025.json"))
    assert len(found.choices) == 90
    assert {choice.data.get("nation") for choice in found.choices} <= {"wales", "england", None}
    for choice in found.choices:
        read_choice(choice.data, vocabulary(VOCABULARY))


@pytest.mark.parametrize(
    "name", ["ocds_fictional_record.json", "ocds_fictional_record_withversions.json"]
)
def test_the_fictional_record_of_the_standard(name: str) -> None:
    """The standard does not say whether its values count VAT, so none is taken."""
    choice = choices_from_ocds(real(name)).choices[0]
    assert choice.data["authority_type"] == "london_borough"
    assert choice.data["procedure"] == "open"
    assert "value_net_gbp" not in choice.data
