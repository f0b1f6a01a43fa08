"""Check a ruleset against the limits of the C engine, which does not check most of them itself.

Past some of these limits durable-rules reads foreign memory, hangs for ever or fires the wrong
rule, so a ruleset that is past any of them is never loaded. The alpha trie is rebuilt here as the
engine builds it: children are shared by property, operator and constant; every `$or` has a join
node of its own, which hangs under the end of each of its alternatives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

MOST_MATCHES = 60
MOST_PROPERTIES = 250
MOST_CHILDREN = 500
MOST_RULES_AT_ONE_ALPHA = 200
MOST_JOINS = 100
MOST_OPERATORS = 14
MOST_RULES = 120
MOST_VARIABLES = 30

SENTINEL = "zzzz"
SENTINEL_PROPERTY = "z"
# words that the engine gives a meaning of its own, wherever it meets them
RESERVED = (
    "id", "sid", SENTINEL_PROPERTY, "all", "any", "pri", "count", "cap", "dist", "name",
    "$lt", "$lte", "$gt", "$gte", "$eq", "$neq", "$mt", "$imt", "$iall", "$iany", "$ex", "$nex",
    "$or", "$and", "$i", "$m", "$s", "$add", "$sub", "$mul", "$div", "$l", "$r", "$forward",
)  # fmt: skip

Pattern = Mapping[str, Any]
Definition = Mapping[str, Mapping[str, Any]]


def property_hash(name: str) -> int:
    """The 32-bit FNV-1a hash by which the engine tells property names apart."""
    found = 0x811C9DC5
    for byte in name.encode():
        found = ((found ^ byte) * 16777619) & 0xFFFFFFFF
    return found


class _Alpha:
    """A node of the alpha trie."""

    __slots__ = ("children", "ends", "joins", "known_peak")

    def __init__(self) -> None:
        self.children: dict[tuple[str, str, int], _Alpha] = {}
        self.joins: list[_Alpha] = []
        self.ends = 0
        self.known_peak = 0

    def alphas(self) -> Iterator[_Alpha]:
        yield from self.children.values()
        yield from self.joins


class AlphaTrie:
    """The alpha network of a ruleset, grown pattern by pattern."""

    def __init__(self) -> None:
        self._root = _Alpha()

    def add(self, pattern: Pattern) -> None:
        self._extend(self._root, pattern).ends += 1

    def peak(self) -> int:
        """At most so many alphas wait on the stack of the engine at once, whatever the message."""
        return _peak(self._root)

    def alphas(self) -> list[_Alpha]:
        found = {id(self._root): self._root}
        waiting = [self._root]
        while waiting:
            for alpha in waiting.pop().alphas():
                if id(alpha) not in found:
                    found[id(alpha)] = alpha
                    waiting.append(alpha)
        return list(found.values())

    def _extend(self, parent: _Alpha, pattern: Pattern) -> _Alpha:
        """Hang a pattern under an alpha; the answer is the alpha where it ends."""
        parent.known_peak = 0
        ((key, value),) = pattern.items()
        if key == "$and":
            for item in value:
                parent = self._extend(parent, item)
            return parent
        if key == "$or":
            join = _Alpha()
            for item in value:
                self._extend(parent, item).joins.append(join)
            return join
        operator, (name, constant) = (
            (key, next(iter(value.items()))) if key.startswith("$") else ("$eq", (key, value))
        )
        child = parent.children.setdefault((name, operator, constant), _Alpha())
        child.known_peak = 0
        return child


def _peak(alpha: _Alpha) -> int:
    if not alpha.known_peak:
        deepest = max((_peak(item) for item in alpha.alphas()), default=0)
        alpha.known_peak = max(1, _matches(alpha) - 1 + deepest)
    return alpha.known_peak


def _matches(alpha: _Alpha) -> int:
    """At most so many alphas are put on the stack when this one is taken off it."""
    by_property: dict[str, list[int]] = {}
    for name, operator, constant in alpha.children:
        counts = by_property.setdefault(name, [0, 0, 0])
        for value in range(3):
            counts[value] += _holds(value, operator, constant)
    return len(alpha.joins) + sum(max(counts) for counts in by_property.values())


def _holds(value: int, operator: str, constant: int) -> bool:
    if operator == "$neq":
        return value != constant
    if operator == "$gt":
        return value > constant
    return value == constant


def faults(definition: Definition) -> list[str]:
    """Everything in which a ruleset is past a limit or not in the agreed form; empty when sound."""
    found = _form_faults(definition)
    if found:
        return found
    patterns = [rule["all"][0]["m"] for rule in definition.values()]
    names = {name for pattern in patterns for name in _properties(pattern)}
    trie = AlphaTrie()
    for pattern in patterns:
        trie.add(pattern)
    alphas = trie.alphas()
    limits = (
        ("simultaneous alpha matches", trie.peak(), MOST_MATCHES),
        ("properties", len(names) + 2, MOST_PROPERTIES),
        ("children of one alpha", max(len(item.children) for item in alphas), MOST_CHILDREN),
        ("rules ending on one alpha", max(item.ends for item in alphas), MOST_RULES_AT_ONE_ALPHA),
        ("joins under one alpha", max(len(item.joins) for item in alphas), MOST_JOINS),
        ("operators in one pattern", max(map(_operators, patterns)), MOST_OPERATORS),
        ("rules", len(definition) - 1, MOST_RULES),
    )
    found = [f"{what}: {count}, at most {most}" for what, count, most in limits if count > most]
    return found + _name_faults(names)


def _form_faults(definition: Definition) -> list[str]:
    found = []
    sentinel = definition.get(SENTINEL)
    if sentinel != {"all": [{"m": {SENTINEL_PROPERTY: 1}}], "pri": 60000}:
        found.append("the sentinel is missing or not as agreed")
    for name, rule in definition.items():
        if len(name) != 4 or not (name.isascii() and name.isalnum()):
            found.append(f'rule name "{name}" is not four letters or digits')
        if name != SENTINEL and set(rule) != {"all"}:
            found.append(f'rule "{name}" has other settings than "all"')
        parts = rule.get("all")
        if not isinstance(parts, list) or len(parts) != 1 or set(parts[0]) != {"m"}:
            found.append(f'rule "{name}" has not exactly one pattern')
        elif not _is_pattern(parts[0]["m"]):
            found.append(f'rule "{name}" has a pattern that is not in the agreed form')
    return found


def _is_pattern(pattern: object) -> bool:
    if not isinstance(pattern, Mapping) or len(pattern) != 1:
        return False
    ((key, value),) = pattern.items()
    if key in ("$and", "$or"):
        return isinstance(value, list) and len(value) > 0 and all(map(_is_pattern, value))
    if key in ("$neq", "$gt"):
        return isinstance(value, Mapping) and len(value) == 1 and _is_test(*value.items())
    return _is_test((key, value))


def _is_test(item: tuple[object, object]) -> bool:
    name, constant = item
    well_named = isinstance(name, str) and (
        name == SENTINEL_PROPERTY or (len(name) == 2 and name.isascii() and name.isalpha())
    )
    return well_named and type(constant) is int and constant in (0, 1, 2)


def _operators(pattern: Pattern) -> int:
    ((key, value),) = pattern.items()
    return 1 + sum(map(_operators, value)) if key in ("$and", "$or") else 0


def _properties(pattern: Pattern) -> Iterator[str]:
    ((key, value),) = pattern.items()
    if key in ("$and", "$or"):
        for item in value:
            yield from _properties(item)
    else:
        yield next(iter(value)) if key.startswith("$") else key


def _name_faults(names: set[str]) -> list[str]:
    """Names that the engine could not tell apart, since it compares only their hashes."""
    found = []
    by_hash: dict[int, str] = {property_hash(name): name for name in RESERVED}
    for name in sorted(names):
        other = by_hash.setdefault(property_hash(name), name)
        if other != name or (name in RESERVED and name != SENTINEL_PROPERTY):
            found.append(f'property "{name}" has the hash of "{other}"')
    return found
