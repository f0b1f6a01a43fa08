"""Choices that nobody writes by mistake: each is refused, and the good one is still decided."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from . import program as p
from .program import MARKET, govrules

HOSTILE: dict[str, bytes] = {
    "empty.json": b"",
    "nothing.json": b"[]",
    "word.json": b'"complies"',
    "deep.json": b"[" * 200_000,
    "deep-key.json": b'{"a":' * 50_000,
    "huge.json": b'{"annual_value": 1e999999999}',
    "digits.json": b'{"annual_value": ' + b"9" * 100_000 + b"}",
    "nan.json": b'{"annual_value": NaN}',
    "twice.json": b'{"annual_value": 1, "annual_value": 2}',
    "bytes.json": b"\xff\xfe{",
    "surrogate.json": b'{"title": "\\ud800", "anual": 1}',
    "steering.json": b'{"\\u001b[2J\\u202eeulav": 1}',
    "list.json": b'{"annual_value": [[[1]]]}',
    "acts.json": b'{"acts": {"award": 1}}',
    "bomb.yaml": b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "code.yaml": b"!!python/object/apply:os.system [echo]\n",
    "zero.csv": b"annual_value\n\x00\n",
    "cells.csv": b"annual_value\n1,2,3\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in HOSTILE.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.json").write_text(json.dumps(p.TWO_BIDS), encoding="utf-8")
    return tmp_path


def test_each_is_refused_with_its_file_and_the_good_one_is_decided(folder: Path) -> None:
    files = [folder / name for name in HOSTILE]
    ran = govrules("check", *files, folder / "good.json", "--policy", MARKET, "--format", "json")
    assert ran.code == 65
    assert [json.loads(line)["verdict"] for line in ran.out.splitlines()] == ["does not comply"]
    for file in files:
        assert str(file) in ran.err, file.name
    assert not {"\x1b", "\u202e"} & set(ran.err)
    assert all(len(line) < 1000 for line in ran.err.splitlines())


@pytest.mark.parametrize("name", ["x" * 300 + ".json", "a\x1b[31m.json", "choice.xlsx"])
def test_a_file_that_is_not_there_is_told_whatever_its_name(name: str) -> None:
    ran = govrules("check", name, "--policy", MARKET)
    assert (ran.code, ran.out) == (64, "")
    assert "there is no file" in ran.err and "\x1b" not in ran.err
