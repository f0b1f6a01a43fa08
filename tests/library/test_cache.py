"""What is kept between processes is used only when it is whole and ours; else it is built anew."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import govrules
from govrules.engine.cache import Cache

POLICY = """Policy "Kept" version {0}
  authority: council policy
Vocabulary
  amount is money
Rule R1: a ceiling
  amount must be at most £{0}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "kept"
    monkeypatch.setenv("GOVRULES_CACHE", str(folder))
    return folder


def verdict(ceiling: int) -> str:
    return govrules.loads(POLICY.format(ceiling)).check({"amount": 150}).verdict.value


def entries(folder: Path) -> list[Path]:
    """What was compiled."""
    return sorted(path for path in folder.glob("*.built") if "." not in path.stem)


def beside(folder: Path) -> list[Path]:
    """What was generated for the days of decisions, kept beside it."""
    return sorted(path for path in folder.glob("*.built") if "." in path.stem)


def test_it_is_kept_and_nothing_else_is(folder: Path) -> None:
    assert verdict(100) == "does not comply"
    (one,) = entries(folder)
    names = {"key", one.name, f"{one.stem}.period-0.built"}
    assert {path.name for path in folder.iterdir()} == names
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert verdict(100) == "does not comply"
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_what_was_kept_is_not_generated_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert verdict(100) == "does not comply"

    def generate(*_given: object, **_named: object) -> None:
        raise AssertionError("it was kept")

    for name in ("prepared", "wants"):
        monkeypatch.setattr(f"govrules.engine.generate.{name}", generate)
    assert verdict(100) == "does not comply"
    with pytest.raises(AssertionError, match="it was kept"):
        verdict(200)


def test_each_period_of_time_has_its_own(folder: Path) -> None:
    figure = "Figure ceiling\n  £100 from 1 April 2024\n  £200 from 1 April 2026\n"
    policy = POLICY.format(100).replace("£100", "the ceiling") + figure
    days = {"2023-04-01": None, "2025-04-01": "does not comply", "2027-04-01": "complies"}
    for _ in range(2):
        for day, told in days.items():
            rulebook = govrules.loads(policy)
            found = rulebook.check({"amount": 150}, dt.date.fromisoformat(day)).verdict
            assert found == (told or "cannot be decided")
    assert len(beside(folder)) == 3


def cut(path: Path, other: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def flip(path: Path, other: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def empty(path: Path, other: Path) -> None:
    path.write_bytes(b"")


def swap(path: Path, other: Path) -> None:
    path.write_bytes(other.read_bytes())


def not_a_file(path: Path, other: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("damage", [cut, flip, empty, swap, not_a_file])
@pytest.mark.parametrize("kind", [entries, beside])
def test_a_damaged_entry_is_as_good_as_none(
    folder: Path, kind: Callable[[Path], list[Path]], damage: Callable[[Path, Path], None]
) -> None:
    assert (verdict(100), verdict(200)) == ("does not comply", "complies")
    one, other = kind(folder)
    damage(one, other)
    assert (verdict(100), verdict(200)) == ("does not comply", "complies")


def test_a_certificate_that_was_altered_is_as_good_as_none(folder: Path) -> None:
    """Even under the right seal: the rules are decided anew, by durable-rules."""
    assert verdict(100) == "does not comply"
    cache = Cache.of_user()
    assert cache is not None
    key = entries(folder)[0].stem
    kept = cache.get(key)
    tables = kept.certificate.shapes
    wrong = {shape: bytes(2 - value for value in table) for shape, table in tables.items()}
    cache.put(key, replace(kept, certificate=replace(kept.certificate, shapes=wrong)))
    assert verdict(100) == "does not comply"
    assert cache.get(key).certificate == kept.certificate


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 32])
def test_a_damaged_key_seals_nothing(folder: Path, content: bytes) -> None:
    assert verdict(100) == "does not comply"
    (folder / "key").write_bytes(content)
    for _ in range(2):
        assert verdict(100) == "does not comply"
    assert len((folder / "key").read_bytes()) == 32


def test_a_folder_that_others_may_write_to_is_not_used(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    assert Cache.of_user() is None
    assert verdict(100) == "does not comply"
    assert not list(folder.iterdir())


def test_a_file_where_the_folder_should_be(folder: Path) -> None:
    folder.write_text("in the way")
    assert verdict(100) == "does not comply"


def test_what_cannot_be_written_leaves_nothing_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file size limit stands in for a full disk: it fails in the middle of the write."""
    code = (
        "import resource, signal, sys, govrules\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        f"print(govrules.loads({POLICY.format(100)!r}).check({{'amount': 150}}).verdict.value)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("does not comply", "")
    assert {path.name for path in folder.iterdir()} == {"key"}


def test_four_processes_at_once(folder: Path) -> None:
    text = POLICY.format(100)
    code = f"import govrules; print(govrules.loads({text!r}).check({{'amount': 150}}).verdict)"
    running = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert [one.communicate()[0].strip() for one in running] == ["does not comply"] * 4
    assert len(entries(folder)) == 1
    assert Cache.of_user() is not None


def test_parts_that_hang_on_one_another_in_a_long_chain_are_not_kept(folder: Path) -> None:
    cache = Cache.of_user()
    assert cache is not None
    chain: list[object] = []
    for _ in range(100_000):
        chain = [chain]
    cache.put("chain", chain)
    assert cache.get("chain") is None
    assert {path.name for path in folder.iterdir()} == {"key"}
