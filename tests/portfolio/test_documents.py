"""A portfolio decision as text, Markdown, JSON and a page, word for word and whatever is in it.

To accept a changed wording, run the tests once with GOVRULES_ACCEPT=1 and read the difference.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache

import pytest

from govrules.explain.portfolio.tell import tell_portfolio
from govrules.interop.choices.files import read_choices
from govrules.library import load
from govrules.model.portfolio import PortfolioDecision
from tests.explain.test_golden import compare
from tests.explain.test_hostile import ATTACKS, STEERING, Page
from tests.portfolio.register import DAY
from tests.portfolio.test_command import AWARD, DATA, POLICY, REGISTER

GOLDEN = DATA.parent / "golden"
ENDINGS = {"text": "txt", "markdown": "md", "html": "html"}


@cache
def decision(*, with_award: bool = True) -> PortfolioDecision:
    contracts = [given.data for given in read_choices(REGISTER)]
    award = next(read_choices(AWARD)).data if with_award else None
    return load(POLICY).portfolio(contracts, award, DAY)


@pytest.mark.parametrize("form", ENDINGS)
def test_document(form: str) -> None:
    compare(GOLDEN / f"award.{ENDINGS[form]}", tell_portfolio(decision(), form))  # type: ignore[arg-type]


def test_register_alone_and_json() -> None:
    alone = decision(with_award=False)
    compare(GOLDEN / "register.txt", tell_portfolio(alone))
    compare(GOLDEN / "award.json", f"{decision().to_json(indent=2)}\n")


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_is_only_shown(attack: str) -> None:
    """In identifiers, titles, names and groups of a register."""
    words = attack.encode("utf-8", "replace").decode()
    row = {
        "contract_id": words, "title": words, "service_area": words, "provider_name": words,
        "provider_form": "private company", "annual_value": 5, "start_date": "2025-01-01",
        "end_date": "none",
    }  # fmt: skip
    unsure = {key: row[key] for key in ("title", "annual_value", "start_date")}
    found = load(POLICY).portfolio([row, unsure], None, DAY)
    text = tell_portfolio(found)
    assert not any(c for c in text if c != "\n" and _steers(c))
    page = Page(tell_portfolio(found, "html"))
    assert page.open == []
    assert not any(c for c in page.text if c != "\n" and _steers(c))
    assert not {"script", "img", "a", "style"} & set(page.tags) - {"style"}
    assert not {key for key, _ in page.attributes if key.startswith("on")}
    markdown = tell_portfolio(found, "markdown")
    assert not re.search(r"(?<!\\)[<`]", markdown)
    assert "](" not in markdown.replace("\\](", "")
    assert json.loads(found.to_json())["findings"][0]["groups"][0]["norms"]


def _steers(character: str) -> bool:
    joiners = "\u200c\u200d"
    return unicodedata.category(character) in STEERING and character not in joiners
