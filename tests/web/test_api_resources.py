"""Each resource of the interface, as a program asks it."""

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from office_clients import API, Json, asking, finished
from starlette.testclient import TestClient

from countersight.cli.app import run as command
from countersight.web.api.document import document
from countersight.web.api.screen import MOST_SENT
from countersight.work import demo_folder
from countersight.work.office.enquiries import (
    MOST_NAMES,
    MOST_OBSERVATIONS,
    MOST_RECORDS,
    MOST_SITUATIONS,
)

ROWS = (
    b"supplier,site\nHIKVISION UK LIMITED,Leeds\nAcme Bakery Ltd,Leeds\nDahau Technology,York\n"
)
CAMERAS = {
    "id": "c",
    "date": "2023-02-01",
    "place": "GB-EAW",
    "roles": ["public.national"],
    "act": "deploy",
    "product_form": "equipment",
    "product_class": "video_surveillance",
    "maker": "hikvision",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with asking(tmp_path_factory.mktemp("api") / "office") as made:
        yield made


@pytest.fixture(scope="module")
def run(client: TestClient) -> int:
    """A run of three records that is over."""
    form = {"profile": "uk-council", "who": "case desk"}
    sent = client.post(f"{API}/screen/files", data=form, files={"file": ("s.csv", ROWS)})
    assert sent.status_code == 202, sent.text
    assert finished(client, sent.headers["location"])["state"] == "done"
    return int(sent.json()["run"])


def post(client: TestClient, path: str, body: object, status: int = 200) -> Json:
    answer = client.post(f"{API}{path}", json=body)
    assert answer.status_code == status, answer.text
    found: Json = answer.json()
    return found


def get(client: TestClient, path: str, status: int = 200) -> Json:
    answer = client.get(f"{API}{path}")
    assert answer.status_code == status, answer.text
    found: Json = answer.json()
    return found


def plain(answer: Mapping[str, object]) -> dict[str, object]:
    """Return an answer without the place where its record stands."""
    record = dict(answer["record"])  # type: ignore[call-overload]
    del record["origin"], record["at"]
    return {**answer, "record": record}


def test_records_get_the_answers_of_the_command_line(
    client: TestClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records: list[Json] = [
        {"name": "HIKVISION UK LIMITED", "country": "GB", "facts": {"purpose": "other"}},
        {"name": "Acme Bakery Ltd"},
        {"name": "Mrs A. Example", "description": "tuition"},
        {"name": "Redacted"},
        {"model": "DS-2CD2143G2-I"},
    ]
    asked = {"records": records, "profile": "uk-council", "as_of": "2026-11-24"}
    found = post(client, "/screen", asked)
    flat = [
        {**{k: v for k, v in each.items() if k != "facts"}, **each.get("facts", {})}
        for each in records
    ]
    file = tmp_path / "records.json"
    file.write_text(json.dumps(flat), "utf-8")
    options = ["--profile", "uk-council", "--as-of", "2026-11-24", "--kind", "supplier"]
    command(["screen", str(file), *options, "--format", "jsonl", "--all", "--quiet"])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [plain(each) for each in found["answers"]] == [plain(each) for each in lines]
    assert [each["state"] for each in found["answers"]] == [
        *("match", "no_match", "not_checked", "not_checked", "review")
    ]


def test_not_checked_is_counted_apart_and_says_why(client: TestClient) -> None:
    found = post(client, "/screen", {"records": [{"name": "Mr B. Example"}, {"name": "Axis"}]})
    person, axis = found["answers"]
    assert (person["state"], person["reason"]) == ("not_checked", "person")
    assert "Example" not in json.dumps(found)
    assert axis["state"] != "not_checked"
    assert (found["counts"]["not_checked"], found["counts"]["person"]) == (1, 1)
    assert found["counts"]["no_match"] == 1 - (axis["state"] != "no_match")


def test_a_record_gets_the_same_answer_alone_and_among_others(client: TestClient) -> None:
    one = {"name": "HIKVISION UK LIMITED"}
    other = {"mac": "68:6d:bc:ee:f8:f0", "site": "Depot", "amount": "12.00"}
    alone = post(client, "/screen", {"records": [one]})["answers"][0]
    among = post(client, "/screen", {"records": [other, one]})["answers"][1]
    assert plain(alone) == plain(among)


def test_many_records_become_a_run_with_the_same_answers(client: TestClient) -> None:
    records = [{"name": f"Acme Bakery {n} Ltd"} for n in range(MOST_RECORDS)]
    records.append({"name": "HIKVISION UK LIMITED"})
    sent = client.post(f"{API}/screen", json={"records": records, "profile": "uk-council"})
    assert sent.status_code == 202
    job = finished(client, sent.headers["location"])
    assert (job["state"], job["done"], job["total"]) == ("done", len(records), len(records))
    [kept] = get(client, f"/runs/{job['run']}/answers?state=match")["answers"]
    body = {"records": records[-1:], "profile": "uk-council"}
    [told] = post(client, "/screen", body)["answers"]
    assert plain(kept["answer"]) == plain(told)


def test_few_records_become_a_run_where_that_is_preferred(client: TestClient) -> None:
    prefer = {"Prefer": "respond-async"}
    sent = client.post(f"{API}/screen", json={"records": [{"name": "Axis"}]}, headers=prefer)
    assert sent.status_code == 202
    assert sent.headers["location"] == f"{API}/jobs/{sent.json()['job']}"


def test_one_name_is_matched_with_its_evidence(client: TestClient) -> None:
    found = get(client, "/match?name=HIKVISION UK LIMITED&as_of=2026-11-24")
    [answer] = found["answers"]
    assert (answer["state"], answer["matches"][0]["entity"]) == ("match", "hikvision")
    assert answer["matches"][0]["evidence"][0]["text"]
    assert answer["findings"] == answer["not_bound"] == []
    assert answer["as_of"] == "2026-11-24"


def test_names_are_matched_in_their_order_and_persons_are_masked(client: TestClient) -> None:
    names = [{"id": "a", "name": "海康威视"}, {"id": "b", "name": "Dr C. Example"}]
    first, second = post(client, "/match", {"names": names})["answers"]
    assert (first["record"]["id"], first["state"]) == ("a", "match")
    assert (second["state"], second["reason"]) == ("not_checked", "person")
    assert "Example" not in json.dumps(second)


def test_devices_are_identified_as_the_command_line_does(
    client: TestClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (demo_folder() / "observations.jsonl").read_text("utf-8").splitlines()
    said = [json.loads(line) for line in lines if line.strip()]
    wanted = [
        {k: v for k, v in each.items() if k in {"host", "kind", "value", "seen"}}
        for each in said
    ]
    found = post(client, "/identify", {"observations": wanted, "as_of": "2026-11-24"})
    file = tmp_path / "o.jsonl"
    file.write_text("\n".join(map(json.dumps, wanted)), "utf-8")
    command(["identify", str(file), "--format", "jsonl", "--as-of", "2026-11-24"])
    *devices, coverage = map(json.loads, capsys.readouterr().out.splitlines())
    told = [each for each in devices if "device" in each]
    assert [each["maker"] for each in found["devices"]] == [each["maker"] for each in told]
    assert [each["device"] for each in found["devices"]] == [each["device"] for each in told]
    assert found["coverage"] == coverage["coverage"]


def test_an_unknown_maker_is_unknown(client: TestClient) -> None:
    seen = [{"host": "10.0.0.9", "kind": "address", "value": "10.0.0.9"}]
    [device] = post(client, "/identify", {"observations": seen})["devices"]
    assert device["maker"]["state"] == "unknown"


def test_duties_are_decided_as_the_command_line_does(
    client: TestClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = post(client, "/decide", {"situations": [CAMERAS, {"id": 2}]})["answers"]
    file = tmp_path / "facts.jsonl"
    file.write_text(f"{json.dumps(CAMERAS)}\n{json.dumps({'id': 2})}\n", "utf-8")
    command(["decide", str(file)])
    assert found == [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert found[0]["depends"][0]["trace"]
    assert found[1]["problem"]


def test_restrictions_are_listed_for_somebody_on_a_day(client: TestClient) -> None:
    found = get(client, "/restrictions?who=public.local,GB-EAW&day=2026-11-24")
    names = [each["restriction"] for each in found["restrictions"]]
    assert "gb-procurement-act-2023-natsec" in names
    assert found["total"] == len(names)
    everybody = get(client, "/restrictions")
    assert everybody["total"] > found["total"]


def test_a_list_is_read_page_by_page(client: TestClient) -> None:
    address: str | None = f"{API}/restrictions?limit=7"
    met: list[str] = []
    while address is not None:
        page = client.get(address).json()
        met += [each["restriction"] for each in page["restrictions"]]
        address = page["next"]
    assert len(met) == len(set(met)) == get(client, "/restrictions")["total"]


def test_a_passed_deadline_stays_among_what_is_due(client: TestClient) -> None:
    found = get(client, "/restrictions/due?who=public.national,GB-EAW&day=2026-11-24&within=0")
    passed = [each for each in found["due"] if each["days"] < 0 and each["what"] == "due"]
    assert passed


def test_a_restriction_is_read_in_full(client: TestClient) -> None:
    found = get(client, "/restrictions/gb-visual-surveillance-2022")
    assert found["duties"]
    assert found["cites"]


def test_vendors_are_found_in_any_script(client: TestClient) -> None:
    found = get(client, "/vendors?q=海康威视")
    assert [each["id"] for each in found["vendors"]] == ["hikvision"]


def test_every_vendor_is_told_as_its_schema_says(client: TestClient) -> None:
    schema = json.loads(
        (files("countersight.report") / "vendor.schema.json").read_text("utf-8")
    )
    check = Draft202012Validator(schema)
    found = get(client, "/vendors?limit=500")["vendors"]
    for each in found:
        check.validate(get(client, f"/vendors/{each['id']}"))
    assert len(found) > 20


def test_a_run_tells_its_grounds_and_counts(client: TestClient, run: int) -> None:
    found = get(client, f"/runs/{run}")
    assert found["upload"]["name"] == "s.csv"
    assert (found["asked"]["profile"], found["who"]) == ("uk-council", "case desk")
    assert (found["counts"]["records"], found["counts"]["match"]) == (3, 1)
    assert run in [each["run"] for each in get(client, "/runs?limit=500")["runs"]]


def test_answers_are_filtered_as_the_page_filters_them(client: TestClient, run: int) -> None:
    leeds = get(client, f"/runs/{run}/answers?site=Leeds")
    assert leeds["total"] == 2
    both = get(client, f"/runs/{run}/answers?state=match&state=review&limit=1")
    assert (both["total"], len(both["answers"])) == (2, 1)
    assert get(client, f"/runs/{run}/answers?q=bakery")["total"] == 1
    assert get(client, f"/runs/{run}/facets")["site"] == {"Leeds": 2, "York": 1}


def test_what_could_not_be_read_is_told_with_its_place(client: TestClient) -> None:
    sent = client.post(f"{API}/screen/files", files={"file": ("x.csv", b"colour\nred\n")})
    job = finished(client, sent.headers["location"])
    [told] = get(client, f"/runs/{job['run']}/problems")["problems"]
    assert told["problem"]["code"] == "no-columns"


def test_a_judgement_counts_is_undone_and_stays_in_the_history(
    client: TestClient, run: int
) -> None:
    waiting = get(client, f"/reviews/waiting?run={run}")
    [first, *_] = waiting["answers"]
    match = first["answer"]["matches"][0]
    said = {
        "run": run,
        "number": first["number"],
        "entity": match["entity"],
        "verdict": "dismissed",
        "reason": "another firm",
        "who": "case desk",
    }
    kept = post(client, "/reviews", said, 201)
    assert get(client, f"/reviews/waiting?run={run}")["total"] == waiting["total"] - 1
    answer = get(client, f"/runs/{run}/answers/{first['number']}")
    assert (answer["judged"], answer["answer"]["state"]) == (
        "dismissed",
        first["answer"]["state"],
    )
    assert answer["reviews"] == [kept]
    again = post(client, "/reviews", said, 409)
    assert again["code"] == "conflict"
    second = post(
        client, "/reviews", {**said, "verdict": "unsure", "seen": kept["review"]}, 201
    )
    for number in (second["review"], kept["review"]):
        undone = post(client, f"/reviews/{number}/undo", {"who": "case desk"})
        assert undone["undone"] is True
    history = get(client, f"/reviews?record={kept['record']}&entity={kept['entity']}")
    assert [each["undone"] for each in history["reviews"]] == [True, True]
    assert post(client, f"/reviews/{kept['review']}/undo", {}, 404)["code"] == "absent"


def test_a_run_that_is_over_is_removed_and_its_judgements_stay(client: TestClient) -> None:
    sent = client.post(f"{API}/screen/files", files={"file": ("s.csv", ROWS)})
    run = finished(client, sent.headers["location"])["run"]
    assert client.delete(f"{API}/runs/{run}?who=case desk").status_code == 204
    assert get(client, f"/runs/{run}", 404)["code"] == "absent"
    assert client.delete(f"{API}/runs/{run}").status_code == 404


def test_a_job_that_waits_is_cancelled_and_then_its_run_is_removed(tmp_path: Path) -> None:
    with asking(tmp_path / "office") as client:
        client.app.state.desk.store.jobs.claim("somebody else")  # type: ignore[attr-defined]
        many = b"supplier\n" + b"Acme Ltd\n" * 400_000
        sent = client.post(f"{API}/screen/files", files={"file": ("m.csv", many)})
        job = sent.headers["location"]
        run = f"{API}/runs/{sent.json()['run']}"
        assert client.delete(run).json()["code"] == "conflict"
        cancelled = client.delete(job)
        assert cancelled.status_code == 202
        assert finished(client, job)["state"] == "cancelled"
        assert client.delete(run).status_code == 204


@pytest.mark.parametrize(
    ("operation", "most"),
    [
        ("screen", (f"{MOST_RECORDS}", f"{MOST_SENT:,}")),
        ("matchNames", (f"{MOST_NAMES}",)),
        ("identify", (f"{MOST_OBSERVATIONS:,}",)),
        ("decide", (f"{MOST_SITUATIONS}",)),
    ],
)
def test_the_document_says_how_many_are_heard(
    client: TestClient, operation: str, most: tuple[str, ...]
) -> None:
    told = document(client.app)  # type: ignore[arg-type]
    methods = [each for path in told["paths"].values() for each in path.values()]
    [said] = [each["description"] for each in methods if each["operationId"] == operation]
    assert all(number in said for number in most)
