"""Generated code goes into a pickle as code, and comes out for this version of Python alone."""

from __future__ import annotations

import pickle

import pytest

from govrules.compiler import generated
from govrules.compiler.generated import Code

SOURCE = "def ceiling(amount):\n    return amount <= most\n"


def test_code_comes_out_of_a_pickle_as_it_went_in(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = pickle.dumps(Code(SOURCE))
    monkeypatch.setattr("builtins.compile", lambda *_given: pytest.fail("it was compiled"))
    ceiling = pickle.loads(kept).function("ceiling", {"most": 100})
    assert (ceiling(100), ceiling(101)) == (True, False)


def test_code_of_another_version_of_python_is_compiled_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(generated, "MAGIC_NUMBER", b"old!")
    kept = pickle.dumps(Code(SOURCE))
    monkeypatch.undo()
    monkeypatch.setattr("marshal.loads", lambda _given: pytest.fail("it is of another version"))
    ceiling = pickle.loads(kept).function("ceiling", {"most": 100})
    assert (ceiling(100), ceiling(101)) == (True, False)
