"""From policy files to a decider that is ready: loaded, compiled, tested, warm.

What was built is kept in a cache by the digest of all texts that went into it, so that the next
process neither parses nor tests the same policies again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from govrules.compiler.from_policy import PolicyLogic, to_logic
from govrules.compiler.normal import normal
from govrules.compiler.program import LogicProgram
from govrules.compiler.wants import Wants
from govrules.engine.cache import Beside, Cache, cache_key
from govrules.engine.certificate import Certificate, certify, remember
from govrules.engine.decider import TOO_DEEP, Decider
from govrules.engine.durable.memory import NodeTables
from govrules.engine.parts import part_of
from govrules.engine.prepared import Keeper, not_kept
from govrules.errors import EngineFault, PolicyError
from govrules.language.fingerprint import fingerprint
from govrules.model.dataclass import dataclass
from govrules.model.diagnostic import Diagnostic
from govrules.model.policy import Policy, PolicySet
from govrules.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from govrules.language.load import Loaded


@dataclass(frozen=True, slots=True)
class Built:
    """What a rulebook is made of. It goes to another process as it is kept in the cache."""

    decider: Decider
    certificate: Certificate
    warnings: tuple[Diagnostic, ...]

    def __reduce__(self) -> tuple[Callable[[_Kept], Built], tuple[_Kept]]:
        decider = self.decider
        program = decider.tables.program
        kept = _Kept(
            decider.logic,
            decider.vocabulary,
            program,
            self.certificate,
            self.warnings,
            decider.wants,
        )
        return _received, (kept,)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept in the cache."""

    logic: PolicyLogic
    vocabulary: Vocabulary
    program: LogicProgram
    certificate: Certificate
    warnings: tuple[Diagnostic, ...]
    wants: Wants | None = None


def build_files(paths: Sequence[Path], search: Sequence[Path], *, cache: bool) -> Built:
    """Build from files and folders. Raises PolicyError or EngineFault."""

    def load() -> Loaded:
        from govrules.language.load import load_files  # a warm start needs no parser

        return load_files(paths, search)

    return _build(load, Cache.of_user() if cache else None, lambda: fingerprint(paths, {}, search))


def build_texts(texts: Mapping[str, str], search: Sequence[Path], *, cache: bool) -> Built:
    """Build from texts by name. Raises PolicyError or EngineFault."""

    def load() -> Loaded:
        from govrules.language.load import load_texts

        return load_texts(texts, search)

    return _build(load, Cache.of_user() if cache else None, lambda: fingerprint([], texts, search))


def build_part(built: Built, policy: Policy, *, cache: bool = True) -> Decider:
    """A decider for one policy of a rulebook with all that it uses: what its scenarios run on."""
    whole = built.decider.policy_set
    part = part_of(whole, policy)
    if part.digest == whole.digest:
        return built.decider
    return build_set(part, "part", cache=cache)


def build_set(policy_set: PolicySet, name: str, *, cache: bool = True) -> Decider:
    """A decider for policies that were made out of others; `name` and their digest tell which."""
    files = Cache.of_user() if cache else None
    key = f"{name} {policy_set.digest}"
    return _ready(lambda: _compile(policy_set, ()), files, key).decider


def build_variant(policy_set: PolicySet) -> Decider:
    """A decider for a small change to policies; nothing of it is kept in the cache.

    What durable-rules decided for the shapes of nodes that were met before in this process is taken
    over, so a change costs durable-rules nothing unless it brings a new shape.
    """
    return _ready(lambda: _compile(policy_set, ()), None, "").decider


def _build(load: Callable[[], Loaded], cache: Cache | None, print_of: Callable[[], str]) -> Built:
    def compile_all() -> _Kept:
        loaded = load()
        if loaded.policy_set is None:
            raise PolicyError(loaded.diagnostics)
        return _compile(loaded.policy_set, loaded.diagnostics)

    return _ready(compile_all, cache, print_of() if cache is not None else "")


def _ready(compiled: Callable[[], _Kept], cache: Cache | None, fingerprint: str) -> Built:
    """From the cache where it has it, else compiled, and kept."""
    try:
        if cache is None:
            return _built(compiled())
        key = cache_key(fingerprint)
        keeper = Beside(cache, key)
        kept = cache.get(key)
        if isinstance(kept, _Kept) and kept.certificate.fault(kept.program) is None:
            remember(kept.certificate.shapes)
            return _built(kept, keeper)
        kept = compiled()
        built = _built(kept, keeper)
        cache.put(key, replace(kept, wants=built.decider.wants))
        return built
    except RecursionError:
        raise EngineFault(TOO_DEEP) from None


def _built(kept: _Kept, keeper: Keeper = not_kept) -> Built:
    tables = NodeTables(kept.program, certified=kept.certificate.tables())
    decider = Decider(kept.logic, tables, kept.vocabulary, kept.wants, keeper)
    return Built(decider, kept.certificate, kept.warnings)


def _received(kept: _Kept) -> Built:
    """From another process; a certificate that does not hold in this one is made again."""
    if kept.certificate.fault(kept.program) is not None:
        kept = replace(kept, certificate=certify(kept.program))
    return _built(kept)


def _compile(policy_set: PolicySet, warnings: tuple[Diagnostic, ...]) -> _Kept:
    """Compile policies, and have durable-rules decide all combinations in a child process."""
    logic = to_logic(policy_set)
    program = normal(logic.program)
    vocabulary = Vocabulary.of(policy_set)
    return _Kept(logic, vocabulary, program, certify(program), warnings)
