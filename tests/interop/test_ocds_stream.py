"""Packages are read release by release: of any size, and as far as they are whole."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.errors import ChoiceError
from govrules.interop.ocds.record import MERGE_RULES
from govrules.interop.ocds.stream import DEEPEST
from govrules.interop.ocds.to_choices import ImportedChoices, choices_from_ocds
from tests.interop.real_data import real

HERE = Path(__file__).parent / "data"
RELEASES = HERE / "ocds_invented_releases.json"
RECORD = HERE / "ocds_invented_record.json"
PACKAGE = json.loads(RELEASES.read_bytes())


def releases(count: int) -> list[dict[str, Any]]:
    """Releases like the invented ones, each with a process of its own."""
    made = []
    for number in range(count):
        release = dict(PACKAGE["releases"][number % 3])
        release["ocid"], release["id"] = f"ocds-b5fd17-{number}", f"release-{number}"
        made.append(release)
    return made


def saved(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def ocids(found: ImportedChoices) -> list[str]:
    return [choice.ocid for choice in found.choices]


# --- the same from every form ------------------------------------------------------------------


@pytest.mark.parametrize("packed", [False, True])
def test_a_package_and_its_json_lines_give_the_same_choices(tmp_path: Path, packed: bool) -> None:
    pack = gzip.compress if packed else bytes
    end = ".gz" if packed else ""
    whole = choices_from_ocds(RELEASES).choices
    lines = "\n".join(json.dumps(release) for release in PACKAGE["releases"])
    for name, data in (
        ("notices.json", RELEASES.read_bytes()),
        ("notices.jsonl", f"{lines}\n\n".encode()),
        ("package.jsonl", json.dumps(PACKAGE).encode()),
    ):
        found = choices_from_ocds(saved(tmp_path, f"{name}{end}", pack(data)))
        assert [choice.data for choice in found.choices] == [choice.data for choice in whole]
        assert not found.faults


def test_records_may_stand_in_json_lines(tmp_path: Path) -> None:
    record = json.loads(RECORD.read_bytes())["records"][0]
    path = saved(tmp_path, "records.ndjson", json.dumps(record).encode())
    (choice,) = choices_from_ocds(path).choices
    assert choice.data == choices_from_ocds(RECORD).choices[0].data


def test_numbers_keep_every_digit() -> None:
    text = RELEASES.read_text("utf-8")
    for digits, taken in (
        ("48500.500000000001", "48500.500000000001"), ("48500.5000000000001", 50_000),
        ("123456789012.000000000001", 50_000), ("9999999.000000000001", 50_000),
    ):  # fmt: skip
        (choice, *_) = choices_from_ocds(text.replace("48500.5", digits).encode()).choices
        assert choice.data["value_net_gbp"] == taken, digits


def test_the_version_may_come_last() -> None:
    body = json.dumps({"releases": releases(2), "version": "1.1"}).encode()
    assert len(choices_from_ocds(body).choices) == 2
    with pytest.raises(ChoiceError, match=r'version "2\.0"'):
        choices_from_ocds(json.dumps({"releases": releases(2), "version": "2.0"}).encode())


# --- what breaks off ---------------------------------------------------------------------------


def test_what_stands_before_a_break_is_kept(tmp_path: Path) -> None:
    data = json.dumps({"releases": releases(40)}, indent=1).encode()
    cut = data[: data.index(b"release-30")]
    found = choices_from_ocds(saved(tmp_path, "cut.json", cut))
    assert ocids(found) == [f"ocds-b5fd17-{number}" for number in range(30)]
    (fault,) = found.faults
    line = cut.count(b"\n") + 1
    assert fault.where.startswith(f"{tmp_path / 'cut.json'}:{line}:")
    assert "the file breaks off" in fault.message
    assert "up to releases[29]" in fault.message


def test_a_fault_in_the_middle_has_its_line_and_column(tmp_path: Path) -> None:
    data = json.dumps({"releases": releases(5)}, indent=1).encode()
    at = data.index(b"release-3")
    bad = data[:at] + b'x" oops' + data[at:]
    found = choices_from_ocds(saved(tmp_path, "bad.json", bad))
    assert len(found.choices) == 3
    line = bad.count(b"\n", 0, at) + 1
    column = at + 2 - bad.rfind(b"\n", 0, at) + 1
    where = found.faults[0].where
    told = [int(part) for part in where.rsplit(":", 2)[1:]]
    assert told[0] == line
    assert abs(told[1] - column) <= 2, (where, column)


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(min_value=1, max_value=len(RELEASES.read_bytes()) - 3))
def test_a_package_cut_anywhere_gives_the_releases_before_the_cut(cut: int) -> None:
    data = RELEASES.read_bytes().rstrip()[:cut]
    whole = choices_from_ocds(RELEASES).choices
    try:
        found = choices_from_ocds(data)
    except ChoiceError as error:
        assert "\n" not in str(error)
        return
    assert found.faults
    assert [c.data for c in found.choices] == [c.data for c in whole[: len(found.choices)]]


@settings(max_examples=150, deadline=None)
@given(at=st.integers(min_value=0, max_value=len(RELEASES.read_bytes()) - 1), byte=st.binary(
    min_size=1, max_size=3))  # fmt: skip
def test_any_byte_may_be_another(at: int, byte: bytes) -> None:
    """Either choices come out or faults, each on one line with a place; never anything else."""
    data = RELEASES.read_bytes()
    try:
        found = choices_from_ocds(data[:at] + byte + data[at + 1 :])
    except ChoiceError as error:
        assert str(error) and "\n" not in str(error)
        return
    for choice in found.choices:
        json.dumps(choice.data)


@pytest.mark.parametrize("spoil", ["cut", "broken"])
def test_a_packed_file_that_is_broken(tmp_path: Path, spoil: str) -> None:
    data = bytearray(gzip.compress(json.dumps({"releases": releases(1500)}).encode()))
    data = data[: len(data) // 2] if spoil == "cut" else data
    if spoil == "broken":
        data[len(data) // 2 : len(data) // 2 + 40] = bytes(40)
    found = choices_from_ocds(saved(tmp_path, "notices.json.gz", bytes(data)))
    assert 0 < len(found.choices) < 1500
    assert "the packed file" in found.faults[0].message or "is not" in found.faults[0].message


def test_one_bad_line_does_not_stop_the_others(tmp_path: Path) -> None:
    lines = [json.dumps(release) for release in releases(3)]
    lines[1] = '{"ocid": "ocds-1", "a": NaN}'
    lines += ["[]", '{"releases": 5}', '{"id": "no process"}', "\x00"]
    found = choices_from_ocds(saved(tmp_path, "n.jsonl", "\n".join(lines).encode()))
    assert ocids(found) == ["ocds-b5fd17-0", "ocds-b5fd17-2"]
    places = [fault.where.removeprefix(f"{tmp_path / 'n.jsonl'}:") for fault in found.faults]
    assert [place.partition(":")[0] for place in places] == ["2", "4", "5", "6", "7"]


def test_no_line_at_all(tmp_path: Path) -> None:
    with pytest.raises(ChoiceError, match="holds no release"):
        choices_from_ocds(saved(tmp_path, "n.jsonl", b"\n\n"))


# --- hostile sizes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ("[" * (DEEPEST + 5) + "]" * (DEEPEST + 5), "nested too deeply"),
        ("9" * 10_000, "1,000 digits"),
        ("1e999999999999999999999", "a number that cannot be read"),
        ('"\udcff"', "is not UTF-8"),
        ("tru", "is not JSON"),
    ],
)
def test_what_cannot_be_read_in_a_release_keeps_those_before(inside: str, message: str) -> None:
    """ijson's C parser crashes on a number of more than 4,300 digits, so none comes to it."""
    first = json.dumps(releases(1)[0])
    text = f'{{"releases": [{first}, {{"ocid": "ocds-2", "a": {inside}}}]}}'
    data = text.encode("utf-8", "surrogateescape")
    if inside.startswith('"'):
        data = data.replace(b"\xed\xb3\xbf", b"\xff")
    found = choices_from_ocds(data)
    assert ocids(found) == ["ocds-b5fd17-0"]
    assert message in found.faults[0].message


def test_digits_that_lie_across_two_blocks_are_seen() -> None:
    head = b'{"releases": [' + json.dumps(releases(1)[0]).encode() + b', {"a": "'
    pad = b"x" * (65_536 - len(head) - 500 - 8)
    data = head + pad + b'", "b":' + b"9" * 5_000 + b"}]}"
    found = choices_from_ocds(data)
    assert "1,000 digits" in found.faults[0].message


def test_a_release_may_not_be_larger_than_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govrules.interop.ocds.blocks.MOST_OF_ENTRY", 200_000)
    big = {"ocid": "ocds-1", "a": "x" * 400_000}
    data = json.dumps({"releases": [*releases(1), big]}).encode()
    found = choices_from_ocds(data)
    assert len(found.choices) == 1
    assert "one release or record of more than" in found.faults[0].message


MEMORY = """
import json, sys
from govrules.cli.main import run
code = run(["import", "ocds", sys.argv[1], "--quiet", "--out", sys.argv[2]])
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(code, int(peak.split()[1]))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read in /proc")
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Eight times as large a package, and less than 2.5 MB more at the peak; the larger one is 4 MB
    of text, and several times that when it is read whole."""
    peaks = {}
    for count in (500, 4_000):
        path = saved(tmp_path, f"{count}.json", json.dumps({"releases": releases(count)}).encode())
        command = [sys.executable, "-c", MEMORY, str(path), str(tmp_path / "out.jsonl")]
        ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
        code, peak = map(int, ran.stdout.split())
        assert code == 0
        peaks[count] = peak
        assert (tmp_path / "out.jsonl").read_bytes().count(b"\n") == count
    assert path.stat().st_size > 3_500_000
    assert peaks[4_000] - peaks[500] < 2_500, peaks


# --- without the extra -------------------------------------------------------------------------


def test_without_ijson_a_small_package_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    with_it = choices_from_ocds(RELEASES).choices
    monkeypatch.setitem(sys.modules, "ijson", None)
    without = choices_from_ocds(RELEASES).choices
    assert [choice.data for choice in without] == [choice.data for choice in with_it]
    for data, message in (
        (b"{", "is not JSON"), (b"\xff", "is not UTF-8"), (b"[" * 100_000, "nested too deeply"),
        (b'{"releases": [NaN]}', "a number"), (b"[]", "is not an OCDS package"),
    ):  # fmt: skip
        with pytest.raises(ChoiceError, match=message):
            choices_from_ocds(data)
    monkeypatch.setattr("govrules.interop.ocds.stream.MOST_BYTES", 100)
    with pytest.raises(ChoiceError, match=r'install "govrules\[ocds\]"'):
        choices_from_ocds(RELEASES)


# --- records -----------------------------------------------------------------------------------

STEPS: list[dict[str, Any]] = [
    {"ocid": "ocds-h6vhtk-1", "id": "1", "date": "2026-03-02T09:00:00Z", "tag": ["tender"],
     "buyer": {"id": "B", "name": "Leeds City Council"},
     "tender": {"id": "T", "title": "Home care", "documents": [
         {"id": "a", "noticeType": "UK4", "datePublished": "2026-03-02T09:00:00Z"}]}},
    {"ocid": "ocds-h6vhtk-1", "id": "2", "date": "2026-05-04T09:00:00Z", "tag": ["contract"],
     "tender": {"id": "T", "title": "Home care at night"},
     "contracts": [{"id": "C", "value": {"amount": 700000, "currency": "GBP"}, "documents": [
         {"id": "b", "noticeType": "UK7", "datePublished": "2026-05-04T09:00:00Z"}]}]},
]  # fmt: skip


def test_the_releases_of_a_record_are_merged_where_none_is_compiled() -> None:
    (choice,) = choices_from_ocds({"records": [{"ocid": "x", "releases": STEPS}]}).choices
    assert choice.data["title"] == "Home care at night"
    assert choice.data["notices"] == {"UK4": "2026-03-02", "UK7": "2026-05-04"}
    assert choice.data["value_net_gbp"] == 700_000
    assert choice.release is not None and choice.release.how == "2 releases merged"


def test_without_ocdsmerge_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ocdsmerge", None)
    found = choices_from_ocds({"records": [{"ocid": "x", "releases": STEPS}]})
    assert 'install "govrules[ocds]"' in found.faults[0].message


@pytest.mark.parametrize(
    "odd", [[], ["x"], [{"url": "http://a.example"}], [{"ocid": "x"}], [{"ocid": "x", "date": 5}]]
)
def test_releases_that_cannot_be_merged_are_a_fault(odd: list[Any]) -> None:
    found = choices_from_ocds({"records": [{"ocid": "x", "releases": odd}]})
    assert not found.choices
    assert "compiled release" in found.faults[0].message


def test_a_versioned_release_gives_the_latest_value_of_each_field() -> None:
    def versions(*values: Any) -> list[dict[str, Any]]:
        return [
            {"releaseID": str(day), "releaseDate": f"2026-03-0{day}", "releaseTag": ["tender"],
             "value": value}
            for day, value in enumerate(values, 1)
        ]  # fmt: skip

    versioned = {
        "ocid": "ocds-h6vhtk-1",
        "buyer": {"id": "B", "name": versions("Leds Council", "Leeds City Council")},
        "tender": {"id": "T", "title": versions("Old", "New"), "procurementMethod": versions(None)},
    }
    (choice,) = choices_from_ocds({"records": [{"versionedRelease": versioned}]}).choices
    assert choice.data["title"] == "New"
    assert choice.data["authority_type"] == "metropolitan"


def test_the_versioned_release_of_the_standard_gives_what_its_compiled_one_does() -> None:
    record = json.loads(real("ocds_fictional_record_withversions.json").read_bytes())["records"][0]
    both = [
        choices_from_ocds({"records": [{key: record[key]}]}).choices[0].data
        for key in ("compiledRelease", "versionedRelease")
    ]
    assert both[0] == both[1]
    assert len(both[0]) > 10


def test_the_rules_of_merging_are_those_of_the_standard() -> None:
    from ocdsmerge.rules import get_merge_rules

    schema = json.loads(real("ocds_schema_1_1_5/release-schema.json").read_bytes())
    assert get_merge_rules(schema) == MERGE_RULES
