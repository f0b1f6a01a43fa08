"""The columns of a table → columns of facts, or the rows that cannot be read and why.

Plain columns of whole numbers, exact decimals, dates, words and Booleans are taken as they stand.
Every other cell goes through the reader of single choices, each distinct one once, so that a cell
is read, and refused, in the same way and with the same words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import polars as pl

from govrules.compiler.to_polars.columns import EPOCH, FactColumn, day_number
from govrules.engine.reading.choice import read_choice
from govrules.errors import ChoiceError
from govrules.model.diagnostic import ChoiceFault
from govrules.model.facts import (
    ACTS,
    DECISION_DATE,
    DEPARTURES,
    DUTIES_DONE,
    JUDGEMENTS,
    NONE,
    REASONS,
    SIGN_OFFS,
    Facts,
)
from govrules.model.numbers import DIGITS_AFTER, DIGITS_BEFORE, LIMIT
from govrules.model.policy import Term
from govrules.model.types import (
    DateType,
    MoneyType,
    NumberType,
    OneOfType,
    PercentageType,
    TextType,
    YesNoType,
)
from govrules.model.vocabulary import Vocabulary

RECORDS = (DEPARTURES, REASONS, SIGN_OFFS, DUTIES_DONE)
"""What only single rows carry: a row with one of these is decided on its own."""
_PLAIN_TEXT = r"^-?[0-9]{1,14}(\.[0-9]{1,4})?$"
_TEXT_SCALE = 4
_MOST_PARTS = 2**62


@dataclass(slots=True)
class Reading:
    """What came of reading a table.

    `columns` are those of `frame`, by key. `faults` has what is wrong, by row; such rows are not
    decided. `alone` are rows with what only single choices can have.
    """

    columns: dict[str, FactColumn] = field(default_factory=dict)
    series: list[pl.Series] = field(default_factory=list)
    faults: dict[int, list[ChoiceFault]] = field(default_factory=dict)
    alone: set[int] = field(default_factory=set)
    dates: pl.Series | None = None
    """The decision dates that the rows give, as numbers of days."""

    def frame(self, height: int) -> pl.DataFrame:
        if not self.series:
            return pl.DataFrame({"": pl.Series([0], dtype=pl.UInt8).new_from_index(0, height)})
        return pl.DataFrame(self.series)

    def add(self, column: FactColumn, values: pl.Series, none: pl.Series | None = None) -> None:
        self.columns[column.name] = column
        self.series.append(values.alias(column.name))
        if column.has_none and none is not None:
            self.series.append(none.alias(column.none))


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells that were read one by one: what each came to, by row."""

    values: list[Any]
    """Canonical, `NONE`, or None where not given or faulty."""


def read_facts(table: pl.DataFrame, vocabulary: Vocabulary) -> Reading:
    """Read a table whose columns are keys of the vocabulary.

    Raises ChoiceError when a column is not one, for then no row can be read.
    """
    table = _whole_columns(table)
    _refuse_unknown(table.columns, vocabulary)
    reading = Reading()
    terms = {term.key: term for term in vocabulary.given_terms()}
    for key in table.columns:
        series = table[key]
        if series.null_count() == series.len():
            continue
        if key in RECORDS:
            _read_record(reading, key, series, vocabulary)
        elif key in (ACTS, JUDGEMENTS):
            cells = _one_by_one(reading, key, series, vocabulary, _field(key))
            _add_objects(reading, FactColumn(key, "object"), cells.values)
        elif key == DECISION_DATE:
            cells = _one_by_one(reading, key, series, vocabulary, lambda f: f.decision_date)
            reading.dates = _days(cells.values)
            if key in terms:
                _read_term(reading, terms[key], series, vocabulary)
        else:
            _read_term(reading, terms[key], series, vocabulary)
    _assume(reading, terms.values(), table.height)
    return reading


def _field(key: str) -> Callable[[Facts], Any]:
    if key == JUDGEMENTS:
        return lambda facts: tuple(facts.judgements.items())
    return lambda facts: facts.acts


# --- columns as given --------------------------------------------------------------------------


def _whole_columns(table: pl.DataFrame) -> pl.DataFrame:
    """Dotted columns ("reasons.C4") as the entries of one column of tables."""
    dotted: dict[str, list[str]] = {}
    for name in table.columns:
        whole, dot, _ = name.partition(".")
        if dot:
            dotted.setdefault(whole, []).append(name)
    for whole, names in dotted.items():
        if whole in table.columns:
            message = "is given both as a whole and by its entries"
            raise ChoiceError([ChoiceFault(whole, message, "")])
        entries = [name.partition(".")[2] for name in names]
        rows = [
            {e: v for e, v in zip(entries, row, strict=True) if v is not None} or None
            for row in table.select(names).iter_rows()
        ]
        table = table.drop(names).with_columns(pl.Series(whole, rows, dtype=pl.Object))
    return table


def _refuse_unknown(keys: Iterable[str], vocabulary: Vocabulary) -> None:
    try:
        read_choice(dict.fromkeys(keys), vocabulary)
    except ChoiceError as error:
        raise ChoiceError(
            [ChoiceFault(f.key, f"{f.message}, so the column cannot be read", f.where)
             for f in error.faults]
        ) from None  # fmt: skip


def _one_by_one(
    reading: Reading,
    key: str,
    series: pl.Series,
    vocabulary: Vocabulary,
    wanted: Callable[[Facts], Any],
    rows: Iterable[int] | None = None,
) -> _Cells:
    """Read cells as those of single choices, each distinct one once."""
    known: dict[Any, Any] = {}
    given = series.to_list()
    found: list[Any] = [None] * len(given)
    for row in range(len(given)) if rows is None else rows:
        cell = given[row]
        if cell is None:
            continue
        same = _hashable(cell)
        if same is None or same not in known:
            came = _read_cell(key, cell, vocabulary, wanted)
            if same is not None:
                known[same] = came
        else:
            came = known[same]
        if isinstance(came, ChoiceError):
            reading.faults.setdefault(row, []).extend(came.faults)
        elif came is _ALONE:
            reading.alone.add(row)
        else:
            found[row] = came
    return _Cells(found)


_ALONE = object()


def _hashable(cell: Any) -> Any:
    if isinstance(cell, list):
        return tuple(cell) if all(type(item) is str for item in cell) else None
    return None if isinstance(cell, dict) else (type(cell), cell)


def _read_cell(key: str, cell: Any, vocabulary: Vocabulary, wanted: Callable[[Facts], Any]) -> Any:
    try:
        facts = read_choice({key: cell}, vocabulary)
    except ChoiceError as error:
        return error
    return wanted(facts)


def _read_record(reading: Reading, key: str, series: pl.Series, vocabulary: Vocabulary) -> None:
    _one_by_one(reading, key, series, vocabulary, lambda facts: None)
    reading.alone.update(row for row, cell in enumerate(series.to_list()) if cell is not None)


# --- terms -------------------------------------------------------------------------------------


def _read_term(reading: Reading, term: Term, series: pl.Series, vocabulary: Vocabulary) -> None:
    def read(rows: Iterable[int] | None = None) -> list[Any]:
        def wanted(facts: Facts) -> Any:
            return facts.values.get(term.key)

        return _one_by_one(reading, term.key, series, vocabulary, wanted, rows).values

    is_words = isinstance(series.dtype, pl.String | pl.Categorical | pl.Enum)
    match term.type:
        case MoneyType() | NumberType() | PercentageType():
            _read_numbers(reading, term, series, read)
        case DateType():
            _read_dates(reading, term, series, read)
        case YesNoType():
            if series.dtype == pl.Boolean:
                reading.add(FactColumn(term.key, "yes or no"), series)
            else:
                values = read()
                plain = [None if value is NONE else value for value in values]
                yes_no = FactColumn(term.key, "yes or no", has_none=any(v is NONE for v in values))
                reading.add(yes_no, pl.Series(plain, dtype=pl.Boolean), _nones(values))
        case OneOfType() if is_words:
            _read_words(reading, term, series, vocabulary)
        case TextType() if is_words:
            _read_text(reading, term, series.cast(pl.String), read)
        case TextType():
            values = read()
            plain = [None if value is NONE else value for value in values]
            text = FactColumn(term.key, "text", has_none=any(v is NONE for v in values))
            reading.add(text, pl.Series(plain, dtype=pl.String), _nones(values))
        case OneOfType():
            _add_objects(reading, FactColumn(term.key, "word"), read())
        case _:
            _add_objects(reading, FactColumn(term.key, "object"), read())


def _nones(values: list[Any]) -> pl.Series:
    return pl.Series([value is NONE for value in values], dtype=pl.Boolean)


def _add_objects(reading: Reading, column: FactColumn, values: list[Any]) -> None:
    """Number the canonical values; equal ones have one number where they can be told apart."""
    numbers: dict[Any, int] = {}
    objects: list[Any] = []
    places: list[int | None] = []
    for value in values:
        if value is None:
            places.append(None)
            continue
        try:
            same = numbers.get(value)
        except TypeError:  # a list or a table
            same = None
            numbered = False
        else:
            numbered = True
        if same is None:
            same = len(objects)
            objects.append(value)
            if numbered:
                numbers[value] = same
        places.append(same)
    made = FactColumn(column.name, column.kind, objects=tuple(objects))
    reading.add(made, pl.Series(places, dtype=pl.UInt32))


def _read_words(reading: Reading, term: Term, series: pl.Series, vocabulary: Vocabulary) -> None:
    """Words, each distinct one read once, however many rows there are."""
    kind = series.dtype  # asked once: a column of many words takes long to tell
    if isinstance(kind, pl.Enum):
        given = kind.categories.to_list()
    else:
        series = series.cast(pl.String)
        given = series.unique().drop_nulls().to_list()
    objects: dict[Any, int] = {}
    places: list[int | None] = []
    faulty: dict[str, ChoiceError] = {}
    for word in given:
        came = _read_cell(term.key, word, vocabulary, lambda facts: facts.values[term.key])
        if isinstance(came, ChoiceError):
            faulty[word] = came
            places.append(None)
        else:
            places.append(objects.setdefault(came, len(objects)))
    if faulty:
        for row, word in _cells_among(series, list(faulty)):
            reading.faults.setdefault(row, []).extend(faulty[word].faults)
    codes = _replaced(series, isinstance(kind, pl.Enum), given, places)
    reading.add(FactColumn(term.key, "word", objects=tuple(objects)), codes)


def _replaced(
    series: pl.Series, numbered: bool, given: list[str], places: list[int | None]
) -> pl.Series:
    """The place of each word; `numbered` words already have one in the order of `given`."""
    small = pl.UInt8 if len(given) < 255 else pl.UInt32
    if not numbered:
        return series.replace_strict(given, places, default=None, return_dtype=small)
    if places == list(range(len(given))):
        return series.to_physical()
    return pl.Series(places, dtype=small).gather(series.to_physical())


def _cells_among(series: pl.Series, words: list[str]) -> Iterable[tuple[int, str]]:
    text = series.cast(pl.String)
    rows = text.is_in(words).fill_null(False).arg_true()
    return zip(rows.to_list(), text.gather(rows).to_list(), strict=True)


def _read_text(reading: Reading, term: Term, series: pl.Series, read: Any) -> None:
    odd = series.str.len_chars() > 1_000
    if term.or_none:
        odd = odd | (series.str.strip_chars().str.to_lowercase() == "none")
    rows = odd.fill_null(False).arg_true().to_list()
    values = read(rows) if rows else []
    none = [row for row in rows if values[row] is NONE]
    gone = [row for row in rows if values[row] is None or values[row] is NONE]
    if gone:
        series = series.scatter(gone, None)
    mask = pl.Series([False], dtype=pl.Boolean).new_from_index(0, series.len())
    reading.add(
        FactColumn(term.key, "text", has_none=bool(none)),
        series,
        mask.scatter(none, True) if none else None,
    )


# --- dates -------------------------------------------------------------------------------------

_FIRST, _LAST = day_number(dt.date.min), day_number(dt.date.max)


def _read_dates(reading: Reading, term: Term, series: pl.Series, read: Any) -> None:
    if series.dtype == pl.Date:
        days = series.to_physical()
        if days.is_between(_FIRST, _LAST).all():
            reading.add(FactColumn(term.key, "day"), days)
            return
        for row in (~days.is_between(_FIRST, _LAST)).fill_null(False).arg_true().to_list():
            fault = ChoiceFault(term.key, "is a date that no calendar holds", "")
            reading.faults.setdefault(row, []).append(fault)
        reading.add(FactColumn(term.key, "day"), days)
        return
    values = read()
    has_none = any(value is NONE for value in values)
    reading.add(FactColumn(term.key, "day", has_none=has_none), _days(values), _nones(values))


def _days(values: list[Any]) -> pl.Series:
    days = [None if v is None or v is NONE else v.toordinal() - EPOCH for v in values]
    return pl.Series(days, dtype=pl.Int32)


# --- numbers -----------------------------------------------------------------------------------


def _read_numbers(reading: Reading, term: Term, series: pl.Series, read: Any) -> None:
    plain, scale = _plain_numbers(series)
    assumed = term.assumed.value if term.assumed is not None else None
    is_plain = plain.null_count() == series.null_count() and _places(assumed) <= scale
    if is_plain and _within_bounds(term, plain, scale):
        reading.add(FactColumn(term.key, "number", scale, _most(plain)), plain)
        return
    odd = series.is_not_null() & (plain.is_null() | _past_bounds(term, plain, scale))
    rows = odd.fill_null(False).arg_true().to_list()
    values = read(rows) if rows else []
    read_values = {row: values[row] for row in rows}
    wanted = max([scale, _places(assumed), *map(_places, read_values.values())])
    if wanted > scale:
        most = _MOST_PARTS // 10 ** (wanted - scale)
        fits = plain.is_between(-most, most).fill_null(True)
        reading.alone.update((~fits).arg_true().to_list())
        plain = plain.set(~fits, None) * 10 ** (wanted - scale)
    none = [row for row, value in read_values.items() if value is NONE]
    if rows:
        parts = [_parts(read_values[row], wanted) for row in rows]
        reading.alone.update(
            row for row, part in zip(rows, parts, strict=True)
            if part is None and isinstance(read_values[row], int | Decimal)
        )  # fmt: skip
        plain = plain.scatter(rows, pl.Series(parts, dtype=pl.Int64))
    mask = None
    if none:
        mask = pl.Series([False]).new_from_index(0, series.len()).scatter(none, True)
    column = FactColumn(term.key, "number", wanted, _most(plain), has_none=bool(none))
    reading.add(column, plain, mask)


def _plain_numbers(series: pl.Series) -> tuple[pl.Series, int]:
    """The cells that need no care, as whole numbers of parts, and how many digits a part is."""
    kind = series.dtype
    if kind.is_integer():
        whole = series.cast(pl.Int64, strict=False)
        return whole, 0
    if isinstance(kind, pl.Decimal) and kind.scale <= min(DIGITS_AFTER, DIGITS_BEFORE):
        return series.to_physical().cast(pl.Int64, strict=False), kind.scale
    if isinstance(kind, pl.String):
        plain = pl.when(series.str.contains(_PLAIN_TEXT)).then(series)
        text = pl.select(plain).to_series()
        parts = text.str.to_decimal(scale=_TEXT_SCALE).to_physical().cast(pl.Int64, strict=False)
        return _fewest_digits(parts)
    return pl.Series([None], dtype=pl.Int64).new_from_index(0, series.len()), 0


def _fewest_digits(parts: pl.Series) -> tuple[pl.Series, int]:
    """Parts as large as they can be, so that sums and products stay within bounds."""
    for digits in (_TEXT_SCALE, _TEXT_SCALE - 2):
        if ((parts % 10**digits) == 0).all():
            return parts // 10**digits, _TEXT_SCALE - digits
    return parts, _TEXT_SCALE


def _most(parts: pl.Series) -> int:
    ends = (parts.min(), parts.max())
    return max((abs(end) for end in ends if isinstance(end, int)), default=0)


def _within_bounds(term: Term, plain: pl.Series, scale: int) -> bool:
    """Whether no number needs its reader to say what is wrong with it."""
    ends = pl.Series([plain.min(), plain.max()], dtype=pl.Int64)
    return not _past_bounds(term, ends, scale).any()


def _past_bounds(term: Term, plain: pl.Series, scale: int) -> pl.Series:
    """Where a number is impossible, so that its reader must say why; and where it is very large."""
    limit = LIMIT * 10**scale
    past = pl.Series([False]).new_from_index(0, plain.len())
    if limit < 2**63:
        past = (plain >= limit) | (plain <= -limit)
    if isinstance(term.type, NumberType | PercentageType):
        if term.type.low is not None:
            past = past | (plain < _ceiling(term.type.low, scale))
        if term.type.high is not None:
            past = past | (plain > _floor(term.type.high, scale))
    return past


def _ceiling(bound: Decimal | int, scale: int) -> int:
    return -_floor(-bound, scale)


def _floor(bound: Decimal | int, scale: int) -> int:
    return max(-_MOST_PARTS, min(_MOST_PARTS, int(Decimal(bound).scaleb(scale) // 1)))


def _places(value: Any) -> int:
    """How many digits a number has after the point."""
    if not isinstance(value, Decimal):
        return 0
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _parts(value: Any, scale: int) -> int | None:
    if not isinstance(value, int | Decimal):
        return None
    parts = int(Decimal(value).scaleb(scale))
    return parts if -_MOST_PARTS < parts < _MOST_PARTS else None


# --- assumptions -------------------------------------------------------------------------------


def _assume(reading: Reading, terms: Iterable[Term], height: int) -> None:
    """Put what the policies assume where a fact is not given."""
    places = {series.name: place for place, series in enumerate(reading.series)}
    for term in terms:
        if term.assumed is None:
            continue
        value = term.assumed.value
        column = reading.columns.get(term.key)
        if column is None:
            _add_objects_like(reading, term, value, height)
            continue
        series = reading.series[places[column.name]]
        filled, column = _filled(series, column, value)
        if column.has_none:
            none = reading.series[places[column.none]]
            filled = filled.set(none, None)
        reading.series[places[column.name]] = filled
        reading.columns[term.key] = column


def _filled(series: pl.Series, column: FactColumn, value: Any) -> tuple[pl.Series, FactColumn]:
    if column.kind in ("word", "object"):
        objects = (*column.objects, value)
        place = objects.index(value)
        if place < len(column.objects):
            objects = column.objects
        elif place >= 255:
            series = series.cast(pl.UInt32)
        return series.fill_null(place), _with(column, objects=objects)
    if column.kind == "number":
        parts = _parts(value, column.scale)
        assert parts is not None
        return series.fill_null(parts), _with(column, most=max(column.most, abs(parts)))
    if column.kind == "day":
        return series.fill_null(day_number(value)), column
    return series.fill_null(value), column


def _with(column: FactColumn, **changes: Any) -> FactColumn:
    from dataclasses import replace

    return replace(column, **changes)


def _add_objects_like(reading: Reading, term: Term, value: Any, height: int) -> None:
    """A column for a fact that no row gives: the assumption in every row."""
    empty: Mapping[type, tuple[Any, Any]] = {
        DateType: ("day", pl.Int32), YesNoType: ("yes or no", pl.Boolean),
        TextType: ("text", pl.String), OneOfType: ("word", pl.UInt8),
    }  # fmt: skip
    kind, dtype = empty.get(type(term.type), ("object", pl.UInt32))
    scale = 0
    if isinstance(term.type, MoneyType | NumberType | PercentageType):
        kind, dtype, scale = "number", pl.Int64, _places(value)
    nulls = pl.Series([None], dtype=dtype).new_from_index(0, height)
    filled, column = _filled(nulls, FactColumn(term.key, kind, scale), value)
    reading.add(column, filled)
