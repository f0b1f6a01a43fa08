"""Logic programs for the tests: drawn by hypothesis, and a few written out."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from itertools import product
from typing import TypeVar

from hypothesis import strategies as st

from govrules.compiler.program import (
    All,
    Certain,
    Formula,
    LogicProgram,
    Negation,
    Node,
    Possible,
    Read,
    Some,
)

T = TypeVar("T")

# what a user may call things must not matter: keywords of the engine, quotes, nothing at all
AWKWARD_NAMES = (
    "",
    "id",
    "sid",
    "z",
    "$and",
    '"}',
    "%d",
    "C2.breached~1",
    "ä ö £",
    "zzzz",
    "\n",
    "m",
)


def formulas(names: Sequence[str], depth: int = 3) -> st.SearchStrategy[Formula]:
    name = st.sampled_from(list(names))
    leaf = st.one_of(st.builds(Read, name), st.builds(Certain, name), st.builds(Possible, name))
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.builds(Negation, inner),
            st.builds(All, st.lists(inner, max_size=5).map(tuple)),
            st.builds(Some, st.lists(inner, max_size=5).map(tuple)),
        ),
        max_leaves=14,
    )


@st.composite
def programs(draw: st.DrawFn, most_atoms: int = 6, most_nodes: int = 8) -> LogicProgram:
    """Programs in which any node may read the atoms and the nodes made before it."""
    names = draw(
        st.lists(
            st.one_of(st.sampled_from(AWKWARD_NAMES), st.text(max_size=4)),
            min_size=2,
            max_size=most_atoms + most_nodes,
            unique=True,
        )
    )
    atoms = draw(st.integers(1, min(most_atoms, len(names) - 1)))
    nodes = [
        Node(name, draw(formulas(names[: atoms + number])))
        for number, name in enumerate(names[atoms:])
    ]
    return LogicProgram(tuple(names[:atoms]), tuple(draw(st.permutations(nodes))))


@st.composite
def programs_with_values(draw: st.DrawFn) -> tuple[LogicProgram, list[dict[str, int]]]:
    program = draw(programs())
    values = st.fixed_dictionaries({name: st.integers(0, 2) for name in program.atoms})
    return program, draw(st.lists(values, min_size=1, max_size=6))


def reads(*names: str) -> tuple[Formula, ...]:
    return tuple(Read(name) for name in names)


def rule(label: str) -> tuple[Node, ...]:
    """A rule as the compiler writes it: applicable, displaced, in play, breached."""
    return (
        Node(f"{label}.applicable", All(reads(f"{label} condition", "in force"))),
        Node(f"{label}.displaced", Some(reads(f"{label} unless", "departed"))),
        Node(
            f"{label}.in play",
            All((Read(f"{label}.applicable"), Negation(Read(f"{label}.displaced")))),
        ),
        Node(
            f"{label}.breached",
            All((Read(f"{label}.in play"), Negation(Read(f"{label} requirement")))),
        ),
    )


def policy(rules: int) -> LogicProgram:
    """So many rules, and a verdict over all of them."""
    labels = [f"C{number}" for number in range(1, rules + 1)]
    atoms = [
        f"{label} {part}" for label in labels for part in ("condition", "unless", "requirement")
    ]
    nodes = [node for label in labels for node in rule(label)]
    breached = tuple(Certain(f"{label}.breached") for label in labels)
    unsure = tuple(Possible(f"{label}.breached") for label in labels)
    return LogicProgram(
        ("in force", "departed", *atoms),
        (*nodes, Node("does not comply", Some(breached)), Node("may not comply", Some(unsure))),
    )


def all_values(names: Sequence[str]) -> list[dict[str, int]]:
    """Every way in which these names can be false, unknown or true."""
    return [
        dict(zip(names, values, strict=True)) for values in product(range(3), repeat=len(names))
    ]


def in_child(ask: Callable[[], T], if_it_dies: T) -> T:
    """What a copy of this process answers: a wrong ruleset may crash it, now or much later."""
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=lambda: sending.send(ask()))
    child.start()
    sending.close()
    try:
        return receiving.recv() if receiving.poll(60) else if_it_dies
    except EOFError:
        return if_it_dies
    finally:
        child.kill()
        child.join()
