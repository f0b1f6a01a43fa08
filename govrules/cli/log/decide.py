"""govrules log decide: record what a person or body decided on an advice."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govrules.cli.log.options import entry_named, log_option, opened, read_text
from govrules.cli.options import PATH, date_option
from govrules.cli.streams import say
from govrules.errors import UsageError

if TYPE_CHECKING:
    from govrules.decision_log.drafts import Alternative, Interest, KnownNone, Outcome

_WORDS = {"adopted": "adopted", "departed-from": "departed from", "refused": "refused"}


@click.command("decide")
@click.argument("named", metavar="ENTRY")
@log_option
@click.option("--outcome", "word", type=click.Choice(list(_WORDS)), help="What was decided.")
@click.option("--by", "by", metavar="NAME", help="Who decided.")
@click.option("--as", "capacity", metavar="ROLE", help="What they decided as: the Cabinet.")
@date_option("--on", "The day of the decision, such as 2026-07-03.")
@click.option("--reasons", metavar="TEXT", help="The reasons, as recorded.")
@click.option(
    "--alternative", "alternatives", metavar='"OPTION: WHY NOT"', multiple=True,
    help="An option considered and rejected; may be given several times.",
)  # fmt: skip
@click.option(
    "--interest", "interests", metavar='"MEMBER: INTEREST[: DISPENSATION]"', multiple=True,
    help="A declared conflict of interest; may be given several times.",
)  # fmt: skip
@click.option("--no-alternatives", is_flag=True, help="No other option was considered.")
@click.option("--no-interests", is_flag=True, help="It was asked, and no interest was declared.")
@click.option(
    "--no-dispensations", is_flag=True,
    help="No dispensation was granted, but for those that stand with an --interest.",
)  # fmt: skip
@click.option("--label", "labels", metavar="LABEL", multiple=True, help="A label.")
@click.option("--from-file", "file", type=PATH, metavar="FILE", help="All of it from a JSON file.")
def command(
    named: str,
    url: str,
    word: str | None,
    by: str | None,
    capacity: str | None,
    on: dt.date | None,
    reasons: str | None,
    alternatives: tuple[str, ...],
    interests: tuple[str, ...],
    no_alternatives: bool,
    no_interests: bool,
    no_dispensations: bool,
    labels: tuple[str, ...],
    file: Path | None,
) -> None:
    """Record the decision of a person or body on the advice ENTRY (its number or id).

    \b
    adopted        the proposal goes ahead, and the advice is not against it
    departed-from  it goes ahead against the advice, or without a condition of it
    refused        it does not go ahead

    The advice stays as it is; the decision is an entry of its own that points at it, and must fit
    it. Names are kept beside the entry, so that they can be erased. Where nothing is said of
    alternatives, interests or dispensations, the record says that the log does not tell.

    \b
    Examples:
      govrules log decide 17 --log govrules.db --outcome adopted --by "A. Leader" \\
        --as "the Cabinet" --on 2026-07-03 --reasons "It serves the town." \\
        --alternative "do nothing: the roof leaks" --no-interests
      govrules log decide 17 --log govrules.db --from-file outcome.json
    """
    from govrules.decision_log.drafts import Outcome
    from govrules.decision_log.outcome_json import checked_outcome, read_outcome

    given = (word, by, capacity, on, reasons)
    none = _known_none(no_alternatives, no_interests, no_dispensations)
    lists = (alternatives, interests, labels, none)
    if file is not None and (any(each is not None for each in given) or any(lists)):
        raise UsageError("--from-file says all of it: leave the other options out")
    with opened(url) as log:
        advice = entry_named(log, named).id
        if file is not None:
            outcome: Outcome = read_outcome(advice, read_text(file, "outcome"), str(file))
        else:
            if word is None or by is None or capacity is None or on is None or reasons is None:
                raise UsageError("give --outcome, --by, --as, --on and --reasons, or --from-file")
            outcome = checked_outcome(
                Outcome(
                    advice, _WORDS[word], by, capacity, on, reasons,  # type: ignore[arg-type]
                    tuple(map(_alternative, alternatives)), tuple(map(_interest, interests)),
                    labels, none,
                )
            )  # fmt: skip
        entry = log.record_outcome(outcome)
    say(f"recorded as entry {entry.sequence}, {entry.id}")


def _known_none(*said: bool) -> tuple[KnownNone, ...]:
    """What the three flags say that there was none of."""
    from govrules.decision_log.drafts import KNOWN_NONE

    return tuple(what for what, is_none in zip(KNOWN_NONE, said, strict=True) if is_none)


def _alternative(text: str) -> Alternative:
    from govrules.decision_log.drafts import Alternative

    option, colon, why = text.partition(":")
    if not (colon and option.strip() and why.strip()):
        raise UsageError(f'"{text}" says no reason: write --alternative "do nothing: why not"')
    return Alternative(option.strip(), why.strip())


def _interest(text: str) -> Interest:
    from govrules.decision_log.drafts import Interest

    member, _, rest = text.partition(":")
    interest, _, dispensation = rest.partition(":")
    if not (member.strip() and interest.strip()):
        raise UsageError(f'"{text}" says no interest: write --interest "member: interest: '
                         'dispensation"')  # fmt: skip
    return Interest(member.strip(), interest.strip(), dispensation.strip() or None)
