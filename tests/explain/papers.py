"""Papers of the test policies, with their scenarios really run."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from govrules.explain.document import Document
from govrules.explain.paper.context import Results, results_by_key
from govrules.explain.paper.to_document import to_document
from govrules.explain.show import Form, show
from govrules.language.load import load_texts
from govrules.library import loads
from govrules.model.policy import Policy, PolicySet

HERE = Path(__file__).parent
ON = dt.date(2026, 7, 3)
USED = {"meeting": ("meeting-words",)}


@cache
def loaded(name: str) -> tuple[PolicySet, Policy, Results]:
    """The policies of a file with those that it uses, the one in the file, and its results."""
    files = (name, *USED.get(name, ()))
    texts = {f"{file}.policy": (HERE / f"{file}.policy").read_text("utf-8") for file in files}
    policy_set = load_texts(texts).policy_set
    assert policy_set is not None
    (policy,) = (one for one in policy_set.policies if one.file == f"{name}.policy")
    if not policy.scenarios:
        return policy_set, policy, {}
    return policy_set, policy, results_by_key(loads(texts).run_scenarios([policy.title]))


def paper(name: str, form: Form, on: dt.date = ON, produced: dt.date | None = None) -> str | bytes:
    policy_set, policy, results = loaded(name)
    return show(policy_set, on, form=form, policies=[policy], results=results, produced=produced)


def document(name: str, on: dt.date = ON) -> Document:
    policy_set, policy, results = loaded(name)
    return to_document([policy], policy_set, on, results)


OURS = {"style", "tone", "link", "to", "file", "anchor", "number", "level", "dated"}
"""Fields of a document that govrules itself writes."""


def poisoned_document(made: Any, attack: str) -> Any:
    """The same document with the attack at the end of every piece of somebody's text."""
    if isinstance(made, str):
        return made + attack
    if isinstance(made, tuple):
        return tuple(poisoned_document(part, attack) for part in made)
    if is_dataclass(made) and not isinstance(made, type):
        changed = {
            field.name: poisoned_document(getattr(made, field.name), attack)
            for field in fields(made)
            if field.name not in OURS
        }
        return replace(made, **changed)
    return made
