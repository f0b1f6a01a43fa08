"""The options that several commands share."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

_Function = TypeVar("_Function", bound=Callable[..., Any])

PATH = click.Path(path_type=Path)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def date_of(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
    if value is None:
        return None
    if _DATE.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:  # such as 30 February
            pass
    raise click.BadParameter(f'"{value}" is not a date; write it like 2026-07-03', ctx, param)


def percentage_of(ctx: click.Context, param: click.Parameter, value: float | None) -> float | None:
    """From 0 to 100; what is no number at all is in no range."""
    if value is not None and not 0 <= value <= 100:
        raise click.BadParameter(f"{value:g} is not a percentage from 0 to 100", ctx, param)
    return value


def policy_option(*, required: bool) -> Callable[[_Function], _Function]:
    return click.option(
        "--policy",
        "policies",
        type=PATH,
        metavar="PATH",
        multiple=True,
        required=required,
        help="A policy file, or a folder of them; may be given several times.",
    )


def solver_options(seconds: float) -> Callable[[_Function], _Function]:
    """The times that an analysis may take: `seconds` for a question, unless told, and `in_all`."""

    def both(function: _Function) -> _Function:
        each = click.option(
            "--seconds",
            type=click.FloatRange(min=0.01, max=3600),
            metavar="N",
            default=seconds,
            show_default=True,
            help="Time for each question to the solver.",
        )
        in_all = click.option(
            "--in-all",
            type=click.FloatRange(min=0.1, max=86_400),
            metavar="N",
            default=300.0,
            show_default=True,
            help="Time for everything, in seconds.",
        )
        return each(in_all(function))

    return both


def on_option(function: _Function) -> _Function:
    return click.option(
        "--on",
        callback=date_of,
        metavar="DATE",
        help="The decision date, such as 2026-07-03; else the choice's own, else today.",
    )(function)


def date_option(flag: str, what: str, name: str = "") -> Callable[[_Function], _Function]:
    """A date; the function gets it as `name`, else as the flag says."""
    names = (flag, name) if name else (flag,)
    return click.option(*names, callback=date_of, metavar="DATE", help=what)


def out_option(what: str) -> Callable[[_Function], _Function]:
    return click.option("--out", type=PATH, metavar="FILE", help=what)


def paths_argument(function: _Function) -> _Function:
    return click.argument("paths", type=PATH, metavar="PATH...", nargs=-1, required=True)(function)


def no_cache_option(function: _Function) -> _Function:
    return click.option(
        "--no-cache", is_flag=True, help="Compile the policies anew, and keep nothing."
    )(function)
