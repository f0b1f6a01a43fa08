"""Tell what a choice may say under one rulebook and not under another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govrules.model.policy import Term
from govrules.model.types import OneOfType, SeveralOfType
from govrules.model.vocabulary import Vocabulary


def vocabulary_changes(old: Vocabulary, new: Vocabulary) -> Iterator[str]:
    """Words that are new, gone, or mean another kind of thing, each in a phrase."""
    before = {term.key: term for term in old.given_terms()}
    after = {term.key: term for term in new.given_terms()}
    yield from (f'"{after[key].name}" is new' for key in after if key not in before)
    yield from (f'"{before[key].name}" is gone' for key in before if key not in after)
    for key, term in after.items():
        if key in before:
            yield from _type_changes(before[key], term)
    yield from _acts(old.acts, new.acts)


def _type_changes(before: Term, after: Term) -> Iterator[str]:
    enumerations = (OneOfType, SeveralOfType)
    if isinstance(before.type, enumerations) and isinstance(after.type, type(before.type)):
        was = {value.text for value in before.type.values}
        now = {value.text for value in after.type.values}
        yield from (f'"{after.name}" may now be "{text}"' for text in sorted(now - was))
        yield from (f'"{after.name}" can no longer be "{text}"' for text in sorted(was - now))
    elif before.type != after.type:
        yield f'"{after.name}" was {_kind(before)} and is now {_kind(after)}'
    if before.or_none != after.or_none:
        yield f'"{after.name}" {"may now" if after.or_none else "can no longer"} be none'


def _kind(term: Term) -> str:
    kind = term.type
    low, high = getattr(kind, "low", None), getattr(kind, "high", None)
    ends = [f"{word} {end}" for word, end in (("from", low), ("to", high)) if end is not None]
    return " ".join([str(kind), *ends])


def _acts(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[str]:
    yield from (f'the act "{name}" is new' for name in new if name not in old)
    yield from (f'the act "{name}" is gone' for name in old if name not in new)
