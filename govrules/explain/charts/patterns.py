"""Tell the series of a chart apart: each has a fill that also differs without colour."""

from __future__ import annotations

from collections.abc import Iterator

INK = "#0b0c0c"

# light tints with dark marks, so that words on a white plate and the marks can both be read
_TINTS = (
    "#9ec9e2", "#f7c98b", "#a8dcc4", "#f3b3a6", "#d9c7ea", "#f2e394", "#c9d1d6", "#d8c1a3",
)  # fmt: skip
_DEEP = (
    "#0b4f7d", "#8a4b00", "#00603a", "#8f2414", "#54307f", "#6b5a00", "#3d464b", "#5b4322",
)  # fmt: skip
_MARKS = (
    "",
    "M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6",
    "M1.5 2.5 h2 M5.5 6.5 h2",
    "M0 4 H8",
    "M4 0 V8",
    "M-2 6 L2 10 M0 0 L8 8 M6 -2 L10 2",
    "M0 4 H8 M4 0 V8",
    "M0 0 L8 8 M8 0 L0 8",
)


def definitions(key: str, count: int) -> Iterator[str]:
    """The patterns of so many series; `key` makes their names unique in a page."""
    for number in range(count):
        tint, deep = _colours(number)
        path = _MARKS[number % len(_MARKS)]
        marks = f'<path d="{path}" stroke="{deep}" stroke-width="1.5" fill="none"/>'
        yield (
            f'<pattern id="{key}-fill-{number}" width="8" height="8"'
            ' patternUnits="userSpaceOnUse">'
            f'<rect width="8" height="8" fill="{tint}"/>{marks if path else ""}</pattern>'
        )


def fill(key: str, number: int) -> str:
    return f"url(#{key}-fill-{number})"


def _colours(number: int) -> tuple[str, str]:
    """Past the eighth series the marks come again in other colours."""
    place = (number + number // len(_MARKS)) % len(_TINTS)
    return _TINTS[place], _DEEP[place]


def letter(number: int) -> str:
    """A, B, … Z, AA, AB, …: what names a series inside its pieces."""
    letters = ""
    number += 1
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
