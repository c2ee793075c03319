import json
import tracemalloc
from typing import Any

import pytest
from read_makers import generated, read_bytes, read_json, read_text

from countersight.model.record import RecordKind
from countersight.read import Limits, Options, Source, read


def test_rows_of_an_array_have_pointers() -> None:
    got = read_json([{"Supplier": "Acme", "Amount": 1}, {"Supplier": "Beta"}])
    assert got.names == ["Acme", "Beta"]
    assert got.table["pointer"].to_list() == ["/0", "/1"]
    assert got.table["amount"].to_list() == ["1", None]


@pytest.mark.parametrize("key", ["data", "rows", "results", "records"])
def test_rows_may_stand_in_a_member(key: str) -> None:
    got = read_json({"meta": {"n": 1}, key: [{"Supplier": "Acme"}], "data2": []})
    assert got.names == ["Acme"]
    assert got.table["pointer"].to_list() == [f"/{key}/0"]


def test_one_object_is_one_row() -> None:
    assert read_json({"manufacturer": "Acme", "model": "X"}).names == ["Acme"]


def test_lines_have_numbers() -> None:
    got = read_text('\n{"Supplier": "Acme"}\n\n{"Supplier": "Beta", "Country": "GB"}\n')
    assert got.names == ["Acme", "Beta"]
    assert got.rows == [2, 4]
    assert got.reading.format == "jsonl"


def test_a_bad_line_is_a_problem_and_the_rest_goes_on() -> None:
    got = read_text('{"Supplier": "A"}\n{"Supplier": \n[1]\n"x"\n{"Supplier": "B"}\n')
    assert got.names == ["A", "B"]
    assert [(p.code, p.origin.row) for p in got.problems] == [
        ("bad-json", 2),
        ("not-a-row", 3),
        ("not-a-row", 4),
    ]
    assert not got.stopped


def test_a_first_line_that_is_bad_does_not_spoil_the_rest() -> None:
    got = read_text('{"Supplier": "A\n{"Supplier": "B"}\n{"Supplier": "C"}\n')
    assert got.names == ["B", "C"]
    assert got.codes == ["bad-json"]


def test_a_last_line_that_was_cut_off_stops() -> None:
    got = read_text('{"Supplier": "A"}\n{"Supplier": "B"}\n{"Supp')
    assert got.names == ["A", "B"]
    assert got.codes == ["cut-line"]
    assert got.stopped


@pytest.mark.parametrize("end", ["", ',{"Supplier"', ', {"Supplier": "C"', ", nonsense]", "]x"])
def test_json_that_breaks_off_gives_what_came_before_and_stops(end: str) -> None:
    got = read_text('[{"Supplier": "A"}, {"Supplier": "B"}' + end)
    assert got.names == ["A", "B"]
    assert got.codes == ["broken-json"]
    assert got.stopped


@pytest.mark.parametrize(
    "text", ["{", "[", '{"a"', '{"a" 1}', '{"a": 1,}', "[1,]", '{"a": 1 "b": 2}', "[" * 100_000]
)
def test_json_that_is_none_is_told(text: str) -> None:
    got = read_text(text)
    assert got.stopped
    assert got.names == []


def test_deep_nesting_in_a_line_costs_that_line_alone() -> None:
    deep = '{"a": ' * 5_000 + "1" + "}" * 5_000
    got = read_text(f'{{"Supplier": "A"}}\n{deep}\n{{"Supplier": "B"}}\n')
    assert got.names == ["A", "B"]
    assert "nested too deeply" in got.problems[0].message


def test_numbers_stay_as_written_and_nan_is_nothing() -> None:
    text = '[{"Supplier": "A", "Amount": 1.50, "id": 12345678901234567890}, '
    got = read_text(text + '{"Supplier": "B", "Amount": NaN, "Amount": -Infinity}]')
    assert got.table["amount"].to_list() == ["1.50", None]
    assert got.table["id"].to_list() == ["12345678901234567890", None]


def test_nested_values_are_left_out_and_noted() -> None:
    got = read_json([{"Supplier": "A", "tags": ["x"], "Country": {"id": 1}, "Site": True}])
    assert "'tags' holds objects or lists and was left out" in got.reading.notes
    assert got.table["country"].to_list() == [None]


def test_a_key_that_turns_up_late_is_told_once() -> None:
    rows = [{"Supplier": "A"}, {"Supplier": "B"}, {"Supplier": "C", "Country": "GB"}]
    got = read_json([*rows, *rows], Options(limits=Limits(batch_rows=2)))
    assert [(p.code, p.rows, p.origin.pointer) for p in got.problems] == [
        ("late-column", 0, "/2")
    ]
    assert len(got.names) == 6


def test_half_characters_do_not_stop_the_reading() -> None:
    got = read_text('[{"Supplier": "A\\ud800"}, {"Supplier": "B"}]')
    assert got.names[1] == "B"
    assert str(got.names[0]).startswith("A")


def test_a_long_cell_and_a_long_item_are_problems() -> None:
    got = read_json([{"Supplier": "x" * 200_000}, {"Supplier": "B"}])
    assert got.names == ["B"]
    assert got.codes == ["long-cell"]
    big = '[{"Supplier": "A"}, {"Supplier": "' + "x" * 5_000_000
    got = read_text(big, Options(limits=Limits(max_item=1_000_000)))
    assert got.names == ["A"]
    assert "longer than" in got.problems[0].message


def test_a_long_line_of_json_lines_is_left_out() -> None:
    limits = Limits(max_item=10_000)
    text = '{"Supplier": "A"}\n{"Supplier": "' + "x" * 600_000 + '"}\n{"Supplier": "B"}\n'
    got = read_text(text, Options(limits=limits))
    assert got.names == ["A", "B"]
    assert got.codes == ["long-line"]
    assert got.rows == [1, 3]


def test_a_mark_and_other_encodings_are_read() -> None:
    text = json.dumps([{"Supplier": "Müller"}], ensure_ascii=False)
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        assert read_bytes(text.encode(encoding)).names == ["Müller"]


def test_a_table_of_json_without_known_keys_stops() -> None:
    got = read_json([{"colour": "red"}])
    assert got.codes == ["no-columns"]
    assert got.stopped


def test_a_long_first_line_is_still_json_lines() -> None:
    row: dict[str, Any] = {"Supplier": "A", "x": "y" * 100_000, "z": ["w" * 1_000_000]}
    got = read_text(json.dumps(row) + "\n" + '{"Supplier": "B"}\n')
    assert got.names == ["A", "B"]
    assert got.reading.kind is RecordKind.SUPPLIER


def test_memory_does_not_grow_with_lines() -> None:
    def peak(rows: int) -> int:
        line = b'{"Supplier": "Acme", "Country": "GB", "Amount": 1.5}\n'
        tracemalloc.start()
        stream = generated(line * 100 for _ in range(rows // 100))
        options = Options(limits=Limits(batch_rows=2_000))
        total = sum(batch.rows for batch in read(Source("-", stream=stream), options))
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert total == rows
        return top

    small, large = peak(10_000), peak(40_000)
    assert large < 1.3 * small + 2_000_000


@pytest.mark.parametrize(
    ("document", "pointers"),
    [
        ({"suppliersList": [{"Supplier": "A"}, {"Supplier": "B"}]}, ["/0", "/1"]),
        ({"result": {"page": {"rows": [{"Supplier": "A"}, {"Supplier": "B"}]}}}, ["/0", "/1"]),
    ],
)
def test_an_array_of_another_name_is_found(document: object, pointers: list[str]) -> None:
    got = read_json(document)
    assert got.names == ["A", "B"]
    assert [pointer[-2:] for pointer in got.table["pointer"]] == pointers
    assert not got.problems


def test_releases_in_a_member_are_found() -> None:
    release = {
        "ocid": "ocds-1",
        "awards": [{"id": "1", "suppliers": [{"id": "s", "name": "A"}]}],
    }
    assert read_json({"result": {"releases": [release]}}).names == ["A"]


@pytest.mark.parametrize("first", ["suppliers", "things"])
def test_a_second_array_is_told_with_its_length(first: str) -> None:
    got = read_json({first: [{"Supplier": "A"}] * 3, "devices": [{"Supplier": "B"}] * 2})
    assert got.names == (["A"] * 3 if first == "suppliers" else ["B"] * 2)
    assert [(p.code, p.rows) for p in got.problems] == [
        ("other-array", 2 if first == "suppliers" else 3)
    ]
    assert got.stopped is (first == "suppliers")


def test_the_longest_of_unknown_arrays_is_read_and_the_rest_told() -> None:
    got = read_json({"short": [{"Supplier": "A"}], "long": [{"Supplier": "B"}] * 2})
    assert got.names == ["B", "B"]
    assert [(p.code, p.origin.pointer, p.rows) for p in got.problems] == [
        ("other-array", "/short", 1)
    ]
    assert got.stopped


def test_an_object_of_nothing_but_objects_is_a_problem() -> None:
    got = read_json([{"Supplier": "A"}, {"supplier": {"name": "B"}}, {}])
    assert got.names == ["A"]
    assert [(p.code, p.origin.pointer) for p in got.problems] == [
        ("no-values", "/1"),
        ("no-values", "/2"),
    ]
    alone = read_json({"supplier": {"name": "B"}})
    assert alone.names == []
    assert alone.stopped


def test_a_blank_row_between_others_is_left_out_and_the_places_of_the_rest_hold() -> None:
    got = read_json([{"name": "A"}, {"name": ""}, {"name": "B"}])
    assert got.names == ["A", "B"]
    assert got.table["pointer"].to_list() == ["/0", "/2"]
