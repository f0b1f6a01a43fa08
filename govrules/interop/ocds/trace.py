"""Tell of every fact of an imported choice where it came from, or why it is missing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from govrules.interop.ocds.answers import Answer, Why, shortened
from govrules.interop.ocds.to_choices import ImportedChoice
from govrules.interop.ocds.tree import Origin

_LONGEST = 500


def trace_json(number: int, choice: ImportedChoice) -> str:
    """The trace of one choice as one line of JSON."""
    given = {key: answer for key, answer in choice.answers.items() if answer.value is not None}
    missing = {key: answer for key, answer in choice.answers.items() if answer.value is None}
    return json.dumps({
        "choice": number,
        "ocid": choice.ocid,
        "release": choice.release_id,
        "compiled": choice.release.how if choice.release is not None else "",
        "facts": {
            key: {"value": answer.value, "from": _places(answer.origins)}
            for key, answer in sorted(given.items())
        },
        "missing": {
            key: {"why": str(answer.why), "from": _places(answer.origins)}
            for key, answer in sorted(missing.items())
        },
        "claims": {
            key: {"value": value, "from": _places(choice.claimed)}
            for key, value in choice.claims.items()
        },
        "left_out": list(choice.skipped),
    })  # fmt: skip


def trace_text(number: int, choice: ImportedChoice) -> str:
    """The trace of one choice, to be read."""
    lines = [f"choice {number}: {choice.ocid}, release {choice.release_id or 'without a name'}"]
    if choice.release is not None and choice.release.how:
        lines.append(f"  from a record: its compiled release ({choice.release.how})")
    for key, answer in choice.answers.items():
        if answer.value is not None:
            lines.append(f"  {key}: {_value(answer.value)}")
            lines += _lines(answer.origins)
    lines.append("  missing")
    for why in Why:
        keys = {key: answer for key, answer in choice.answers.items() if answer.why is why}
        if keys:
            lines += _missing(why, keys)
    for key, value in choice.claims.items():
        lines.append(f"  the publisher says {key}: {_value(value)}")
        lines += _lines(choice.claimed)
    return "\n".join(lines)


def _missing(why: Why, keys: dict[str, Answer]) -> Iterator[str]:
    """The facts that are missing for one reason: those with places on lines of their own."""
    yield f"    {why}"
    plain = [key for key, answer in keys.items() if not answer.origins]
    for key, answer in keys.items():
        if answer.origins:
            yield f"      {key}"
            yield from _lines(answer.origins, "  ")
    for start in range(0, len(plain), 4):
        yield f"      {', '.join(plain[start : start + 4])}"


def _lines(origins: Iterable[Origin], deeper: str = "") -> list[str]:
    return [f"    {deeper}  {origin.pointer} = {shortened(origin.raw)}" for origin in origins]


def _places(origins: Iterable[Origin]) -> list[dict[str, Any]]:
    return [{"pointer": origin.pointer, "raw": _raw(origin.raw)} for origin in origins]


def _raw(raw: Any) -> Any:
    """A value as it was written: a number with a point as text, what is large described."""
    if isinstance(raw, Decimal):
        return str(raw)
    if isinstance(raw, str):
        return raw if len(raw) <= _LONGEST else f"{raw[:_LONGEST]}…"
    if raw is None or isinstance(raw, bool) or (isinstance(raw, int) and abs(raw) < 10**30):
        return raw
    return shortened(raw)


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value
