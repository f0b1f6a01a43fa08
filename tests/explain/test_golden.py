"""Explanations of a handful of decisions, kept word for word.

To accept a changed wording, run the tests once with GOVRULES_ACCEPT=1 and read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from govrules.explain.explanation import Explanation
from govrules.explain.show import Form
from govrules.explain.to_html import to_html
from govrules.explain.to_json import to_json
from govrules.explain.to_markdown import to_markdown
from govrules.explain.to_text import to_text
from tests.explain.choices import EXAMPLES
from tests.explain.deciding import explained, named
from tests.explain.papers import paper

GOLDEN = Path(__file__).parent / "golden"
FORMS: dict[str, Callable[[Explanation], str]] = {
    "txt": to_text,
    "md": to_markdown,
    "json": to_json,
    "html": to_html,
}
KEPT = [(name, "txt") for name in EXAMPLES]
KEPT += [("breach", "md"), ("breach", "json"), ("breach", "html"), ("missing", "json")]


def compare(path: Path, text: str) -> None:
    if os.environ.get("GOVRULES_ACCEPT"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def example(name: str) -> Explanation:
    file, date, choice = EXAMPLES[name]
    return explained(named(file), choice, date)


@pytest.mark.parametrize(("name", "form"), KEPT)
def test_explanation(name: str, form: str) -> None:
    compare(GOLDEN / f"{name}.{form}", FORMS[form](example(name)))


def test_why_one_rule() -> None:
    compare(GOLDEN / "why-c3.txt", to_text(example("breach"), why="C3"))


@pytest.mark.parametrize("form", ["markdown", "html", "text"])
@pytest.mark.parametrize("name", ["commissioning", "meeting"])
def test_policy_as_a_paper(name: str, form: Form) -> None:
    suffix = {"markdown": "md", "html": "html", "text": "txt"}[form]
    shown = paper(name, form)
    assert isinstance(shown, str)
    compare(GOLDEN / f"paper-{name}.{suffix}", shown)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_rendering_is_the_same_every_time(name: str) -> None:
    first, second = example(name), example(name)
    for write in FORMS.values():
        assert write(first) == write(second)
