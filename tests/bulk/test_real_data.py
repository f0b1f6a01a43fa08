"""Published payments and notices: every row is accounted for, and the sums are the council's."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from govrules.bulk.parts import Parts
from govrules.bulk.run import Settings, decide_part
from govrules.bulk.summary import summary_of
from govrules.interop.registers.mapping_read import read_map
from govrules.interop.tables.rows import OcdsSource, RegisterSource
from govrules.library import load
from tests.bulk.files import ON
from tests.interop.real_data import real

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("file", "mapping", "column"),
    [
        ("lambeth_invoices_2012_06.csv", "lambeth-invoices", "net_amount_gbp"),
        ("northtyneside_spend_2022_06.csv", "north-tyneside-spend", "Net Amount"),
    ],
)
def test_payments(tmp_path: Path, file: str, mapping: str, column: str) -> None:
    path = real(file)
    rulebook = load(ROOT / "policies/england/transparency.policy")
    settings = Settings(
        ON, ON, lenient=True, amount="payment_amount_gbp", given=(("acts", "make the payment"),)
    )
    parts, _ = Parts.begin(tmp_path / "out.parquet", {"today": "", "run": ""})
    source = RegisterSource(path, read_map(mapping))
    for number, table in enumerate(source.tables(5_000), 1):
        decide_part(number, table, rulebook, settings, parts)
    found = summary_of(parts, with_amounts=True)
    amounts = _column(path, column)
    assert found.decided.rows + found.aside.rows == len(amounts)
    assert found.decided.amount is not None
    assert found.aside.amount is not None
    assert found.decided.amount + found.aside.amount == sum(amounts)
    # what is to be published is what exceeds £500, and only that
    owed = sum(1 for amount in amounts if amount > 500)
    assert {line.word: line.rows for line in found.verdicts}["complies with conditions"] == owed


def test_a_record_with_its_versions_says_what_the_record_says() -> None:
    files = ("ocds_fictional_record.json", "ocds_fictional_record_withversions.json")
    plain, versioned = (list(OcdsSource(real(file)).tables(100)) for file in files)
    assert len(plain) == len(versioned) == 1
    assert plain[0].frame.height == 1
    assert plain[0].frame.to_dicts() == versioned[0].frame.to_dicts()
    assert plain[0].faults == versioned[0].faults == ()


def _column(path: Path, column: str) -> list[Decimal]:
    """The amounts of a column, as the file has them."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        rows = list(csv.reader(stream))
    header = next(number for number, row in enumerate(rows) if column in row)
    place = rows[header].index(column)
    cells = [row[place] for row in rows[header + 1 :] if any(cell.strip() for cell in row)]
    return [_amount(cell.strip()) for cell in cells]


def _amount(cell: str) -> Decimal:
    text = cell.replace("£", "").replace(",", "").replace(" ", "")
    if text.startswith("(") and text.endswith(")"):
        text = f"-{text[1:-1]}"
    return Decimal(text) if text not in ("", "-") else Decimal(0)
