"""Write what frames of choices cost as a section of docs/performance.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from tests.bench import sections

if TYPE_CHECKING:
    from tests.bench.bulk import Case, Timed

HEAD = """
{command} wrote this on {day}, with
{python}, Polars {polars}, on {machine}. *By hand*
is one Boolean expression of Polars for each rule over typed columns: no validation, no unknown
facts, no verdict, no lists. *govrules* is the whole of `check_frame`: facts read and validated, a
verdict and the lists of rules for every row. Both gave the same number of breaches for every rule
before anything was timed. The ratios are taken inside each round, by the clock and of the
processor; where other work runs, the second holds better. Polars has {threads} threads where
nothing else is said. What is behind the figures is told in
[bulk speed](explanation/bulk-speed.md).
"""
SIZES = """
| rules | rows | threads | by hand, s | govrules, s | × by the clock | × of the processor | rows/s |
|---|---|---|---|---|---|---|---|
"""
GROWTH = """
From few rows to many, at 100 rules. *Besides* is what deciding takes of memory at its peak, on top
of the frame, its result included.

| rows | govrules, s | rows/s | × by the clock | × of the processor | frame, MiB | besides, MiB |
|---|---|---|---|---|---|---|
"""
GAPS = """
Rows that lack facts at random, so that hardly two are alike: at 100 rules, a million rows. What is
missing, and whether it matters, is told of each row as well; by hand it is not.

| facts not given | by hand, s | govrules, s | × by the clock | × of the processor | rows/s |
|---|---|---|---|---|---|
"""


def write(found: Mapping[Case, Timed], *, foreign: bool) -> None:
    from tests.bench import bulk

    command = "`python -m tests.bench.bulk --page"
    command += " --peers FOLDER`" if foreign else "`"
    head = HEAD.format(
        command=command, day=sections.today(), python=sections.python(), polars=pl.__version__,
        threads=pl.thread_pool_size(), machine=sections.machine(),
    )  # fmt: skip
    parts = [head, SIZES, *(_size(case, found[case]) for case in bulk.SIZES if case in found)]
    parts += [GROWTH, *(_grown(case, found[case]) for case in bulk.GROWTH if case in found)]
    parts += [GAPS, *(_gap(case, found[case]) for case in bulk.GAPS if case in found)]
    sections.put("Many choices at once", "".join(parts))


def _size(case: Case, each: Timed) -> str:
    threads = case.threads or pl.thread_pool_size()
    return f"| {case.rules} | {case.rows:,} | {threads} | {_both(case, each)}\n"


def _gap(case: Case, each: Timed) -> str:
    return f"| {case.missing:.0%} | {_both(case, each)}\n"


def _both(case: Case, each: Timed) -> str:
    return (
        f"{each.by_hand:.3f} | {each.ours:.3f} | {each.by_clock:.1f} | {each.of_processor:.1f} |"
        f" {case.rows / each.ours:,.0f} |"
    )


def _grown(case: Case, each: Timed) -> str:
    besides = "not told here" if each.besides is None else f"{each.besides:,.0f}"
    return (
        f"| {case.rows:,} | {each.ours:.3f} | {case.rows / each.ours:,.0f} | {each.by_clock:.1f} |"
        f" {each.of_processor:.1f} | {each.frame:,.0f} | {besides} |\n"
    )
