"""Draw a chart of bars as SVG text: the same bytes every time, no script, all text escaped.

Looks are attributes and no style sheets, so that a page that forbids inline styles shows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from html import escape

from govrules.explain.charts.chart import Bar, BarChart, Segment, Tick
from govrules.explain.charts.patterns import INK, definitions, fill, letter
from govrules.explain.safe import visible

_WIDTH = 720
_LEFT, _RIGHT = 14, 706
_BAR, _PITCH = 26, 58
_LINE = 22
_LETTER = Fraction(15, 2)
"""About the width of a character of 14 px, for what must fit beside something else."""
_HALO = ' paint-order="stroke" stroke="#fff" stroke-width="4"'
"""A white edge round words, so that no line runs through them."""
_LONGEST_LABEL, _LONGEST_NOTE, _LONGEST_NAME, _LONGEST_TICK = 56, 34, 60, 16


def to_svg(chart: BarChart, key: str) -> str:
    """The chart as one `svg` element.

    `key` begins with a letter and holds only ASCII letters, digits and hyphens; it makes the names
    inside the picture unique in a page.
    """
    legend, top = _legend(chart, key)
    top += _LINE if chart.limits else 0
    bottom = top + _PITCH * len(chart.bars)
    height = bottom + 34
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}"'
        f' width="{_WIDTH}" height="{height}" role="img"'
        f' aria-labelledby="{key}-title {key}-desc" font-family="Arial, sans-serif"'
        f' font-size="14" fill="{INK}">',
        f'<title id="{key}-title">{_text(chart.title)}</title>',
        f'<desc id="{key}-desc">{_text(chart.description)}</desc>',
        "<defs>",
        *definitions(key, sum(not series.unknown for series in chart.series)),
        "</defs>",
        *legend,
        *_axis(chart, top, bottom),
    ]
    for number, bar in enumerate(chart.bars):
        lines += _bar(chart, bar, top + _PITCH * number, key)
    lines += _limits(chart, top, bottom)
    lines.append("</svg>")
    return "\n".join(lines)


def _text(text: str) -> str:
    return escape(visible(text), quote=True)


def _clipped(text: str, longest: int) -> str:
    """The text, cut where it would run into what stands beside it."""
    seen = visible(text)
    return seen if len(seen) <= longest else f"{seen[: longest - 1]}…"


def _number(value: Fraction | int) -> str:
    """A coordinate with at most two decimals, rounded half to even."""
    hundredths = round(Fraction(value) * 100)
    whole, part = divmod(abs(hundredths), 100)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{whole}.{part:02}".rstrip("0").rstrip(".")


def _x(chart: BarChart, value: Fraction) -> Fraction:
    """Where a value stands; what lies beyond the axis stands at its end."""
    within = min(max(value, chart.low), chart.high)
    length = chart.high - chart.low
    return _LEFT + (within - chart.low) / (length or 1) * (_RIGHT - _LEFT)


# --- the legend --------------------------------------------------------------------------------


def _legend(chart: BarChart, key: str) -> tuple[list[str], int]:
    """The lines of the legend, and where the bars may begin."""
    entries = [
        (_swatch(chart, number, key), f"{_letter_of(chart, number)} {series.name}".strip())
        for number, series in enumerate(chart.series)
    ]
    if chart.mark_name:
        entries.append((_mark(Fraction(9), 3, 19), chart.mark_name))
    lines, x, y = [], Fraction(_LEFT), 6
    for drawn, name in entries:
        words = _clipped(name, _LONGEST_NAME)
        width = 26 + _LETTER * len(words) + 18
        if x > _LEFT and x + width > _RIGHT:
            x, y = Fraction(_LEFT), y + _LINE
        told = f'<text x="26" y="14">{_text(words)}</text>'
        lines.append(f'<g transform="translate({_number(x)} {y})">{drawn}{told}</g>')
        x += width
    return lines, y + _LINE + 8 if entries else 6


def _letter_of(chart: BarChart, number: int) -> str:
    return "" if chart.series[number].unknown else letter(_place(chart, number))


def _place(chart: BarChart, number: int) -> int:
    """The place of a series among those that have a fill."""
    return sum(not series.unknown for series in chart.series[:number])


def _swatch(chart: BarChart, number: int, key: str) -> str:
    return f'<rect x="1" y="2" width="18" height="15" {_look(chart, number, key)}/>'


def _look(chart: BarChart, number: int, key: str) -> str:
    if chart.series[number].unknown:
        return f'fill="#fff" stroke="{INK}" stroke-dasharray="3 2"'
    return f'fill="{fill(key, _place(chart, number))}" stroke="{INK}"'


# --- axis, limits and bars -----------------------------------------------------------------------


def _axis(chart: BarChart, top: int, bottom: int) -> Iterator[str]:
    for tick in chart.ticks:
        x = _number(_x(chart, tick.at))
        yield f'<path d="M{x} {top} V{bottom + 4}" stroke="#cecfd0" fill="none"/>'
        yield _under(chart, tick, bottom + 20, "")
    yield f'<path d="M{_LEFT} {bottom} H{_RIGHT}" stroke="{INK}" fill="none"/>'


def _under(chart: BarChart, tick: Tick, y: int, look: str) -> str:
    """The words of a tick, turned inwards at the ends so that they are not cut off."""
    x = _x(chart, tick.at)
    label = _clipped(tick.label, _LONGEST_TICK if not look else _LONGEST_NAME)
    room = _LETTER * len(label) / 2
    anchor = "start" if x - room < 0 else "end" if x + room > _WIDTH else "middle"
    at = {"start": Fraction(2), "end": Fraction(_WIDTH - 2), "middle": x}[anchor]
    place = f'x="{_number(at)}" y="{y}" text-anchor="{anchor}"'
    return f"<text {place}{look}>{_text(label)}</text>"


def _limits(chart: BarChart, top: int, bottom: int) -> Iterator[str]:
    for limit in chart.limits:
        x = _number(_x(chart, limit.at))
        yield (
            f'<path d="M{x} {top - 4} V{bottom}" stroke="{INK}" stroke-width="2"'
            ' stroke-dasharray="6 4" fill="none"/>'
        )
        yield _under(chart, limit, top - 9, ' font-weight="bold"')


def _bar(chart: BarChart, bar: Bar, y: int, key: str) -> Iterator[str]:
    label, note = _clipped(bar.label, _LONGEST_LABEL), _clipped(bar.note, _LONGEST_NOTE)
    yield f'<text x="{_LEFT}" y="{y + 16}" font-weight="bold"{_HALO}>{_text(label)}</text>'
    if note:
        yield f'<text x="{_RIGHT}" y="{y + 16}" text-anchor="end"{_HALO}>{_text(note)}</text>'
    for segment in bar.segments:
        yield from _segment(chart, segment, y + 22, key)
    if bar.mark is not None:
        yield _mark(_x(chart, bar.mark), y + 20, y + 22 + _BAR + 2)


def _segment(chart: BarChart, segment: Segment, y: int, key: str) -> Iterator[str]:
    start, end = _x(chart, segment.start), _x(chart, segment.end)
    look = _look(chart, segment.series, key)
    size = f'width="{_number(end - start)}" height="{_BAR}"'
    yield f'<rect x="{_number(start)}" y="{y}" {size} {look}/>'
    name = _letter_of(chart, segment.series)
    for words in (f"{name} {visible(segment.label)}".strip(), name):
        width = _LETTER * len(words) + 8
        if words and width + 4 <= end - start:
            middle = (start + end) / 2
            yield (
                f'<rect x="{_number(middle - width / 2)}" y="{y + 4}" width="{_number(width)}"'
                f' height="{_BAR - 8}" rx="2" fill="#fff"/>'
            )
            yield (
                f'<text x="{_number(middle)}" y="{y + 18}" text-anchor="middle">'
                f"{escape(words, quote=True)}</text>"
            )
            return


def _mark(x: Fraction, top: int, bottom: int) -> str:
    """A heavy line with a white edge, to be seen on any fill."""
    at = _number(x)
    path = f"M{at} {top} V{bottom}"
    return (
        f'<path d="{path}" stroke="#fff" stroke-width="6" fill="none"/>'
        f'<path d="{path}" stroke="{INK}" stroke-width="3" fill="none"/>'
    )
