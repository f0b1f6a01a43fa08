"""Write imported choices as JSON lines, decide them, or both; the facts are counted on the way."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from govrules.cli.reports import Report
from govrules.cli.streams import plain, tell
from govrules.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from govrules.interop.choices.given import GivenChoice
    from govrules.library import Rulebook
    from govrules.model.decision import Decision

Keep = Callable[[Mapping[str, Any], "Decision"], None]
Named = tuple[str, Mapping[str, Any]]
"""A choice with the name that messages and reports call it."""


def given_option(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--given",
        "given",
        multiple=True,
        metavar="KEY=VALUE",
        callback=_facts,
        help="A fact that counts for each choice that does not give it; may be repeated.",
    )(function)


def _facts(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> dict[str, str]:
    facts = {}
    for text in values:
        key, equals, value = text.partition("=")
        if not (key.strip() and equals and value.strip()):
            raise click.BadParameter(f'"{text}" is not KEY=VALUE', ctx, param)
        facts[key.strip()] = value.strip()
    return facts


def completed(choices: Iterable[Named], facts: Mapping[str, str]) -> Iterator[Named]:
    """The choices, each with the facts that it does not give itself."""
    return ((name, {**facts, **data}) for name, data in choices)


def written(choices: Iterable[Named], stream: TextIO) -> Iterator[Named]:
    """The choices, each written as a line of JSON as it goes by."""
    for name, data in choices:
        stream.write(f"{json.dumps(data)}\n")
        yield name, data


def decide(
    choices: Iterable[Named],
    policies: Sequence[Path],
    on: dt.date | None,
    summary: bool,
    *,
    cache: bool,
    keep: Keep | None = None,
) -> ExitCode:
    """Decide the choices; facts for which the policies have no word are left aside and told.

    Each decision goes to `keep` as well, with the facts that it was made on.
    """
    from govrules.cli.deciding import decide_all
    from govrules.cli.reports import SummaryReport, TextReport
    from govrules.library import load

    rulebook = load(policies, cache=cache)
    report: Report = SummaryReport(sys.stdout) if summary else TextReport(rulebook, sys.stdout)
    if keep is not None:
        report = _Kept(report, keep)
    unknown: set[str] = set()
    code = decide_all(rulebook, in_the_words_of(rulebook, choices, unknown), on, report)
    tell_unknown(unknown)
    return code


class _Kept(Report):
    """A report that also hands on each decision."""

    def __init__(self, report: Report, keep: Keep) -> None:
        self._report, self._keep = report, keep

    def add(self, given: GivenChoice, decision: Decision) -> None:
        self._keep(given.data, decision)
        self._report.add(given, decision)

    def finish(self) -> None:
        self._report.finish()


def in_the_words_of(
    rulebook: Rulebook, choices: Iterable[Named], unknown: set[str]
) -> Iterator[GivenChoice]:
    """The choices with the facts for which the rulebook has a word; other keys go to `unknown`."""
    from govrules.interop.choices.given import GivenChoice

    words = frozenset(rulebook.schema()["properties"])
    for name, data in choices:
        unknown.update(data.keys() - words)
        known = {key: value for key, value in data.items() if key in words}
        yield GivenChoice(name, known, lambda _path, name=name: name)  # type: ignore[misc]


def tell_unknown(unknown: set[str]) -> None:
    if unknown:
        named = ", ".join(sorted(unknown))
        tell(plain(f"the policies have no word for {named}; these facts are left aside"))


def refuse_without_policy(policies: Sequence[Path], **options: object) -> None:
    """Raise UsageError for an option that is for deciding, where no policy is named."""
    if not policies and any(value for value in options.values()):
        named = " and ".join(f"--{name}" for name in options)
        raise UsageError(f"{named} are for deciding; name the policies with --policy")
