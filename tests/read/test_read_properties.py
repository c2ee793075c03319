import csv
import gzip
import io
import json
from typing import Any

import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st
from read_makers import Whole, read_bytes, read_text, xlsx, zipped

from countersight.errors import CountersightError
from countersight.read import Limits, Options

CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from('\n\r\t"'),
    max_size=12,
)
TINY = Options(limits=Limits(batch_rows=2, max_cell=50, max_line=200, max_record_lines=4))
CSV_BITS = st.sampled_from(
    [b'"', b",", b"\n", b"\r\n", b"\r", b"Acme", b'""', b"\0", b";", b"\xff", b"x" * 60, b" "]
)
JSON_BITS = st.sampled_from(
    [
        "{",
        "}",
        "[",
        "]",
        '"Supplier"',
        ":",
        ",",
        '"A"',
        "1",
        "\n",
        "NaN",
        '"ocid"',
        '"tag"',
        '"',
    ],
)
HEADS = (
    b"",
    b"\x1f\x8b",
    b"PK\x03\x04",
    b"PAR1",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xfe",
)


def accounted(got: Whole) -> int:
    return got.table.height + sum(problem.rows for problem in got.problems)


@given(st.sampled_from(HEADS), st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_bytes_end_in_batches_or_in_an_error_of_ours(head: bytes, data: bytes) -> None:
    try:
        got = read_bytes(head + data)
    except CountersightError:
        return
    assert got.batches


@given(st.lists(CSV_BITS, max_size=60))
@settings(max_examples=150, deadline=None)
def test_every_line_of_a_broken_table_is_answered(bits: list[bytes]) -> None:
    body = b"".join(bits)
    got = read_bytes(b"Supplier\n" + body, TINY)
    rows: list[Any] = [row for row in got.rows if row is not None]
    assert rows == sorted(set(rows))
    if got.stopped:
        return
    told = {problem.origin.row for problem in got.problems}
    text = body.replace(b"\0", b"").decode("cp1252", "replace")
    quoted = '"' in text
    for number, line in enumerate(io.StringIO(text, newline=""), 2):
        blank = not line.strip().strip(",; ")
        assert blank or quoted or number in told or number in rows


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=30))
@settings(max_examples=100, deadline=None)
def test_a_written_table_is_read_back(rows: list[tuple[str, str, str]]) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(["Supplier", "Description", "Site"])
    writer.writerows(rows)
    got = read_text(out.getvalue())
    assert not got.problems
    kept = [row for row in rows if any(row)]
    columns = zip(
        *(got.table[name].to_list() for name in ("name", "description", "site")), strict=True
    )
    assert [tuple(cell or "" for cell in row) for row in columns] == [
        tuple(trimmed(cell) for cell in row) for row in kept
    ]


def trimmed(cell: str) -> str:
    return str(pl.Series([cell]).str.strip_chars()[0])


@given(st.lists(JSON_BITS, max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_brackets_end_in_batches(bits: list[str]) -> None:
    assert read_text("".join(bits), TINY).batches


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | CELL,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "id",
                        "name",
                        "suppliers",
                        "awards",
                        "parties",
                        "tender",
                        "value",
                        "items",
                        "roles",
                        "releases",
                        "compiledRelease",
                        "ocid",
                        "tag",
                        "date",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=25,
    )
)
@settings(max_examples=150, deadline=None)
def test_any_values_in_releases_end_in_batches(value: Any) -> None:
    one = {"ocid": "ocds-x-1", "tag": ["award"], "awards": value, "parties": value}
    two = {
        "ocid": "ocds-x-1",
        "tag": ["award"],
        "date": "2025",
        "tender": value,
        "awards": value,
    }
    assert read_text(json.dumps([one, two, value])).batches


@given(st.lists(st.lists(CELL | st.integers() | st.none(), max_size=4), max_size=8))
@settings(max_examples=25, deadline=None)
def test_any_sheet_ends_in_batches(rows: list[list[Any]]) -> None:
    clean = [[c if not isinstance(c, str) or c.isprintable() else "x" for c in r] for r in rows]
    got = read_bytes(xlsx(S=[["Supplier", "Country"], *clean]))
    assert got.batches


SOUND = (
    xlsx(S=[["Supplier", "Country"], ["Acme", "GB"]]),
    zipped(a__csv=b"Supplier\nAcme\n" * 9),
    gzip.compress(b"Supplier\nAcme\n" * 9),
)


@given(
    st.sampled_from(SOUND),
    st.lists(st.tuples(st.integers(0, 900), st.integers(0, 255)), max_size=6),
)
@settings(max_examples=300, deadline=None)
@example(SOUND[1], [(26, 0)])  # the length of the member's name becomes nothing
def test_a_damaged_archive_ends_in_batches(data: bytes, changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(data)
    for at, byte in changes:
        damaged[-(at % len(data)) - 1] = byte
    assert read_bytes(bytes(damaged)).batches
