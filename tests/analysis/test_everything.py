"""Questions and remedies under policies with everything in them: figures by date, tables, lists,
what is assumed, known or none, acts, judgements, duties and sign-offs."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from govrules.analysis.asking.next_question import next_question
from govrules.analysis.remedies.find import find_remedies
from govrules.analysis.remedies.nearness import nearness
from govrules.analysis.remedies.remedy import COMPLYING
from govrules.engine.reference import Evaluation
from tests.library.drawn import FACTS, dates, rulebooks
from tests.library.test_every_way_agrees import decider_of

few = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
RECORDS = ("departures", "sign_offs", "duties_done", "reasons")
full_choices = st.fixed_dictionaries(
    {key: values for key, values in FACTS.items() if key not in RECORDS},
    optional={key: FACTS[key] for key in RECORDS},
)
_DECLARED = re.compile(r"^  (?!level|steps)[a-z ]+ is (a |money|yes|one of).*$", re.MULTILINE)


def _mark(declared: re.Match[str]) -> str:
    return f"{declared[0]}, may be changed"


@few
@given(rulebooks(), full_choices, dates, st.sets(st.sampled_from(sorted(FACTS)), max_size=2))
def test_the_verdict_is_that_of_the_full_choice(
    texts: dict[str, str], full: dict[str, Any], on: str, unknown: set[str]
) -> None:
    """Nobody knows the facts in `unknown`, should they be asked for."""
    decider, date = decider_of(texts), dt.date.fromisoformat(on)
    given_: dict[str, Any] = {key: full[key] for key in RECORDS if key in full}
    said: list[str] = []
    while (found := next_question(decider, given_, date, said)).question is not None:
        question = found.question
        name = "judgements" if question.kind == "judgement" else question.key
        assert name not in given_ and question.key not in said
        if name in unknown:
            said.append(question.key)
        else:
            given_[name] = full[name]
    skipped = {"judgements" if key == "it cannot wait" else key for key in said}
    whole = {key: value for key, value in full.items() if key not in skipped}
    assert decider.decide(whole, date).verdict == found.verdict
    assert decider.decide(given_, date).to_json() == found.decision.to_json()


@few
@given(rulebooks(), full_choices, dates)
def test_each_remedy_complies_and_no_limit_is_imagined(
    texts: dict[str, str], choice: dict[str, Any], on: str
) -> None:
    words, figures, rest = texts["words.policy"].partition("\nFigure ")
    marked = {**texts, "words.policy": _DECLARED.sub(_mark, words) + figures + rest}
    decider, date = decider_of(marked), dt.date.fromisoformat(on)
    found = find_remedies(decider, choice, date)
    for remedy in found.found:
        again = Evaluation(decider.policy_set, decider.facts_of(remedy.choice), date)
        assert again.verdict in COMPLYING
        changed = {key for key in remedy.choice if remedy.choice[key] != choice.get(key)}
        assert changed == {change.key for change in remedy.changes}
    for limit in nearness(decider, choice, date).limits:
        assert limit.beyond.to_json() != found.decision.to_json()
