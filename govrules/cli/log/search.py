"""govrules log search: find entries by words that stand in them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from govrules.cli.log.options import Altered, form_option, json_text, log_option, opened
from govrules.cli.log.selecting import selection_options
from govrules.cli.streams import say
from govrules.errors import ExitCode

if TYPE_CHECKING:
    from govrules.decision_log.select import Selection

_MOST_PLACES = 5
_AROUND = 40


@click.command("search")
@click.argument("words", metavar="TEXT...", nargs=-1, required=True)
@log_option
@selection_options
@click.option("--last", type=click.IntRange(1), metavar="N", help="Only the last N of them.")
@form_option("text", "json")
def command(
    words: tuple[str, ...], url: str, selection: Selection, last: int | None, form: str
) -> ExitCode:
    """Find the entries in which every TEXT stands, in upper or lower case, and say where.

    Everything in an entry is searched: the choice, the findings, reasons, names, labels, and the
    personal values that are still kept. A place is a JSON Pointer into the body of the entry.

    \b
    Examples:
      govrules log search "grounds maintenance" --log govrules.db
      govrules log search urgent --log govrules.db --kind outcome
    """
    from govrules.decision_log.select import places_of, selected
    from govrules.decision_log.summary import HEADER, line, summary
    from govrules.explain.safe import visible

    altered = Altered()
    if form == "text":
        say(HEADER)
    with opened(url) as log:
        for read in selected(log, replace(selection, words=words), altered, last=last):
            found = [(*place, word) for word in words for place in places_of(word, read.body)]
            if form == "json":
                places = [{"path": path, "text": text} for path, text, _ in found]
                told: dict[str, Any] = {**summary(read), "found": places}
                say(json_text(told))
                continue
            say(visible(line(read, log)))
            for path, text, word in found[:_MOST_PLACES]:
                say(f"           {visible(path)}: {visible(_part(text, word))}")
            if len(found) > _MOST_PLACES:
                say(f"           and in {len(found) - _MOST_PLACES:,} more places")
    return altered.code


def _part(text: str, word: str) -> str:
    """The text around the word, which may be anywhere where case folding moved it."""
    at = max(0, text.casefold().find(word.casefold()) - _AROUND)
    end = at + len(word) + 2 * _AROUND
    return f"{'…' if at else ''}{text[at:end]}{'…' if end < len(text) else ''}"
