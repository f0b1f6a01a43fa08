"""The natural test: what buyers say of the threshold themselves, against what the law library says.

69 processes of Contracts Finder carry the buyer's own "(above threshold)" or "(below threshold)".
docs/explanation/natural-test.md explains each disagreement; here the counts are held.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from govrules.interop.ocds.claims import ANSWER, Compared, Comparison, compared, comparison_text
from govrules.interop.ocds.to_choices import ImportedChoice, choices_from_ocds
from govrules.interop.ocds.tree import branch, branches, number, words
from tests.docs.pages import ROOT
from tests.interop.real_data import real
from tests.policies.catalogue import THRESHOLDS, rulebook

PAGE = ROOT / "docs/explanation/natural-test.md"
SUPPLIED = {"procurement_commenced": "2025-01-02", "nation": "england"}
"""What award notices leave out. All of these processes began while the same figures held (from 1
January 2024), and the buyers are in England or buy for all of the kingdom."""

PREFIX = "ocds-b5fd17-"
LOTS = {"7f6e81c3-3a36-447d-bc45-9fbfd3c3d728", "a5e45aec-2d31-48df-97dc-e6dff1d22609"}
UTILITY = {"b53644de-dd3d-4251-ab2c-9085e20961e3"}
NET_OR_GROSS = {"67ddf99a-44c2-4e0a-8510-d9913132caf1"}
MISLABELLED = {"8f3244de-9267-4db2-95fe-089010d5aa5f"}
MISLABELLED_AWARD = {"ff589a9f-416a-4bdb-ae39-8047e2581756"}
CONCESSION = {"e2099fab-d5a0-45ad-bfdf-362292ce2919"}


def asked(choice: ImportedChoice, supplied: dict[str, str]) -> Compared:
    law = rulebook(THRESHOLDS)
    known = law.schema()["properties"]
    facts = {key: value for key, value in {**supplied, **choice.data}.items() if key in known}
    decision = law.check(facts)
    row = compared(choice, decision.terms[ANSWER], law.waits_for(ANSWER, decision))
    assert row is not None
    return row


@lru_cache(maxsize=1)
def labelled() -> tuple[ImportedChoice, ...]:
    """The releases with a label in brackets."""
    found = []
    for choice in choices_from_ocds(real("cf_ocds_2025.json")).choices:
        assert choice.release is not None
        details = words(branch(choice.release.tree, "tender"), "procurementMethodDetails")
        if details.endswith(("(above threshold)", "(below threshold)")):
            found.append(choice)
    return tuple(found)


def by_process(supplied: dict[str, str]) -> dict[str, Compared]:
    """The result of each process; its releases agree with one another."""
    found: dict[str, Compared] = {}
    for choice in labelled():
        row = asked(choice, supplied)
        before = found.setdefault(row.ocid.removeprefix(PREFIX), row)
        assert (before.claim, before.result) == (row.claim, row.result)
    return found


def counts(rows: dict[str, Compared]) -> dict[Comparison, int]:
    return dict(Counter(row.result for row in rows.values()))


def differing(rows: dict[str, Compared]) -> set[str]:
    return {ocid for ocid, row in rows.items() if row.result is Comparison.DISAGREES}


def test_sixty_nine_processes_as_they_were_published() -> None:
    rows = by_process({})
    assert len(labelled()) == 73
    assert len(rows) == 69
    assert differing(rows) == LOTS | UTILITY | NET_OR_GROSS | MISLABELLED
    assert counts(rows) == {
        Comparison.AGREES: 18, Comparison.DISAGREES: 5, Comparison.UNDECIDED: 46,
    }  # fmt: skip


def test_sixty_nine_processes_with_the_day_and_the_nation_supplied() -> None:
    rows = by_process(SUPPLIED)
    known = LOTS | UTILITY | NET_OR_GROSS | MISLABELLED | MISLABELLED_AWARD | CONCESSION
    assert differing(rows) == known
    assert counts(rows) == {
        Comparison.AGREES: 44, Comparison.DISAGREES: 7, Comparison.UNDECIDED: 18,
    }  # fmt: skip


def test_every_disagreement_and_every_open_case_is_explained() -> None:
    text = PAGE.read_text("utf-8")
    rows = by_process(SUPPLIED)
    assert by_process({}).keys() == rows.keys()
    for ocid, row in rows.items():
        if row.result is not Comparison.AGREES:
            assert f"`{ocid}`" in text, (ocid, row)
    for result, count in counts(rows).items():
        assert f"| {result} |" in text
        assert f" {count} |" in text


def simple(choice: ImportedChoice) -> bool | None:
    """What three lines make of a release: works, some CPV codes, everything else."""
    assert choice.release is not None
    tender = branch(choice.release.tree, "tender")
    awards = branches(choice.release.tree, "awards")
    values = (branch(part, "value") for part in (tender, *awards))
    value = next((sum for part in values if (sum := number(part, "amount")) is not None), None)
    code = words(branch(tender, "classification"), "id")[:2]
    limit = 663_540 if code in ("55", "75", "79", "80", "85", "92", "98") else 214_904
    if words(tender, "mainProcurementCategory") == "works":
        limit = 5_372_609
    return None if value is None else value >= limit


def test_a_simple_classifier_differs_on_five_more() -> None:
    rows = by_process(SUPPLIED)
    found = {choice.ocid.removeprefix(PREFIX): simple(choice) for choice in labelled()}
    wrong = {
        ocid for ocid, row in rows.items() if found[ocid] is not None and found[ocid] != row.claim
    }
    assert list(found.values()).count(None) == 5
    assert len(wrong) == 12
    assert differing(rows) < wrong
    text = PAGE.read_text("utf-8")
    for ocid in wrong:
        assert text.count(f"`{ocid}`") >= 1
        assert rows[ocid].result is not Comparison.AGREES or ocid.startswith("323dc84e")


def test_the_table_of_the_comparison() -> None:
    rows = list(by_process(SUPPLIED).values())
    lines = comparison_text(rows).splitlines()
    assert lines[0].split()[:3] == ["process", "choice", "publisher"]
    assert "disagrees" in lines[2]
    assert lines[-4:] == ["69 claims", "      7  disagrees", "     18  cannot be decided",
                          "     44  agrees"]  # fmt: skip
    assert comparison_text([]) == "no notice says whether it is above the threshold"


def test_a_sum_that_is_not_believed_is_named_in_what_is_wanted() -> None:
    rows = by_process(SUPPLIED)
    defence = rows["c51f6270-417a-4270-9446-61267aa2b22f"]
    assert "value_net_gbp (a placeholder)" in defence.wants
    department = rows["c08b0729-7e62-44eb-bbb0-ca59bbecde40"]
    assert department.wants == ("value_gross_gbp", "vat_rate")
