"""The block under a paper's title: what it is, who adopted it, when it counts, what it rests on."""

from __future__ import annotations

from govrules.engine.new_decision import engine_version
from govrules.engine.notes import plain_date
from govrules.explain.document import Block, Details, Span, Spans, plain
from govrules.explain.paper.context import Paper
from govrules.explain.paper.phrases import listed, span_of
from govrules.model.policy import Policy


def title_of(policy: Policy) -> str:
    return f"{policy.title}, version {policy.version}"


def title_block(paper: Paper) -> tuple[Block, ...]:
    policy = paper.policy
    rows: list[tuple[str, Spans]] = [("Authority", plain(policy.authority))]
    if policy.adopted_by:
        on = f" on {plain_date(policy.adopted_on)}" if policy.adopted_on else ""
        rows.append(("Adopted by", plain(f"{policy.adopted_by}{on}")))
    rows.append(("In force", plain(span_of(policy.in_force) or "without a first or last day")))
    rows.append((f"On {plain_date(paper.on)}", plain(_state(paper))))
    if policy.uses:
        versions = {other.title: other.version for other in paper.everything.policies}
        used = [f"“{title}”, version {versions.get(title, '')}" for title in policy.uses]
        rows.append(("Uses", plain(listed(used))))
    digest = paper.everything.part_of(policy).digest
    rows.append(("Digest", (Span(digest, "code"),)))
    return (Details(tuple(rows)),)


def _state(paper: Paper) -> str:
    policy = paper.policy
    if policy.in_force.on(paper.on):
        return "in force"
    start = policy.in_force.start
    return "not yet in force" if start is not None and start > paper.on else "no longer in force"


def footer(digests: tuple[tuple[str, str], ...], produced: str | None) -> tuple[Spans, ...]:
    """The last lines: what this rests on, so that anybody can tell whether it is still the same."""
    lines = [plain("This paper is advice on what the policy says; a person decides.")]
    for name, digest in digests:
        of = f" of {name}" if len(digests) > 1 else ""
        lines.append((Span(f"SHA-256{of} with all that it uses: "), Span(digest, "code")))
    made = f" on {produced}" if produced else ""
    lines.append(plain(f"Set out{made} by {engine_version()}."))
    return tuple(lines)
