"""Compile each policy once for all tests of portfolios."""

from tests.cli.conftest import cache_of_these_tests

__all__ = ["cache_of_these_tests"]
