"""Sum up many decisions in one table: the verdict of each, and what is still missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from govrules.model.decision import Decision, Verdict
from govrules.model.unreadable import printable

WIDEST_NAME = 48


def summary(rows: Iterable[tuple[str, Decision]]) -> str:
    """A table of names, verdicts and facts that matter, then how often each verdict was given
    and how often each fact was missing."""
    found = list(rows)
    if not found:
        return "no choices"
    lines = table(
        ("choice", "verdict", "missing"),
        [(short(name), str(decision.verdict), _listed(missing(decision)))
         for name, decision in found],
    )  # fmt: skip
    verdicts = Counter(decision.verdict for _, decision in found)
    lines += ["", f"{len(found)} choice{'' if len(found) == 1 else 's'}"]
    lines += [f"  {verdicts[verdict]:>5}  {verdict}" for verdict in Verdict if verdicts[verdict]]
    wanted = Counter(key for _, decision in found for key in missing(decision))
    if wanted:
        lines += ["", "facts that would settle more of them"]
        ranked = sorted(wanted.items(), key=lambda item: (-item[1], item[0]))
        lines += [f"  {count:>5}  {key}" for key, count in ranked]
    return "\n".join(lines)


def missing(decision: Decision) -> tuple[str, ...]:
    """The keys of the facts that could still change the verdict, in order."""
    return tuple(sorted({need.key for need in decision.needs if need.matters}))


def _listed(keys: Sequence[str]) -> str:
    return ", ".join(keys) or "nothing"


def short(name: str) -> str:
    """A name that fits a table, on one line."""
    text = printable(" ".join(name.split()))
    return text if len(text) <= WIDEST_NAME else f"{text[: WIDEST_NAME - 1]}…"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table in text: a head, a rule, and the rows, in columns as wide as they need be."""
    everything = [head, *rows]
    widths = [max(len(row[column]) for row in everything) for column in range(len(head))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in everything
    ]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]
