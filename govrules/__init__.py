"""Rules as code for councils that commission services.

    import govrules

    rulebook = govrules.load(["policies/councils/norwich"])
    decision = rulebook.check({"value_net_gbp": 60_000, "quotes_obtained": 2})
    print(decision.verdict)

Everything is loaded when it is first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from govrules.model.version import __version__

if TYPE_CHECKING:
    from govrules.errors import ChoiceError, EngineFault, GovrulesError, PolicyError, UsageError
    from govrules.library import Rulebook, load, loads
    from govrules.model.decision import Decision, Finding, Status, Verdict

_HOMES = {
    "ChoiceError": "govrules.errors",
    "Decision": "govrules.model.decision",
    "EngineFault": "govrules.errors",
    "Finding": "govrules.model.decision",
    "GovrulesError": "govrules.errors",
    "PolicyError": "govrules.errors",
    "Rulebook": "govrules.library",
    "Status": "govrules.model.decision",
    "UsageError": "govrules.errors",
    "Verdict": "govrules.model.decision",
    "load": "govrules.library",
    "loads": "govrules.library",
}

__all__ = [
    "ChoiceError", "Decision", "EngineFault", "Finding", "GovrulesError", "PolicyError",
    "Rulebook", "Status", "UsageError", "Verdict", "__version__", "load", "loads",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
