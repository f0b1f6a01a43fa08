"""govrules log impact: what a draft policy would have done to decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govrules.cli.log.options import Altered, form_option, json_text, opened, write_document
from govrules.cli.log.progress import with_progress
from govrules.cli.log.selecting import selection_options
from govrules.cli.options import date_option, no_cache_option, out_option, policy_option
from govrules.cli.writing import output
from govrules.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from govrules.decision_log.impact import Case, Impact
    from govrules.decision_log.select import Selection
    from govrules.library import Rulebook

_DEFAULT_LOG = "govrules.db"


@click.command("impact")
@click.argument("drafts", metavar="DRAFT...", nargs=-1, required=True,
                type=click.Path(path_type=Path))  # fmt: skip
@click.option(
    "--log", "url", metavar="LOG",
    help=f"The log whose decisions are decided again.  [default: {_DEFAULT_LOG}]",
)  # fmt: skip
@click.option(
    "--choices", "files", metavar="FILE", type=click.Path(), multiple=True,
    help="Instead of a log: choices, decided under --policy and under the draft.",
)  # fmt: skip
@policy_option(required=False)
@date_option("--on", "Decide under the draft as at this day; else each as at its own.")
@click.option(
    "--amount", "amounts", metavar="KEY", multiple=True,
    help="The key of a choice that is its amount; of several the first that is given.  "
    "[default: value_net_gbp, value_gross_gbp]",
)  # fmt: skip
@click.option(
    "--area", default="service_area", show_default=True, metavar="KEY",
    help="The key of a choice that names its service area.",
)  # fmt: skip
@selection_options
@form_option("text", "json", "markdown", "html")
@out_option("Where to write.")
@no_cache_option
def command(
    drafts: tuple[Path, ...],
    url: str | None,
    files: tuple[str, ...],
    policies: tuple[Path, ...],
    on: dt.date | None,
    amounts: tuple[str, ...],
    area: str,
    selection: Selection,
    form: str,
    out: Path | None,
    no_cache: bool,
) -> ExitCode:
    """Decide recorded choices again under draft policies: which verdicts change, by which rules,
    and what the choices come to.

    DRAFT are the policies as they would be: files or folders. Nothing is recorded. A draft that
    comes into force later is tried with --on.

    \b
    Examples:
      govrules log impact draft.policy --log govrules.db --on 2027-04-01
      govrules log impact draft.policy --log govrules.db --format html --out impact.html
      govrules log impact draft.policy --choices choices.jsonl --policy now.policy
    """
    from govrules.decision_log.impact import AMOUNTS, impact
    from govrules.decision_log.select import Selection
    from govrules.library import load

    if files and (url is not None or not policies or selection != Selection()):
        raise UsageError("--choices are decided under --policy: give that, and no log or filters")
    if policies and not files:
        raise UsageError("--policy is for --choices; a log has the policies it was decided by")
    draft = load(drafts, cache=not no_cache)
    keys = amounts or AMOUNTS
    if files:
        given = _Given(files, load(policies, cache=not no_cache), on)
        found = impact(given, draft.check, on=on, area=area, amounts=keys)
        before, code = f"rulebook {given.present.digest}", given.code
    else:
        url = url or _DEFAULT_LOG
        found, code = _of_log(url, selection, draft, on, area, keys)
        before = "what the log has recorded"
    _write(found, draft, on, keys, before, form, out)
    return code


def _of_log(
    url: str,
    selection: Selection,
    draft: Rulebook,
    on: dt.date | None,
    area: str,
    amounts: tuple[str, ...],
) -> tuple[Impact, ExitCode]:
    from govrules.decision_log.impact import cases_of, impact
    from govrules.decision_log.select import selected

    altered = Altered()
    with opened(url) as log:
        cases = with_progress(cases_of(selected(log, selection, altered)), "decided", len(log))
        found = impact(
            cases, draft.check, policies=draft.policy_set, on=on, area=area, amounts=amounts
        )
        return found, altered.code


class _Given:
    """Choices of files, decided under the policies as they are; faults are told."""

    def __init__(self, files: tuple[str, ...], present: Rulebook, on: dt.date | None) -> None:
        from govrules.cli.deciding import Choices

        self.present, self._on = present, on
        self._choices = Choices(files, None)
        self._code = ExitCode.COMPLIES

    @property
    def code(self) -> ExitCode:
        return self._choices.code or self._code

    def __iter__(self) -> Iterator[Case]:
        from govrules.cli.streams import plain, tell
        from govrules.decision_log.impact import Case
        from govrules.errors import ChoiceError, EngineFault

        for given in self._choices:
            try:
                before = self.present.check(given.data, self._on, where=given.where)
            except (ChoiceError, EngineFault) as error:
                self._code = error.exit_code
                tell(plain(str(error)))
                continue
            told = before.model_dump(mode="json")
            yield Case(given.name, given.data, before.decision_date, told)


def _write(
    found: Impact,
    draft: Rulebook,
    on: dt.date | None,
    amounts: tuple[str, ...],
    before: str,
    form: str,
    out: Path | None,
) -> None:
    from govrules.decision_log.impact_document import impact_document, impact_json

    if form == "json":
        told = impact_json(found, draft.reference, on=on, amounts=amounts, before=before)
        with output(out) as stream:
            stream.write(json_text(told, indent=2) + "\n")
        return
    document = impact_document(found, draft.reference, on=on, amounts=amounts, before=before)
    write_document(document, form, out)
