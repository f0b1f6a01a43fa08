"""Draw the mix that a portfolio rule asks about: the parts of the whole, before and after."""

from __future__ import annotations

from fractions import Fraction

from govrules.explain.charts.chart import (
    Bar,
    BarChart,
    Series,
    Tick,
    stacked,
    ticks_between,
)
from govrules.explain.charts.to_svg import to_svg
from govrules.explain.document import Chart, Grid, Spans, plain
from govrules.explain.portfolio.words import amount, limit_words, measured
from govrules.model.portfolio import Mix, MixPart, NormFinding, Unit

MOST_PARTS = 8
_AXIS = Fraction(100)


def chart(norm: NormFinding, key: str, name: str) -> Chart | None:
    """The chart of a norm's mix; None where there is nothing to part."""
    mix = norm.mix
    if mix is None or not any(_amounts(mix, after=norm.after is not None)):
        return None
    if len(mix.parts) > MOST_PARTS:
        return None
    title = f"{name}: the {_what(norm)} by {mix.by or 'what counts'}"
    bars = _bars(norm, mix)
    is_share = norm.measure == "share"
    high = _AXIS if is_share else max(bar.segments[-1].end for bar in bars if bar.segments)
    limit = _limit(norm)
    if limit is not None and not is_share:
        high = max(high, limit.at)
    drawn = BarChart(
        title=title,
        description=_description(norm, mix),
        series=tuple(Series(part.name, unknown=part.counts == "unknown") for part in mix.parts),
        bars=bars,
        ticks=ticks_between(Fraction(0), high, lambda at: _said(at, norm.unit)),
        high=high,
        limits=() if limit is None else (limit,),
    )
    return Chart(to_svg(drawn, key), title, _grid(norm, mix, title))


def _what(norm: NormFinding) -> str:
    return f"{norm.measure} of {norm.term or 'contracts'}"


def _amounts(mix: Mix, *, after: bool) -> list[Fraction]:
    return [Fraction((part.after if after else part.before) or 0) for part in mix.parts]


def _bars(norm: NormFinding, mix: Mix) -> tuple[Bar, ...]:
    bars = [_bar("Before the award" if norm.after else "The register", norm, mix, after=False)]
    if norm.after is not None:
        bars.append(_bar("After the award", norm, mix, after=True))
    return tuple(bars)


def _bar(label: str, norm: NormFinding, mix: Mix, *, after: bool) -> Bar:
    amounts = _amounts(mix, after=after)
    whole = sum(amounts, Fraction(0))
    scale = _AXIS / whole if norm.measure == "share" and whole else Fraction(1)
    pieces = [
        (place, each * scale, _said(each * scale, norm.unit)) for place, each in enumerate(amounts)
    ]
    state = norm.after if after and norm.after is not None else norm.before
    return Bar(label, stacked(pieces), note=measured(state.measured, norm))


def _limit(norm: NormFinding) -> Tick | None:
    if norm.limit is None:
        return None
    return Tick(Fraction(norm.limit), limit_words(norm))


def _said(value: Fraction, unit: Unit) -> str:
    """A number short enough for a picture."""
    if unit == "money":
        for size, name in ((10**9, "bn"), (10**6, "m"), (10**3, "k")):
            if value >= size:
                return f"£{_short(value / size)}{name}"
        return f"£{_short(value)}"
    return f"{_short(value)}%" if unit == "per cent" else _short(value)


def _short(value: Fraction) -> str:
    tenths = round(value * 10)
    return f"{tenths // 10:,}" if tenths % 10 == 0 else f"{tenths / 10:,.1f}"


def _description(norm: NormFinding, mix: Mix) -> str:
    now = norm.after is not None
    parts = ", ".join(
        f"{part.name} {amount((part.after if now else part.before) or '0', mix.unit)}"
        for part in mix.parts
    )
    state = norm.now.measured
    before = f"before {measured(norm.before.measured, norm)}, after " if now else ""
    return f"{parts}; {before}{measured(state, norm)}; {limit_words(norm)}"


def _grid(norm: NormFinding, mix: Mix, caption: str) -> Grid:
    """The same numbers as a table."""
    header = [mix.by or "part", "counts", "before" if norm.after else "amount"]
    if norm.after is not None:
        header.append("after")
    header.append("contracts")
    return Grid(caption, tuple(header), tuple(_row(norm, mix, part) for part in mix.parts))


def _row(norm: NormFinding, mix: Mix, part: MixPart) -> tuple[Spans, ...]:
    counts = {"yes": "yes", "no": "no", "unknown": "perhaps"}[part.counts]
    cells = [plain(part.name), plain(counts), plain(amount(part.before, mix.unit))]
    contracts = part.contracts_before
    if norm.after is not None:
        cells.append(plain(amount(part.after or "0", mix.unit)))
        contracts = part.contracts_after or 0
    return (*cells, plain(f"{contracts:,}"))
