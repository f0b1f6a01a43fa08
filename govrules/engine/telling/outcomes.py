"""Which nodes a decision reads, in which order: the layout of the packed cells."""

from __future__ import annotations

from govrules.compiler.from_policy import PolicyLogic
from govrules.compiler.wants import Layout
from govrules.model.dataclass import dataclass
from govrules.model.policy import Policy

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The groups of nodes: `core` are those that the verdict reads, `rest` those that only tell.

    The rules come first, then the definitions, then what the verdict reads besides. `places` has
    the place of each single node of the rest, and of the node that tells whether rules conflict.
    """

    core: tuple[Group, ...]
    rest: tuple[Group, ...]
    rules: int
    defined: int
    places: dict[str, int]

    @classmethod
    def of(cls, logic: PolicyLogic) -> Outcomes:
        rules = [rule.outcome for rule in logic.rules]
        definitions = [(node,) for node in logic.definitions.values()]
        others = [("conflict",), *((node,) for _, node in logic.duties)]
        others += [(ask.owed,) for ask in logic.sign_offs]
        others += [(node,) for _, _, node in logic.limits]
        core = (*rules, *definitions, *others)
        rest = tuple((node,) for node in _only_told(logic))
        places = {node: len(core) + place for place, (node,) in enumerate(rest)}
        defined = len(rules) + len(definitions)
        return cls(core, rest, len(rules), defined, places | {"conflict": defined})

    def layout(self, logic: PolicyLogic, values: tuple[str, ...]) -> Layout:
        """Where the function that tells what is wanted finds what was decided."""
        tables = logic.tables.items()
        return Layout(
            definitions={key: self.rules + n for n, key in enumerate(logic.definitions)},
            matches={label: tuple(self.places[n] for n in t.matches) for label, t in tables},
            hits={label: tuple(self.places[n] for n in t.hits) for label, t in tables},
            values={key: place for place, key in enumerate(values)},
        )


def _only_told(logic: PolicyLogic) -> dict[str, None]:
    found = [arises_node(duty.label) for duty, _ in logic.duties]
    found += [ask.asked for ask in logic.sign_offs if ask.by == WHO_DECIDES]
    found += [node for _, rows, _ in logic.deciders for _, node in rows]
    for rule in logic.rules:
        if len(rule.displacers) > 1:
            found += [node for by, node in rule.displacers if by == UNLESS]
    for table in logic.tables.values():
        found += [*table.matches, *table.hits]
    return dict.fromkeys(found)


WHO_DECIDES = "who decides"
UNLESS = "unless"


def sign_off_node(policy: Policy, table: int, row: int) -> str:
    """The node that tells whether a sign-off of `Who decides` is asked for."""
    return f"{policy.title} sign-off {table}.{row}"


def arises_node(duty: str) -> str:
    return f"duty {duty} arises"
