"""A decision goes back as OCDS: a valid package, and the same choices when it is read again."""

from __future__ import annotations

import datetime as dt
import io
import json
from copy import deepcopy
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from govrules.errors import ChoiceError
from govrules.interop.ocds.decisions import EarlierDecisions, decision_line
from govrules.interop.ocds.export import update_tags, with_decision
from govrules.interop.ocds.to_choices import ImportedChoice, choices_from_ocds
from govrules.interop.ocds.write_package import EXTENSION, PackageWriter, Publisher
from govrules.interop.opened import opened
from govrules.model.decision import Decision, Status, Verdict
from tests.interop.real_data import real
from tests.interop.test_ocds import ODD, places
from tests.policies.catalogue import NORWICH, rulebook

HERE = Path(__file__).parent / "data"
RELEASES = HERE / "ocds_invented_releases.json"
RECORD = HERE / "ocds_invented_record.json"
PUBLISHED = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
ON = dt.date(2026, 7, 3)
EXTENSION_SCHEMA = json.loads(
    (files("govrules.interop.ocds") / "extension/release-schema.json").read_text("utf-8")
)


def decided(choice: ImportedChoice) -> tuple[dict[str, Any], Decision]:
    """The facts for which Norwich's rules have a word, and what they decide."""
    rules = rulebook(NORWICH)
    words = rules.schema()["properties"]
    facts = {key: value for key, value in choice.data.items() if key in words}
    return facts, rules.check(facts, ON)


def text_of(source: Any, header: dict[str, Any] | None = None) -> str:
    """The package that repeats the notices of a source with Norwich's decision on each."""
    stream = io.StringIO()
    writer = PackageWriter(stream, Publisher("Norwich City Council"), PUBLISHED)
    for choice in choices_from_ocds(source).choices:
        assert choice.release is not None
        writer.add(with_decision(choice.release, *decided(choice), PUBLISHED))
    writer.finish(header or {})
    return stream.getvalue()


def exported(source: Any, header: dict[str, Any] | None = None) -> dict[str, Any]:
    package = json.loads(text_of(source, header), parse_float=Decimal)
    assert isinstance(package, dict)
    return package


def merged(schema: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """A schema with an extension applied (JSON Merge Patch, RFC 7396)."""
    for key, value in patch.items():
        whole = schema.get(key)
        if isinstance(value, dict) and isinstance(whole, dict):
            merged(whole, value)
        else:
            schema[key] = deepcopy(value)
    return schema


def validator() -> Draft4Validator:
    """OCDS 1.1.5 for release packages, with the extension applied."""
    folder = real("ocds_schema_1_1_5")
    release = json.loads((folder / "release-schema.json").read_bytes())
    assert "governanceDecisions" not in release["properties"]
    merged(release, EXTENSION_SCHEMA)
    package = json.loads((folder / "release-package-schema.json").read_bytes())
    at = package["properties"]["releases"]["items"]["$ref"]
    resource: Resource[Any] = Resource(contents=release, specification=DRAFT4)
    registry: Registry[Any] = Registry().with_resources([(release["id"], resource), (at, resource)])
    return Draft4Validator(package, registry=registry, format_checker=FormatChecker())


def test_a_release_comes_again_with_the_decision_beside_it() -> None:
    package = exported(RELEASES)
    first = package["releases"][0]
    before = json.loads(RELEASES.read_bytes())["releases"][0]
    assert first["ocid"] == before["ocid"]
    assert first["id"] != before["id"] and "#" not in first["id"]
    assert first["date"] == "2026-11-24T10:00:00Z"
    assert first["tag"] == ["awardUpdate"]
    for part in ("tender", "awards", "parties", "buyer"):
        assert json.dumps(first[part], default=str) == json.dumps(
            json.loads(RELEASES.read_bytes(), parse_float=Decimal)["releases"][0][part], default=str
        )
    (decision,) = first["governanceDecisions"]
    choice = choices_from_ocds(RELEASES).choices[0]
    facts, made = decided(choice)
    assert decision["verdict"] == str(made.verdict)
    assert decision["rulebook"]["digest"] == made.rulebook.digest
    assert decision["decisionDate"] == "2026-07-03"
    assert decision["basedOn"] == {"releaseID": before["id"], "releaseDate": before["date"]}
    assert decision["wholeProcess"] is False
    assert decision["engine"] == made.engine
    assert decision["facts"] == facts
    assert "a person decides" in decision["statement"]
    assert [finding["id"] for finding in decision["findings"]] == [
        finding.rule for finding in made.findings
    ]
    assert all(finding["sources"][0]["title"] for finding in decision["findings"])


def test_the_package_says_who_publishes_it_and_keeps_licence_and_extensions() -> None:
    header = {"license": "https://licence.example", "extensions": ["https://a.example/x.json", 5],
              "publicationPolicy": "see our site"}  # fmt: skip
    package = exported(RELEASES, header)
    assert package["publisher"] == {"name": "Norwich City Council"}
    assert package["license"] == "https://licence.example"
    assert "publicationPolicy" not in package
    assert package["extensions"] == ["https://a.example/x.json", EXTENSION]
    assert package["uri"].startswith("urn:uuid:")


@pytest.mark.parametrize("source", [RELEASES, RECORD])
def test_what_was_exported_gives_the_same_choices_again(source: Path) -> None:
    before = choices_from_ocds(source).choices
    again = choices_from_ocds(text_of(source).encode()).choices
    assert [choice.data for choice in again] == [choice.data for choice in before]
    assert [choice.claims for choice in again] == [choice.claims for choice in before]


@pytest.mark.parametrize("source", [RELEASES, RECORD])
def test_invented_notices_with_decisions_are_valid(source: Path) -> None:
    assert not list(validator().iter_errors(exported(source)))


@pytest.mark.parametrize(
    ("file", "faults"),
    [
        ("cf_ocds_2025.json", 0),
        ("sell2wales_ocds_2025.json", 0),
        # its tender has no identifier, here as in the record
        ("fts/fts_record_ocds-h6vhtk-0525b3.json", 1),
    ],
)
def test_real_notices_with_decisions_are_valid(file: str, faults: int) -> None:
    path = real(file)
    package = exported(path)
    # every fifth, as jsonschema takes a tenth of a second for each
    package["releases"] = package["releases"][::5]
    errors = list(validator().iter_errors(package))
    assert len(errors) == faults, errors[:2]
    assert all(error.message == "'id' is a required property" for error in errors)
    again = choices_from_ocds(text_of(path).encode()).choices
    assert [choice.data for choice in again] == [
        choice.data for choice in choices_from_ocds(path).choices
    ]


def test_the_schema_of_the_extension_can_fail() -> None:
    package = exported(RELEASES)
    check = validator()
    for key, wrong in (
        ("verdict", "fine"), ("decisionDate", ""), ("rulebook", {"name": "x"}), ("findings", "no"),
        ("statement", None),
    ):  # fmt: skip
        changed = deepcopy(package)
        changed["releases"][0]["governanceDecisions"][0][key] = wrong
        assert list(check.iter_errors(changed)), key
    del package["releases"][0]["governanceDecisions"][0]["rulebook"]
    assert list(check.iter_errors(package))


def test_the_codelists_are_those_of_the_engine() -> None:
    decision = EXTENSION_SCHEMA["definitions"]["GovernanceDecision"]["properties"]
    finding = EXTENSION_SCHEMA["definitions"]["GovernanceFinding"]["properties"]
    lists = files("govrules.interop.ocds") / "extension/codelists"
    for words, enum, name in (
        (Verdict, decision["verdict"]["enum"], "governanceVerdict.csv"),
        (Status, finding["status"]["enum"], "governanceStatus.csv"),
    ):
        assert set(enum) == {str(word) for word in words}
        rows = (lists / name).read_text("utf-8").splitlines()[1:]
        assert {row.split(",")[0] for row in rows} == set(enum)


def test_a_second_export_adds_to_the_first_and_a_repeat_replaces_it() -> None:
    choice = choices_from_ocds(RELEASES).choices[0]
    assert choice.release is not None
    once = with_decision(choice.release, *decided(choice), PUBLISHED)
    (first,) = choices_from_ocds({"releases": [once]}).choices
    assert first.release is not None
    later = PUBLISHED + dt.timedelta(days=1)
    twice = with_decision(first.release, *decided(first), later)
    assert len(twice["governanceDecisions"]) == 2
    again = with_decision(first.release, *decided(first), later)
    assert again == twice


def test_a_release_may_not_be_older_than_what_it_repeats() -> None:
    choice = choices_from_ocds(RELEASES).choices[0]
    assert choice.release is not None
    with pytest.raises(ValueError, match="later than this export"):
        with_decision(choice.release, *decided(choice), dt.datetime(2020, 1, 1, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    ("release", "tags"),
    [
        ({"tag": ["planning"]}, ["planningUpdate"]),
        ({"tag": ["tender", "tenderUpdate"]}, ["tenderUpdate"]),
        ({"tag": ["award", "contract"]}, ["awardUpdate", "contractUpdate"]),
        ({"tag": ["contractAmendment"]}, ["contractUpdate"]),
        ({"tag": ["compiled"], "tender": {"id": "1"}, "contracts": [{}]},
         ["tenderUpdate", "contractUpdate"]),
        ({"tag": 5}, ["planningUpdate"]),
        ({}, ["planningUpdate"]),
    ],
)  # fmt: skip
def test_the_tag_is_that_of_an_update(release: dict[str, Any], tags: list[str]) -> None:
    assert update_tags(release) == tags


PLACES = places(json.loads(RECORD.read_bytes()))


@settings(max_examples=150, deadline=None)
@given(where=st.sampled_from(PLACES), odd=ODD)
def test_a_notice_with_a_part_of_the_wrong_kind_is_repeated_or_refused(
    where: tuple[Any, ...], odd: Any
) -> None:
    tree = json.loads(RECORD.read_bytes())
    part = tree
    for step in where[:-1]:
        part = part[step]
    part[where[-1]] = odd
    try:
        before = [choice.data for choice in choices_from_ocds(tree).choices]
        text = text_of(tree) if before else ""
    except (ChoiceError, ValueError):  # no package; a number that JSON does not have
        return
    if before:
        again = choices_from_ocds(text.encode()).choices
        assert [choice.data for choice in again] == before


# --- decisions made before ---------------------------------------------------------------------


def earlier(*lines: str) -> EarlierDecisions:
    return EarlierDecisions(opened("\n".join(lines).encode()))


def test_decisions_made_before_find_their_process() -> None:
    choices = choices_from_ocds(RELEASES).choices
    lines = [decision_line(choice, *decided(choice)) for choice in choices]
    found = earlier(*lines)
    for choice in choices:
        facts, decision = found.next_for(choice)
        assert (facts, decision.to_json()) == (decided(choice)[0], decided(choice)[1].to_json())
    found.check_end()


def test_a_decision_on_another_process_is_refused() -> None:
    first, second, _ = choices_from_ocds(RELEASES).choices
    line = decision_line(second, *decided(second))
    with pytest.raises(ChoiceError, match="is about ocds-b5fd17-invented-2, where"):
        earlier(line).next_for(first)
    left = earlier(decision_line(first, *decided(first)), line)
    left.next_for(first)
    with pytest.raises(ChoiceError, match="about no notice"):
        left.check_end()


def test_a_decision_that_is_missing_is_told() -> None:
    choice = choices_from_ocds(RELEASES).choices[0]
    found = earlier(decision_line(choice, *decided(choice)))
    found.next_for(choice)
    with pytest.raises(ChoiceError, match="ends before the decision"):
        found.next_for(choice)


def test_a_decision_alone_or_one_that_was_changed_is_refused() -> None:
    choice = choices_from_ocds(RELEASES).choices[0]
    facts, decision = decided(choice)
    with pytest.raises(ChoiceError, match="does not say what the decision is about"):
        earlier(decision.to_json()).next_for(choice)
    whole = json.loads(decision_line(choice, facts, decision))
    for key, wrong in (("verdict", "fine"), ("findings", 5), ("more", 1)):
        changed = deepcopy(whole)
        changed["decision"][key] = wrong
        with pytest.raises(ChoiceError, match="is not a decision"):
            earlier(json.dumps(changed)).next_for(choice)
    with pytest.raises(ChoiceError, match="is not a decision"):
        earlier(json.dumps({**whole, "decision": 5})).next_for(choice)
    with pytest.raises(ChoiceError, match="is not an object"):
        earlier(json.dumps({**whole, "facts": 5})).next_for(choice)
