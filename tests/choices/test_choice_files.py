"""Files of choices are read exactly, and what is wrong with them is told with its place."""

from __future__ import annotations

import datetime as dt
import io
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from govrules.engine.reading.choice import read_choice
from govrules.errors import ChoiceError, UsageError
from govrules.interop.choices import given as limits
from govrules.interop.choices.files import read_choices
from govrules.interop.choices.given import GivenChoice
from govrules.model.facts import NONE
from tests.choices.words import WORDS


def read(text: str | bytes, format: str = "json") -> list[GivenChoice]:
    stream = io.BytesIO(text.encode() if isinstance(text, str) else text)
    stream.name = "choices." + format
    return list(read_choices(stream, format))


def data(text: str | bytes, format: str = "json") -> list[Any]:
    return [choice.data for choice in read(text, format)]


def refusal(text: str | bytes, format: str = "json") -> str:
    with pytest.raises(ChoiceError) as refused:
        read(text, format)
    return str(refused.value)


def faults_in(choice: GivenChoice) -> list[str]:
    with pytest.raises(ChoiceError) as refused:
        read_choice(choice.data, WORDS, choice.where)
    return [str(fault) for fault in refused.value.faults]


# --- which file --------------------------------------------------------------------------------


def test_the_ending_tells_the_format(tmp_path: Path) -> None:
    for name, text in (
        ("a.json", '{"annual_value": 5}'),
        ("a.JSONL", '{"annual_value": 5}\n'),
        ("a.ndjson", '{"annual_value": 5}\n'),
        ("a.yaml", "annual_value: 5\n"),
        ("a.yml", "annual_value: 5\n"),
        ("a.csv", "annual_value\n5\n"),
    ):
        file = tmp_path / name
        file.write_text(text)
        for source in (file, str(file)):
            (choice,) = read_choices(source)
            assert read_choice(choice.data, WORDS).values == {"annual_value": 5}
            assert choice.name.startswith(str(file))


def test_a_named_format_wins_over_the_ending(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("annual_value\n5\n")
    assert [choice.data for choice in read_choices(file, "csv")] == [{"annual_value": "5"}]
    with pytest.raises(UsageError, match="say which of json, jsonl, yaml, csv"):
        read_choices(file)
    with pytest.raises(UsageError, match='"xml" is not a format'):
        read_choices(file, "xml")


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    folder = tmp_path / "folder.json"
    folder.mkdir()
    for source, why in (
        (tmp_path / "none.json", "there is no file"),
        (tmp_path / "none", "there is no file"),
        (folder, "is a folder, not a file"),
        ("x" * 5000 + ".json", "cannot open"),
        ("a\0b.json", "cannot open"),
    ):
        with pytest.raises(UsageError, match=why):
            list(read_choices(source))


def test_standard_input_is_json_unless_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for text, format in ((b'{"annual_value": 5}', None), (b"annual_value: 5", "yaml")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
        (choice,) = read_choices("-", format)
        assert choice.data == {"annual_value": 5}
        assert choice.where("annual_value").startswith("standard input:1:")


# --- JSON --------------------------------------------------------------------------------------


def test_a_choice_or_a_list_of_choices() -> None:
    assert [c.name for c in read('{"a": 1}')] == ["choices.json"]
    assert [c.name for c in read('[{"a": 1}, {"a": 2}]')] == [
        "choices.json entry 1",
        "choices.json entry 2",
    ]


def test_json_numbers_keep_every_digit() -> None:
    (choice,) = data('{"a": 0.1, "b": 420000.000000000001, "c": 12345678901234567890, "d": 1e400}')
    assert choice["a"] == Decimal("0.1")
    assert choice["b"] == Decimal("420000.000000000001")
    assert choice["c"] == 12345678901234567890
    assert choice["d"] == Decimal("1E+400")


def test_a_number_of_a_million_digits_is_a_fault_of_its_key() -> None:
    for number in ("9" * 1_000_000, "1e99999999999999999999", "0." + "9" * 1_000_000):
        (choice,) = read('{\n "annual_value": ' + number + "}")
        (fault,) = faults_in(choice)
        assert fault.startswith('choices.json:2:2 "annual_value" ')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "choices.json is empty; write a choice, such as {} for one with no facts"),
        (" \n", "choices.json is empty; write a choice, such as {} for one with no facts"),
        ("[]", "choices.json holds no choice"),
        ("5", "choices.json:1:1 5 is not a choice; a choice is an object with keys"),
        ('[{},\n  "x"]', 'choices.json:2:3 "x" is not a choice; a choice is an object with keys'),
        ('{"a": 1, "a": 2}', 'choices.json:1:10 "a" is given twice'),
        ('{"a": 1,\n "b": [{"c": 1, "c": 2}]}', 'choices.json:2:17 "c" is given twice'),
        ('{"a": 1, "\\u0061": 2}', 'choices.json:1:10 "a" is given twice'),
        ('{"x": "NaN", "a": NaN}', "choices.json:1:19 NaN is not a number"),
        ('{"a": [-Infinity]}', "choices.json:1:8 -Infinity is not a number"),
        ('{"a": 1', "choices.json:1:8 the file ends here, in the middle of a choice"),
        ('{"a": 1,\n', "choices.json:2:1 the file ends here, in the middle of a choice"),
        ('{"a": 1}\n{"b": 2}', "choices.json:2:1 is not JSON here: extra data"),
        ("{'a': 1}", "choices.json:1:2 is not JSON here: "),
        (b'{"a": "\xff"}', "choices.json:1:8 is not UTF-8 here; save it as UTF-8"),
        (b'{\n"a": "\xff"}', "choices.json:2:7 is not UTF-8 here; save it as UTF-8"),
        ('{"a": 1}'.encode("utf-16"), "choices.json is UTF-16, not UTF-8; save it as UTF-8"),
        ("[" * 100_000, "choices.json is nested too deeply"),
        ('{"a":' * 100_000, "choices.json is nested too deeply"),
    ],
)
def test_what_is_wrong_with_a_json_file(text: str | bytes, said: str) -> None:
    assert refusal(text).startswith(said)


def test_a_byte_order_mark_does_not_count() -> None:
    assert data(b'\xef\xbb\xbf{"a": 1}') == [{"a": 1}]
    assert data(b"\xef\xbb\xbfannual_value\n5\n", "csv") == [{"annual_value": "5"}]
    assert data(b"\xef\xbb\xbfannual_value: 5\n", "yaml") == [{"annual_value": 5}]


def test_faults_of_a_choice_have_their_line_and_column() -> None:
    text = """[
  {"annual_value": 5},
  {
    "annual_value": "x", "provider_form": "y:{[,",
    "bids": [
      {"price": 1},
      {"price": "x",
       "pric": 1}
    ],
    "judgements": {"nonsense": true}
  }
]"""
    _, choice = read(text)
    assert [fault.split()[:2] for fault in faults_in(choice)] == [
        ["choices.json:4:5", '"annual_value"'],
        ["choices.json:4:26", '"provider_form"'],
        ["choices.json:7:8", '"bids[1].price"'],
        ["choices.json:8:8", '"bids[1].pric"'],
        ["choices.json:10:20", '"judgements.nonsense"'],
    ]
    assert choice.where("nowhere.at[3].all") == "choices.json:3:3"


# --- JSON lines --------------------------------------------------------------------------------


def test_json_lines_are_read_one_by_one() -> None:
    found = read('{"annual_value": 5}\n\n{"annual_value": "x"}\n', "jsonl")
    assert [c.name for c in found] == ["choices.jsonl line 1", "choices.jsonl line 3"]
    assert faults_in(found[1])[0].startswith('choices.jsonl:3:2 "annual_value"')


def test_json_lines_are_handed_out_before_a_broken_one() -> None:
    stream = io.BytesIO(b'{"a": 1}\n{"a": \n')
    choices = read_choices(stream, "jsonl")
    assert next(choices).data == {"a": 1}
    with pytest.raises(ChoiceError, match=":2:"):
        next(choices)


def test_what_is_wrong_with_json_lines() -> None:
    assert refusal("\n \n", "jsonl") == "choices.jsonl holds no choice"
    assert refusal('{}\n{"a": 1, "a": 2}', "jsonl") == 'choices.jsonl:2:10 "a" is given twice'
    assert refusal(b"{}\n\xff", "jsonl").startswith("choices.jsonl:2:1 is not UTF-8")
    assert refusal("{}\n5", "jsonl").startswith("choices.jsonl:2:1 5 is not a choice")


def test_files_and_lines_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    long = '{"a": "' + "x" * limits.MOST_LINE + '"}'
    assert refusal(long, "jsonl") == "choices.jsonl:1 the line is longer than 5,000,000 bytes"
    assert refusal("a\n" + "x" * limits.MOST_LINE + "x", "csv").startswith("choices.csv:2 the line")
    monkeypatch.setattr(limits, "MOST_BYTES", 1_000_000)
    for format in ("json", "yaml"):
        assert len(data('{"a": 1}' + " " * 999_992, format)) == 1
        assert "is larger than 1 MB" in refusal('{"a": 1}' + " " * 999_993, format)


# --- YAML --------------------------------------------------------------------------------------

YAML = """\
# a comment
provider_form: private company
annual_value: 420000.10
discount: 12%
trusted_provider: no
procurement_commenced: 2026-07-03
last_comparable_contract: ~
service_area: "2026-07-03"
areas_served: [north, inner city]
bids:
  - bidder: A
    price: £61,000
  - bidder: 'B'
    price: 5e4
"""


def test_yaml_is_read_exactly() -> None:
    (choice,) = read(YAML, "yaml")
    assert choice.data["annual_value"] == Decimal("420000.10")
    assert choice.data["trusted_provider"] == "no"
    assert choice.data["procurement_commenced"] == dt.date(2026, 7, 3)
    assert choice.data["service_area"] == "2026-07-03"
    facts = read_choice(choice.data, WORDS).values
    assert facts["annual_value"] == Decimal("420000.1")
    assert facts["trusted_provider"] is False
    assert facts["last_comparable_contract"] is NONE
    assert facts["bids"] == ({"bidder": "A", "price": 61000}, {"bidder": "B", "price": 50000})


def test_yaml_documents_and_lists() -> None:
    assert [c.name for c in read("a: 1\n---\na: 2\n", "yaml")] == [
        "choices.yaml document 1",
        "choices.yaml document 2",
    ]
    assert data("- a: 1\n- a: 2\n", "yaml") == [{"a": 1}, {"a": 2}]


def test_words_of_yaml_that_are_values() -> None:
    (choice,) = data(
        "a: true\nb: False\nc: null\nd:\ne: 0.5\nf: -3\ng: 010\nh: 1_000\ni: .nan\nj: 2026-02-30\n"
        "k: yes\nl: 0x10\nm: 1.\nn: '5'\no: 12:30:00\np: !!str 5\n",
        "yaml",
    )
    assert choice == {
        "a": True, "b": False, "c": None, "d": None, "e": Decimal("0.5"), "f": -3, "g": "010",
        "h": "1_000", "i": ".nan", "j": "2026-02-30", "k": "yes", "l": "0x10", "m": Decimal(1),
        "n": "5", "o": "12:30:00", "p": "5",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "choices.yaml is empty"),
        ("# nothing\n", "choices.yaml holds no choice"),
        ("[]", "choices.yaml holds no choice"),
        ("just words", 'choices.yaml:1:1 "just words" is not a choice'),
        ("- a: 1\n- 5\n", "choices.yaml:2:3 5 is not a choice"),
        ("a: 1\nb: 2\na: 3\n", 'choices.yaml:3:1 "a" is given twice'),
        ("a:\n  - b: 1\n    b: 2\n", 'choices.yaml:3:5 "b" is given twice'),
        ("a: &x 1\nb: *x\n", "choices.yaml:2:4 *x: write it out here"),
        ("a: !!python/object:os.system x\n", "choices.yaml:1:4 the tag tag:yaml.org,2002:python"),
        ("a: !!set {b}\n", "choices.yaml:1:4 the tag"),
        ("[a]: 1\n", "choices.yaml:1:1 a key is a word, not a list or a mapping"),
        ("a: [1, 2\n", "choices.yaml:2:1 is not YAML here: "),
        ("a: 1\n\tb: 2\n", "choices.yaml:2:"),
        ("a: \x07\n", "choices.yaml"),
        ("[" * 60 + "]" * 60, "choices.yaml:1:51 is nested too deeply"),
        (b"a: \xff\n", "choices.yaml:1:4 is not UTF-8 here"),
    ],
)
def test_what_is_wrong_with_a_yaml_file(text: str | bytes, said: str) -> None:
    assert refusal(text, "yaml").startswith(said)


def test_yaml_faults_have_their_line_and_column() -> None:
    (choice,) = read("annual_value: x\nbids:\n  - price: 1\n  - price: x\n", "yaml")
    assert [fault.split()[0] for fault in faults_in(choice)] == [
        "choices.yaml:1:1",
        "choices.yaml:4:5",
    ]


def test_yaml_without_pyyaml_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(UsageError, match=r'pip install "govrules\[yaml\]"'):
        read("a: 1", "yaml")


def test_yaml_is_the_same_without_its_c_library(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    with_c = data(YAML, "yaml")
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert data(YAML, "yaml") == with_c
    assert refusal("a: [1\n", "yaml").startswith("choices.yaml:2:1 is not YAML here")


# --- CSV ---------------------------------------------------------------------------------------

CSV = """\
provider_form,annual_value,last_comparable_contract,areas_served,award_criteria.price,reasons.C1,bids
mutual,"£420,000",none,north; south,60,few bidders,"[{""bidder"": ""A"", ""price"": 0.10}]"
,,,,,,
PRIV,1200.50,,,,,
"""


def test_csv_has_a_choice_to_each_row() -> None:
    first, second = read(CSV, "csv")
    assert (first.name, second.name) == ("choices.csv row 2", "choices.csv row 4")
    facts = read_choice(first.data, WORDS)
    assert facts.values == {
        "provider_form": "mutual",
        "annual_value": 420000,
        "last_comparable_contract": NONE,
        "areas_served": {"north", "south"},
        "award_criteria": {"price": 60},
        "bids": ({"bidder": "A", "price": Decimal("0.1")},),
    }
    assert facts.reasons == {"C1": "few bidders"}
    assert second.data == {"provider_form": "PRIV", "annual_value": "1200.50"}


def test_csv_faults_name_the_row() -> None:
    _, second = read("annual_value\n5\nx\n", "csv")
    assert faults_in(second)[0].startswith('choices.csv row 3 "annual_value" "x"')


def test_a_row_counts_once_however_many_lines_it_has() -> None:
    assert [c.name for c in read('service_area\n"two\nlines"\nx\n', "csv")] == [
        "choices.csv row 2",
        "choices.csv row 3",
    ]


def test_text_in_brackets_stays_text() -> None:
    assert data("service_area\n[draft]\n", "csv") == [{"service_area": "[draft]"}]
    assert data("bids\n[]\n", "csv") == [{"bids": []}]


def test_a_column_without_a_name_may_be_empty() -> None:
    assert data("annual_value,\n5,\n", "csv") == [{"annual_value": "5"}]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "choices.csv has no header"),
        ("\n5\n", "choices.csv has no header"),
        ("annual_value\n", "choices.csv holds no choice"),
        ("annual_value\n\n", "choices.csv holds no choice"),
        ("a,b,a\n1,2,3\n", 'choices.csv row 1 "a" is given twice in the header'),
        ("a,b\n1\n", "choices.csv row 2 has 1 cells, but the header has 2"),
        ("a,b\n1,2,3\n", "choices.csv row 2 has 3 cells, but the header has 2"),
        ("a,\n1,2\n", 'choices.csv row 2 has "2" in a column without a name'),
        ("a;b\n1;2\n", "choices.csv row 1 has one column; separate the columns by commas"),
        ("t,t.x\n1,2\n", 'choices.csv row 2 "t" is given both as a whole and by its entries'),
        ("t.x,t\n1,2\n", 'choices.csv row 2 "t" is given both as a whole and by its entries'),
        ('a\n"x\n', "choices.csv:2 is not CSV here: "),
        ('a\n"x"y\n', "choices.csv:2 is not CSV here: "),
        ('a\n"[{""b"": }]"\n', 'choices.csv row 2 "a" is not JSON here: '),
        ('a\n"[{""b"": 1, ""b"": 2}]"\n', 'choices.csv row 2 "a" is given twice'),
        (b"a\n\xff\n", "choices.csv:2:1 is not UTF-8 here"),
        ("annual_value\n5\n".encode("utf-16"), "choices.csv is UTF-16, not UTF-8"),
        ("a\n" + "x" * 200_000 + "\n", "choices.csv:2 is not CSV here: field larger"),
        (",".join(f"c{n}" for n in range(10_001)) + "\n", "choices.csv has more than 10,000"),
    ],
)
def test_what_is_wrong_with_a_csv_file(text: str | bytes, said: str) -> None:
    assert refusal(text, "csv").startswith(said)


def test_rows_are_handed_out_as_they_are_read() -> None:
    rows = read_choices(io.BytesIO(b"a,b\n1,2\n3\n"), "csv")
    assert next(rows).data == {"a": "1", "b": "2"}
    with pytest.raises(ChoiceError, match="row 3 has 1 cells"):
        next(rows)


def test_deep_nesting_is_told_however_little_of_the_stack_is_left() -> None:
    def below(depth: int, say: Callable[[], str]) -> str:
        return below(depth - 1, say) if depth else say()

    nested = "[" * 300 + "]" * 300
    (choice,) = read('[{"annual_value": ' + nested + "}]")
    assert "choices.json" in below(sys.getrecursionlimit() - 200, lambda: choice.where("x"))
    twice = '[{"a": 1, "a": ' + nested + "}]"
    assert "choices.json" in below(sys.getrecursionlimit() - 400, lambda: refusal(twice))
