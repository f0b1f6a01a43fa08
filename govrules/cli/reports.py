"""Report decisions as they are made: as text, JSON lines, Markdown, pages or one table."""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

from govrules.cli.streams import plain, wants_colour, width
from govrules.cli.writing import write_file
from govrules.model.dataclass import dataclass

if TYPE_CHECKING:
    from govrules.explain.document import Document, Section
    from govrules.interop.choices.given import GivenChoice
    from govrules.library import Rulebook
    from govrules.model.decision import Decision

Markup = Literal["markdown", "html"]
More = Callable[["GivenChoice", "Decision"], "tuple[Section, ...]"]
"""Further sections for the explanation of a decision."""
FORMATS = ("text", "json", "markdown", "html")
_LONGEST_TITLE = 80


class Report(ABC):
    """Takes decisions one by one, and writes them."""

    @abstractmethod
    def add(self, given: GivenChoice, decision: Decision) -> None:
        """Report a decision."""

    @abstractmethod
    def finish(self) -> None:
        """Write what is still to be written."""


def name_of(given: GivenChoice) -> str:
    """Where the choice stands, and its title if it has one."""
    return _titled(given.name, given)


def _titled(place: str, given: GivenChoice) -> str:
    title = given.data.get("title")
    if not isinstance(title, str) or not title.strip():
        return place
    short = " ".join(title.split())
    short = short if len(short) <= _LONGEST_TITLE else f"{short[:_LONGEST_TITLE]}…"
    return f"{place}: {short}"


@dataclass(slots=True)
class TextReport(Report):
    """Explanations for reading; each under its name when there are several."""

    rulebook: Rulebook
    stream: TextIO
    why: str | None = None
    brief: bool = True
    more: More | None = None
    _alone: str = ""
    _first: str | None = None
    _count: int = 0

    def add(self, given: GivenChoice, decision: Decision) -> None:
        from govrules.explain.write_text import TextWriter

        document = document_of(
            self.rulebook, given, decision, self.why, brief=self.brief, more=self.more
        )
        writer = TextWriter(colour=wants_colour(self.stream), width=width(self.stream))
        text = writer.write(document)
        name = plain(name_of(given))
        headed = f"{name}\n{'=' * min(len(name), width(self.stream))}\n\n{text}"
        self._count += 1
        if self._count == 1:  # its name is only wanted if there is another
            self._alone, self._first = text, headed
            return
        if self._first is not None:
            self.stream.write(self._first)
            self._first = None
        self.stream.write(f"\n\n{headed}")

    def finish(self) -> None:
        if self._first is not None:
            self.stream.write(self._alone)


@dataclass(slots=True)
class AnswerReport(Report):
    """The verdict of each choice and one sentence, without the reasons."""

    stream: TextIO

    def add(self, given: GivenChoice, decision: Decision) -> None:
        from govrules.explain.answer import sentence

        place = given.name.rpartition("/")[2]
        verdict = f"{decision.verdict.upper()}: {sentence(decision)}"
        self.stream.write(f"{plain(_titled(place, given))}\n  {plain(verdict)}\n")

    def finish(self) -> None:
        return


@dataclass(slots=True)
class JsonReport(Report):
    """One decision a line; with `more` an object that has the decision and what else is told."""

    stream: TextIO
    more: Callable[[GivenChoice, Decision], dict[str, Any]] | None = None

    def add(self, given: GivenChoice, decision: Decision) -> None:
        told = decision.to_json()
        if self.more is not None:
            from govrules.explain.to_json import harmless_json

            more = harmless_json(json.dumps(self.more(given, decision), ensure_ascii=False))
            told = f'{{"decision":{told},{more[1:]}'
        self.stream.write(f"{told}\n")

    def finish(self) -> None:
        return


@dataclass(slots=True)
class SummaryReport(Report):
    """One table of all verdicts, and of the facts that are missing."""

    stream: TextIO
    _rows: list[tuple[str, Decision]] = field(default_factory=list)

    def add(self, given: GivenChoice, decision: Decision) -> None:
        place = given.name.rpartition("/")[2]  # a table has no room for folders
        self._rows.append((_titled(place, given), decision))

    def finish(self) -> None:
        from govrules.interop.ocds.summary import summary

        self.stream.write(f"{plain(summary(self._rows))}\n")


@dataclass(slots=True)
class DocumentReport(Report):
    """One Markdown text or one page with all decisions."""

    rulebook: Rulebook
    stream: TextIO
    form: Markup
    why: str | None = None
    more: More | None = None
    _documents: list[tuple[str, Document]] = field(default_factory=list)

    def add(self, given: GivenChoice, decision: Decision) -> None:
        document = document_of(self.rulebook, given, decision, self.why, more=self.more)
        self._documents.append((name_of(given), document))

    def finish(self) -> None:
        if len(self._documents) == 1:
            self.stream.write(write_document(self._documents[0][1], self.form))
        elif self._documents:
            self.stream.write(write_document(joined(self._documents), self.form))


@dataclass(slots=True)
class FolderReport(Report):
    """A page for each decision in a folder, and a list of them."""

    rulebook: Rulebook
    folder: Path
    stream: TextIO
    form: Markup
    why: str | None = None
    more: More | None = None
    _count: int = 0

    def add(self, given: GivenChoice, decision: Decision) -> None:
        self._count += 1
        ending = "html" if self.form == "html" else "md"
        path = self.folder / f"{self._count:04}-{_file_name(given)}.{ending}"
        document = document_of(self.rulebook, given, decision, self.why, more=self.more)
        write_file(path, write_document(document, self.form))
        self.stream.write(f"{plain(str(path))}  {decision.verdict}\n")

    def finish(self) -> None:
        return


def document_of(
    rulebook: Rulebook,
    given: GivenChoice,
    decision: Decision,
    why: str | None,
    *,
    brief: bool = False,
    more: More | None = None,
) -> Document:
    """The explanation of a decision, or of one of its rules."""
    from govrules.explain.to_document import rule_document, to_document
    from govrules.explain.to_text import finding_of

    in_full = not brief or why is not None
    explanation = rulebook.reasons(given.data, decision, in_full=in_full)
    if why is None:
        document = to_document(explanation, brief=brief)
        if more is None:
            return document
        from govrules.analysis.remedies.told import with_sections

        return with_sections(document, more(given, decision))
    return rule_document(explanation, finding_of(explanation, why))


def write_document(document: Document, form: Markup) -> str:
    from govrules.explain.write_html import write_html
    from govrules.explain.write_markdown import write_markdown

    return write_html(document) if form == "html" else write_markdown(document)


def joined(documents: list[tuple[str, Document]], title: str = "") -> Document:
    """Several documents as one, each under its name."""
    from govrules.explain.document import Document, Section

    sections: list[Section] = []
    for name, document in documents:
        sections.append(Section(name, document.blocks))
        sections += [
            Section(section.title, section.blocks, section.level + 1)
            for section in document.sections
        ]
    return Document(title or f"Advice on {len(documents):,} choices", (), tuple(sections))


def _file_name(given: GivenChoice) -> str:
    """A name for a page, of letters, digits and hyphens."""
    title = given.data.get("title")
    text = title if isinstance(title, str) and title.strip() else Path(given.name).name
    return re.sub(r"[^a-z0-9]+", "-", text.lower())[:50].strip("-") or "choice"
