"""Tell whether two names of a person or body mean the same: "the Cabinet" is "Cabinet"."""

from __future__ import annotations

from collections.abc import Iterable

from govrules.model.words import plain

_ARTICLES = ("the ", "a ", "an ")


def bare_role(name: str) -> str:
    """The role without its article; capitals and blanks are as they are."""
    role = plain(name)
    for article in _ARTICLES:
        if role.casefold().startswith(article):
            return role[len(article) :]
    return role


def same_role(one: str, other: str) -> bool:
    """Articles, blanks and capitals do not count."""
    return bare_role(one).casefold() == bare_role(other).casefold()


def is_among(role: str, roles: Iterable[str]) -> bool:
    return any(same_role(role, other) for other in roles)


def with_article(name: str) -> str:
    """The role as a sentence says it: "the Cabinet"; a name that has its article keeps it."""
    role = plain(name)
    return role if bare_role(role) != role else f"the {role}"
