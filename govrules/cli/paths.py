"""Ask about a path that a user named, whatever its name is like."""

from __future__ import annotations

from pathlib import Path


def is_there(path: str | Path) -> bool:
    """Whether there is a file or folder; no for a name that none can have."""
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False


def is_folder(path: str | Path) -> bool:
    """Whether there is such a folder; no for a name that none can have."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False
