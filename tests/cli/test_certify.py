"""What govrules certify shows of what durable-rules decided ahead."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import govrules as library
from govrules.errors import EngineFault
from govrules.library import Rulebook

from .program import FAULTY, govrules

POLICY = """Policy "Certified" version 1
  authority: council policy
Vocabulary
  amount is money
  urgent is yes or no
Rule R1: a ceiling
  if not urgent
  then amount must be at most £100
Rule R2: another
  if urgent
  then amount must be at most £200
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "certified.policy"
    path.write_text(POLICY, encoding="utf-8")
    return path


def test_it_tells_how_many_nodes_shapes_and_combinations(file: Path) -> None:
    ran = govrules("certify", file)
    certificate = library.loads(POLICY).certificate
    nodes, shapes = len(certificate.nodes), len(certificate.shapes)
    assert ran.code == 0
    assert ran.out.splitlines()[0] == (
        f"{nodes} of {nodes} nodes are certified, by {shapes} shapes"
        f" and {certificate.combinations()} combinations of their inputs"
    )
    assert "not certified: none" in ran.out
    assert f"certificate {certificate.digest}" in ran.out


def test_json_has_every_shape_with_its_table(file: Path) -> None:
    ran = govrules("certify", file, "--format", "json")
    told = json.loads(ran.out)
    assert (ran.code, told["not_certified"]) == (0, {})
    assert "durable-rules 2.0.28" in told["versions"]
    playing = next(each for each in told["shapes"] if "R1 in play" in each["nodes"])
    assert "R2 in play" in playing["nodes"]
    assert playing["combinations"] == len(playing["values"]) == 3 ** playing["inputs"]
    assert sum(each["combinations"] for each in told["shapes"]) == told["combinations"]


def test_all_is_decided_again_when_asked(file: Path) -> None:
    assert govrules("certify", file, "--afresh").out == govrules("certify", file).out


def test_a_certificate_that_does_not_come_out_again_is_a_fault() -> None:
    rulebook = library.loads(POLICY)
    shapes = rulebook.certificate.shapes
    shape = max(shapes, key=len)
    wrong = {**shapes, shape: bytes(2 - value for value in shapes[shape])}
    object.__setattr__(rulebook.certificate, "shapes", wrong)
    with pytest.raises(EngineFault, match=r"now decides .* differently than it was kept"):
        Rulebook.certify_again(rulebook)


def test_a_faulty_policy_is_not_certified() -> None:
    assert govrules("certify", FAULTY).code == 3
