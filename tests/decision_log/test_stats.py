"""What is counted in a log, against counts made by hand from the choices in it."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict
from pathlib import Path
from typing import Any

from govrules.decision_log.entry import Entry
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.select import Selection, selected
from govrules.decision_log.stats import Stats, count
from govrules.decision_log.stats_document import stats_document, stats_json
from govrules.explain.write_html import write_html
from tests.decision_log.commissioning import filled


def counted(log: DecisionLog, **asked: Any) -> Stats:
    def altered(entry: Entry) -> None:
        raise AssertionError(entry.sequence)

    return count(log, selected(log, Selection(**asked), altered))


def test_verdicts_by_month_and_area(log: DecisionLog) -> None:
    filled(log)
    assert stats_json(counted(log))["verdicts"] == [
        {"month": month, "service_area": area, "verdict": verdict, "advice": number}
        for month, area, verdict, number in [
            ("2026-06", "libraries", "complies", 1),
            ("2026-06", "libraries", "does not comply", 1),
            ("2026-07", "libraries", "complies", 2),
            ("2026-07", "libraries", "does not comply", 1),
            ("2026-07", "not given", "outside this policy", 1),
            ("2026-07", "parks", "cannot be decided", 1),
            ("2026-07", "parks", "complies with conditions", 2),
        ]
    ]


def test_priorities(log: DecisionLog) -> None:
    """C1 serves value for money; C2 and C3 serve local wealth."""
    filled(log)
    found = counted(log).priorities
    assert asdict(found["Value for money"]) == {
        "served": 1, "outweighed": 1, "departed_from": 1, "breached": 2, "undetermined": 1,
    }  # fmt: skip
    assert asdict(found["Local wealth"]) == {
        "served": 7, "outweighed": 0, "departed_from": 2, "breached": 0, "undetermined": 0,
    }  # fmt: skip


def test_rules_that_never_fired(log: DecisionLog) -> None:
    filled(log)
    stats = counted(log)
    assert [key for key, _ in stats.never_fired] == [("Commissioning", "C4")]
    assert stats.rules["Commissioning", "C1"].statuses == {
        "met": 1, "breached": 2, "displaced": 2, "undetermined": 1, "not applicable": 3,
    }  # fmt: skip
    assert stats.rules["Commissioning", "C1"].fired == 3
    few = counted(log, verdict="outside this policy")
    assert [key[1] for key, _ in few.never_fired] == ["C1", "C2", "C3", "C4"]


def test_the_register(log: DecisionLog) -> None:
    filled(log)
    found = [
        (row.kind, row.entry, row.advice, row.rule, row.by, row.reasons)
        for row in counted(log).register
    ]
    assert found == [
        ("waiver", 3, None, "C1", "the Cabinet", "One firm can do it."),
        ("did not count", 4, None, "C1", "the mayor", "A friend."),
        ("should not followed", 5, None, "C3", "", ""),
        ("should not followed", 6, None, "C3", "", "None bid."),
        ("advice departed from", 9, 1, "C1", "C. Leader as the Cabinet", "No time."),
    ]


def test_a_rulebook_that_is_gone_is_told(tmp_path: Path) -> None:
    file = tmp_path / "log.db"
    with DecisionLog.open(file) as log:
        filled(log)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE rulebooks SET texts = replace(texts, '£10,000', '£11,000')")
    connection.close()
    with DecisionLog.open(file) as log:
        stats = counted(log)
        assert len(stats.unread) == 1 and not stats.priorities
        assert stats.rules["Commissioning", "C1"].fired == 3
        page = write_html(stats_document(stats))
    assert "have another digest" in page
