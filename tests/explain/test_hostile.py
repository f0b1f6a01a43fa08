"""Whatever somebody writes into a policy or a choice, no rendering does anything but show it."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from govrules.explain.explanation import Explanation
from govrules.explain.safe import markdown, safe_link, visible
from govrules.explain.show import show
from govrules.explain.to_html import to_html
from govrules.explain.to_json import to_json
from govrules.explain.to_markdown import to_markdown
from govrules.explain.to_text import to_text
from tests.explain.deciding import DATE, explained, named, policies
from tests.explain.test_golden import example

ATTACKS = [
    "\x1b[31mred\x1b[0m \x07bell \x00nul \x7f \x9b31m",
    "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "\u202eright to left\u202c \u2066isolate\u2069 \u200bzero width \ufeff",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\"'><a href=javascript:alert(1)>x</a><!-- --></title></style></main>",
    "](https://evil.example) [x](javascript:alert(1)) ![x](https://evil.example/p.png)",
    "# heading\n- list\n```\ncode\n``` | cell | **bold** _it_ ~~gone~~ <b>",
    "1. one\n2) two\r\n> quote\u2028line\u2029para",
    "\ud800 lone surrogate \ue000\ue001 private \U000e0041 tag",
    "x" * 5_000,
    "&lt;b&gt; &amp; &#60;",
    "\ue001\x1b[1m",
]
STEERING = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
KEPT_WORDS = {"kind", "truth", "status", "verdict", "timing", "norm"}


def poisoned(value: Any, attack: str) -> Any:
    """The same tree with the attack at the end of every piece of free text."""
    if isinstance(value, str):
        return value + attack
    if isinstance(value, tuple):
        return tuple(poisoned(item, attack) for item in value)
    if isinstance(value, BaseModel):
        names = type(value).model_fields
        changed = {
            name: poisoned(getattr(value, name), attack) for name in names if name not in KEPT_WORDS
        }
        return value.model_copy(update=changed)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: poisoned(getattr(value, field.name), attack)
            for field in fields(value)
            if field.name not in KEPT_WORDS
        }
        return replace(value, **changed)
    return value


class Page(HTMLParser):
    """The tags, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_terminal_sees_no_control_characters(attack: str) -> None:
    explanation = poisoned(example("breach"), attack)
    for text in (to_text(explanation), to_text(explanation, width=40)):
        steering = [c for c in text if c != "\n" and unicodedata.category(c) in STEERING]
        assert steering == []
        text.encode("utf-8")
    coloured = re.sub(r"\x1b\[[0-9]{1,2}m", "", to_text(explanation, colour=True))
    assert [c for c in coloured if c != "\n" and unicodedata.category(c) in STEERING] == []


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", ["breach", "missing"])
def test_a_page_has_the_same_elements_whatever_its_text_says(attack: str, name: str) -> None:
    clean = Page(to_html(example(name)))
    page = Page(to_html(poisoned(example(name), attack)))
    # a source whose address was tampered with is told in a span, not linked
    sources = ("a", "span")
    assert [tag for tag in page.tags if tag not in sources] == [
        tag for tag in clean.tags if tag not in sources
    ]
    assert page.open == []
    assert {key for key, _ in page.attributes} <= {key for key, _ in clean.attributes}
    for key, value in page.attributes:
        if key == "href":
            assert value is not None
            assert value.startswith(("https://", "http://"))
    steering = [c for c in page.text if c != "\n" and unicodedata.category(c) in STEERING]
    assert steering == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_markdown_keeps_its_lines_and_escapes_its_marks(attack: str) -> None:
    clean = to_markdown(example("breach")).splitlines()
    lines = to_markdown(poisoned(example("breach"), attack)).splitlines()
    assert len(lines) == len(clean)
    for line, was in zip(lines, clean, strict=True):
        opening = re.compile(r"^(#+ | *- |)")
        assert opening.match(line)[0] == opening.match(was)[0]  # type: ignore[index]
        bare = re.sub(r"\]\(<https?://[^>]*>\)", "]", line)
        assert not re.search(r"(?<!\\)[<`|]", bare)
        assert "](" not in bare.replace("\\](", "").replace("\\]\\(", "")


@pytest.mark.parametrize("attack", ATTACKS)
def test_json_is_read_back_as_it_was(attack: str) -> None:
    explanation = poisoned(example("breach"), attack)
    text = to_json(explanation)
    assert [c for c in text if c != "\n" and unicodedata.category(c) in STEERING - {"Co"}] == []
    assert json.loads(text)["sentence"] == explanation.sentence


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_hostile_policy_can_be_shown(attack: str) -> None:
    policy_set = named("commissioning")
    policy = policy_set.policies[0]
    rules = tuple(replace(rule, title=rule.title + attack, because=attack) for rule in policy.rules)
    hostile = replace(policy, title=policy.title + attack, rules=rules, adopted_by=attack)
    for form in ("markdown", "html", "text"):
        shown = show(replace(policy_set, policies=(hostile,)), DATE, form=form)  # type: ignore[arg-type]
        assert [c for c in shown if c != "\n" and unicodedata.category(c) in STEERING] == []
        if form == "html":
            assert Page(shown).open == []
            assert "<script" not in shown


TEXTS = """Policy "T" version 1
  authority: council policy
Source S: "s"
Vocabulary
  title is text
  acts: award the contract
Rule C1: a title
  if title is "x"
  then the council must not award the contract
  [S 1]
"""


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_in_a_choice_can_be_told(title: str) -> None:
    explanation = explained(policies(TEXTS), {"title": title.replace("\ud800", "")})
    text = to_text(explanation)
    joiners = "\u200c\u200d"
    assert [
        c for c in text if unicodedata.category(c) in STEERING and c not in "\n" + joiners
    ] == []
    assert Page(to_html(explanation)).open == []


def test_a_very_long_fact_is_cut_and_says_so() -> None:
    explanation = explained(policies(TEXTS), {"title": "y" * 9_000})
    assert "… (9,000 characters)" in to_text(explanation)
    assert len(to_html(explanation)) < 20_000


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "␛[31m"),
        ("a\nb", "a␊b"),
        ("\u202e", "<U+202E>"),
        ("\x7f", "␡"),
        ("\x9b", "<U+009B>"),
        ("£5 – naïve “quotes” ‏", "£5 – naïve “quotes” <U+200F>"),
        ("日本語 العربية", "日本語 العربية"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("*a* _b_", r"\*a\* \_b\_"),
        ("- a", r"\- a"),
        ("12. a", r"12\. a"),
        ("# a", r"\# a"),
        ("<b>", r"\<b\>"),
        ("[a](b)", r"\[a\](b)"),
        ("£1,234.56 (plain)", "£1,234.56 (plain)"),
    ],
)
def test_markdown_marks(text: str, escaped: str) -> None:
    assert markdown(text) == escaped


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://council.example/a?b=c#d", True),
        ("http://council.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://", False),
        ("https://a b", False),
        ('https://a"b', False),
        ("https://a\u202eb", False),
        ("https://[", False),
        ("//council.example", False),
        (None, False),
    ],
)
def test_links(url: str | None, linked: bool) -> None:
    assert (safe_link(url) is not None) is linked


def test_poison_reaches_what_is_shown() -> None:
    """Otherwise the tests above would prove nothing."""
    explanation: Explanation = poisoned(example("breach"), "POISON")
    for text in (to_text(explanation), to_html(explanation), to_markdown(explanation)):
        assert text.count("POISON") > 50
