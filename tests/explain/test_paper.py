"""Policies as papers: numbered, cited, the same in every form."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import replace

import pytest

from govrules.engine.scenarios import Failure
from govrules.explain.document import Box, Bullets, Document, Grid, Paragraph, Section, Span
from govrules.explain.paper.context import results_by_key
from govrules.explain.paper.folder import file_names, papers
from govrules.explain.paper.to_document import to_document
from govrules.explain.show import FORMS, Form, show, written
from govrules.language.load import load_texts
from govrules.library import loads
from govrules.model.policy import PolicySet
from tests.explain.papers import ON, document, loaded, paper, poisoned_document
from tests.explain.test_hostile import ATTACKS, STEERING, Page

DAY = dt.timedelta(days=1)


def page(name: str) -> str:
    shown = paper(name, "html")
    assert isinstance(shown, str)
    return shown


def text_of(spans: tuple[Span, ...]) -> str:
    return "".join(span.text for span in spans)


def section(made: Document, title: str) -> Section:
    (found,) = (one for one in made.sections if one.title.startswith(title))
    return found


def whole(made: Document, title: str) -> str:
    """All text of a section, in a line for each of its parts."""
    lines = []
    for block in section(made, title).blocks:
        match block:
            case Paragraph(spans, number):
                lines.append(f"{number} {text_of(spans)}")
            case Bullets(items) | Box(_, items):
                lines += [text_of(one.spans) for one in items]
            case Grid():
                lines += [" | ".join(map(text_of, row)) for row in block.rows]
    return "\n".join(lines)


# --- numbers and links -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["commissioning", "meeting"])
def test_every_section_and_paragraph_has_a_number_of_its_own(name: str) -> None:
    made = document(name)
    numbers = [one.number for one in made.sections]
    for one in made.sections:
        numbers += [block.number for block in one.blocks if isinstance(block, Paragraph)]
        assert all(
            block.number.startswith(f"{one.number}.")
            for block in one.blocks
            if isinstance(block, Paragraph)
        )
    assert "" not in numbers
    assert len(numbers) == len(set(numbers))
    tops = [int(one.number) for one in made.sections if one.level == 2]
    assert tops == list(range(1, len(tops) + 1))


@pytest.mark.parametrize("name", ["commissioning", "meeting"])
def test_every_link_within_a_page_leads_somewhere(name: str) -> None:
    shown = page(name)
    anchors = re.findall(r' id="([^"]*)"', shown)
    assert len(anchors) == len(set(anchors))
    links = re.findall(r'href="#([^"]*)"', shown)
    assert links
    assert set(links) <= set(anchors)
    sources = [one for one in anchors if one.startswith("source-")]
    assert sources
    assert set(sources) <= set(links)  # no source is listed that nothing cites
    in_markdown = str(paper(name, "markdown"))
    assert set(re.findall(r"\]\(#([^)]*)\)", in_markdown)) <= set(
        re.findall(r'<a id="([^"]*)"></a>', in_markdown)
    )


def test_the_contents_name_every_section() -> None:
    made = document("meeting")
    assert [one.title for one in made.contents][:3] == [
        "Summary", "Principles and priorities", "Words and what they mean"
    ]  # fmt: skip
    assert "R2: a mutual may be chosen" in [one.title for one in made.contents]
    tops = [one for one in made.sections if one.level == 2]
    assert set(tops) <= set(made.contents)


def test_a_page_is_sound_and_says_its_language_and_headings() -> None:
    shown = page("meeting")
    read = Page(shown)
    assert read.open == []
    assert '<html lang="en-GB">' in shown
    for tag in ("h1", "h2", "h3", "nav", "main", "footer", "figure", "figcaption", "dl"):
        assert tag in read.tags, tag
    assert read.tags.count("h1") == 1
    assert shown.count('<th scope="col">') + shown.count('<th scope="row">') == (
        read.tags.count("th")
    )


# --- what a paper says -------------------------------------------------------------------------


def test_the_summary_counts_what_the_policy_has() -> None:
    told = whole(document("meeting"), "Summary")
    assert "This policy has 3 rules: 2 must be followed; 1 only permits." in told
    assert "The Cabinet may depart from council policy, with recorded reasons." in told
    assert "The Cabinet or the corporate director decides" in told
    assert "tender limit becomes £130,000 on 1 April 2027" in told
    assert "1 does not come out as the policy expects and is marked" in told


@pytest.mark.parametrize(
    ("on", "states"),
    [
        (dt.date(2026, 5, 31), ["in force", "to come", "to come"]),
        (dt.date(2026, 6, 1), ["past", "in force", "to come"]),
        (dt.date(2027, 3, 31), ["past", "in force", "to come"]),
        (dt.date(2027, 4, 1), ["past", "past", "in force"]),
    ],
)
def test_figures_say_which_value_is_in_force(on: dt.date, states: list[str]) -> None:
    rows = whole(document("meeting", on), "Figures").splitlines()[1:4]
    assert [row.rpartition(" | ")[2] for row in rows] == states


def test_a_rule_says_what_it_displaces_and_when_it_counts() -> None:
    made = document("meeting")
    assert "It is displaced by R2 where that applies." in whole(made, "R1")
    assert "Where it applies, it displaces R1." in whole(made, "R2")
    assert "It needs sign-off by the monitoring officer." in whole(made, "R2")
    assert "on 3 July 2026 it is not in force" in whole(made, "R3")
    later = document("meeting", dt.date(2027, 1, 1))
    assert "on 1 January 2027 it is in force" in whole(later, "R3")


def test_the_boundary_follows_the_day() -> None:
    change = dt.date(2027, 4, 1)
    before, after = (whole(document("meeting", on), "R1") for on in (change - DAY, change))
    assert "£119,999.99 does not apply · £120,000 applies" in before
    assert "£129,999.99 does not apply · £130,000 applies" in after


def test_worked_examples_say_what_was_decided() -> None:
    told = whole(document("meeting"), "Worked examples")
    assert "→ complies: R1 met; R2 and R3 not applicable." in told
    assert "→ cannot be decided: wanted: bids" in told
    assert "→ outside this policy: R1 not applicable." in told
    assert "Fails: expected R1 breached, but R1 is not applicable" in told


OPTIONS = """Policy "Options" version 1
  authority: council policy

Vocabulary
  cost is money
  form is one of: mutual, company

Priority "Money" weight 100%

Rule C1: a ceiling
  cost must be at most £100

Comparison O1: the cheaper one
  rank by cost for "Money", lower is better

Scenario "Two options"
  on 3 July 2026
  given options are
    | option | cost |
    | "A"    | £5   |
    | "B"    | £6   |
  expect O1 prefers "A"
  expect O1 prefers "B"
"""


def test_a_comparison_says_what_was_found_and_what_was_not() -> None:
    rulebook = loads(OPTIONS)
    policy_set = load_texts({"policy": OPTIONS}).policy_set
    assert policy_set is not None
    (result,) = rulebook.run_scenarios()
    made = to_document(policy_set.policies, policy_set, ON, results_by_key([result]))
    told = whole(made, "Worked examples")
    assert 'option “A” (cost is £5); option “B” (cost is £6). → O1 prefers "A".' in told
    assert 'Fails: expected O1 prefers "B", but "A" comes first' in told
    unread = Failure("options that can be read", "they cannot be", result.scenario.place)
    results = results_by_key([replace(result, failures=(unread,))])
    told = whole(to_document(policy_set.policies, policy_set, ON, results), "Worked examples")
    assert "prefers" not in told


def test_scenarios_that_were_not_run_are_not_told() -> None:
    policy_set, policy, _ = loaded("meeting")
    made = to_document([policy], policy_set, ON, {})
    assert "Worked examples" not in [one.title for one in made.sections]


def test_the_annex_has_what_is_read_and_nothing_else() -> None:
    told = whole(document("meeting"), "Annex")
    assert "large contract is met if annual value is at least the large amount" in told
    assert "large amount | £1,000,000" in told
    assert "not read by anybody" not in told
    assert "number of users" not in told


def test_a_decision_table_has_a_column_for_each_thing() -> None:
    (grid,) = (one for one in section(document("meeting"), "T1").blocks if isinstance(one, Grid))
    assert grid.header == ("Row", "annual value", "delivery risk", "gives monitoring")
    assert [tuple(map(text_of, row)) for row in grid.rows] == [
        ("1", "less than £250,000", "low", "light touch"),
        ("2", "between £250,000 and £1 million", "low", "standard"),
        ("3", "any", "one of medium, high", "enhanced"),
    ]


def test_duties_tell_the_last_day() -> None:
    told = whole(document("meeting", dt.date(2026, 12, 24)), "Duties")
    assert "begin by 1 October 2026" in told  # 84 days before 24 December
    assert "by 30 December 2026" in told  # Christmas, Boxing Day (a Saturday) and its substitute


# --- the same every time -----------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_the_same_bytes_every_time(form: Form) -> None:
    assert paper("meeting", form) == paper("meeting", form)


def test_the_day_of_production_is_told_only_when_asked_for() -> None:
    day = dt.date(2031, 2, 3)
    assert "3 February 2031" not in str(paper("meeting", "markdown"))
    assert "Set out on 3 February 2031 by govrules" in str(
        paper("meeting", "markdown", produced=day)
    )


def test_the_end_names_the_digest_and_the_engine() -> None:
    policy_set, policy, _ = loaded("meeting")
    shown = str(paper("meeting", "text"))
    assert policy_set.part_of(policy).digest in shown
    assert "durable-rules 2.0" in shown
    assert "a person decides" in shown


# --- several policies --------------------------------------------------------------------------


def both() -> PolicySet:
    return loaded("meeting")[0]


def test_several_policies_are_parts_of_one_document() -> None:
    shown = str(show(both(), ON, form="html"))
    assert Page(shown).open == []
    assert "Part A: Rules for a meeting" in shown
    assert "Part B: Words for a meeting" in shown
    anchors = re.findall(r' id="([^"]*)"', shown)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]*)"', shown)) <= set(anchors)


def test_a_folder_has_a_paper_for_each_policy_and_an_index() -> None:
    made = dict(papers(both().policies, both(), ON, {}, ".html"))
    assert list(made) == ["rules-for-a-meeting.html", "words-for-a-meeting.html", "index.html"]
    index = str(written(made["index.html"], "html"))
    assert '<a href="rules-for-a-meeting.html">Rules for a meeting</a>' in index


def test_names_of_files_are_plain_and_differ() -> None:
    titles = ["../../etc/passwd", "Index", "A!", "a?", "日本", "", "x" * 300]
    names = file_names(titles, ".md")
    assert names[:6] == (
        "etc-passwd.md", "index-2.md", "a.md", "a-2.md", "policy.md", "policy-2.md"
    )  # fmt: skip
    assert all(re.fullmatch(r"[a-z0-9-]{1,90}\.md", name) for name in names)


def test_a_policy_with_nothing_in_it_can_be_shown() -> None:
    policy_set, policy, _ = loaded("meeting")
    bare = replace(
        policy, terms=(), acts=(), figures=(), definitions=(), rules=(), departures=(), tables=(),
        portfolio_rules=(), comparisons=(), duties=(), who_decides=(), scenarios=(),
        principles=(), priorities=(), uses=(),
    )  # fmt: skip
    for form in FORMS:
        assert show(replace(policy_set, policies=(bare,)), ON, form=form)


# --- hostile text ------------------------------------------------------------------------------


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_in_a_paper_is_only_shown(attack: str) -> None:
    hostile, harmless = (poisoned_document(document("meeting"), text) for text in (attack, "x"))
    read, clean = (Page(str(written(one, "html"))) for one in (hostile, harmless))
    assert read.tags == clean.tags
    assert read.attributes[1:] == clean.attributes[1:]
    for form in ("html", "markdown", "text"):
        shown = str(written(hostile, form))  # type: ignore[arg-type]
        steering = [c for c in shown if c != "\n" and unicodedata.category(c) in STEERING]
        assert steering == []
    lines, usual = (str(written(one, "markdown")).splitlines() for one in (hostile, harmless))
    assert len(lines) == len(usual)
    bare = [re.sub(r'<a id="[a-z0-9-]*"></a>|\]\(<https://[^>]*>\)', "", line) for line in lines]
    assert not any(re.search(r"(?<!\\)<", line) for line in bare)
