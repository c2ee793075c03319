"""Reconciliation asked by those who mean harm, or by programs that went wrong."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from countersight.web.app import make_app
from countersight.web.reconcile.asking import LARGEST
from countersight.wiring.office import open_desk
from countersight.work.reconciling import Refusal, batch_of
from countersight.work.reconciling.columns import columns_of
from countersight.work.reconciling.parsing import LARGEST as LONGEST

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
MEMBERS = st.sampled_from(["query", "type", "limit", "properties", "type_strict", "pid", "v"])
QUERY = st.dictionaries(MEMBERS, ANY, max_size=5)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    app = make_app(open_desk(tmp_path_factory.mktemp("hostile") / "office"))
    with TestClient(app, base_url="http://127.0.0.1:8321") as asking:
        yield asking


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"queries=%FF%FE", 400, "not-a-form"),
        ("queries=海康".encode(), 400, "not-a-form"),
        (b"&".join([b"a=b"] * 11), 400, "not-a-form"),
        (b"", 400, "one-field"),
        (b"queries=" + b"[" * 200_000, 400, "not-json"),
        (b"queries=" + b'{"a":' * 100_000, 400, "not-json"),
        (b"queries=" + b"9" * 10_000, 400, "not-json"),
        (b'queries={"a": NaN}', 400, "not-json"),
        (b'queries={"a": {}, "a": {}}', 400, "not-json"),
        (b'queries={"\\ud800": {"query": "a"}}', 400, "not-a-batch"),
        (b'queries="a"', 400, "not-a-batch"),
        (b"queries=" + b" " * (LONGEST + 1), 400, "not-json"),
        (b"queries=" + b"a" * LARGEST, 413, "too-large"),
        (b'extend={"ids": "a", "properties": []}', 400, "malformed"),
        (b'extend={"ids": ["\\udfff"], "properties": []}', 400, "malformed"),
        (b'extend={"ids": [], "properties": [1]}', 400, "malformed"),
    ],
)
def test_a_body_that_can_not_be_read_is_refused_whole(
    client: TestClient, body: bytes, status: int, code: str
) -> None:
    answer = client.post("/reconcile", content=body, headers=FORM)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["access-control-allow-origin"] == "*"


def test_another_kind_of_body_is_refused(client: TestClient) -> None:
    for answer in (
        client.post("/reconcile", json={"queries": {}}),
        client.post("/reconcile", files={"queries": b"{}"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (415, "not-a-form")


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        ("queries", {str(number): {"query": "Dahua"} for number in range(101)}),
        ("extend", {"ids": [str(number) for number in range(1_001)], "properties": []}),
        ("extend", {"ids": [], "properties": [{"id": "country"}] * 51}),
    ],
)
def test_more_than_is_answered_at_once_is_refused(
    client: TestClient, field: str, asked: object
) -> None:
    answer = client.post("/reconcile", data={field: json.dumps(asked)})
    assert (answer.status_code, answer.json()["code"]) == (413, "too-many")


@pytest.mark.parametrize(
    "query",
    [
        {"query": "Dahua", "properties": [{"pid": "lei", "v": "a"}] * 21},
        {"query": "Dahua", "properties": [{"pid": "lei", "v": ["a"] * 21}]},
        {"query": "Dahua", "type": ["organisation"] * 21},
    ],
)
def test_a_query_of_too_many_parts_is_not_answered(query: object) -> None:
    found = batch_of(json.dumps({"a": query}))
    assert not isinstance(found, Refusal)
    said = found["a"]
    assert isinstance(said, Refusal)
    assert said.code.value == "too-many"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.text(max_size=5), QUERY | ANY, max_size=4) | ANY)
def test_whatever_is_asked_each_query_is_taken_apart_or_refused(asked: object) -> None:
    found = batch_of(json.dumps(asked))
    assert isinstance(found, Refusal) or list(found) == list(asked)  # type: ignore[call-overload]
    columns_of(json.dumps(asked))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.dictionaries(st.text(max_size=5), QUERY, max_size=4))
def test_whatever_is_asked_each_query_is_answered(client: TestClient, asked: object) -> None:
    answer = client.post("/reconcile", data={"queries": json.dumps(asked)})
    if answer.status_code == 200:
        assert list(answer.json()) == list(asked)  # type: ignore[call-overload]
    else:
        assert answer.json()["code"] in {"not-json", "not-a-batch"}


def test_markup_and_letters_that_turn_are_shown_as_text(client: TestClient) -> None:
    names = ["<script>alert(1)</script>", "Dahua\u202egnp.exe", "=cmd|' /C calc'!A0", "a\x00b"]
    queries = {name: {"query": name} for name in names}
    told = client.post("/reconcile", data={"queries": json.dumps(queries)}).json()
    assert list(told) == names
    page = client.get(f"/reconcile/preview?id={quote(names[1])}").text
    assert "\u202e" not in page
    assert "<script>" not in client.get(f"/reconcile/preview?id={quote(names[0])}").text


def test_no_answer_quotes_a_person(client: TestClient) -> None:
    queries = {"a": {"query": "Mrs A Example"}, "b": {"query": "Mr Sample", "limit": -1}}
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert "Example" not in answer.text
    assert "Sample" not in answer.text


def test_many_ask_at_once_and_each_is_answered_as_alone(client: TestClient) -> None:
    forms = [
        {"queries": json.dumps({"q": {"query": name}})}
        for name in ("Hikvision", "Dahua", "Acme Bakery", "Uniview", "Mrs A Example")
    ]
    alone = [client.post("/reconcile", data=form).text for form in forms]
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda form: client.post("/reconcile", data=form).text, forms * 6))
    assert told == alone * 6
