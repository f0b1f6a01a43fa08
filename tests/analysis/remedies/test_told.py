"""Remedies and nearness in words, kept as they were read.

To accept a changed wording, run the tests once with GOVRULES_ACCEPT=1 and read the difference.
"""

from __future__ import annotations

import os
from typing import Any

import pytest

from govrules.analysis.remedies.told import nearness_section, remedies_section
from govrules.explain.document import Document, Section
from govrules.explain.write_html import write_html
from govrules.explain.write_text import TextWriter
from tests.analysis.library import HERE, near, remedies

BREACHED: dict[str, dict[str, Any]] = {
    "two-changes": {"annual_value": 130_000, "quotes_obtained": 1},
    "stuck": {"population_served": 60_000, "local_score": 10, "quotes_obtained": 1},
    "a-list": {"annual_value": 200_000, "provider_form": "mutual"},
    "two-dates": {"contract_start": "2026-07-03", "contract_end": "2030-01-01"},
}


def text_of(section: Section | None) -> str:
    assert section is not None
    return TextWriter(colour=False, width=100).write(Document("", (), (section,)))


def compare(name: str, text: str) -> None:
    path = HERE / "golden" / name
    if os.environ.get("GOVRULES_ACCEPT"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


@pytest.mark.parametrize("name", BREACHED)
def test_what_would_make_it_comply(name: str) -> None:
    compare(f"remedies-{name}.txt", text_of(remedies_section(remedies(**BREACHED[name]))))


@pytest.mark.parametrize("value", [118_800, 145_000])
def test_how_near_the_limits_are(value: int) -> None:
    told = near(annual_value=value, provider_form="mutual")
    compare(f"near-{value}.txt", text_of(nearness_section(told)))


def test_nothing_is_told_where_nothing_is_in_the_way() -> None:
    assert remedies_section(remedies()) is None


def test_what_a_choice_says_cannot_steer_a_terminal_or_run_in_a_page() -> None:
    hostile = "\x1b[2J<script>alert(1)</script>"
    section = remedies_section(
        remedies(quotes_obtained=1, area=hostile, bids=[{"bidder": hostile}])
    )
    assert section is not None
    assert "\x1b" not in text_of(section)
    assert "<script>alert" not in write_html(Document("", (), (section,)))
