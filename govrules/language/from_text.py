"""Text to syntax: read a policy item by item, and report every fault in it in source order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace
from typing import Any

from govrules.language import syntax as s
from govrules.language.faults import syntax as syntax_faults
from govrules.language.faults.syntax import SyntaxFault
from govrules.language.outline import outline_of
from govrules.language.parsing.grammar import build
from govrules.language.parsing.headings import heading
from govrules.language.parsing.keywords import RESERVED, Trie
from govrules.language.parsing.lexer import Lexer
from govrules.language.parsing.phrases import phrase_trie
from govrules.language.parsing.scanner import MOST_WORDS, Word
from govrules.language.parsing.sections import Section, Sections, declarations, lines, split
from govrules.model.dataclass import dataclass
from govrules.model.diagnostic import Diagnostic, in_source_order
from govrules.model.place import Place


@dataclass(frozen=True, slots=True)
class Parsed:
    """What could be read, and all that was wrong. The policy is None when it has no heading."""

    policy: s.Policy | None
    diagnostics: tuple[Diagnostic, ...]


def parse(text: str, file: str, known: Iterable[str] = ()) -> Parsed:
    """The policy in a text. `known` are the phrases of the policies that it uses.

    Items with faults that leave their sense open are left out; the others are all there.
    """
    sections = split(text, file)
    return parse_sections(sections, file, outline_of(sections).phrases | frozenset(known))


def parse_sections(sections: Sections, file: str, phrases: Iterable[str]) -> Parsed:
    """The same for a text in sections, with all phrases that it knows, its own among them."""
    reader = _Reader(sections.text, phrase_trie(phrases))
    for section in sections.items:
        reader.read(section)
    if reader.header is None and not reader.heading_at_fault:
        reader.faults.append(syntax_faults.no_header(Place(file, 1, 1, 1, 1)))
    policy = None
    if reader.header is not None:
        policy = s.Policy(reader.header, tuple(reader.items), sections.comments)
    return Parsed(policy, in_source_order(reader.faults))


@dataclass(slots=True)
class _Reader:
    """Collects the items of a policy and the faults of its text."""

    text: str
    phrases: Trie
    header: s.Header | None = None
    heading_at_fault: bool = False
    items: list[s.Item] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)

    def read(self, section: Section) -> None:
        first = section.words[0]
        if section.cut_short:
            self.faults.append(syntax_faults.too_long(MOST_WORDS, first.place))
            return
        match section.kind:
            case "stray":
                self._stray(section)
            case "policy":
                self._header(section)
            case "vocabulary":
                self._vocabulary(section.words)
            case "table":
                self._table(section.words)
            case "scenario":
                self._scenario(section.words)
            case kind:
                self._item(self._tree(section.words, kind, kind, headed=True))

    def _tree(self, words: list[Word], start: str, section: str, headed: bool = False) -> Any:
        """The node of some words, or None when they are at fault."""
        before = len(self.faults)
        lexer = Lexer(self.text, words, section, self.phrases, self.faults.append)
        try:
            tokens = lexer.read(heading(lexer) if headed else 0)
            return build(start, _what(words), tokens, self.text) if tokens else None
        except SyntaxFault as fault:
            # what follows from a quotation that is never closed would only confuse
            if not any(found.code in ("P109", "P121") for found in self.faults[before:]):
                self.faults.append(fault.diagnostic)
        return None

    def _item(self, item: Any) -> None:
        if item is not None:
            self._refuse_reserved(item)
            self.items.append(item)

    def _stray(self, section: Section) -> None:
        line = next(lines(section.words))
        place = line[0].place.to(line[-1].place)
        self.faults.append(syntax_faults.unreadable(line[0].text, section.meant, place))
        self.heading_at_fault |= section.meant == "Policy" and self.header is None

    def _header(self, section: Section) -> None:
        if self.header is not None or self.heading_at_fault:
            self.faults.append(syntax_faults.second_header(section.words[0].place))
            return
        self.header = self._tree(section.words, "policy", "policy", headed=True)
        self.heading_at_fault = self.header is None

    # --- items that are read line by line --------------------------------------------------------

    def _vocabulary(self, words: list[Word]) -> None:
        found: list[Any] = []
        assumed: list[Any] = []
        for declaration in declarations(words[1:]):
            if declaration[0].text.lower() == "assume":
                assumed.append(self._tree(declaration, "assumption", "assumption"))
            else:
                found.append(self._tree(declaration, "declaration", "vocabulary"))
        terms = tuple(node for node in found if node is not None)
        for term in terms:
            self._refuse_reserved(term)
        last = terms[-1].place if terms else words[0].place
        self.items.append(s.Vocabulary(terms, place=words[0].place.to(last)))
        for item in assumed:
            self._item(item)

    def _refuse_reserved(self, node: Any) -> None:
        """Report declared words that every condition reads in another way."""
        names: list[Any] = []
        match node:
            case s.TermDecl(name=name, type=kind):
                names = [name, *kind.values, *(field.name for field in kind.fields)]
            case s.ActsDecl(acts=acts):
                names = list(acts)
            case s.Figure(name=name) | s.Definition(name=name):
                names = [name]
        for name in names:
            if name.text in RESERVED:
                self.faults.append(syntax_faults.reserved_phrase(name.text, name.place))

    def _table(self, words: list[Word]) -> None:
        rows: list[list[Word]] = []
        frame: list[Word] = []
        for line in lines(words):
            if line[0].kind == "mark" and line[0].text in ("|", "||"):
                rows.append(line)
            else:
                frame += line
        table = self._tree(frame, "table_frame", "table", headed=True)
        if not rows:
            what, example = "row that names its columns", '"| delivery risk || monitoring |"'
            place = words[0].place
            self.faults.append(syntax_faults.part_missing(_what(words), what, example, place))
            return
        columns = self._tree(rows[0], "table_heading", "table")
        found = [self._tree(row, "table_row", "table") for row in rows[1:]]
        if columns is None:
            return
        good = tuple(row for row in found if row is not None and self._fits(row, columns))
        if table is None:
            return
        place = words[0].place.to(words[-1].place)
        inputs, outputs = columns
        self.items.append(replace(table, inputs=inputs, outputs=outputs, rows=good, place=place))

    def _fits(self, row: s.Row, columns: tuple[Any, Any]) -> bool:
        """Has the row as many cells on both sides of `||` as the heading?"""
        for cells, heads in zip((row.cells, row.outputs), columns, strict=True):
            if len(cells) != len(heads):
                fault = syntax_faults.wrong_cells(len(cells), len(heads), row.place)
                self.faults.append(fault)
                return False
        return True

    def _scenario(self, words: list[Word]) -> None:
        head, *steps = _steps(words)
        scenario = self._tree(head, "scenario_heading", "given", headed=True)
        date, kind = None, "given"
        given: list[s.Given] = []
        expect: list[s.Expectation] = []
        for step in steps:
            starts = step[0].text.lower()
            kind = kind if starts == "and" else starts
            if kind == "on":
                found = self._tree(step, "on_step", "given")
                if date is not None:
                    self.faults.append(syntax_faults.said_twice("the date", step[0].place))
                date = date or found
            elif kind == "given":
                given += self._tree(step, "given_step", "given") or ()
            else:
                found = self._tree(step, "expect_step", "expect")
                expect += [found] if found is not None else []
        if scenario is not None:
            on = date.value if date is not None else None
            place = words[0].place.to(words[-1].place)
            found = replace(scenario, given=tuple(given), expect=tuple(expect), on=on, place=place)
            self._item(found)


_STEP_STARTS = frozenset({"on", "given", "and", "expect"})


def _steps(words: list[Word]) -> list[list[Word]]:
    """The heading of a scenario, then each step with the lines it goes on over."""
    steps: list[list[Word]] = []
    for line in lines(words):
        if not steps or (line[0].kind == "word" and line[0].text.lower() in _STEP_STARTS):
            steps.append(line)
        else:
            steps[-1] += line
    return steps


def _what(words: list[Word]) -> str:
    """The first words of an item or a line, to name it in a message."""
    return '"' + syntax_faults.short(" ".join(word.text for word in words[:2])) + '"'
