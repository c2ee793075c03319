import tracemalloc
from collections.abc import Iterator
from itertools import chain

import pytest
from read_makers import generated, read_bytes, read_text, whole

from countersight.errors import ColumnError
from countersight.model.record import RecordKind
from countersight.read import Limits, Options, Source, read

SMALL = Options(limits=Limits(batch_rows=3))


def test_a_row_stands_where_its_record_begins() -> None:
    got = read_text('Supplier,Note\nAcme,"two\nlines"\n\nBeta,x\n')
    assert got.names == ["Acme", "Beta"]
    assert got.rows == [2, 5]
    assert not got.problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_common_encoding_and_delimiter_is_told(encoding: str, delimiter: str) -> None:
    rows = [("Lieferant", "Straße"), ("Müller & Söhne GmbH", "Königsallee"), ("Bär AG", "Gä")]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    got = read_bytes(text.encode(encoding))
    assert got.names == ["Müller & Söhne GmbH", "Bär AG"]
    assert not got.problems


@pytest.mark.parametrize(
    ("encoding", "header", "name"),
    [
        ("gb18030", "供应商名称,金额,国家", "杭州海康威视数字技术股份有限公司"),
        ("utf-16-le", "Supplier,Amount,Country", "Acme Limited"),
        (
            "cp1251",
            "Поставщик,Сумма,Страна",
            "Общество с ограниченной ответственностью Ромашка",
        ),
    ],
)
def test_a_script_without_a_mark_is_read(encoding: str, header: str, name: str) -> None:
    text = f"{header}\n" + f"{name},12,CN\n" * 30
    assert read_bytes(text.encode(encoding)).names == [name] * 30


def test_a_line_in_another_encoding_is_read_alone_and_told() -> None:
    data = b"Supplier\n" + "Große Söhne\n".encode() * 9000 + "Müller\n".encode("cp1252")
    got = read_bytes(data)
    assert got.names[-1] == "Müller"
    assert [(p.code, p.rows, p.origin.row) for p in got.problems] == [("odd-encoding", 0, 9002)]


def test_an_odd_line_that_is_utf_8_keeps_its_letters() -> None:
    data = b"Fournisseur\n" + "Société Générale\n".encode("cp1252") * 9000
    got = read_bytes(data + "株式会社\n".encode())
    assert got.names[0] == "Société Générale"
    assert len(got.names) == 9001


def test_an_unclosed_quote_swallows_nothing() -> None:
    got = read_text('Supplier,Country\nAcme,GB\n"Beta,GB\nGamma,GB\nDelta,GB\n')
    assert got.names == ["Acme", "Gamma", "Delta"]
    assert [(p.code, p.origin.row, p.rows) for p in got.problems] == [("open-quote", 3, 1)]


def test_a_stray_quote_costs_its_own_line_alone() -> None:
    got = read_text('Supplier,Country\n"Acme" Ltd,GB\nBeta,GB\n"Gamma "x"",GB\nDelta,GB\n')
    assert got.names == ["Beta", "Delta"]
    assert [(p.code, p.origin.row) for p in got.problems] == [
        ("stray-quote", 2),
        ("stray-quote", 4),
    ]


def test_a_record_may_go_on_in_the_next_batch() -> None:
    text = "Supplier,Note\n" + "A,b\n" * 4 + 'B,"1\n2\n3\n4\n5"\n' + "C,d\n" * 4
    got = read_text(text, SMALL)
    assert got.names == ["A"] * 4 + ["B"] + ["C"] * 4
    assert got.rows == [2, 3, 4, 5, 6, 11, 12, 13, 14]
    assert not got.problems


def test_lines_that_quote_each_other_open_end_in_time() -> None:
    got = read_text("Supplier,Note,More\n" + 'a",x,"\n' * 20_000 + "Acme,x,y\n")
    assert got.names[-1] == "Acme"
    assert sum(p.rows for p in got.problems) + len(got.names) == 20_001


def test_a_row_of_another_length_is_told_and_read_as_far_as_it_reaches() -> None:
    got = read_text("Country,Supplier,Site\nGB,Acme\nGB,Beta,x,y\nGB\nGB,Gamma,x,,\n")
    assert got.names == ["Acme", "Beta", "Gamma"]
    assert [(p.code, p.origin.row, p.rows) for p in got.problems] == [
        ("ragged-row", 2, 0),
        ("ragged-row", 3, 0),
        ("ragged-row", 4, 1),
    ]
    assert "no name" in got.problems[2].message


def test_blank_rows_are_skipped_and_title_lines_are_told() -> None:
    got = read_text("Report of May\n\nSupplier,Amount (£)\nAcme,10\n,\nBeta,20\n")
    assert got.names == ["Acme", "Beta"]
    assert "the header is row 3" in got.reading.notes
    assert got.table["currency"].to_list() == ["GBP", "GBP"]


def test_nul_bytes_are_taken_out_and_told() -> None:
    got = read_bytes(b"Supplier,Country\n" + b"Acme,GB\n" * 9 + b"B\0eta,GB\n")
    assert got.names[-1] == "Beta"
    assert [(p.code, p.origin.row, p.rows) for p in got.problems] == [("nul-bytes", 11, 0)]


def test_a_cell_above_the_limit_is_a_problem_and_the_rest_goes_on() -> None:
    got = read_text(f"Supplier,Note\nAcme,{'x' * 200_000}\nBeta,y\n")
    assert got.names == ["Beta"]
    assert got.codes == ["long-cell"]


def test_a_field_of_50_mb_is_not_held() -> None:
    def pieces() -> Iterator[bytes]:
        yield b"Supplier,Note\nAcme,"
        for _ in range(50):
            yield b"x" * 1_000_000
        yield b"\nBeta,y\n"

    tracemalloc.start()
    got = whole(read(Source("-", stream=generated(pieces()))))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert got.names == ["Beta"]
    assert got.rows == [3]
    assert got.codes == ["long-line"]
    assert peak < 30_000_000


def test_memory_does_not_grow_with_rows() -> None:
    def peak(rows: int) -> int:
        lines = (b"Acme %d,GB,2025-01-02\n" % at * 100 for at in range(rows // 100))
        stream = generated(chain([b"Supplier,Country,Date\n"], lines))
        tracemalloc.start()
        total = sum(batch.rows for batch in read(Source("-", stream=stream)))
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert total == rows
        return top

    small, large = peak(60_000), peak(300_000)
    assert large < 1.3 * small + 8_000_000


def test_the_users_mapping_wins_over_the_table_of_headers() -> None:
    got = read_text("Supplier,Trader,X\nno,yes,z\n", Options(mapping=(("name", "Trader"),)))
    assert got.names == ["yes"]
    assert got.reading.mapped == (("name", "Trader"),)
    assert got.reading.ignored == ("Supplier", "X")


def test_a_mapping_finds_its_header_below_title_lines() -> None:
    got = read_text("Supplier\n\nwho,what\nAcme,x\n", Options(mapping=(("name", "WHO"),)))
    assert got.names == ["Acme"]


@pytest.mark.parametrize(
    ("pair", "said"), [(("nmae", "Supplier"), "'name'"), (("name", "Suplier"), "'Supplier'")]
)
def test_a_mapping_that_names_nothing_says_what_is_nearest(
    pair: tuple[str, str], said: str
) -> None:
    with pytest.raises(ColumnError, match=said):
        read_text("Supplier,Country\nAcme,GB\n", Options(mapping=(pair,)))


def test_a_mapping_may_state_a_fact_or_a_scheme() -> None:
    mapping = (("fact:site", "Zone"), ("identifier:GB-COH", "Reg"), ("name", "Who"))
    got = read_text("Who,Zone,Reg\nAcme,sensitive,123\n", Options(mapping=mapping))
    assert got.table["facts"].to_list() == ['{"site": "sensitive"}']
    assert got.table["identifier"].to_list() == ["GB-COH:123"]


def test_no_known_column_stops_and_lists_the_headers_alone() -> None:
    got = read_text("Colour,Size\nred,9\n")
    assert got.codes == ["no-columns"]
    assert got.stopped
    assert "'Colour', 'Size'" in got.problems[0].message
    assert "red" not in got.problems[0].message
    assert "--map" in got.problems[0].hint


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Supplier,Country", RecordKind.SUPPLIER),
        ("Manufacturer,Model,Serial,Supplier", RecordKind.DEVICE),
        ("camera_id,location", RecordKind.DEVICE),
        ("Component,Manufacturer", RecordKind.COMPONENT),
        ("Payee,Amount,Payment Date", RecordKind.PAYMENT),
        ("Supplier,Contracting authority,Award date,Award value", RecordKind.AWARD),
        ("供应商,采购人,品牌,型号,中标金额", RecordKind.AWARD),
        ("Issuer,ISIN,Shares", RecordKind.HOLDING),
        ("Company,Ticker", RecordKind.HOLDING),
        ("Brand,Description", RecordKind.DEVICE),
    ],
)
def test_the_headers_tell_the_kind(header: str, kind: RecordKind) -> None:
    row = ",".join("x" for _ in header.split(","))
    got = read_text(f"{header}\n{row}\n")
    assert got.reading.kind is kind
    assert got.table["kind"].to_list() == [kind.value]


def test_the_user_says_the_kind() -> None:
    got = read_text("Supplier\nAcme\n", Options(kind=RecordKind.HOLDING))
    assert got.table["kind"].to_list() == ["holding"]


def test_a_device_has_its_makers_name_or_its_brands_and_stays_without() -> None:
    got = read_text("Make,Brand,Model\nAcme,B,1\n,Beta,2\n,,3\n")
    assert got.names == ["Acme", "Beta", None]
    assert got.table["maker"].to_list() == ["Acme", None, None]


def test_identifiers_have_their_scheme_and_classifications_are_joined() -> None:
    text = "Supplier,LEI,VAT number,CPV,NAICS\nA,X1,GB1,32323500,517\nB,,VAT:GB2,,5\n"
    got = read_text(text)
    assert got.table["identifier"].to_list() == ["LEI:X1", "VAT:GB2"]
    assert got.table["classification"].to_list() == ["CPV:32323500 NAICS:517", "NAICS:5"]


def test_columns_named_as_facts_state_facts() -> None:
    text = (
        "Make,Model,purpose,acquired_on,official_use,fact:site,Site\n"
        "Acme,1,public_safety,03/12/2024,yes,sensitive,Hall\nBeta,2,,13.01.2025,,,\n"
    )
    got = read_text(text)
    assert got.table["facts"].to_list() == [
        (
            '{"purpose": "public_safety", "acquired_on": "03/12/2024", "official_use": true, '
            '"site": "sensitive"}'
        ),
        '{"acquired_on": "2025-01-13"}',
    ]
    assert got.table["site"].to_list() == ["Hall", None]


def test_a_purpose_in_other_words_is_a_description() -> None:
    got = read_text("Payee,Purpose\nAcme,Lift repairs\nBeta,other\n")
    assert got.table["description"].to_list() == ["Lift repairs", "other"]
    assert got.table["facts"].to_list() == [None, None]


def test_one_day_above_twelve_settles_the_dates_of_a_column() -> None:
    got = read_text("Supplier,Date\nA,03/04/2025\nB,13/04/2025\nC,soon\n")
    assert got.table["date"].to_list() == ["2025-04-03", "2025-04-13", "soon"]
    assert "dates: day first" in got.reading.notes


def test_dates_that_nothing_settles_stay_as_written() -> None:
    got = read_text("Supplier,Date\nA,03/04/2025\nB,2025-04-13\n")
    assert got.table["date"].to_list() == ["03/04/2025", "2025-04-13"]
    assert any("can't be told apart" in note for note in got.reading.notes)


def test_dates_settled_late_are_told_from_there_on() -> None:
    text = "Supplier,Date\n" + "A,03/04/2025\n" * 4 + "B,04/13/2025\n"
    got = read_text(text, SMALL)
    assert got.table["date"].to_list()[-1] == "2025-04-13"
    assert got.table["date"].to_list()[0] == "03/04/2025"
    assert got.codes == ["date-order"]
    assert got.problems[0].rows == 0


def test_the_same_reading_stands_on_each_batch() -> None:
    got = read_text("Supplier\n" + "A\n" * 10, SMALL)
    assert len(got.batches) > 2
    assert all(batch.reading is got.reading for batch in got.batches)


def test_old_line_ends_count_as_lines() -> None:
    got = read_bytes(b"Supplier,Note\rAcme,x\rBeta,y\r")
    assert got.names == ["Acme", "Beta"]
    assert got.rows == [2, 3]


def test_a_header_alone_is_no_rows_and_no_problem() -> None:
    got = read_text("Supplier,Country\n")
    assert got.names == []
    assert not got.problems
    assert got.reading.mapped == (("name", "Supplier"), ("country", "Country"))
