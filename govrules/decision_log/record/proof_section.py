"""Set out the proofs of a record on a page of their own, and how to check them."""

from __future__ import annotations

from govrules.decision_log.record.statement import Proof, Statement
from govrules.decision_log.record.words import moment_words
from govrules.explain.document import (
    Block,
    Bullets,
    Details,
    Grid,
    Item,
    Paragraph,
    Section,
    Span,
    Spans,
    plain,
)

_HOW = (
    "Ask the council for the entry itself, which is a line of JSON (the export of the decision log "
    "holds it). It holds no personal values, only commitments to them.",
    "Work out SHA-256 over the byte 00 followed by the bytes of that line. It must be the leaf "
    "hash below.",
    "Go through the hashes of the proof from the first to the last. Each time work out SHA-256 "
    "over the byte 01, the hash that stands on the left and the one on the right; the other one is "
    "what you have so far. The last result must be the root.",
    "Compare size and root with a checkpoint of that size that you had from the council before, or "
    "from somebody outside who kept it. Its signature shows who made it. A root that only this "
    "page tells you proves nothing.",
    "Who has the log itself runs “govrules log verify”, which does all of this for every entry.",
)


def proof_sections(statement: Statement) -> tuple[Section, ...]:
    first, *rest = statement.proofs
    what = "entries stand" if rest else "entry stands"
    blocks: list[Block] = [
        Paragraph(plain("How to check it (RFC 6962 section 2.1, RFC 9162 section 2.1.3):")),
        Bullets(tuple(Item(plain(step)) for step in _HOW), ordered=True),
        _tree(first),
        *_checkpoint(first),
    ]
    sections = [Section(f"Proof that the {what} in the log", tuple(blocks), new_page=True)]
    for proof in statement.proofs:
        sections.append(Section(f"Entry {proof.entry}: {proof.kind}", _entry(proof)))
    return tuple(sections)


def _tree(proof: Proof) -> Details:
    return Details((("Size", plain(f"{proof.size:,} entries")), ("Root", _hash(proof.root))))


def _checkpoint(proof: Proof) -> tuple[Block, ...]:
    if proof.note is None:
        words = (
            "Not recorded: no signed checkpoint in the log holds these entries. The root is that "
            "of the log when this record was made, and nobody has signed it."
        )
        lead, _, rest = words.partition(":")
        return (Paragraph((Span(f"{lead}:", "open"), Span(rest))),)
    lines = tuple(Item((Span(line, "code"),)) for line in proof.note.split("\n") if line)
    return (Paragraph(plain("The signed checkpoint of that size, line by line:")), Bullets(lines))


def _entry(proof: Proof) -> tuple[Block, ...]:
    about: tuple[tuple[str, Spans], ...] = (
        ("Number", plain(str(proof.entry))),
        ("Id", (Span(proof.id, "code"),)),
        ("Recorded", plain(moment_words(proof.time))),
        ("Leaf hash", _hash(proof.leaf)),
    )
    if not proof.steps:
        return (Details(about), Paragraph(plain("It is the only entry, so its leaf is the root.")))
    rows = tuple(
        (plain(str(number)), plain(step.side), _hash(step.hash))
        for number, step in enumerate(proof.steps, 1)
    )
    grid = Grid(f"The proof for entry {proof.entry}", ("Step", "Side", "Hash"), rows)
    return (Details(about), grid)


def _hash(text: str) -> Spans:
    return (Span(text, "code"),)
