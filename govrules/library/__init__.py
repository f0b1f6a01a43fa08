"""The front door for other programs: load policies, check choices, explain decisions."""

from govrules.library.recording import Recorded
from govrules.library.rulebook import Rulebook, StrPath, load, loads

__all__ = ["Recorded", "Rulebook", "StrPath", "load", "loads"]
