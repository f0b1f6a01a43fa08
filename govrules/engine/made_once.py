"""A property that is made when it is first asked for, and kept.

Python 3.11's `cached_property` takes one lock for all objects while it makes a value; a child
process that is forked in that moment would wait for ever. This one takes none, as in later Pythons:
two threads may both make the value, which does no harm where equal values serve alike.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from functools import cached_property as made_once  # what a type checker may rely on
else:

    class made_once:  # noqa: N801 (a decorator)
        def __init__(self, make: Callable[[Any], Any]) -> None:
            self._make = make
            self._name = make.__name__
            self.__doc__ = make.__doc__

        def __get__(self, owner: Any, _kind: type) -> Any:
            if owner is None:
                return self
            made = self._make(owner)
            return vars(owner).setdefault(self._name, made)


__all__ = ["made_once"]
