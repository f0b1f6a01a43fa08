from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from govrules.decision_log.log import DecisionLog
from tests.decision_log.record.examples import example_log


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DecisionLog]:
    """The example log, for tests that only read it."""
    with example_log(tmp_path_factory.mktemp("record")) as log:
        yield log


@pytest.fixture
def own(tmp_path: Path) -> Iterator[DecisionLog]:
    """The example log, for a test that writes to it."""
    with example_log(tmp_path) as log:
        yield log
