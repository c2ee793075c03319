"""The Reconciliation Service API 0.2, over the whole application, against schemas of our own.

The schemas in ``recon_schemas`` were written from the text of the specification.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from countersight.catalogue import load
from countersight.web.app import make_app
from countersight.web.reconcile.shapes import HIGH, WIDE
from countersight.wiring.office import open_desk
from countersight.work.reconciling.columns import MOST_IDS
from countersight.work.reconciling.properties import PROPERTIES, TYPES
from countersight.work.reconciling.queries import BATCH, LONGEST, MOST_TOLD
from countersight.work.reconciling.refusals import Code

SCHEMAS = Path(__file__).parent / "recon_schemas"
HERE = "http://127.0.0.1:8321"
QUERIES = {
    "sure": {"query": "Hangzhou Hikvision Digital Technology Co., Ltd."},
    "tied": {"query": "HIKVISION UK LIMITED", "type": "organisation", "limit": 2},
    "open": {"query": "Axis", "type_strict": "any"},
    "else": {"query": "Acme Bakery Ltd"},
    "many": {
        "query": "Dahua",
        "type": ["organisation"],
        "properties": [
            {"pid": "country", "v": "China"},
            {"pid": "products", "v": ["CCTV cameras", "recorders", 12, True]},
            {"pid": "brand", "v": {"id": "dahua", "name": "Dahua"}},
        ],
    },
    "number": {"properties": [{"pid": "uscc", "v": "91330000733796106P"}]},
}
NOT_ANSWERED = {
    "person": ({"query": "Mrs A Example"}, "person"),
    "withheld": ({"query": "REDACTED PERSONAL DATA"}, "withheld"),
    "nothing": ({"query": "n/a"}, "no-name"),
    "empty": ({"query": "   "}, "empty"),
    "long": ({"query": "a" * 1_001}, "too-long"),
    "limit": ({"query": "Dahua", "limit": 101}, "over-limit"),
    "none": ({"query": "Dahua", "limit": 0}, "malformed"),
    "text": ({"query": 7}, "malformed"),
    "list": (["Dahua"], "malformed"),
    "strict": ({"query": "Dahua", "type_strict": "perhaps"}, "malformed"),
    "member": ({"query": "Dahua", "propertys": []}, "malformed"),
    "type": ({"query": "Dahua", "type": "Q5"}, "unknown-type"),
    "pid": ({"query": "Dahua", "properties": [{"v": "CN"}]}, "malformed"),
    "value": ({"query": "Dahua", "properties": [{"pid": "lei", "v": [["a"]]}]}, "malformed"),
    "unknown number": (
        {"properties": [{"pid": "lei", "v": "529900T8BM49AURSDO55"}]},
        "no-name",
    ),
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    app = make_app(open_desk(tmp_path_factory.mktemp("reconciled") / "office"))
    with TestClient(app, base_url=HERE) as asking:
        yield asking


def valid(answer: httpx2.Response, schema: str) -> dict[str, Any]:
    """Return an answer that is of the form of a schema, and may be read by any site."""
    told = answer.json()
    rules = json.loads((SCHEMAS / f"{schema}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(rules)
    Draft202012Validator(rules).validate(told)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    if answer.status_code == 200:
        assert answer.headers["countersight-catalogue"] == load().version
        assert answer.headers["access-control-expose-headers"] == "Countersight-Catalogue"
    assert isinstance(told, dict)
    return told


def asked(client: TestClient, queries: object) -> dict[str, Any]:
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200
    return valid(answer, "result-batch")


def test_the_manifest_says_all_that_is_offered(client: TestClient) -> None:
    told = valid(client.get("/reconcile"), "manifest")
    assert told["versions"] == ["0.2"]
    assert told["batchSize"] == 100
    assert str(told["serviceVersion"]).endswith(load().version)
    assert set(told) >= {"preview", "suggest", "extend", "view", "defaultTypes"}
    assert valid(client.get("/reconcile?_=1732000000000"), "manifest") == told


def test_every_address_of_the_manifest_answers(client: TestClient) -> None:
    told = client.get("/reconcile").json()
    for one in told["suggest"].values():
        assert client.get(one["service_url"] + one["service_path"]).status_code == 200
    entity = told["suggest"]["entity"]
    flyout = entity["flyout_service_url"] + entity["flyout_service_path"]
    assert client.get(flyout.replace("${id}", "dahua")).status_code == 200
    for template in (told["view"]["url"], told["preview"]["url"]):
        assert client.get(template.replace("{{id}}", "dahua")).status_code == 200
    proposed = told["extend"]["propose_properties"]
    assert client.get(proposed["service_url"] + proposed["service_path"]).status_code == 200


def test_a_batch_is_answered_by_form_and_by_address(client: TestClient) -> None:
    rules = json.loads((SCHEMAS / "query-batch.json").read_text("utf-8"))
    Draft202012Validator(rules).validate(QUERIES)
    told = asked(client, QUERIES)
    assert list(told) == list(QUERIES)
    read = client.get("/reconcile", params={"queries": json.dumps(QUERIES)})
    assert valid(read, "result-batch") == told


@pytest.mark.parametrize(
    ("key", "entity", "is_match"),
    [
        ("sure", "hikvision", True),
        ("tied", "hikvision", True),
        ("open", "axis", False),
        ("many", "dahua", True),
        ("number", "hikvision", True),
    ],
)
def test_only_a_match_is_chosen(
    client: TestClient, key: str, entity: str, is_match: object
) -> None:
    best = asked(client, QUERIES)[key]["result"][0]
    assert (best["id"], best["match"]) == (entity, is_match)


def test_what_the_catalogue_has_not_is_no_error(client: TestClient) -> None:
    assert asked(client, QUERIES)["else"] == {"result": []}


@pytest.mark.parametrize("key", NOT_ANSWERED)
def test_a_query_that_is_not_answered_is_never_one_without_a_match(
    client: TestClient, key: str
) -> None:
    query, code = NOT_ANSWERED[key]
    told = asked(client, {"a": query, "b": {"query": "Dahua"}})
    assert "result" not in told["a"]
    assert told["a"]["error"]["code"] == code
    assert told["b"]["result"][0]["id"] == "dahua"


def test_a_query_is_answered_with_the_same_bytes_alone_and_in_a_batch(
    client: TestClient,
) -> None:
    together = {**QUERIES, **{key: query for key, (query, _) in NOT_ANSWERED.items()}}
    whole = client.post("/reconcile", data={"queries": json.dumps(together)}).text
    for key, query in together.items():
        one = client.post("/reconcile", data={"queries": json.dumps({key: query})}).text
        assert one[1:-1] in whole


def test_features_say_what_speaks_for_a_candidate_and_against_it(client: TestClient) -> None:
    [best] = asked(client, QUERIES)["open"]["result"]
    features = {one["id"]: one["value"] for one in best["features"]}
    assert features["exact-name"] > 0 > features["ambiguous-name"]
    assert features["is-match"] is False
    points = [each for each in features.values() if not isinstance(each, bool)]
    assert sum(points) == pytest.approx(best["score"])


def test_a_country_and_wares_move_a_name_that_others_bear(client: TestClient) -> None:
    said = [{"pid": "place", "v": "Lund, Sweden"}, {"pid": "industry", "v": "32323500"}]
    told = asked(client, {"a": {"query": "Axis"}, "b": {"query": "Axis", "properties": said}})
    [alone], [more] = told["a"]["result"], told["b"]["result"]
    assert (alone["match"], more["match"]) == (False, True)
    assert {"country", "product"} <= {one["id"] for one in more["features"]}


def test_a_property_that_tells_nothing_is_named(client: TestClient) -> None:
    said = [{"pid": "colour", "v": "red"}, {"pid": "place", "v": "nowhere at all"}]
    told = asked(client, {"a": {"query": "Dahua", "properties": said}})
    assert told["a"]["ignored"] == ["colour", "place"]
    said = [{"pid": "country", "v": "CN"}, {"pid": "place", "v": "Lund, Sweden"}]
    told = asked(client, {"a": {"query": "Dahua", "properties": said}})
    assert told["a"]["ignored"] == ["place"]


def test_of_several_numbers_the_one_that_is_known_counts(client: TestClient) -> None:
    numbers = [
        {"pid": "lei", "v": "529900T8BM49AURSDO55"},
        {"pid": "uscc", "v": ["91330000733796106P"]},
    ]
    found = asked(client, {"a": {"query": "A trading name", "properties": numbers}})
    assert found["a"]["result"][0]["id"] == "hikvision"


def test_another_type_hides_no_candidate_and_chooses_none(client: TestClient) -> None:
    [best] = asked(client, {"a": {"query": "Hikvision", "type": "control"}})["a"]["result"]
    assert (best["id"], best["match"]) == ("hikvision", False)
    assert {"id": "type", "value": False} in best["features"]


def test_of_a_name_and_a_number_of_two_makers_none_is_chosen(client: TestClient) -> None:
    number = [{"pid": "uscc", "v": "91330000733796106P"}]
    query = {"query": "Zhejiang Dahua Technology Co., Ltd.", "properties": number}
    found = asked(client, {"a": query})["a"]["result"]
    assert {one["id"] for one in found} == {"dahua", "hikvision"}
    assert not any(one["match"] for one in found)


def test_the_limit_is_kept_and_the_order_is_that_of_scores(client: TestClient) -> None:
    query = {"query": "Hikvision", "properties": [{"pid": "brand", "v": "Dahua"}]}
    told = asked(client, {"a": query, "b": {**query, "limit": 1}})
    scores = [one["score"] for one in told["a"]["result"]]
    assert scores == sorted(scores, reverse=True)
    assert told["b"]["result"] == told["a"]["result"][:1]


def test_an_id_is_found_as_a_candidate(client: TestClient) -> None:
    found = asked(client, {"a": {"query": "hik_moyu"}})["a"]["result"]
    assert (found[0]["id"], found[0]["match"]) == ("hik_moyu", False)


def test_suggestions_begin_with_what_is_typed(client: TestClient) -> None:
    whole = valid(client.get("/reconcile/suggest/entity?prefix=hikv"), "suggest-entities")
    ids = [one["id"] for one in whole["result"]]
    assert ids[0] == "hikvision"
    address = "/reconcile/suggest/entity?prefix=hikv&cursor=1&limit=1"
    later = valid(client.get(address), "suggest-entities")
    assert [one["id"] for one in later["result"]] == ids[1:2]


@pytest.mark.parametrize(
    "prefix", ["海康威视", "hik_moyu", "HANGZHOU HIKVISION DIGITAL TECHNOLOGY CO., LTD."]
)
def test_a_whole_name_or_id_is_suggested_first(client: TestClient, prefix: str) -> None:
    told = client.get("/reconcile/suggest/entity", params={"prefix": prefix}).json()
    assert told["result"][0]["id"] in {"hikvision", "hik_moyu"}


def test_every_property_and_type_is_suggested(client: TestClient) -> None:
    for what, known in (("property", PROPERTIES), ("type", TYPES)):
        told = valid(client.get(f"/reconcile/suggest/{what}?limit=100"), "suggest-things")
        assert {one["id"] for one in told["result"]} == set(known)
        for key, one in known.items():
            found = client.get(f"/reconcile/suggest/{what}", params={"prefix": one.name}).json()
            assert key in {each["id"] for each in found["result"]}
            flyout = valid(client.get(f"/reconcile/flyout/{what}?id={key}"), "flyout")
            assert flyout["id"] == key


def test_every_proposed_property_fills_cells(client: TestClient) -> None:
    address = "/reconcile/properties?type=organisation"
    told = valid(client.get(address), "property-proposal")
    asked_for = {"ids": ["hikvision", "dahua", "nobody"], "properties": told["properties"]}
    answer = client.post("/reconcile", data={"extend": json.dumps(asked_for)})
    rows = valid(answer, "extension")["rows"]
    assert all(cell == [] for cell in rows["nobody"].values())
    for one in ("name", "country", "brand", "list", "restriction", "identifier", "parent"):
        assert rows["hikvision"][one]
    read = client.get("/reconcile", params={"extend": json.dumps(asked_for)})
    assert read.text == answer.text
    few = valid(client.get(f"{address}&limit=2"), "property-proposal")
    assert few["properties"] == told["properties"][:2]


def test_settings_choose_scripts_and_say_sources(client: TestClient) -> None:
    settings = {"script": "Hans", "source": True, "limit": "1"}
    properties = [{"id": "name", "settings": settings}, {"id": "parent", "settings": settings}]
    form = {"extend": json.dumps({"ids": ["hikvision"], "properties": properties})}
    told = valid(client.post("/reconcile", data=form), "extension")
    row = told["rows"]["hikvision"]
    assert row["name"] == [{"str": "杭州海康威视数字技术股份有限公司 [hik-ar2020]"}]
    assert set(row["parent"][0]) == {"id", "name", "description"}


def test_the_preview_alone_may_be_framed(client: TestClient) -> None:
    page = client.get("/reconcile/preview?id=hikvision")
    assert page.headers["content-security-policy"].endswith("frame-ancestors *")
    for other in ("/", "/catalogue/hikvision", "/reconcile", "/reconcile/previews"):
        policy = client.get(other).headers["content-security-policy"]
        assert policy.endswith("frame-ancestors 'none'")
    gone = client.get("/reconcile/preview?id=<script>")
    assert gone.status_code == 404
    assert "&lt;script&gt;" in gone.text


def test_a_page_of_another_site_may_ask_here_and_write_nowhere(client: TestClient) -> None:
    strange = {"Origin": "http://127.0.0.1:3333", "Sec-Fetch-Site": "cross-site"}
    form = {"queries": json.dumps(QUERIES)}
    assert client.post("/reconcile", data=form, headers=strange).status_code == 200
    preflight = client.options("/reconcile", headers=strange)
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-origin"] == "*"
    for path in ("/screen", "/settings", "/reconciled", "/reconcile/../settings"):
        assert client.post(path, data=form, headers=strange).status_code == 403
    rebound = client.post("/reconcile", data=form, headers={"Host": "evil.example"})
    assert rebound.status_code == 403
    assert rebound.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/reconcile?callback=jQuery1", 400, "no-jsonp"),
        ("/reconcile?query=Dahua", 400, "one-field"),
        ("/reconcile?queries={}&extend={}", 400, "one-field"),
        ("/reconcile?queries=[]", 400, "not-a-batch"),
        ("/reconcile?queries={", 400, "not-json"),
        ("/reconcile?extend={}", 400, "malformed"),
        (
            "/reconcile?"
            + urlencode({"extend": '{"ids": ["a"], "properties": [{"id": "x"}]}'}),
            400,
            "unknown-property",
        ),
        ("/reconcile/suggest/entity?cursor=-1", 400, "malformed"),
        ("/reconcile/suggest/entity?limit=ten", 400, "malformed"),
        ("/reconcile/suggest/entity?prefix=" + "a" * 201, 400, "malformed"),
        ("/reconcile/suggest/nothing", 404, "absent"),
        ("/reconcile/flyout/entity?id=nobody", 404, "absent"),
        ("/reconcile/nowhere", 404, "not-found"),
    ],
)
def test_a_request_that_is_not_heard_says_why(
    client: TestClient, address: str, status: int, code: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, valid(answer, "problem")["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


def test_settings_tell_the_address_to_paste(client: TestClient) -> None:
    assert f"<code>{HERE}/reconcile</code>" in client.get("/settings").text


def test_the_reference_tells_every_property_type_code_and_bound() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "reconcile.md").read_text(
        "utf-8"
    )
    for known in (PROPERTIES, TYPES):
        for key, one in known.items():
            assert f"| `{key}` | {one.name} |" in page
            assert one.description in page
    codes = {each.value for each in Code}
    assert {code for code in codes if f"| `{code}` |" in page} == codes
    for bound in (BATCH, MOST_IDS, LONGEST, MOST_TOLD, WIDE, HIGH):
        assert f"{bound:,}" in page
