"""Format a policy text: the same policy in canonical layout."""

from __future__ import annotations

from collections.abc import Iterable

from govrules.errors import GovrulesError, PolicyError
from govrules.language.from_text import parse
from govrules.language.to_text import to_text


def format_text(text: str, file: str = "", known: Iterable[str] = ()) -> str:
    """The policy in canonical layout, comments kept; formatting that again changes nothing.

    `known` are the phrases of the policies that this one uses. Raises PolicyError when the text
    has faults of syntax, and GovrulesError rather than give a text that says something else.
    """
    phrases = frozenset(known)
    parsed = parse(text, file, phrases)
    errors = [fault for fault in parsed.diagnostics if fault.severity == "error"]
    if parsed.policy is None or errors:
        raise PolicyError(errors)
    formatted = to_text(parsed.policy)
    if parse(formatted, file, phrases).policy != parsed.policy:
        raise GovrulesError(
            f'formatting "{file}" would change what it says, so it was left as it is; '
            "this is a fault of govrules, please report it with the policy"
        )
    return formatted
