"""Registers become choices by a mapping file: every row is imported, or set aside with a reason."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.errors import ChoiceError, UsageError
from govrules.interop.choices.files import read_choices
from govrules.interop.opened import opened
from govrules.interop.registers.cells import (
    CellError,
    amount_of,
    date_reader,
    is_date_form,
    yes_no_of,
)
from govrules.interop.registers.mapping import CsvMap
from govrules.interop.registers.mapping_of import map_of
from govrules.interop.registers.mapping_read import read_map, shipped_maps
from govrules.interop.registers.to_choices import CsvImport, RowAside, RowChoice
from govrules.model.diagnostic import ChoiceFault
from tests.interop.real_data import real
from tests.policies.catalogue import VOCABULARY, vocabulary

PAYMENTS: dict[str, Any] = {
    "total": "Net",
    "constants": {"authority_name": "Invented Council"},
    "facts": {
        "payment_amount_gbp": {"column": "Net", "kind": "money", "required": True},
        "payment_date": {"column": "Paid", "kind": "date", "form": "dd/mm/yyyy"},
        "provider_name": {"column": "Supplier", "not_given": ["REDACTED"]},
    },
    "set_aside": [{"column": "Net", "less_than": 0, "because": "is a refund"}],
}
HEADER = "Supplier,Net,Paid\n"


def run(
    rows: str | bytes, tree: dict[str, Any] | None = None, header: str = HEADER
) -> tuple[CsvImport, list[Any]]:
    """The import of some rows under the invented mapping, and what came of each row."""
    data = rows if isinstance(rows, bytes) else (header + rows).encode()
    ran = CsvImport(map_of(tree or PAYMENTS, "payments.toml"), opened(data))
    return ran, list(ran)


def test_a_row_becomes_a_choice() -> None:
    ran, (found,) = run('"Invented Ltd, York","£1,234.50",03/07/2026\n')
    assert found == RowChoice(2, {
        "authority_name": "Invented Council", "payment_amount_gbp": "1234.5",
        "payment_date": "2026-07-03", "provider_name": "Invented Ltd, York",
    })  # fmt: skip
    assert (ran.tally.rows, ran.tally.choices) == (1, 1)


@pytest.mark.parametrize(
    ("row", "because", "wrong"),
    [
        ("A,-5.00,03/07/2026", "is a refund", False),
        ("A,(5.00),03/07/2026", "is a refund", False),
        ("", "is blank", False),
        (",,", "is blank", False),
        ("A,,03/07/2026", "has no payment_amount_gbp", True),
        ("A,five,03/07/2026", "payment_amount_gbp (Net) is not an amount of money", True),
        ("A,=1+1,03/07/2026", "payment_amount_gbp (Net) is not an amount of money", True),
        ("A,5", "has 2 cells, but the header has 3", True),
        ("A,5,03/07/2026,more", "has 4 cells, but the header has 3", True),
        ("A\0B,5,03/07/2026", "holds a NUL character", True),
        ('"A"x,5,03/07/2026', "is not CSV: ',' expected after '\"'", True),
        ('"A,5,03/07/2026', "is not CSV: unexpected end of data", True),
        (f"{'A' * 200_000},5,03/07/2026", "is not CSV: field larger than field limit (131072)",
         True),
    ],
)  # fmt: skip
def test_a_row_that_is_set_aside_has_its_number_and_its_reason(
    row: str, because: str, wrong: bool
) -> None:
    ran, found = run(f"First,1,03/07/2026\n{row}\n")
    assert isinstance(found[0], RowChoice)
    (aside,) = found[1:]
    assert isinstance(aside, RowAside)
    assert (aside.row, aside.because, aside.wrong) == (3, because, wrong)
    assert ran.tally.wrong is wrong
    assert ran.tally.rows == 2


def test_a_huge_line_does_not_stop_the_others() -> None:
    data = HEADER.encode() + b"A" * 12_000_000 + b",5,03/07/2026\nB,6,03/07/2026\n"
    ran, (aside, choice) = run(data)
    assert "is longer than 5,000,000 bytes" in aside.because
    assert choice.data["provider_name"] == "B"
    assert ran.tally.wrong


def test_a_quote_that_is_never_closed_costs_no_more_than_its_field() -> None:
    rows = 'A,1,03/07/2026\n"B,2,03/07/2026\n' + "C,3,03/07/2026\n" * 20_000
    ran, found = run(rows)
    assert ran.tally.choices > 1_000
    assert any("field larger" in item.because for item in found if isinstance(item, RowAside))


def test_facts_that_cannot_be_had_are_counted_and_the_row_stays() -> None:
    ran, found = run("A,5,2026-07-03\nREDACTED,6,31/02/2026\n,7,\n")
    assert all(isinstance(item, RowChoice) for item in found)
    assert "provider_name" not in found[1].data and "provider_name" not in found[2].data
    counts = {reason: count.rows for reason, count in ran.tally.left_out.items()}
    assert counts == {
        "payment_date (Paid) is not a date of the form dd/mm/yyyy": [2],
        "payment_date (Paid) is a date that no calendar holds": [3],
    }


def test_the_sums_of_what_was_imported_and_what_was_not_make_the_total() -> None:
    ran, _ = run("A,100.10,03/07/2026\nB,-0.05,03/07/2026\nC,x,03/07/2026\nD,1,x\n")
    tally = ran.tally
    assert (tally.imported_total, tally.aside_total) == (Decimal("101.10"), Decimal("-0.05"))
    assert tally.without_amount == 1


def test_text_is_taken_as_text_whatever_a_spreadsheet_would_make_of_it() -> None:
    _, (found,) = run('"=HYPERLINK(""http://a.example"")",5,03/07/2026\n')
    assert found.data["provider_name"] == '=HYPERLINK("http://a.example")'
    _, (found,) = run("R&amp;D   of\tYork,5,03/07/2026\n")
    assert found.data["provider_name"] == "R&D of York"


def test_another_encoding_delimiter_and_rows_above_the_header() -> None:
    tree = {**PAYMENTS, "encoding": "cp1252", "delimiter": ";", "skip_rows": 2}
    data = "Payments\n\nSupplier;Net;Paid\nCafé;£5;03/07/2026\n".encode("cp1252")
    _, (found,) = run(data, tree)
    assert found.row == 4
    assert found.data["provider_name"] == "Café"
    _, (aside,) = run(HEADER.encode() + "Café,5,03/07/2026\n".encode("cp1252"))
    assert (aside.because, aside.wrong) == ("is not UTF-8", True)
    _, (found,) = run(b"\xef\xbb\xbf" + HEADER.encode() + b"A,5,03/07/2026\n")
    assert found.data["provider_name"] == "A"


def test_a_row_that_repeats_another_is_set_aside() -> None:
    ran, found = run("A,1,03/07/2026\nB,1,03/07/2026\nA,2,03/07/2026\n",
                     {**PAYMENTS, "unique": "Supplier"})  # fmt: skip
    assert found[2].because == "repeats the Supplier of an earlier row"
    assert found[2].cells[-1] == "row 2"
    assert not ran.tally.wrong


def test_values_are_translated_and_others_are_left_out() -> None:
    facts = {
        "capital_or_revenue": {"column": "Kind", "values": {"C": "capital", "R": "revenue"}},
        "is_sme": {"column": "SME", "kind": "yes or no"},
        "value_net_gbp": {"column": ["Awarded", "Upper"], "kind": "money", "contract_value": True},
        "authority_type": {"column": "Buyer", "kind": "authority type"},
        "nation": {"column": "Buyer", "kind": "nation of authority"},
        "quotes_obtained": {"column": "Quotes", "kind": "number"},
    }
    header = "Kind,SME,Awarded,Upper,Buyer,Quotes\n"
    ran, found = run(
        "c,Yes,0.01,5000,Leeds City Council,3\nX,maybe,999999,,Nobody,three\n,,,750000000,,\n",
        {"facts": facts}, header,
    )  # fmt: skip
    assert found[0].data == {
        "capital_or_revenue": "capital", "is_sme": True, "value_net_gbp": 5000,
        "authority_type": "metropolitan", "nation": "england", "quotes_obtained": 3,
    }  # fmt: skip
    assert found[1].data == found[2].data == {}
    reasons = " ".join(ran.tally.left_out)
    for part in (
        "not among the values", "neither yes nor no", "looks like a placeholder",
        "does not make the kind", "does not make the nation", "is not a number",
    ):  # fmt: skip
        assert part in reasons


# --- the header and the file -------------------------------------------------------------------


def test_a_column_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(ChoiceError) as caught:
        run("A,1,x\n", header="Suplier,Net,Paid\n")
    assert str(caught.value) == (
        'row 1 "Supplier" is not a column of the file; did you mean "Suplier"?'
    ).replace("row 1", str(caught.value.faults[0].where))
    with pytest.raises(ChoiceError, match="is there twice"):
        run("A,1,x,y\n", header="Supplier,Net,Paid,Net\n")
    with pytest.raises(ChoiceError, match="has no header"):
        run(b"")
    with pytest.raises(ChoiceError, match="more than 10,000 columns"):
        run("x", header=f"{'a,' * 10_001}\n")


def test_a_packed_file_that_breaks_off_keeps_its_rows() -> None:
    lines = "".join(f"Supplier {n},{n},03/07/2026\n" for n in range(30_000))
    data = gzip.compress((HEADER + lines).encode())
    ran, found = run(data[: len(data) // 2])
    assert ran.tally.choices > 100
    assert isinstance(found[-1], ChoiceFault)
    assert "the packed file ends too early" in found[-1].message
    assert ran.tally.wrong
    _, whole = run(data)
    assert len(whole) == 30_000


MEMORY = """
import sys
from govrules.cli.main import run
code = run(["import", "csv", sys.argv[1], "--map", "manchester-spend", "--quiet", "--out",
            sys.argv[2]])
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(code, int(peak.split()[1]))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read in /proc")
def test_memory_does_not_grow_with_the_register(tmp_path: Path) -> None:
    header = ("source_file,body_name,service_area,expense_type,payment_date,transaction_number,"
              "net_amount_gbp,supplier_name\n")  # fmt: skip
    peaks = []
    for count in (4_000, 60_000):
        path = tmp_path / f"{count}.csv"
        rows = (
            f"a.csv,Council,Area,Type,2020-01-01,{n},{n}.10,Supplier {n}\n" for n in range(count)
        )
        path.write_text(header + "".join(rows), "utf-8")
        command = [sys.executable, "-c", MEMORY, str(path), str(tmp_path / "out.jsonl")]
        ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
        code, peak = map(int, ran.stdout.split())
        assert code == 0
        peaks.append(peak)
    assert path.stat().st_size > 3_000_000
    assert peaks[1] - peaks[0] < 1_500, peaks


# --- cells -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("5", "5"), ("£1,234.50", "1234.50"), ("-£5.00", "-5.00"), ("£-5", "-5"),
        ("(5.25)", "-5.25"), ("5.00-", "-5.00"), ("1 234", "1234"), ("−5", "-5"), ("0", "0"),
        ("1,23", None), ("1.234,50", None), ("4.2E+05", None), ("", None), ("--5", None),
        ("(-5)", None), ("£", None), ("1,2345", None), ("$5", None), ("٣", None), ("9" * 19, None),
        ("NaN", None), ("5 pounds", None),
    ],
)  # fmt: skip
def test_amounts(cell: str, amount: str | None) -> None:
    if amount is None:
        with pytest.raises(CellError):
            amount_of(cell)
    else:
        assert amount_of(cell) == Decimal(amount)


@pytest.mark.parametrize(
    ("form", "cell", "date"),
    [
        ("dd/mm/yyyy", "03/07/2026", "2026-07-03"), ("dd/mm/yyyy", "3/7/2026", None),
        ("d/m/yyyy", "3/7/2026", "2026-07-03"), ("dd/mm/yy", "03/07/26", "2026-07-03"),
        ("dd-mon-yyyy", "03-Jul-2026", "2026-07-03"), ("d month yyyy", "3 July 2026", "2026-07-03"),
        ("dd mon yyyy", "03 Xyz 2026", None), ("yyyy-mm-dd", "2026-02-29", None),
        ("dd/mm/yyyy hh:mm", "03/07/2026 09:30", "2026-07-03"),
        ("yyyymmdd", "20260703", "2026-07-03"),
        ("mm/dd/yyyy", "07/13/2026", "2026-07-13"), ("dd/mm/yyyy", "07/13/2026", None),
    ],
)  # fmt: skip
def test_dates_are_read_in_the_form_named_and_no_other(
    form: str, cell: str, date: str | None
) -> None:
    assert is_date_form(form)
    read = date_reader(form)
    if date is None:
        with pytest.raises(CellError):
            read(cell)
    else:
        assert read(cell) == date


def test_what_is_no_form_of_a_date() -> None:
    for form in ("", "mm/yyyy", "dd/mm", "dd/dd/yyyy", "dd/mm/yyyy/yy", "day"):
        assert not is_date_form(form)


def test_yes_and_no() -> None:
    assert yes_no_of("True") is yes_no_of("Y") is True
    assert yes_no_of("no") is yes_no_of("0") is False
    with pytest.raises(CellError):
        yes_no_of("perhaps")


# --- mapping files -----------------------------------------------------------------------------


def faults_of(tree: Any) -> str:
    with pytest.raises(ChoiceError) as caught:
        map_of(tree, "m.toml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("tree", "told"),
    [
        (5, "is not a table of keys"),
        ({}, '"facts" names no column'),
        ({"fact": {}}, '"fact" is not a key of a mapping file; did you mean "facts"?'),
        ({"facts": {"payment_amont_gbp": {"column": "a"}}}, 'did you mean "payment_amount_gbp"?'),
        ({"facts": {"x": {"column": "a"}}}, "own_facts"),
        ({"facts": {"title": "Net"}}, '"facts.title" is not a table'),
        ({"facts": {"title": {}}}, '"facts.title.column" is the name of a column'),
        ({"facts": {"title": {"column": []}}}, "is the name of a column"),
        ({"facts": {"title": {"colum": "a"}}}, 'did you mean "column"?'),
        ({"facts": {"title": {"column": "a", "kind": "mony"}}}, 'did you mean "money"?'),
        ({"facts": {"title": {"column": "a", "kind": "date"}}}, "lacks its form"),
        ({"facts": {"title": {"column": "a", "form": "dd/mm/yyyy"}}}, "but is no date"),
        ({"facts": {"title": {"column": "a", "kind": "date", "form": "mm/yyyy"}}}, "one year"),
        ({"facts": {"title": {"column": "a", "required": "yes"}}}, "neither true nor false"),
        ({"facts": {"title": {"column": "a", "contract_value": True}}}, "is for money alone"),
        ({"facts": {"title": {"column": "a", "not_given": "x"}}}, "is not a list of texts"),
        ({"facts": {"title": {"column": "a", "values": 5}}}, "is not a table"),
        ({"facts": {"title": {"column": "a"}}, "constants": {"title": "x"}}, "and as a constant"),
        ({"facts": {"title": {"column": "a"}}, "constants": {"nation": [5]}}, "is not a text"),
        ({"encoding": "utf8"}, 'did you mean "utf-8"?'),
        ({"delimiter": "x"}, "is not one of"),
        ({"skip_rows": -1}, "is not a number of rows"),
        ({"set_aside": {}}, "is a list of tables"),
        ({"set_aside": ["x"]}, '"set_aside[0]" is not a table'),
        ({"set_aside": [{"column": "a", "is": ["x"]}]}, "say why"),
        ({"set_aside": [{"because": "a", "is": ["x"]}]}, '"set_aside[0].column" is missing'),
        ({"set_aside": [{"because": "a", "column": "b"}]}, "has one test"),
        ({"set_aside": [{"because": "a", "column": "b", "less_than": "x"}]}, "is not an amount"),
    ],
)  # fmt: skip
def test_faults_of_a_mapping_file_are_told(tree: Any, told: str) -> None:
    assert told in faults_of(tree)


def test_all_faults_are_told_at_once() -> None:
    text = faults_of({"fact": {}, "encoding": "x", "facts": {"titel": {"column": 5}}})
    assert len(text.splitlines()) == 4
    assert all(line.startswith("m.toml ") for line in text.splitlines())


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.floats())
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(("facts", "title", "column", "kind", "values", "set_aside", "is", "total",
                         "because", "less_than", "constants", "own_facts", "form", "x")),
        inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(tree=TREES)
def test_any_tree_is_a_mapping_or_has_faults(tree: Any) -> None:
    try:
        found = map_of(tree, "m.toml")
    except ChoiceError as error:
        assert error.faults
        return
    assert isinstance(found, CsvMap)


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes_give_rows_or_a_fault_of_the_header(data: bytes) -> None:
    ran = CsvImport(map_of(PAYMENTS, "m"), opened(HEADER.encode() + data))
    found = list(ran)
    tally = ran.tally
    assert tally.rows == len(found)
    assert tally.choices + sum(count.times for count in tally.set_aside.values()) == tally.rows
    for item in found:
        if isinstance(item, RowChoice):
            json.dumps(item.data)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("m.toml", "facts = ", "cannot be read"),
        ("m.json", "{", "cannot be read"),
        ("m.toml", "\udcff", "is not UTF-8"),
        ("m.json", "[" * 100_000, "nested too deeply"),
        ("m.toml", f"x = {'[' * 100_000}", "nested too deeply"),
        ("m.toml", f"# {'x' * 1_000_000}", "is larger than"),
    ],
)
def test_a_mapping_file_that_cannot_be_read(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ChoiceError, match=told):
        read_map(str(path))


def test_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match='did you mean "leeds-spend"'):
        read_map("leeds-spent")
    with pytest.raises(UsageError, match="those that come with govrules are contracts-finder"):
        read_map("nothing like it")
    with pytest.raises(UsageError, match="there is no file"):
        read_map(str(tmp_path / "m.toml"))


def test_json_says_the_same_as_toml(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text(json.dumps(PAYMENTS), "utf-8")
    found = read_map(str(path))
    assert found.facts == map_of(PAYMENTS, "x").facts


# --- the mapping files that come with govrules ---------------------------------------------------

LIBRARY_FACTS = {term.key for term in vocabulary(VOCABULARY).terms.values()}


@pytest.mark.parametrize("name", shipped_maps())
def test_a_mapping_that_is_shipped_says_what_it_is_for(name: str) -> None:
    found = read_map(name)
    assert found.about and found.row != "a row" and found.total
    own = {fact.key for fact in found.facts} - LIBRARY_FACTS
    assert own == ({"month", "month_total_gbp"} if name == "lambeth-totals" else set())


@pytest.mark.parametrize(
    ("name", "file", "rows", "choices", "total", "aside"),
    [
        ("lambeth-invoices", "lambeth_invoices_2012_06.csv", 3_155, 3_155, "40292334.84", "0"),
        ("lambeth-totals", "lambeth_supplier_totals_2011_2012.csv", 15_808, 15_808, "643946800.41",
         "0"),
        ("leeds-spend", "leeds_spend_2020_06.csv", 16_176, 16_176, "105659291.51", "0"),
        ("north-tyneside-spend", "northtyneside_spend_2022_06.csv", 19_999, 17_605, "46445122.53",
         "-1392703.52"),
        ("contracts-finder-notices", "lancashire_contracts_finder_notices.csv", 1_224, 1_181,
         "1739421195.10", "0"),
        pytest.param("manchester-spend", "manchester_spend_over_500_2010_2022.csv.gz", 474_674,
                     470_867, "9429210465.06", "-70573484.06", marks=pytest.mark.slow),
    ],
)  # fmt: skip
def test_real_registers_add_up_to_the_councils_totals(
    name: str, file: str, rows: int, choices: int, total: str, aside: str
) -> None:
    ran = CsvImport(read_map(name), opened(real(file)))
    last: Any = None
    for item in ran:
        last = item if isinstance(item, RowChoice) else last
    tally = ran.tally
    assert (tally.rows, tally.choices) == (rows, choices)
    assert sum(count.times for count in tally.set_aside.values()) == rows - choices
    assert tally.imported_total + tally.aside_total == Decimal(total)
    assert tally.aside_total == Decimal(aside)
    assert not tally.wrong
    line = io.BytesIO(json.dumps(last.data).encode())
    assert [given.data for given in read_choices(line, "jsonl")] == [last.data]
