"""Every error of the interface is an object of problem details with a code and a hint."""

import asyncio
import json
from collections.abc import Iterator, Mapping
from gettext import NullTranslations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_clients import API, Json, asking
from starlette.requests import Request
from starlette.testclient import TestClient

from countersight.errors import PersonError, StoreError
from countersight.messages import sentence, speaking
from countersight.web.api.asking import DEEPEST, MIB, strict
from countersight.web.api.docs import codes
from countersight.web.failing import refused as refused_by_the_room
from countersight.work.office.enquiries import MOST_NAMES

JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with asking(tmp_path_factory.mktemp("api") / "office") as made:
        yield made


def refused(
    client: TestClient,
    method: str,
    path: str,
    *,
    body: object = None,
    content: bytes | Iterator[bytes] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Json:
    """Return the problem details of a request that is refused."""
    sent = {"json": body} if body is not None else {"content": content}
    answer = client.request(method, f"{API}{path}", headers=dict(headers or {}), **sent)
    assert answer.status_code >= 400, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    found: Json = answer.json()
    assert found["status"] == answer.status_code
    assert found["title"]
    assert found["hint"] == found["detail"]
    assert found["type"] == f"{API}/docs#code-{found['code']}"
    assert found["code"] in {code for code, _, _ in codes()}
    return found


def test_what_is_not_there_is_told(client: TestClient) -> None:
    assert refused(client, "GET", "/nowhere")["code"] == "not-found"
    for path in (
        "/runs/9",
        "/jobs/9",
        "/runs/9/answers",
        "/runs/9/answers/1",
        "/vendors/nobody",
    ):
        assert refused(client, "GET", path)["code"] == "absent", path
    gone = refused(client, "GET", "/restrictions/us-ndaa889")
    assert (gone["status"], "us-ndaa889-" in gone["hint"]) == (404, True)


def test_a_method_that_is_not_heard_names_those_that_are(client: TestClient) -> None:
    assert refused(client, "PATCH", "/runs/1")["code"] == "method-not-allowed"
    answer = client.request("PUT", f"{API}/runs/1")
    assert answer.headers["allow"] == "DELETE, GET, HEAD"


def test_a_body_of_another_media_type_is_refused(client: TestClient) -> None:
    text = {"Content-Type": "text/plain"}
    for path in ("/screen", "/match", "/identify", "/decide", "/reviews"):
        found = refused(client, "POST", path, content=b"{}", headers=text)
        assert (found["status"], "application/json" in found["hint"]) == (415, True)
    assert (
        refused(client, "POST", "/screen/files", content=b"{}", headers=JSON)["status"] == 415
    )
    assert refused(client, "POST", "/decide", content=b"{}")["status"] == 415


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"{", "no JSON"),
        (b'{"names": [{"name": "a", "name": "b"}]}', "twice"),
        (b'{"names": NaN}', "no number"),
        (b'{"names": "\xff"}', "UTF-8"),
        (b'{"names": [{"name": "\\ud800"}]}', "half a character"),
        (b'{"names": ' + b"[" * 40 + b"]" * 40 + b"}", "deeper"),
        (b"[" * 200_000, "nested too deep"),
        (b'{"names": ' + b"9" * 10_000 + b"}", "no JSON"),
    ],
)
def test_json_is_read_strictly(client: TestClient, body: bytes, said: str) -> None:
    found = refused(client, "POST", "/match", content=body, headers=JSON)
    assert (found["status"], found["code"]) == (400, "bad-request")
    assert said in found["hint"]


def test_the_place_of_what_can_not_be_used_is_told_and_its_value_is_not(
    client: TestClient,
) -> None:
    body = {"records": [{"name": "Acme"}, {"nmae": "Mrs D. Example"}]}
    found = refused(client, "POST", "/screen", body=body)
    assert (found["status"], found["code"]) == (422, "invalid")
    assert "#/records/1/nmae" in [each["at"] for each in found["errors"]]
    assert "Example" not in json.dumps(found)
    assert refused(client, "GET", "/runs?limit=0")["errors"][0]["at"] == "?limit"
    assert refused(client, "GET", "/jobs/one")["code"] == "invalid"


def test_a_query_that_would_go_unheard_is_refused(client: TestClient) -> None:
    found = refused(client, "GET", "/runs?stat=match")
    assert (found["status"], found["code"]) == (422, "setting")
    assert "offset, limit" in found["hint"]


def test_a_part_of_a_form_that_would_go_unheard_is_refused(client: TestClient) -> None:
    sent = client.post(
        f"{API}/screen/files",
        data={"profil": "uk-council"},
        files={"file": ("a.csv", b"supplier")},
    )
    assert (sent.status_code, sent.json()["code"]) == (422, "setting")
    assert "'profil'" in sent.json()["title"]


def test_what_is_said_of_an_error_is_told_in_the_language_spoken() -> None:
    request = Request({"type": "http", "path": f"{API}/match", "headers": []})
    wrong = PersonError(sentence("{number} devices", number=2))

    class German(NullTranslations):
        def gettext(self, message: str) -> str:
            return f"<{message}>"

        def info(self) -> dict[str, str]:
            return {"language": "de"}

    with speaking(German()):
        answer = asyncio.run(refused_by_the_room(request, wrong))
    found = json.loads(bytes(answer.body))
    assert (found["code"], found["title"]) == ("person", "<2 devices>")
    assert answer.headers["content-language"] == "de"


@pytest.mark.filterwarnings("ignore:.*:pytest.PytestUnraisableExceptionWarning")
def test_an_upload_that_is_cut_off_is_refused_and_makes_no_run(client: TestClient) -> None:
    parts = {"Content-Type": "multipart/form-data; boundary=x"}
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    before = client.get(
        f"{API}/runs"
    ).json()  # the reader of parts leaves its file to be collected
    for content in (head + b"supplier\nHIK", head, b"--x\r\n", b"", b"junk"):
        found = refused(client, "POST", "/screen/files", content=content, headers=parts)
        assert found["code"] in {"invalid", "bad-request"}
    assert client.get(f"{API}/runs").json() == before


def test_counts_and_pages_are_bounded(client: TestClient) -> None:
    names = [{"name": "a"}] * (MOST_NAMES + 1)
    assert refused(client, "POST", "/match", body={"names": names})["status"] == 422
    assert refused(client, "POST", "/match", body={"names": []})["status"] == 422
    assert refused(client, "GET", "/vendors?limit=501")["status"] == 422
    assert refused(client, "GET", "/vendors?offset=1000001")["status"] == 422
    many = "&".join(["state=match"] * 51)
    assert refused(client, "GET", f"/runs/1/answers?{many}")["status"] == 422


def test_a_body_that_is_too_large_is_refused_as_told_and_as_it_comes(
    client: TestClient,
) -> None:
    large = b'{"names": "' + b"a" * (5 * MIB) + b'"}'
    found = refused(client, "POST", "/match", content=large, headers=JSON)
    assert (found["status"], found["code"]) == (413, "content-too-large")
    pieces = (large[at : at + 65_536] for at in range(0, len(large), 65_536))
    assert refused(client, "POST", "/match", content=pieces, headers=JSON)["status"] == 413


def test_a_private_person_is_refused_with_the_reason(client: TestClient) -> None:
    found = refused(client, "GET", "/match?name=Mr E. Example")
    assert (found["status"], found["code"]) == (422, "person")
    assert "not screened" in found["title"]
    assert "Example" not in json.dumps(found)


def test_a_profile_is_a_bundled_one_and_never_a_path(
    client: TestClient, tmp_path: Path
) -> None:
    own = tmp_path / "own.toml"
    own.write_text('name = "own"\nplace = "FR"\nroles = ["private.company"]\n', "utf-8")
    for path in (str(own), "nobody"):
        body = {"records": [{"name": "Acme"}], "profile": path}
        assert refused(client, "POST", "/screen", body=body)["code"] == "profile"
        sent = client.post(
            f"{API}/screen/files",
            data={"profile": path},
            files={"file": ("a.csv", b"supplier\nA\n")},
        )
        assert sent.json()["code"] == "profile"


def test_words_that_are_no_role_and_days_that_are_none_are_refused(client: TestClient) -> None:
    assert refused(client, "GET", "/restrictions?who=mayor")["code"] == "setting"
    for day in ("2026-13-01", "20261124", "1700000000", "tomorrow"):
        assert refused(client, "GET", f"/restrictions?day={day}")["code"] == "invalid"


def test_a_judgement_needs_its_match_and_a_name(client: TestClient) -> None:
    said = {
        "run": 9,
        "number": 1,
        "entity": "x",
        "verdict": "unsure",
        "reason": "a",
        "who": "b",
    }
    assert refused(client, "POST", "/reviews", body=said)["code"] == "absent"
    assert refused(client, "POST", "/reviews", body={**said, "who": ""})["code"] == "setting"
    assert refused(client, "POST", "/reviews", body={**said, "verdict": "no"})["status"] == 422


def test_a_browser_of_another_site_is_refused_and_a_program_is_heard(
    client: TestClient,
) -> None:
    body = {"names": [{"name": "Axis"}]}
    assert client.post(f"{API}/match", json=body).status_code == 200
    for headers in (
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Host": "elsewhere.example"},
    ):
        found = refused(client, "POST", "/match", body=body, headers=headers)
        assert (found["status"], found["code"]) == (403, "forbidden")
    own = {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-origin"}
    assert client.post(f"{API}/match", json=body, headers=own).status_code == 200


def test_a_workspace_that_fails_and_a_fault_are_told(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = type(client.app.state.desk.store.runs)  # type: ignore[attr-defined]

    def full(*_: object) -> None:
        raise StoreError("the disk is full")

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(answers, "latest", full)
    found = refused(client, "GET", "/runs")
    assert (found["status"], found["code"]) == (503, "store")
    monkeypatch.setattr(answers, "latest", broken)
    found = refused(client, "GET", "/runs")
    assert (found["status"], found["code"]) == (500, "fault")


LEAVES = st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=5)
VALUES = st.recursive(LEAVES, lambda each: st.lists(each) | st.dictionaries(st.text(), each))


@given(VALUES)
@settings(max_examples=100)
def test_whatever_json_says_is_read_as_it_was_written(value: object) -> None:
    assert strict(json.dumps(value, ensure_ascii=False).encode()) == value


def test_the_deepest_that_is_heard_is_heard() -> None:
    assert strict(b"[" * DEEPEST + b"1" + b"]" * DEEPEST)
