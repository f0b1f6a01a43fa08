"""Ask until the verdict is settled: put a question, read a line, say what is wrong with it."""

from __future__ import annotations

import datetime as dt
import io
import sys
import textwrap
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from govrules.analysis.asking.question import NextQuestion, Question
from govrules.cli.asking.answers import read_answer
from govrules.cli.streams import plain, say, width
from govrules.errors import ChoiceError
from govrules.explain.answer import sentence
from govrules.explain.safe import shortened
from govrules.model.types import ListType
from govrules.model.unreadable import UnreadableError

if TYPE_CHECKING:
    from govrules.cli.asking.saving import ChoiceFile
    from govrules.library import Rulebook

NOT_KNOWN = ("", "don't know", "don’t know", "dont know", "not known")
HELP, BACK, STOP = ("?", "help"), "back", "stop"
_LONGEST_LINE = 200_000
_LONGEST_ECHO = 500
_MOST_LISTED = 40


class Stopped(Exception):
    """The person wishes to stop, or there is nothing more to read."""


@dataclass
class Conversation:
    """`unknown` are facts that nobody knows; `before` holds the choice before each answer."""

    rulebook: Rulebook
    file: ChoiceFile
    on: dt.date | None
    unknown: Collection[str]
    before: list[dict[str, Any]] = field(default_factory=list)

    def run(self) -> NextQuestion:
        """Ask until the verdict is settled. Raises Stopped, with all answers saved."""
        if isinstance(sys.stdin, io.TextIOWrapper):  # what is not UTF-8 is refused as an answer
            sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
        while (found := self._next()).question is not None:
            for line in _put(found.question):
                say(line)
            self._answer(found.question)
        return found

    def _next(self) -> NextQuestion:
        return self.rulebook.next_question(self.file.choice, self.on, unknown=self.unknown)

    def _answer(self, question: Question) -> None:
        """Read lines until one is an answer that the choice can take, and save it."""
        while True:
            typed = self._line("> ")
            word = typed.strip().casefold()
            if word == STOP:
                raise Stopped
            if word == BACK:
                if self._go_back():
                    return
                say("  there is no answer to go back to")
                continue
            if word in HELP:
                for line in _help(question, self.rulebook):
                    say(line)
                continue
            try:
                said = self.file.choice
                if word in NOT_KNOWN:
                    self._take(question.unanswered(said))
                else:
                    self._take(question.answered(said, self._value(question, typed)))
                return
            except (UnreadableError, ChoiceError) as error:
                for message in _faults(error):
                    say(f"  {plain(message)}")

    def _value(self, question: Question, typed: str) -> Any:
        kind = question.type
        if isinstance(kind, ListType) and not typed.lstrip().startswith("["):
            return self._entries(kind, typed)
        return read_answer(question, typed)

    def _entries(self, kind: ListType, typed: str) -> list[dict[str, Any]]:
        """A list is asked for entry by entry, field by field, once its number is given."""
        text = typed.strip()
        if not (text.isascii() and text.isdecimal() and len(text) < 4):
            raise UnreadableError("say how many entries there are, or give them all as JSON")
        entries: list[dict[str, Any]] = []
        for number in range(1, int(text) + 1):
            entry: dict[str, Any] = {}
            for part in kind.fields:
                given = self._line(f"  {plain(part.name)} of entry {number}: ").strip()
                if given.casefold() not in NOT_KNOWN:
                    entry[part.key] = given
            entries.append(entry)
        return entries

    def _take(self, choice: dict[str, Any]) -> None:
        """Save the choice with an answer. Raises ChoiceError when it cannot be read."""
        said = self.file.choice
        self.rulebook.check(choice, self.on)
        self.file.save(choice)
        self.before.append(said)

    def _go_back(self) -> bool:
        if not self.before:
            return False
        self.file.save(self.before.pop())
        return True

    def _line(self, prompt: str) -> str:
        sys.stdout.write(prompt)
        sys.stdout.flush()
        line = sys.stdin.readline(_LONGEST_LINE)
        if not sys.stdin.isatty():  # so that a record of it reads like the conversation
            say(plain(shortened(line.rstrip("\r\n"), _LONGEST_ECHO)))
        if not line:
            say("")
            raise Stopped
        return line.rstrip("\r\n")


def _faults(error: UnreadableError | ChoiceError) -> list[str]:
    if isinstance(error, ChoiceError):
        return [fault.message for fault in error.faults]
    return [str(error)]


# --- what is said --------------------------------------------------------------------------------


def _put(question: Question) -> Iterator[str]:
    """The question with its answers, and how to say that nobody knows."""
    yield ""
    yield from _wrapped(f"{question.words}? ({_how(question)})")
    for number, answer in enumerate(question.answers[:_MOST_LISTED], 1):
        if question.type is None or len(question.answers) > 2 or answer.words not in ("yes", "no"):
            yield from _wrapped(f"{number:>3}. {answer.words}", 5)
    more = len(question.answers) - _MOST_LISTED
    if more > 0:
        yield f"     and {more:,} more"
    if question.who is not None:
        yield from _wrapped(f"  {question.who} can say", 4)


def _how(question: Question) -> str:
    if isinstance(question.type, ListType):
        return "how many entries are there?"
    return f"{question.hint}, or none" if question.or_none else question.hint


def _help(question: Question, rulebook: Rulebook) -> Iterator[str]:
    titles = dict(rulebook.titles())
    if question.wanted_by:
        yield "  it is wanted by"
        for name in question.wanted_by:
            yield from _wrapped(f"  - {name}{f': {titles[name]}' if name in titles else ''}", 4)
    if not question.proved:
        yield "  it may change the verdict; that it can was not proved"
    if question.assumed is not None:
        yield from _wrapped(f"  if nobody knows, the policies assume {question.assumed}", 4)
    yield "  press Enter if nobody knows; back takes the last answer back; stop ends"


def settled_words(found: NextQuestion) -> list[str]:
    """The verdict that no further answer can change."""
    assert found.verdict is not None
    if found.verdict == found.decision.verdict:
        return [f"{found.verdict.upper()}", sentence(found.decision)]
    return [
        f"{found.verdict.upper()}",
        "Whatever is answered to the rest leads to this. A check of the answers alone says "
        f'"{found.decision.verdict}", as it looks at each missing fact by itself.',
    ]


def _wrapped(text: str, indent: int = 2) -> list[str]:
    return textwrap.wrap(
        plain(text), width(sys.stdout), subsequent_indent=" " * indent, break_on_hyphens=False
    ) or [""]
