"""Decide the parts of a run on a Dask cluster: the rulebook goes once to each worker.

A part is written whole or not at all and is the same whoever writes it, so that a worker may end at
any moment: its parts are decided again elsewhere, and the result does not change. All workers must
see the folder of the parts and the files that are read.
"""

from __future__ import annotations

import logging
import pickle
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from distributed import Client, LocalCluster, WorkerPlugin, as_completed, get_worker

from govrules import errors
from govrules.bulk.parts import Parts
from govrules.bulk.run import Settings, Table, decide_part
from govrules.errors import ChoiceError, EngineFault, GovrulesError, UsageError
from govrules.model.diagnostic import ChoiceFault

if TYPE_CHECKING:
    from govrules.library import Rulebook

_RETRIES = 5
_SECONDS = 30


class RulebookPlugin(WorkerPlugin):
    """Gives each worker the rulebook, as it was compiled and with all that was learned."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.name = f"govrules {rulebook.digest}"
        self._packed = pickle.dumps(rulebook)

    def setup(self, worker: Any) -> None:
        kept = worker.__dict__.setdefault("govrules_rulebooks", {})
        if self.name not in kept:  # what an earlier run taught it serves this one
            kept[self.name] = pickle.loads(self._packed)


def rulebook_here(digest: str) -> Rulebook:
    """The rulebook that a `RulebookPlugin` gave to the worker that this runs on."""
    worker: Any = get_worker()
    rulebook: Rulebook = worker.govrules_rulebooks[f"govrules {digest}"]
    return rulebook


def decide_on_cluster(
    slices: Mapping[int, Any],
    read: Callable[[Any], Table],
    rulebook: Rulebook,
    settings: Settings,
    parts: Parts,
    *,
    workers: int | None,
    scheduler: str | None,
    done: Callable[[int], None],
) -> None:
    """Decide the parts that are not there yet. `read` makes the table of a slice, on a worker.

    Raises what deciding a part raises, and UsageError when the cluster cannot be reached.
    """
    waiting = {number: each for number, each in slices.items() if not parts.has(number)}
    done(len(slices) - len(waiting))
    if not waiting:
        return
    with ExitStack() as stack:
        client = _client(stack, workers, scheduler)
        client.register_plugin(RulebookPlugin(rulebook))
        futures = [
            client.submit(
                _decide, number, part, read, rulebook.digest, settings, parts,
                key=f"govrules {parts.folder} {number}", retries=_RETRIES, pure=False,
            )
            for number, part in waiting.items()
        ]  # fmt: skip
        for future in as_completed(futures):
            _result_of(future)
            done(1)


def _client(stack: ExitStack, workers: int | None, scheduler: str | None) -> Client:
    if scheduler is None:
        cluster = LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, memory_limit=0,
            dashboard_address="127.0.0.1:0", silence_logs=logging.ERROR,
        )  # fmt: skip
        return stack.enter_context(Client(stack.enter_context(cluster)))
    try:
        return stack.enter_context(Client(scheduler, timeout=_SECONDS))
    except (OSError, ValueError) as error:
        raise UsageError(f'cannot reach a scheduler at "{scheduler}": {error}') from None


def _decide(
    number: int,
    part: Any,
    read: Callable[[Any], Table],
    digest: str,
    settings: Settings,
    parts: Parts,
) -> tuple[str, str] | None:
    """Decide one part, on a worker, unless another one already has; what it ended with, if so."""
    try:
        if not parts.has(number):
            decide_part(number, read(part), rulebook_here(digest), settings, parts)
    except GovrulesError as error:  # told, not raised: to try again would end in the same
        return type(error).__name__, str(error)
    return None


def _result_of(future: Any) -> None:
    """Raises what a part ended with."""
    try:
        told = future.result()
    except Exception as error:  # what Dask raises when workers end again and again
        raise EngineFault(f"the cluster did not decide every part: {error}") from None
    if told is None:
        return
    name, words = told
    if name == "ChoiceError":
        raise ChoiceError([ChoiceFault("", words)])
    raise getattr(errors, name)(words)
