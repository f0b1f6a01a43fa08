"""What came of a run, counted: verdicts, rules, missing facts, reasons; with exact amounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from govrules.bulk.amounts import AMOUNT
from govrules.bulk.partition import in_words
from govrules.bulk.parts import Parts

_MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A word, how many rows it is said of, and what these amount to (None: not asked for)."""

    word: str
    rows: int
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Month:
    """Rows and breaches of one month, "2026-07"."""

    month: str
    rows: int
    amount: Decimal | None
    breaches: int
    breached_amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Summary:
    """`decided` and `aside` count rows. Lines come with the most rows first. `without_amount` is
    how many decided rows have no amount that can be read, and so count as nothing in all sums."""

    decided: Line
    aside: Line
    verdicts: tuple[Line, ...]
    breached: tuple[Line, ...]
    undetermined: tuple[Line, ...]
    departed: tuple[Line, ...]
    missing: tuple[Line, ...]
    reasons: tuple[Line, ...]
    months: tuple[Month, ...]
    without_amount: int = 0


def summary_of(parts: Parts, *, with_amounts: bool) -> Summary:
    """Count the parts of a run, one after the other."""
    lists = ("breached", "undetermined", "departed", "missing")
    found: dict[str, list[pl.DataFrame]] = {name: [] for name in ("verdict", "month", *lists)}
    without = 0
    for frame in parts.frames():
        frame = _with_amount(frame)
        without += frame["amount"].null_count() if with_amounts else 0
        found["verdict"].append(_counted(frame, pl.col("verdict").cast(pl.String)))
        for name in lists:
            rows = frame.select(name, "amount").explode(name).drop_nulls(name)
            found[name].append(_counted(rows, pl.col(name)))
        found["month"].append(_by_month(frame))
    asides = pl.concat([_reasons(frame) for frame in parts.asides()] or [_no_reasons()])
    verdicts = _lines(found["verdict"], with_amounts)
    whole = asides.select(pl.col("rows").sum(), pl.col("amount").sum()).row(0)
    return Summary(
        _total("decided", verdicts, with_amounts),
        Line("set aside", int(whole[0]), whole[1] if with_amounts else None),
        verdicts,
        _lines(found["breached"], with_amounts),
        _lines(found["undetermined"], with_amounts),
        _lines(found["departed"], with_amounts),
        _lines(found["missing"], with_amounts),
        _lines([asides.drop("first")], with_amounts),
        _months(found["month"], with_amounts),
        without,
    )


def _with_amount(frame: pl.DataFrame) -> pl.DataFrame:
    if "amount" in frame.columns:
        return frame
    return frame.with_columns(pl.lit(None, dtype=AMOUNT).alias("amount"))


def _counted(frame: pl.DataFrame, word: pl.Expr) -> pl.DataFrame:
    return frame.group_by(word.alias("word")).agg(
        pl.len().cast(pl.Int64).alias("rows"), pl.col("amount").sum()
    )


def _reasons(aside: pl.DataFrame) -> pl.DataFrame:
    """Reasons by what is wrong first in each row; what the cell says is left out of the words."""
    first = aside.unique("row", keep="first", maintain_order=True)
    first = first.with_columns(pl.col("because").str.replace(r'^("[^"]*"|[-£0-9.,%]+) ', ""))
    same = in_words()
    return first.group_by(same.alias("word")).agg(
        pl.len().cast(pl.Int64).alias("rows"),
        pl.col("amount").sum(),
        pl.col("row").min().alias("first"),
    )


def _no_reasons() -> pl.DataFrame:
    return pl.DataFrame(
        schema={"word": pl.String(), "rows": pl.Int64(), "amount": AMOUNT, "first": pl.UInt32()}
    )


def _lines(counts: Iterable[pl.DataFrame], with_amounts: bool) -> tuple[Line, ...]:
    counted = [frame.select("word", "rows", "amount") for frame in counts]
    if not counted:
        return ()
    whole = pl.concat(counted).group_by("word").agg(pl.col("rows").sum(), pl.col("amount").sum())
    rows = whole.sort(["rows", "word"], descending=[True, False]).iter_rows()
    return tuple(Line(word, n, amount if with_amounts else None) for word, n, amount in rows)


def _total(word: str, lines: tuple[Line, ...], with_amounts: bool) -> Line:
    amount = sum((line.amount or Decimal(0) for line in lines), Decimal(0))
    return Line(word, sum(line.rows for line in lines), amount if with_amounts else None)


def _by_month(frame: pl.DataFrame) -> pl.DataFrame:
    when = pl.col("when") if "when" in frame.columns else pl.col("decision_date")
    breached = pl.col("breached").list.len() > 0
    return frame.group_by(when.dt.strftime("%Y-%m").alias("month")).agg(
        pl.len().cast(pl.Int64).alias("rows"),
        pl.col("amount").sum(),
        breached.sum().cast(pl.Int64).alias("breaches"),
        pl.col("amount").filter(breached).sum().alias("breached_amount"),
    )


def _months(counts: list[pl.DataFrame], with_amounts: bool) -> tuple[Month, ...]:
    if not counts:
        return ()
    whole = (
        pl.concat(counts).drop_nulls("month").group_by("month").agg(pl.all().sum()).sort("month")
    )
    return tuple(
        Month(month, rows, amount if with_amounts else None, n, part if with_amounts else None)
        for month, rows, amount, n, part in whole.iter_rows()
    )


def text_of(summary: Summary, source: str) -> str:
    """The summary for a terminal."""
    lines = [
        f"{source}: {summary.decided.rows:,} rows decided{_worth(summary.decided)},"
        f" {summary.aside.rows:,} set aside{_worth(summary.aside)}"
    ]
    if summary.without_amount:
        lines.append(f"  {summary.without_amount:>10,}  rows have no amount that can be read")
    for title, listed in (
        ("verdicts", summary.verdicts), ("rules breached", summary.breached),
        ("rules departed from", summary.departed), ("rules undetermined", summary.undetermined),
        ("facts missing", summary.missing), ("set aside because", summary.reasons),
    ):  # fmt: skip
        if listed:
            lines.append(title)
            lines += [
                f"  {line.rows:>10,}  {line.word}{_worth(line)}" for line in listed[:_MOST_SHOWN]
            ]
            if len(listed) > _MOST_SHOWN:
                lines.append(f"  and {len(listed) - _MOST_SHOWN:,} more")
    return "\n".join(lines)


def _worth(line: Line) -> str:
    return "" if line.amount is None else f" ({pounds(line.amount)})"


def pounds(amount: Decimal) -> str:
    return f"{'-' if amount < 0 else ''}£{abs(amount):,.2f}"
