"""Compile each policy once for all tests of the command line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def cache_of_these_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache of their own, so that the user's is neither read nor written."""
    folder = tmp_path_factory.mktemp("cache", numbered=True)
    folder.chmod(0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOVRULES_CACHE", str(folder))
        patch.delenv("GOVRULES_DEBUG", raising=False)
        yield
