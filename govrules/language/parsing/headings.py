"""Read the heading of an item: its section word, label, what it gives way to, colon and title."""

from __future__ import annotations

from govrules.language.faults import syntax as syntax_faults
from govrules.language.faults.syntax import SyntaxFault
from govrules.language.parsing.keywords import keyword_trie, longest
from govrules.language.parsing.lexer import Lexer

_TITLED = frozenset({"rule", "table", "portfolio", "comparison"})
_LABELLED = _TITLED | {"source", "duties", "principle"}
_SECTION_WORDS = {
    "policy": ("POLICY", 1), "source": ("SOURCE", 1), "figure": ("FIGURE", 1),
    "definition": ("DEFINE", 1), "priority": ("PRIORITY", 1), "principle": ("PRINCIPLE", 1),
    "rule": ("RULE", 1), "departures": ("DEPARTURES", 1), "table": ("TABLE", 1),
    "portfolio": ("PORTFOLIO_RULE", 2), "comparison": ("COMPARISON", 1), "duties": ("DUTIES", 1),
    "deciders": ("WHO_DECIDES", 2),
    "accepted": ("ACCEPTED_FINDINGS", 2), "given": ("SCENARIO", 1),
}  # fmt: skip


def heading(lexer: Lexer) -> int:
    """Add the tokens of the heading; gives the index of the word after it. Raises SyntaxFault."""
    section = lexer.section
    if section not in _SECTION_WORDS:
        return 0
    terminal, length = _SECTION_WORDS[section]
    what = " ".join(word.text for word in lexer.words[:length])
    index = lexer.add(terminal, what, 0, length)
    if section not in _LABELLED:
        return index
    index = _label(lexer, index, what)
    if section == "rule":
        index = _relatives(lexer, index)
    if section != "principle":
        index = _colon(lexer, index)
    return _title(lexer, index) if section in _TITLED else index


def _label(lexer: Lexer, index: int, what: str) -> int:
    words = lexer.words
    if index < len(words) and words[index].kind in ("word", "number") and not words[index].first:
        return lexer.add("LABEL", words[index].text, index, index + 1)
    raise SyntaxFault(syntax_faults.part_missing(f'"{what}"', "label", '"C1"', words[0].place))


def _relatives(lexer: Lexer, index: int) -> int:
    """`, despite A and B, subject to C`."""
    words, keywords = lexer.words, keyword_trie("rule heading")
    while index < len(words) and words[index].text == "," and words[index].kind == "mark":
        index = lexer.add("COMMA", ",", index, index + 1)
        length, meaning = longest(keywords, words, index, _text(lexer, index))
        if not length or meaning[0] == "AND":
            found = _text(lexer, index) or "the end"
            place = words[min(index, len(words) - 1)].place
            raise SyntaxFault(syntax_faults.unexpected(found, ['"despite"', '"subject to"'], place))
        index = lexer.add(meaning[0], meaning[1], index, index + length)
        index = _labels(lexer, index)
    return index


def _labels(lexer: Lexer, index: int) -> int:
    index = _label(lexer, index, str(lexer.tokens[-1].value))
    while _text(lexer, index) == "and":
        index = lexer.add("AND", "and", index, index + 1)
        index = _label(lexer, index, "and")
    return index


def _text(lexer: Lexer, index: int) -> str:
    return lexer.words[index].text if index < len(lexer.words) else ""


def _colon(lexer: Lexer, index: int) -> int:
    if _text(lexer, index) == ":":
        return lexer.add("COLON", ":", index, index + 1)
    before = lexer.words[index - 1]
    lexer.report(syntax_faults.missing_colon(before.text, before.place))
    return lexer.add("COLON", ":", index - 1, index)


def _title(lexer: Lexer, index: int) -> int:
    """The rest of the line, as it is written."""
    words, end = lexer.words, index
    while end < len(words) and not words[end].first:
        end += 1
    if end == index:
        label = lexer.tokens[1]
        what, example = f'"{label.value}"', '"a private provider is the last resort"'
        lexer.report(syntax_faults.part_missing(what, "title", example, label.place))
        return lexer.add("TITLE", "", index - 1, index)
    title = lexer.text[words[index].start : words[end - 1].end]
    return lexer.add("TITLE", " ".join(title.split()), index, end)
