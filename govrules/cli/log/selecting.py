"""The options that say which entries are meant."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

from govrules.cli.options import date_option
from govrules.decision_log.entry import KINDS
from govrules.model.decision import Status, Verdict

_Function = TypeVar("_Function", bound=Callable[..., Any])

_STATUSES = [status.value for status in Status]
_VERDICTS = [verdict.value for verdict in Verdict]
_NAMES = (
    "rule", "status", "verdict", "provider", "start", "end", "recorded_start", "recorded_end",
    "person", "label", "kind",
)  # fmt: skip


def selection_options(function: _Function) -> Callable[..., Any]:
    """Adds the options, and gives the function what they ask for as `selection`."""

    @wraps(function)
    def selecting(**given: Any) -> Any:
        from govrules.decision_log.select import Selection

        asked = {name: given.pop(name) for name in _NAMES}
        return function(selection=Selection(**asked), **given)

    options = (
        click.option("--rule", metavar="LABEL", help="Advice with a finding of this rule."),
        click.option("--status", type=click.Choice(_STATUSES), help="The status of the finding."),
        click.option("--verdict", type=click.Choice(_VERDICTS), help="Advice with this verdict."),
        click.option("--provider", metavar="NAME", help="Part of the provider's name or id."),
        date_option("--from", "Decided on this day or later.", "start"),
        date_option("--to", "Decided on this day or earlier.", "end"),
        date_option("--recorded-from", "Recorded on this day (UTC) or later.", "recorded_start"),
        date_option("--recorded-to", "Recorded on this day (UTC) or earlier.", "recorded_end"),
        click.option("--person", metavar="NAME", help="Part of the name of a person or role."),
        click.option("--label", metavar="LABEL", help="Entries with this label."),
        click.option("--kind", type=click.Choice(KINDS), help="Entries of this kind."),
    )
    command: Callable[..., Any] = selecting
    for option in reversed(options):
        command = option(command)
    return command
