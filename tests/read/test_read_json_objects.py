"""Objects out of a stream: one a line, or spread; whatever else stands there is told."""

import io
import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countersight.errors import SourceError
from countersight.read.json_objects import MAX_OBJECT, JsonObject, json_objects


def found(text: str | bytes) -> list[JsonObject]:
    data = text.encode() if isinstance(text, str) else text
    return list(json_objects(io.BytesIO(data)))


def told(text: str | bytes) -> list[tuple[int, object]]:
    return [
        (each.line, each.wrong if each.value is None else dict(each.value))
        for each in found(text)
    ]


def test_each_line_is_an_object_and_blank_lines_are_stepped_over() -> None:
    assert told('\ufeff{"a": 1}\r\n\n  \n{"a": 2}') == [(1, {"a": 1}), (4, {"a": 2})]
    assert told("") == []
    assert told("\n \n") == []


def test_an_object_may_be_spread_over_lines() -> None:
    one = json.dumps({"a": '{[\\"', "b": [{"c": 1}]}, indent=2)
    assert told(one) == [(1, json.loads(one))]
    assert told(f"\n{one}\n{one}\n") == [(2, json.loads(one)), (10, json.loads(one))]


def test_a_line_that_breaks_off_keeps_nothing_of_the_lines_after_it() -> None:
    broken = '{"a": {"b": 1}\n{"a": 2}\n{"a": [\n{"a": 4}'
    lines = told(broken)
    assert [line for line, _ in lines] == [1, 2, 3, 4]
    assert [value for _, value in lines if isinstance(value, dict)] == [{"a": 2}, {"a": 4}]


def test_an_object_over_lines_that_never_closes_is_one_problem() -> None:
    ((line, wrong),) = told('{\n"a": 1,\n"b": 2\n')
    assert line == 1
    assert isinstance(wrong, str)
    assert wrong.startswith("is no JSON: ")
    ((_, wrong),) = told('{\n"a": 1,\n}\n')
    assert "line 3 of it" in str(wrong)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (b"[1]", "is no JSON object"),
        (b"null", "is no JSON object"),
        (b'"text"', "is no JSON object"),
        (b"{'a': 1}", "is no JSON: Expecting property name enclosed in double quotes"),
        (b'{"a": 1', "is no JSON: "),
        (b'{"a": "b', "is no JSON: "),
        (b'{"a": 1}{"a": 2}', "is no JSON: Extra data"),
        (b'{"a": NaN}', "holds NaN, which is no value"),
        (b'{"a": -Infinity}', "holds -Infinity, which is no value"),
        (b'{"a": 1, "b": 2, "a": 3}', "states 'a' twice"),
        (b'{"o": [{"a": 1, "a": 1}]}', "states 'a' twice"),
        (b'{"a": "\xff"}', "is no UTF-8 at byte 8"),
        (b'{"a": ' + b"1" * 5_000 + b"}", "holds a number that is too long"),
        (b'{"a": ' + b"[" * 300_000 + b"]" * 300_000 + b"}", "is nested too deeply"),
        (b"[" * 900_000, "is nested too deeply"),
        (b'{"a": "' + b"x" * MAX_OBJECT + b'"}', f"is longer than {MAX_OBJECT} bytes"),
        ('{"a": 1}'.encode("utf-16"), "is no UTF-8"),
    ],
    ids=lambda part: str(part)[:30],
)
@pytest.mark.parametrize("place", ["first", "later"])
def test_a_line_that_is_no_object_is_told_and_the_stream_goes_on(
    line: bytes, wrong: str, place: str
) -> None:
    before = b'{"id": "before"}\n' if place == "later" else b""
    first, *rest = found(before + line + b'\n{"id": "after"}\n')
    bad = first if place == "first" else rest[0]
    assert bad.value is None
    assert bad.wrong.startswith(wrong)
    assert bad.hint
    assert found(before + line + b'\n{"id": "after"}\n')[-1].value == {"id": "after"}


def test_a_line_of_any_length_is_stepped_over_in_pieces() -> None:
    class Long(io.BytesIO):
        """Notes the most that was asked for at once."""

        most = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            self.most = max(self.most, size or 0)
            assert size is not None
            assert size > 0
            return super().readline(size)

    stream = Long(b"x" * (3 * MAX_OBJECT) + b'\n{"a": 1}')
    wrong, right = json_objects(stream)
    assert wrong.wrong == f"is longer than {MAX_OBJECT} bytes"
    assert right == JsonObject(2, {"a": 1})
    assert stream.most == MAX_OBJECT + 1


def test_an_object_over_too_many_lines_is_told_by_its_first_line() -> None:
    many = "{\n" + ",\n".join(f'"{number:0>20000}": 1' for number in range(60)) + "\n}"
    first, *_ = found(many)
    assert (first.line, first.wrong) == (1, f"is longer than {MAX_OBJECT} bytes")


def test_a_million_lines_that_break_off_are_read_in_one_go() -> None:
    broken = b'{"a":\n' * 200_000
    assert sum(1 for _ in json_objects(io.BytesIO(broken))) <= 200_000


def test_a_stream_that_fails_is_an_error_with_the_line() -> None:
    class Failing(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            del size
            raise OSError(5, "Input/output error")

    with pytest.raises(SourceError, match="line 1: can't be read: Input/output error"):
        list(json_objects(Failing()))


def lines_of(objects: list[dict[str, object]]) -> Iterator[str]:
    return (json.dumps(each, ensure_ascii=False) for each in objects)


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)
objects = st.lists(st.dictionaries(st.text(max_size=5), values, max_size=4), max_size=5)


@given(objects)
def test_what_was_written_is_read_back_in_either_form(several: list[dict[str, object]]) -> None:
    flat = "\n".join(lines_of(several))
    spread = "\n".join(json.dumps(each, indent=1) for each in several)
    assert [each.value for each in found(flat)] == several
    assert [each.value for each in found(spread)] == several


@given(st.lists(st.sampled_from([b"{", b"}", b"[", b'"', b"\\", b"\n", b"a", b":", b"\xff"])))
def test_any_bytes_are_told_and_none_raise(parts: list[bytes]) -> None:
    for each in found(b"".join(parts)):
        assert (each.value is None) == bool(each.wrong)
