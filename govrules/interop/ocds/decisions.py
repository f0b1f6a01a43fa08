"""Decisions of an earlier run, under the process and release that each is about.

One line of JSON for each: {"ocid": …, "release": …, "decision": {…}}. A decision alone does not say
what it is about, so that it could be put beside another process than its own; it is refused.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from govrules.errors import ChoiceError
from govrules.interop.choices.given import fault
from govrules.interop.choices.json_text import read_json_lines
from govrules.interop.ocds.to_choices import ImportedChoice
from govrules.interop.opened import Opened
from govrules.model.decision import Decision
from govrules.model.unreadable import printable

_KEYS = ("ocid", "release", "facts", "decision")


def decision_line(choice: ImportedChoice, facts: Mapping[str, Any], decision: Decision) -> str:
    """A decision under the process and release that it is about, as one line of JSON."""
    about = {"ocid": choice.ocid, "release": choice.release_id, "facts": dict(facts)}
    return f'{json.dumps(about)[:-1]}, "decision": {decision.to_json()}}}'


class EarlierDecisions:
    """The decisions of a file, in the order of the notices that they were made on."""

    def __init__(self, opened: Opened) -> None:
        self._lines = read_json_lines(opened.stream, opened.name)
        self._name = opened.name

    def next_for(self, choice: ImportedChoice) -> tuple[dict[str, Any], Decision]:
        """The facts and the decision of the next line. Raises ChoiceError when it is another's."""
        given = next(self._lines, None)
        if given is None:
            raise fault(self._name, f"ends before the decision on {printable(choice.ocid)}")
        data, where = given.data, given.where("")
        if "ocid" not in data or "decision" not in data:
            form = '{"ocid": …, "release": …, "facts": {…}, "decision": {…}}'
            raise fault(where, f"does not say what the decision is about; write {form}")
        if (data["ocid"], data.get("release")) != (choice.ocid, choice.release_id):
            other = printable(str(data["ocid"])[:100])
            raise fault(where, f"is about {other}, where {printable(choice.ocid)} comes next")
        facts = data.get("facts", {})
        if not isinstance(facts, dict):
            raise fault(where, "is not an object", "facts")
        return facts, _decision(data["decision"], where)

    def check_end(self) -> None:
        """Raise ChoiceError when a decision is left over."""
        left: Iterator[Any] = self._lines
        for given in left:
            raise fault(given.where(""), "is about no notice of this package")


def _decision(data: Any, where: str) -> Decision:
    if not isinstance(data, Mapping):
        raise fault(where, "is not a decision", "decision")
    try:
        # when it was made is no part of a decision's JSON
        return Decision.model_validate_json(
            json.dumps({**data, "run_at": dt.datetime.now(dt.UTC).isoformat()}, default=str)
        )
    except (ValidationError, ValueError, RecursionError) as error:
        first = error.errors()[0] if isinstance(error, ValidationError) else None
        path = ".".join(str(step) for step in first["loc"]) if first else ""
        what = f"{first['msg'].lower()}" if first else "it cannot be read"
        raise ChoiceError(
            fault(where, f"is not a decision: {what}", f"decision.{path}").faults
        ) from None
