"""govrules ask: ask for the facts of a choice, and only for those that can change the verdict."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govrules.cli.options import no_cache_option, on_option, policy_option
from govrules.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from govrules.library import Rulebook

_DEFAULT = "choice.json"


@click.command("ask")
@click.argument("choice", metavar="[CHOICE]", required=False)
@policy_option(required=True)
@on_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="text asks; json gives the next question alone, and writes no file.",
)
@click.option(
    "--unknown",
    metavar="FACT",
    multiple=True,
    help="A fact that nobody knows, by its key (or the text of a judgement).",
)
@no_cache_option
def command(
    choice: str | None,
    policies: tuple[Path, ...],
    on: dt.date | None,
    form: str,
    unknown: tuple[str, ...],
    no_cache: bool,
) -> ExitCode:
    """Ask for the facts of a choice: only what can still change the verdict.

    CHOICE is a JSON file. What it says is not asked for again; each answer is saved in it at once,
    so that nothing is lost and the same command goes on later. It is made where it is not there;
    without CHOICE it is choice.json. An empty answer says that nobody knows; ? tells more.

    With --format json the next question is given for another program to put; CHOICE may then be -
    for standard input. The exit code is that of the verdict: 0 complies, 2 does not comply, 4 not
    decided, or not yet.

    \b
    Examples:
      govrules ask --policy policies/councils/norwich
      govrules ask library.json --policy policies/councils/norwich --on 2026-07-03
      echo '{}' | govrules ask - --policy policies/councils/norwich --format json
    """
    if choice == "-" and form != "json":
        raise UsageError("answers are read from standard input, so the choice must be a file")
    from govrules.library import load

    rulebook = load(policies, cache=not no_cache)
    if form == "json":
        return _give(rulebook, choice or "-", on, unknown)
    return _ask(rulebook, choice, on, unknown)


def _give(
    rulebook: Rulebook, source: str, on: dt.date | None, unknown: tuple[str, ...]
) -> ExitCode:
    """The next question as one line of JSON."""
    from govrules.analysis.asking.to_json import next_question_json
    from govrules.cli.asking.saving import the_choice_in
    from govrules.cli.deciding import exit_code_of_verdict
    from govrules.cli.streams import say
    from govrules.explain.to_json import harmless_json

    given = the_choice_in(source)
    rulebook.check(given.data, on, where=given.where)
    following = rulebook.next_question(given.data, on, unknown=unknown)
    told: dict[str, Any] = next_question_json(following)
    say(harmless_json(json.dumps(told, ensure_ascii=False)))
    if following.verdict is None:
        return ExitCode.UNDECIDED
    return exit_code_of_verdict(following.verdict)


def _ask(
    rulebook: Rulebook, choice: str | None, on: dt.date | None, unknown: tuple[str, ...]
) -> ExitCode:
    from govrules.cli.asking.conversation import Conversation, Stopped, settled_words
    from govrules.cli.asking.saving import open_choice_file
    from govrules.cli.deciding import exit_code_of_verdict
    from govrules.cli.paths import is_there
    from govrules.cli.streams import plain, say

    if choice is None and is_there(_DEFAULT):
        raise UsageError(f"there is a {_DEFAULT} already; name it to go on with it, or another")
    file = open_choice_file(choice or _DEFAULT)
    rulebook.check(file.choice, on, where=file.where)
    name = plain(str(file.path))
    say(f"Answers are saved in {name}. Press Enter if nobody knows; ? helps; stop ends.")
    try:
        found = Conversation(rulebook, file, on, unknown).run()
    except Stopped:
        say(f"Not settled yet. The answers are in {name}; the same command goes on.")
        return ExitCode.UNDECIDED
    assert found.verdict is not None
    say("")
    for line in settled_words(found):
        say(plain(line))
    say(f"The answers are in {name}; govrules check gives the reasons.")
    return exit_code_of_verdict(found.verdict)
