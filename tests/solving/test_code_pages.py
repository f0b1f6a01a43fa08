"""What the page of each code says to avoid gives that finding, and what it prefers does not."""

from __future__ import annotations

import pytest

from govrules.language.code_pages import example_files
from govrules.language.faults.codes_proofs import CODES
from tests.solving.found import findings

WITHOUT_WITNESS = ("A103", "A109")
"""Of what can never be, no choice can be shown."""


@pytest.mark.parametrize("code", CODES)
def test_the_example_to_avoid_gives_the_finding(code: str) -> None:
    found = findings(example_files(CODES[code].bad_example))
    assert [each.code for each in found if each.code == code]
    for each in found:
        if each.code == code and code not in WITHOUT_WITNESS:
            assert each.witness is not None


@pytest.mark.parametrize("code", CODES)
def test_the_example_to_prefer_does_not_give_it(code: str) -> None:
    assert not findings(example_files(CODES[code].good_example), code)
