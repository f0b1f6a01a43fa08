"""The options that the commands of the log share, and a log that is opened for one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from govrules.decision_log.log import DecisionLog

_Function = TypeVar("_Function", bound=Callable[..., Any])


def log_option(function: _Function) -> _Function:
    return click.option(
        "--log",
        "url",
        metavar="LOG",
        default="govrules.db",
        show_default=True,
        help="The log: a file, or postgresql://…",
    )(function)


def form_option(*forms: str) -> Callable[[_Function], _Function]:
    return click.option(
        "--format", "form", type=click.Choice(forms), default=forms[0], show_default=True,
        help="How to answer.",
    )  # fmt: skip


@contextmanager
def opened(url: str) -> Iterator[DecisionLog]:
    """The log at a URL, which must be there. Raises UsageError or LogError."""
    from govrules.decision_log.log import DecisionLog

    with DecisionLog.open(url, must_exist=True) as log:
        yield log
