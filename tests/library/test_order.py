"""The order of files, rules, definitions, figures and facts never changes a decision."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from govrules.model.decision import Decision
from tests.library import drawn
from tests.library.test_every_way_agrees import decider_of

_PARTS = re.compile(r"\n(?=(?:Rule|Define|Figure|Table|Duties|Who decides|Departures)\b)")


def shuffled(text: str, random: Any) -> str:
    """The policy with all that stands after its vocabulary in another order."""
    head, *parts = _PARTS.split(text.rstrip("\n"))
    random.shuffle(parts)
    return "\n".join([head.rstrip("\n"), *(part.rstrip("\n") for part in parts)]) + "\n"


def as_told(decision: Decision) -> dict[str, Any]:
    """All that is told, but the digest of the text; lists that follow its order as sets."""
    told = decision.model_dump(mode="json", exclude={"rulebook"})
    for name in ("findings", "conditions", "duties", "sign_offs", "notes"):
        told[name] = sorted(map(repr, told[name]))
    for need in told["needs"]:
        need["rules"] = sorted(need["rules"])
    return told


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(
    drawn.rulebooks("all"),
    st.lists(drawn.choices, min_size=1, max_size=3),
    drawn.dates,
    st.randoms(use_true_random=False),
)
def test_any_order_gives_the_same_decision(
    texts: dict[str, str], choices: list[dict[str, Any]], on: str, random: Any
) -> None:
    files = list(texts)
    random.shuffle(files)
    one = decider_of(texts)
    moved = decider_of({file: texts[file] for file in files})
    other = decider_of({file: shuffled(texts[file], random) for file in files})
    for choice in choices:
        keys = list(choice)
        random.shuffle(keys)
        turned = {key: choice[key] for key in keys}
        date = dt.date.fromisoformat(on)
        decision = one.decide(choice, date)
        # files and facts: the same bytes; the parts of a file: the same but for their order
        assert moved.decide(turned, date).to_json() == decision.to_json()
        assert as_told(other.decide(turned, date)) == as_told(decision)
