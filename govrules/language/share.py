"""Find the files that travel with the package: the grammar and the built-in policies.

In a checkout they stand beside the package; in a wheel they are inside it, under `_share`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def shared_folder(name: str) -> Path:
    """The folder `grammar` or `policies`. Raises FileNotFoundError in a broken installation."""
    for folder in (_PACKAGE / "_share" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f'the folder "{name}" is missing; install govrules again')


def grammar_text() -> str:
    """The Lark grammar of the policy language."""
    return (shared_folder("grammar") / "policy.lark").read_text(encoding="utf-8")


def policies_folder() -> Path:
    """The folder of the policies that come with govrules."""
    return shared_folder("policies")
