"""Share the width of a page among the columns of a table by how much stands in them."""

from __future__ import annotations

from govrules.explain.document import Grid, Spans

_NARROWEST_CM = 1.3
_LETTER_CM = 0.19
"""Of the longest word of a column, which should stay on one line."""
_MOST_COUNTED = 120


def column_widths(grid: Grid, whole: float) -> tuple[float, ...]:
    """In centimetres; they add up to the whole."""
    columns = [
        [name, *(_text(row[number]) for row in grid.rows)]
        for number, name in enumerate(grid.header)
    ]
    least = [_least(texts) for texts in columns]
    total = sum(least)
    if total >= whole:
        return tuple(whole * one / total for one in least)
    wanted = [_wanted(texts) for texts in columns]
    spare = whole - total
    return tuple(
        one + spare * weight / sum(wanted) for one, weight in zip(least, wanted, strict=True)
    )


def _text(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def _least(texts: list[str]) -> float:
    longest = max((len(word) for text in texts for word in text.split()), default=1)
    return max(_NARROWEST_CM, 0.5 + _LETTER_CM * min(longest, 24))


def _wanted(texts: list[str]) -> float:
    """By the average of what stands in the column, so that one long cell does not take it all."""
    lengths = [min(len(text), _MOST_COUNTED) for text in texts]
    return max(4.0, sum(lengths) / len(lengths))
