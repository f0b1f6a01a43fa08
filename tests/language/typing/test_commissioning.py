"""The commissioning principles of the parsing tests, as a whole, are sound."""

from __future__ import annotations

from govrules.language.load import load_texts
from tests.language.parsing.reading import text_of


def test_the_commissioning_principles_load_without_an_error() -> None:
    """All but the line that uses a policy which is not here."""
    text = "\n".join(
        line for line in text_of("commissioning.policy").splitlines() if "uses" not in line.split()
    )
    loaded = load_texts({"commissioning.policy": text})
    assert loaded.policy_set is not None, "\n".join(map(str, loaded.diagnostics))
    assert {fault.severity for fault in loaded.diagnostics} == {"warning"}
