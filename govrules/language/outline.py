"""What a file declares: its title, the policies it uses and its phrases; before any parsing.

The lexer needs the phrases before the grammar can be applied, so they are read here from the shape
of the lines alone. Nothing is reported, and what cannot be read declares nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from govrules.language.parsing.scanner import Word
from govrules.language.parsing.sections import Section, Sections, declarations, split, type_index
from govrules.model.dataclass import dataclass

_NO_WORDS = frozenset({"mark", "text", "unclosed", "citation", "stray"})
_LITERALS = frozenset({"money", "percent", "iso", "citation", "text", "unclosed"})


@dataclass(frozen=True, slots=True)
class Outline:
    """`phrases` are terms, values, fields, acts, roles, figures, definitions and table outputs."""

    title: str
    uses: tuple[str, ...]
    phrases: frozenset[str]


def outline(text: str) -> Outline:
    """The title, uses and phrases of a policy text; never raises."""
    return outline_of(split(text, ""))


def outline_of(sections: Sections) -> Outline:
    title, uses = "", []
    phrases: set[str] = set()
    for section in sections.items:
        if section.kind == "policy":
            texts = _quoted(section.words)
            title = title or texts.get("Policy", [""])[0]
            uses += texts.get("uses", [])
        else:
            phrases.update(phrase for phrase in _declared(section) if phrase)
    return Outline(title, tuple(dict.fromkeys(uses)), frozenset(phrases))


def _quoted(words: list[Word]) -> dict[str, list[str]]:
    """The quoted texts of a heading by the word before them."""
    found: dict[str, list[str]] = {}
    for before, word in pairwise(words):
        if word.kind == "text":
            found.setdefault(before.text, []).append(word.text)
    return found


def _declared(section: Section) -> Iterator[str]:
    words = section.words
    match section.kind:
        case "vocabulary":
            for declaration in declarations(words[1:]):
                yield from _of_declaration(declaration)
        case "figure":
            yield _join(_figure_name(words[1:]))
        case "definition":
            yield _join(_until(words[1:], ("if", "as", ",")))
        case "table":
            yield from _outputs(words)


def _join(words: Iterable[Word]) -> str:
    """The phrase of the words; empty when some are no words of a phrase."""
    found = list(words)
    return "" if any(word.kind in _NO_WORDS for word in found) else _plain(found)


def _plain(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


def _until(words: list[Word], ends: tuple[str, ...]) -> Iterator[Word]:
    for word in words:
        if word.text in ends or word.kind in _LITERALS:
            return
        yield word


def _figure_name(words: list[Word]) -> Iterator[Word]:
    for index, word in enumerate(words):
        literal = word.kind in _LITERALS or word.kind == "number" or word.text in ("yes", "no")
        if word.text == "," or word.kind in _LITERALS or (literal and word.first and index):
            return
        yield word


def _outputs(words: list[Word]) -> Iterator[str]:
    """The cells after `||` on the first line of the table that has them."""
    parting = next((i for i, word in enumerate(words) if word.text == "||"), None)
    if parting is None:
        return
    cell: list[Word] = []
    for word in words[parting + 1 :]:
        if word.first:
            return
        if word.text == "|":
            yield _join(cell)
            cell = []
        else:
            cell.append(word)


# --- vocabulary ----------------------------------------------------------------------------------


def _of_declaration(words: list[Word]) -> Iterator[str]:
    head = words[0].text.lower()
    if head in ("acts", "roles") and len(words) > 1 and words[1].text == ":":
        for item in _items(words[2:]):
            yield _join(item[1:] if item and item[0].text in ("the", "The") else item)
        return
    if head == "assume":
        return
    index = type_index(words)
    if index < 0:
        index = next((i for i, word in enumerate(words) if i and word.text == "is"), -1)
    if index < 0:
        return
    yield _join(words[:index])
    yield from _of_type(words[index + 1 :])


def _of_type(words: list[Word]) -> Iterator[str]:
    """The phrases in a type: the values of an enumeration or the fields of a list."""
    colon = next((i for i, word in enumerate(words) if word.text == ":"), None)
    if colon is None:
        return
    kind = _plain(words[:colon])
    if kind in ("one of", "several of", "a list with"):
        for item in _items(words[colon + 1 :]):
            yield _join(_without_suffix(item))


def _items(words: list[Word]) -> Iterator[list[Word]]:
    """The items between commas, without what stands in brackets after them."""
    item: list[Word] = []
    depth = 0
    for word in words:
        if word.kind == "mark" and word.text in ("(", ")"):
            depth += 1 if word.text == "(" else -1
        elif depth > 0:
            continue
        elif word.text == "," and word.kind == "mark":
            yield item
            item = []
        else:
            item.append(word)
    yield item


def _without_suffix(item: list[Word]) -> list[Word]:
    """A value without what may follow a type, such as `or none` and `judged by role`."""
    texts = [word.text for word in item]
    for index in range(len(texts)):
        pair = texts[index : index + 2]
        is_key = pair[0] == "written" and len(pair) == 2 and (index > 0 or len(texts) == 2)
        is_held = texts[index : index + 4] == ["held", "as", "personal", "data"]
        is_open = texts[index : index + 3] == ["may", "be", "changed"]
        if pair in (["or", "none"], ["judged", "by"]) or is_key or is_held or is_open:
            return item[:index]
    return item
