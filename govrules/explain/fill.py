"""Write values into the policy's own words: `annual value (£420,000) is at least £500,000`."""

from __future__ import annotations

from collections.abc import Sequence


def filled(words: str, notes: Sequence[tuple[str, str]]) -> str:
    """The words with each note in brackets after its phrase; the phrases come in this order.

    A note whose phrase is not found is put at the end, so that none is lost.
    """
    text, done = "", 0
    left_over = []
    for phrase, note in notes:
        start = _find(words, phrase, done)
        if start < 0:
            left_over.append(f"{phrase}: {note}" if phrase else note)
            continue
        end = start + len(phrase)
        if words[start - 1 : start] == "(" and words[end : end + 1] == ")":
            end += 1
        text += f"{words[done:end]} ({note})"
        done = end
    text += words[done:]
    return f"{text} ({'; '.join(left_over)})" if left_over else text


def _find(words: str, phrase: str, after: int) -> int:
    """Where the phrase stands as whole words, or -1."""
    start = words.find(phrase, after) if phrase else -1
    while start >= 0:
        end = start + len(phrase)
        if not words[start - 1 : start].isalnum() and not words[end : end + 1].isalnum():
            return start
        start = words.find(phrase, start + 1)
    return -1
