"""Have policies as written, for policies that were typed: from their files where these still say
the same, else from their canonical texts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from govrules.errors import UsageError
from govrules.language import syntax as s
from govrules.language.load import load_texts
from govrules.language.read_files import is_file, read_files
from govrules.model.policy import PolicySet


def written(part: PolicySet) -> tuple[s.Policy, ...]:
    """The syntax of a policy and of all that it uses. Places are those of the files where these
    still say what was typed, else those of the policies in canonical layout."""
    canonical = {policy.file: policy.text for policy in part.policies}
    files = [Path(file) for file in canonical if is_file(file)]
    return (
        _parsed({**canonical, **read_files(files).texts}, part)
        or _parsed(canonical, part)
        or _not_again(part)
    )


def _parsed(texts: Mapping[str, str], part: PolicySet) -> tuple[s.Policy, ...]:
    loaded = load_texts(texts)
    same = loaded.policy_set is not None and loaded.policy_set.digest == part.digest
    return loaded.syntax if same else ()


def _not_again(part: PolicySet) -> tuple[s.Policy, ...]:
    titles = ", ".join(f'"{policy.title}"' for policy in part.policies)
    raise UsageError(f"the policies {titles} cannot be read again as they were; load them anew")
