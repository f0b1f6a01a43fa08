"""What every part of a rulebook rests on: the policies as they were compiled."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from govrules.engine.build import Built
from govrules.errors import UsageError
from govrules.model.decision import Decision, RulebookRef
from govrules.model.diagnostic import Diagnostic

if TYPE_CHECKING:
    from govrules.engine.certificate import Certificate
    from govrules.model.policy import PolicySet


class Compiled:
    """Policies, compiled and tested, and what is known of them before any choice is decided."""

    def __init__(self, built: Built) -> None:
        self._built = built
        self._decider = built.decider
        self.warnings: tuple[Diagnostic, ...] = built.warnings
        """What is doubtful in the policies, though they can be used."""

    def __reduce__(self) -> tuple[Any, ...]:
        """A rulebook goes to another process as what was compiled, with its certificate."""
        return type(self), (self._built,)

    @property
    def reference(self) -> RulebookRef:
        """Its name, the versions of its policies, and the SHA-256 over their canonical texts."""
        return self._decider.reference

    @property
    def policy_set(self) -> PolicySet:
        """The typed policies, for what reads them (`decision_log`)."""
        return self._decider.policy_set

    @property
    def digest(self) -> str:
        return self._decider.reference.digest

    @property
    def certificate(self) -> Certificate:
        """What durable-rules decided ahead, for every combination of every node's inputs."""
        return self._built.certificate

    def certify_again(self) -> None:
        """Have durable-rules decide all combinations again, in a child process.

        Raises EngineFault when any of it comes out differently than the certificate says.
        """
        from govrules.engine.certificate import check_again

        check_again(self.certificate, self._decider.tables.program)

    def rules(self) -> tuple[str, ...]:
        """The labels of all rules."""
        return tuple(rule.label for rule in self._decider.policy_set.rules())

    def rule_titles(self) -> dict[str, str]:
        """The title of each rule, by its label."""
        return {rule.label: rule.title for rule in self._decider.policy_set.rules()}

    def titles_in(self, files: Iterable[str]) -> list[str]:
        """The titles of the policies that were read from these files."""
        wanted = frozenset(files)
        return [each.title for each in self._decider.policy_set.policies if each.file in wanted]

    def titles(self) -> tuple[tuple[str, str], ...]:
        """The label and the title of every rule and table."""
        found: list[tuple[str, str]] = []
        for policy in self._decider.policy_set.policies:
            found += [(rule.label, rule.title) for rule in policy.rules]
            found += [(table.label, table.title) for table in policy.tables]
        return tuple(found)

    def waits_for(self, key: str, decision: Decision) -> tuple[str, ...]:
        """The keys of the facts for want of which a term worked out by the policies is not known.

        `key` is that of the term. Raises UsageError when the policies work out no such term.
        """
        definition = self._decider.vocabulary.definitions.get(key)
        if definition is None:
            raise UsageError(f'the policies work out no "{key}"')
        return tuple(need.key for need in decision.needs if definition.name in need.rules)

    def schema(self) -> dict[str, Any]:
        """The JSON Schema (2020-12) of the choices that this rulebook takes."""
        from govrules.interop.choices.schema import choice_schema

        return choice_schema(self._decider.policy_set)

    @cached_property
    def schema_keys(self) -> frozenset[str]:
        """The keys that a choice may have."""
        return frozenset(self.schema()["properties"])

    @cached_property
    def keys_or_none(self) -> frozenset[str]:
        """The keys of the facts that can be known to be none."""
        terms = self._decider.vocabulary.given_terms()
        return frozenset(term.key for term in terms if term.or_none)
