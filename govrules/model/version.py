"""The version of govrules: part of every decision, and of the key of every cache."""

__version__ = "0.1.0"
