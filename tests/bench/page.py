"""Write what was measured as docs/performance.md, with the growth as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench import sections

if TYPE_CHECKING:
    from tests.bench.performance import Grown, Timed

DOCS = Path(__file__).parents[2] / "docs"
SHIPPED = ("councils/norwich", "systems/trusted-providers", "councils", "england")
OURS, LIMIT = "govrules", "generated Python"

HEAD = """# Performance

What a check, a load and a start cost, beside other engines. {command} wrote this page
on {day}, with {python}, on {machine}.
Since other work may run meanwhile, times of checks are those of the processor, and ratios are taken
inside each round; loads are by the clock. Run it on yours. What the figures mean is told in
[speed](explanation/speed.md).

## One check

Every engine is given the same drawn policy in its own language and the same 500 choices (a slow
one the first of them), one at a time, over and over for a twentieth of a second in each round. All
gave the same breached rules before anything was timed, or were left out. A check by govrules
validates the choice, and gives the verdict and the finding of every rule. *Generated Python* is the
same logic as one function written out by a program, with no validation, no findings and no unknown
facts: the limit of what Python can do. The others give the set of breached rules.
"""
GROWTH = """
## Growth

![How load, check and memory grow with the number of rules](performance.svg)

| rules | nodes | certified | compile and certify, s | from the cache, s | check, µs | memory, MiB |
|---|---|---|---|---|---|---|
"""
SHIPPED_HEAD = """
## Policies as they are

Drawn policies have no duties, sign-offs, computed terms or missing facts; real ones do. These
are the policies that come with govrules, on the choices of their own scenarios, most of which
leave facts out. The last column is how long the same decision takes when the [reference
evaluator](explanation/architecture.md#what-a-decision-is-held-against) tells it, as every such
decision was told before.

| policies | rules | definitions | choices | check, µs | by the reference, µs | times faster |
|---|---|---|---|---|---|---|
"""
START_HEAD = """
## From a standing start

A whole process, with the rulebook in the cache: the median of nine, in milliseconds from start
to end and of the processor. The end is late where other work ran at the same time.

| command | start to end, ms | processor, ms |
|---|---|---|
"""


def write(
    checks: Mapping[tuple[int, int], Sequence[Timed]],
    grown: Sequence[Grown],
    shipped: Sequence[Mapping[str, Any]],
    starts: Mapping[str, tuple[float, float]],
    *,
    foreign: bool,
) -> None:
    command = "`python -m tests.bench.performance --peers FOLDER`" if foreign else "`make bench`"
    head = HEAD.format(
        command=command,
        day=sections.today(),
        python=sections.python(),
        machine=sections.machine(),
    )
    parts = [head, _checks(checks), _read(checks), GROWTH]
    parts += [_row(each) for each in grown]
    parts += [SHIPPED_HEAD, *map(_shipped, shipped), START_HEAD]
    parts += [
        f"| `{name}` | {wall * 1e3:.0f} | {processor * 1e3:.0f} |\n"
        for name, (wall, processor) in starts.items()
    ]
    sections.write("".join(parts), sections.kept())
    _draw(grown, DOCS / "performance.svg")


def _checks(checks: Mapping[tuple[int, int], Sequence[Timed]]) -> str:
    """One row for each engine: microseconds and the ratio to generated Python at each size."""
    found: dict[str, dict[tuple[int, int], Timed]] = {}
    for size, row in checks.items():
        for each in row:
            found.setdefault(each.name, {})[size] = each
    largest = max(checks)
    order = sorted(found, key=lambda name: (largest not in found[name], _ratio(found[name])))
    sizes = "".join(f" {rules} rules, µs | × |" for rules, _ in checks)
    lines = [f"\n| engine |{sizes}\n", "|---|" + "---|---|" * len(checks) + "\n"]
    for name in order:
        cells = "".join(
            f" {found[name][size].micro:,.1f} | {found[name][size].ratio:,.1f} |"
            if size in found[name]
            else " | |"
            for size in checks
        )
        lines.append(f"| {f'**{name}**' if name == OURS else name} |{cells}\n")
    return "".join(lines)


def _ratio(of: Mapping[tuple[int, int], Timed]) -> float:
    return of[max(of)].ratio


def _read(checks: Mapping[tuple[int, int], Sequence[Timed]]) -> str:
    """What the table says, in words: also where another engine is faster."""
    lines = ["\n× is the time as a multiple of generated Python's.\n"]
    for (rules, _), row in checks.items():
        by_name = {each.name: each for each in row}
        ours = by_name[OURS]
        others = [each for each in row if each.name not in (OURS, LIMIT)]
        faster = [each.name for each in others if each.micro < ours.micro]
        words = f"At {rules} rules a check takes {ours.ratio:.1f} times generated Python"
        if others:
            best = min(others, key=lambda each: each.micro)
            words += f", and {best.micro / ours.micro:.1f} times as fast as {best.name}, the "
            words += "fastest other engine" if not faster else "fastest engine"
        lines.append(f"{words}.\n")
        if faster:
            lines.append(f"Faster than govrules: {', '.join(faster)}.\n")
    return "".join(lines)


def _row(each: Grown) -> str:
    return (
        f"| {each.rules:,} | {each.nodes:,} | {each.combinations:,} | {each.compiled:.2f} |"
        f" {each.cached:.2f} | {each.micro:.1f} | {each.memory:.0f} |\n"
    )


def _shipped(each: Mapping[str, Any]) -> str:
    times = each["by_reference"] / each["micro"]
    return (
        f"| `policies/{each['folder']}` | {each['rules']} | {each['definitions']} |"
        f" {each['choices']} | {each['micro']:.0f} | {each['by_reference']:,.0f} | {times:.0f} |\n"
    )


def _draw(grown: Sequence[Grown], file: Path) -> None:
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "govrules"
    from matplotlib import pyplot

    figure, places = pyplot.subplots(1, 3, figsize=(10, 3.2), layout="constrained")
    rules = [each.rules for each in grown]
    columns = (
        ("load, seconds", {"compile and certify": "compiled", "from the cache": "cached"}),
        ("a check, microseconds", {"check": "micro"}),
        ("memory, mebibytes", {"after 500 choices": "memory"}),
    )
    for place, (title, lines) in zip(places, columns, strict=True):
        for (label, field), style in zip(lines.items(), ("o-", "s--"), strict=False):
            place.loglog(rules, [getattr(each, field) for each in grown], style, label=label)
        place.set(title=title, xlabel="rules")
        place.grid(visible=True, which="major", alpha=0.3)
        if len(lines) > 1:
            place.legend(frameon=False)
    figure.savefig(file, metadata={"Date": None, "Creator": None})
