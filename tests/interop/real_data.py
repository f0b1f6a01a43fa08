"""Where the real notices are, which are not part of the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).parents[3] / "shared" / "data"


def real(name: str) -> Path:
    """A file of real data; the test is skipped where it is not there."""
    path = Path(os.environ.get("GOVRULES_DATA", _BESIDE)) / name
    if not path.exists():
        pytest.skip(f"real data not found: {path} (set GOVRULES_DATA to its folder)")
    return path
