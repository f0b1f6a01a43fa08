"""Comparisons word for word, in every form; and whatever anybody writes, it is only shown.

To accept a changed wording, run the tests once with GOVRULES_ACCEPT=1 and read the difference.
"""

from __future__ import annotations

import json
import unicodedata
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from govrules.cli.decision_schema import comparison_schema
from govrules.explain.comparing.figures import percent, points
from govrules.explain.comparing.to_document import to_document
from govrules.explain.to_json import harmless_json
from govrules.explain.write_html import write_html
from govrules.explain.write_markdown import write_markdown
from govrules.explain.write_text import TextWriter
from govrules.library import Rulebook, load
from govrules.model.comparison import Comparison
from tests.comparison.books import DATE
from tests.explain.test_golden import compare as compare_golden
from tests.explain.test_hostile import ATTACKS, STEERING

HERE = Path(__file__).parent
SCHEMA = HERE.parents[1] / "docs/reference/comparison.schema.json"

MUTUAL = {
    "provider_form": "mutual",
    "options_appraisal": "complete",
    "local_wealth_score": 81,
    "whole_life_cost": 410_000,
    "residents_served": 9_200,
    "number_of_bids": 2,
    "acts": ["award the contract"],
}
PARTNERS = {
    **MUTUAL,
    "provider_form": "social enterprise",
    "local_wealth_score": 72,
    "whole_life_cost": 520_000,
    "residents_served": 9_900,
    "number_of_bids": 1,
}
UNIT = {**MUTUAL, "provider_form": "in-house team", "local_wealth_score": "79.2"}
FIRM = {**MUTUAL, "provider_form": "private company", "options_appraisal": "not complete"}
DEAR = {**MUTUAL, "whole_life_cost": 600_001}


def without(facts: dict[str, Any], key: str) -> dict[str, Any]:
    return {other: value for other, value in facts.items() if other != key}


CASES: dict[str, dict[str, dict[str, Any]]] = {
    "first": {"Library mutual": MUTUAL, "Reading Partners": PARTNERS, "Big Firm": FIRM},
    "preferred": {"Library mutual": MUTUAL, "County unit": UNIT, "Reading Partners": PARTNERS},
    "tie": {"Library mutual": MUTUAL, "Second mutual": MUTUAL, "Reading Partners": PARTNERS},
    "open": {
        "Library mutual": {**MUTUAL, "residents_served": 9_900},
        "Reading Partners": {**without(PARTNERS, "local_wealth_score"), "whole_life_cost": 400_000},
        "Big Firm": without(FIRM, "options_appraisal"),
    },
    "none": {"Big Firm": FIRM, "Dear mutual": DEAR},
    "alone": {"Library mutual": MUTUAL},
}


@cache
def rulebook() -> Rulebook:
    return load(HERE / "library.policy")


@cache
def made(name: str) -> Comparison:
    found = rulebook().compare(CASES[name], DATE)
    # figures of this machine and of the wording of the policy are not what is looked at
    book = found.rulebook.model_copy(update={"digest": "0" * 64})
    return found.model_copy(update={"engine": "the engine", "rulebook": book})


def written(comparison: Comparison, form: str) -> str:
    if form == "json":
        return comparison.to_json(indent=2) + "\n"
    document = to_document(comparison)
    if form == "html":
        return write_html(document)
    if form == "md":
        return write_markdown(document)
    return TextWriter(colour=False, width=100).write(document)


KEPT = [(name, "txt") for name in CASES] + [("open", form) for form in ("md", "html", "json")]


@pytest.mark.parametrize(("name", "form"), KEPT)
def test_a_comparison_is_told(name: str, form: str) -> None:
    compare_golden(HERE / "golden" / f"{name}.{form}", written(made(name), form))


def test_the_outcomes_of_the_cases() -> None:
    outcomes = {name: (made(name).outcome, made(name).first) for name in CASES}
    assert outcomes == {
        "first": ("first", ("Library mutual",)),
        "preferred": ("first", ("County unit",)),
        "tie": ("tie", ("Library mutual", "Second mutual")),
        "open": ("open", ()),
        "none": ("none", ()),
        "alone": ("first", ("Library mutual",)),
    }


def test_the_committed_schema_is_up_to_date_and_every_comparison_fits_it() -> None:
    """To write it anew: govrules schema --comparison --out docs/reference/comparison.schema.json"""
    assert json.loads(SCHEMA.read_text("utf-8")) == comparison_schema()
    validator = jsonschema.Draft202012Validator(comparison_schema())
    validator.check_schema(comparison_schema())
    for name in CASES:
        data = json.loads(made(name).to_json())
        validator.validate(data)
        for key in data:
            assert not validator.is_valid({other: data[other] for other in data if other != key})


@pytest.mark.parametrize("name", CASES)
def test_charts_are_well_formed_and_their_names_unique(name: str) -> None:
    page = written(made(name), "html")
    pictures = page.split("<svg ")[1:]
    ids: list[str] = []
    for picture in pictures:
        svg = ElementTree.fromstring("<svg " + picture.partition("</svg>")[0] + "</svg>")
        ids += [part.get("id", "") for part in svg.iter() if part.get("id")]
    assert len(ids) == len(set(ids))
    assert len(pictures) == {"none": 0, "alone": 1}.get(name, 2)


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", ["open", "tie"])
def test_text_from_anybody_is_only_shown(name: str, attack: str) -> None:
    hostile = poisoned(made(name), attack)
    for form in ("txt", "md", "html"):
        text = written(hostile, form)
        assert not any(_steers(character) for character in text if character != "\n")
    page = written(hostile, "html")
    body = page.partition("<main>")[2].partition("</main>\n</body>")[0]
    tree = ElementTree.fromstring(f"<main>{body}</main>")
    assert not any(part.tag.endswith("script") for part in tree.iter())
    assert not any(name.startswith("on") for part in tree.iter() for name in part.attrib)
    links = {part.get("href") for part in tree.iter("a")}
    assert all(link is not None and link.startswith("https://council.example/") for link in links)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_hostile_name_is_harmless_in_json(attack: str) -> None:
    name = attack.encode(errors="ignore").decode()[:200]
    found = rulebook().compare({name: MUTUAL}, DATE)
    text = harmless_json(found.to_json())
    steering = STEERING - {"Co"}
    assert not any(unicodedata.category(character) in steering for character in text)
    assert json.loads(text)["first"] == [name]


def _steers(character: str) -> bool:
    return unicodedata.category(character) in STEERING


KEPT_WORDS = {
    "low", "high", "points", "weight", "by", "start", "end", "given", "outcome", "better", "unit",
    "scale", "value", "verdict", "status", "norm", "kind", "beyond", "decided",
}  # fmt: skip
"""Numbers, and words of which there is a fixed number."""


def poisoned(value: Any, attack: str) -> Any:
    """The same comparison with the attack at the end of every free text."""
    if isinstance(value, str):
        return value + attack
    if isinstance(value, tuple):
        return tuple(poisoned(item, attack) for item in value)
    if isinstance(value, BaseModel):
        names = set(type(value).model_fields) - KEPT_WORDS | ({"beyond"} & _texts(value))
        return value.model_copy(update={n: poisoned(getattr(value, n), attack) for n in names})
    return value


def _texts(value: BaseModel) -> set[str]:
    """`beyond` is a fixed word of a score, but holds names in a change of weight."""
    return {name for name in type(value).model_fields if isinstance(getattr(value, name), tuple)}


@pytest.mark.parametrize(
    ("number", "text"),
    [("0", "0.0"), ("71", "71.0"), ("71.25", "71.2"), ("71.35", "71.4"), ("0.05", "0.05"),
     ("0.0024", "0.0024"), ("-0.00001", "-0.00001"), ("99.999999", "100.0"), ("-7.04", "-7.0")],
)  # fmt: skip
def test_points_are_rounded_to_one_place_but_small_gaps_are_not_lost(
    number: str, text: str
) -> None:
    assert points(Fraction(number)) == text


@settings(max_examples=200)
@given(st.fractions(-1, 1, max_denominator=10**11))
def test_a_gap_is_never_shown_as_nothing(gap: Fraction) -> None:
    assert (Fraction(points(gap)) == 0) == (gap == 0)
    assert abs(Fraction(points(gap)) - gap) <= max(abs(gap) / 10, Fraction(1, 20))


def test_weights_have_no_idle_zero() -> None:
    assert (percent("60"), percent("74.285714285714")) == ("60%", "74.3%")
