"""Tell where a decision comes from in PROV-JSON (W3C): what was used, by whom, and what came of it.

Entities are the choice, the rulebook with its policies and their sources, the advice, the decision,
and the entries that hold them; activities are advising and deciding; agents are the program and
the people and bodies. Names that were erased or are withheld are not there.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import Any

from prov.model import ProvDocument

from govrules.decision_log.read import known_none
from govrules.decision_log.record.gather import Gathered, Held
from govrules.decision_log.record.words import state_of
from govrules.engine.roles import same_role
from govrules.model.decision import Decision

NAMESPACE = "urn:govrules:prov:"
_PLAIN = re.compile("[A-Za-z0-9_-]{1,100}")
_LOG, _DIGEST, _AGENT = "urn:govrules:entry:", "urn:govrules:sha256:", "urn:govrules:agent:"


def to_prov(found: Gathered, decision: Decision) -> str:
    """The same text for the same entries."""
    writer = _Writer(found, decision)
    writer.advice()
    if found.outcome is not None:
        writer.decision(found.outcome)
    written = writer.document.serialize(format="json")
    assert isinstance(written, str)
    return json.dumps(json.loads(written), indent=2) + "\n"


class _Writer:
    def __init__(self, found: Gathered, decision: Decision) -> None:
        self._found, self._decision = found, decision
        self._advice = found.advice
        self.document = ProvDocument()
        self.document.add_namespace("govrules", NAMESPACE)
        self.document.add_namespace("entry", _LOG)
        self.document.add_namespace("digest", _DIGEST)
        self.document.add_namespace("agent", _AGENT)

    def advice(self) -> None:
        document = self.document
        advice, choice = self._part(self._advice, "advice"), self._part(self._advice, "choice")
        rulebook = f"digest:{self._decision.rulebook.digest}"
        document.entity(choice, self._titled("Choice"))
        self._rulebook(rulebook)
        document.entity(
            advice,
            {
                "prov:type": self._kind("govrules:Advice"),
                "govrules:verdict": self._decision.verdict.value,
                "govrules:decisionDate": self._decision.decision_date.isoformat(),
            },
        )
        advising = self._part(self._advice, "advising")
        document.activity(advising, None, None, {"prov:type": self._kind("govrules:Advising")})
        document.used(advising, choice)
        document.used(advising, rulebook)
        document.wasGeneratedBy(advice, advising)
        document.wasDerivedFrom(advice, choice)
        document.wasDerivedFrom(advice, rulebook)
        program = self._agent("program", self._decision.engine, "prov:SoftwareAgent")
        document.wasAssociatedWith(advising, program, rulebook)
        document.wasAttributedTo(advice, program)
        asked = self._advice.body.get("asked_by")
        if state_of(asked) != "not recorded":
            person = self._named(self._advice, "/asked_by", asked, "prov:Person")
            document.actedOnBehalfOf(program, person, advising)
        self._entry(self._advice, advice)

    def decision(self, outcome: Held) -> None:
        document, body = self.document, outcome.body
        decision, advice = self._part(outcome, "decision"), self._part(self._advice, "advice")
        attributes: dict[str, Any] = {
            "prov:type": self._kind("govrules:Decision"),
            "govrules:outcome": str(body.get("outcome")),
        }
        for key in ("reasons", "decided_on"):
            if state_of(body.get(key)) == "recorded":
                attributes[f"govrules:{_camel(key)}"] = body[key]
        none = [("govrules:knownNone", what) for what in sorted(known_none(body))]
        document.entity(decision, [*attributes.items(), *none])
        deciding = self._part(outcome, "deciding")
        document.activity(deciding, None, None, {"prov:type": self._kind("govrules:Deciding")})
        document.used(deciding, advice)
        document.used(deciding, self._part(self._advice, "choice"))
        document.wasGeneratedBy(decision, deciding)
        document.wasDerivedFrom(decision, advice)
        self._people(outcome, decision, deciding)
        self._entry(outcome, decision)

    def _people(self, outcome: Held, decision: str, deciding: str) -> None:
        """The person decides on behalf of the body or office whose capacity is recorded."""
        document, body = self.document, outcome.body
        by, capacity = body.get("decided_by"), body.get("capacity")
        office = None
        if state_of(capacity) != "not recorded":
            office = self._named(outcome, "/capacity", capacity, "prov:Organization")
            document.wasAssociatedWith(deciding, office)
        if isinstance(by, str) and isinstance(capacity, str) and same_role(by, capacity):
            by = None  # the body itself
        if state_of(by) == "not recorded":
            if office is not None:
                document.wasAttributedTo(decision, office)
            return
        person = self._named(outcome, "/decided_by", by, "prov:Person")
        document.wasAssociatedWith(deciding, person)
        document.wasAttributedTo(decision, person)
        if office is not None:
            document.actedOnBehalfOf(person, office, deciding)

    def _rulebook(self, rulebook: str) -> None:
        document, reference = self.document, self._decision.rulebook
        types = [self._kind(name) for name in ("prov:Plan", "prov:Collection")]
        told = [("prov:type", kind) for kind in types]
        document.entity(rulebook, [*told, ("prov:label", reference.name)])
        policies = {}
        for policy in reference.policies:
            identifier = f"digest:{_digest(reference.digest, policy.title)}"
            policies[policy.title] = identifier
            document.entity(
                identifier, {"prov:label": policy.title, "govrules:version": policy.version}
            )
            document.hadMember(rulebook, identifier)
        self._sources(policies)

    def _sources(self, policies: dict[str, str]) -> None:
        """What the rules rest on, each source once; derived from it is the policy of the rule."""
        document = self.document
        seen: set[tuple[str, str]] = set()
        for finding in self._decision.findings:
            for source in finding.sources:
                identifier = f"digest:{_digest(source.title, source.part, source.url or '')}"
                policy = policies.get(finding.policy)
                if policy is None or (policy, identifier) in seen:
                    continue
                if identifier not in {one for _, one in seen}:
                    attributes = {"prov:label": source.title, "govrules:part": source.part}
                    if source.url:
                        attributes["govrules:url"] = source.url
                    document.entity(identifier, attributes)
                seen.add((policy, identifier))
                document.wasDerivedFrom(policy, identifier)

    def _entry(self, held: Held, of: str) -> None:
        """The entry of the log that holds this."""
        entry, document = held.entry, self.document
        identifier = _name(held)
        document.entity(
            identifier,
            {
                "prov:type": self._kind("govrules:Entry"),
                "govrules:sequence": entry.sequence,
                "govrules:leaf": entry.leaf.hex(),
                "govrules:recorded": entry.time,
            },
        )
        document.wasDerivedFrom(identifier, of)

    def _kind(self, name: str) -> Any:
        return self.document.valid_qualified_name(name)

    def _part(self, held: Held, what: str) -> str:
        return f"{_name(held)}/{what}"

    def _titled(self, kind: str) -> dict[str, Any]:
        choice = self._advice.body.get("choice")
        title = choice.get("title") if isinstance(choice, dict) else None
        attributes: dict[str, Any] = {"prov:type": self._kind(f"govrules:{kind}")}
        if isinstance(title, str) and title.strip():
            attributes["prov:label"] = title
        return attributes

    def _named(self, held: Held, place: str, name: Any, kind: str) -> str:
        """Somebody by their place in an entry, so that a name can be erased and the rest holds."""
        identity = f"{held.entry.id}{place}" if kind == "prov:Person" else str(name)
        return self._agent(identity, name, kind)

    def _agent(self, identity: str, name: Any, kind: str) -> str:
        identifier = f"agent:{_digest(identity)}"
        attributes: dict[str, Any] = {"prov:type": self._kind(kind)}
        missing = state_of(name)
        if missing in ("erased", "withheld"):
            attributes[f"govrules:{missing}"] = True
        else:
            attributes["prov:label"] = str(name)
        self.document.agent(identifier, attributes)
        return identifier


def _name(held: Held) -> str:
    """The entry by its id; by a digest of it where it is none that a qualified name can hold."""
    id = held.entry.id
    return f"entry:{id if _PLAIN.fullmatch(id) else _digest(id)}"


def _digest(*texts: str) -> str:
    return sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _camel(key: str) -> str:
    first, *rest = key.split("_")
    return first + "".join(map(str.capitalize, rest))
