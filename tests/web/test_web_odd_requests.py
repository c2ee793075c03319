"""What no page of ours would ask: wide numbers, other bodies, long addresses, odd words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from countersight.web.app import make_app
from countersight.web.guards import HEADERS
from countersight.wiring.office import Opened, open_desk
from offices import screened

HOST = "http://127.0.0.1:8321"
GERMAN = {"accept-language": "de"}
WIDE = "9" * 30


@pytest.fixture
def client(opened: Opened) -> Iterator[TestClient]:
    made = make_app(opened)
    with TestClient(made, HOST, raise_server_exceptions=False, follow_redirects=False) as asks:
        yield asks


@pytest.mark.parametrize(
    ("method", "place"),
    [
        ("GET", f"/runs/{WIDE}"),
        ("GET", f"/runs/{WIDE}/answers.csv"),
        ("GET", f"/runs/1/answers/{WIDE}"),
        ("GET", f"/runs/{WIDE}/problems.csv"),
        ("GET", f"/runs/{WIDE}/upload"),
        ("GET", f"/review?run={WIDE}"),
        ("GET", f"/review.csv?run={WIDE}"),
        ("GET", f"/screen/{WIDE}"),
        ("GET", f"/runs?start={WIDE}"),
        ("POST", f"/reviews/{WIDE}/undo"),
        ("POST", f"/runs/{WIDE}/cancel"),
    ],
)
def test_a_number_wider_than_the_database_has_is_no_fault(
    client: TestClient, method: str, place: str
) -> None:
    answer = client.request(method, place)
    assert answer.status_code == 422
    assert "is larger than" in answer.text


def test_a_body_that_is_no_form_changes_no_setting(client: TestClient) -> None:
    said = {"profile": "uk-council", "who": "case desk", "language": "en"}
    assert client.post("/settings", data=said).status_code == 303
    for kind in ("text/plain", "application/json"):
        sent = client.post("/settings", content=b"who=x", headers={"content-type": kind})
        assert sent.status_code == 415, "a page of another site can send text/plain unasked"
        assert "<h1" in sent.text
    assert client.post("/settings").status_code == 303, "what is not told stays"
    assert client.post("/settings", data={"language": "de"}).status_code == 303
    page = client.get("/settings").text
    assert 'value="case desk"' in page
    assert '<html lang="de">' in page
    assert client.post("/settings", data={"who": ""}).status_code == 303
    assert 'value="case desk"' not in client.get("/settings").text, "an empty one is told"


@pytest.mark.parametrize(
    ("method", "place", "status", "said"),
    [
        ("GET", "/nowhere", 404, "diese Seite gibt es nicht"),
        ("DELETE", "/runs", 405, "das geht unter dieser Adresse nicht"),
        ("GET", "/runs?start=x", 422, "es ist keine ganze Zahl"),
        ("GET", "/?" + "a" * 40_000, 414, "die Adresse ist zu lang"),
        ("POST", "/settings", 403, "Eine Seite einer anderen Website"),
        ("POST", "/api/v1/screen", 403, "Eine Seite einer anderen Website"),
    ],
)
def test_errors_of_every_layer_are_told_in_the_language_asked_for(
    client: TestClient, method: str, place: str, status: int, said: str
) -> None:
    headers = {**GERMAN, "sec-fetch-site": "cross-site"} if method == "POST" else GERMAN
    answer = client.request(method, place, headers=headers)
    assert answer.status_code == status
    assert said in answer.text
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_the_key_is_asked_for_in_the_language_asked_for(tmp_path: Path) -> None:
    opened = open_desk(tmp_path / "office")
    with TestClient(make_app(opened, key="a-key"), HOST, follow_redirects=False) as client:
        answer = client.get("/", headers=GERMAN)
        assert (answer.status_code, '<html lang="de">' in answer.text) == (401, True)


def test_a_key_does_not_stay_in_the_address_of_whom_it_let_in_before(tmp_path: Path) -> None:
    opened = open_desk(tmp_path / "office")
    with TestClient(make_app(opened, key="a-key"), HOST, follow_redirects=False) as client:
        for _ in range(2):
            answer = client.get("/runs?key=a-key&start=50")
            assert (answer.status_code, answer.headers["location"]) == (303, "/runs?start=50")


def test_a_language_can_be_chosen_on_a_page_with_a_long_address(client: TestClient) -> None:
    place = "/catalogue?q=hik&" + "&".join(f"x={each}" for each in range(3_000))
    page = client.get(place).text
    assert len(page) < 200_000
    back = page.partition('name="back" value="')[2].partition('"')[0]
    answer = client.post("/language", data={"language": "de", "back": back})
    assert (answer.status_code, answer.headers["location"]) == (303, "/catalogue")


def test_an_address_that_is_too_long_is_not_repeated(client: TestClient) -> None:
    answer = client.get("/runs?" + "state=match&" * 4_000)
    assert answer.status_code == 414
    assert len(answer.content) < 10_000


def test_a_day_of_a_family_that_is_none_is_mended_in_its_form(client: TestClient) -> None:
    answer = client.get("/catalogue/hikvision?on=nonsense")
    assert answer.status_code == 422
    assert 'href="#on"' in answer.text, "the summary leads to the field"
    assert 'aria-invalid="true"' in answer.text
    assert "Owners and subsidiaries" in answer.text, "and the page is there"


def test_a_list_that_is_asked_for_behind_its_end_leads_back_to_it(
    client: TestClient, opened: Opened
) -> None:
    screened(opened)
    for place in ("/runs", "/runs/1", "/runs/1/problems", "/settings/audit"):
        page = client.get(f"{place}?start=900000000").text
        assert 'rel="prev"' in page
        assert "start=899" not in page, "nothing is there either"


def test_two_backups_one_after_the_other_are_both_handed_out(client: TestClient) -> None:
    backups = client.app.state.backups  # type: ignore[attr-defined]
    first = backups.take("one")
    second = backups.take("two")
    for taken in (first, second):
        whole = b"".join(taken.pieces())
        assert (len(whole), whole[:2]) == (taken.size, b"PK")
        assert not taken.path.exists()


@pytest.mark.parametrize("year", ["--5", "9" * 5_000, "2025x", "-"])
def test_a_number_of_a_situation_that_is_none_is_mended(client: TestClient, year: str) -> None:
    told = {
        "date": "2026-11-01",
        "place": "GB-EAW",
        "roles": "public.national",
        "act": "deploy",
    }
    answer = client.get("/decide", params={**told, "list_entry_year": year})
    assert answer.status_code == 422
    assert "list_entry_year: is no whole number" in answer.text


def test_several_facts_that_are_wrong_are_all_told_and_the_form_stays(
    client: TestClient,
) -> None:
    told = {"date": "2026-13-45", "place": "XX-YY-ZZ", "roles": "public.national"}
    answer = client.get("/decide", params={**told, "act": "deploy", "nonsense": "1"})
    assert answer.status_code == 422
    for each in ("date: there is no day", "XX-YY-ZZ", "nonsense"):
        assert each in answer.text
    assert 'name="date"' in answer.text, "it is asked again"


@pytest.mark.parametrize(
    ("place", "status"),
    [
        ("/", 200),
        ("/runs/1", 200),
        ("/runs/1/answers.csv", 200),
        ("/runs/1/upload", 200),
        ("/static/app.js", 200),
        ("/api/v1/runs", 200),
        ("/reconcile", 200),
        ("/runs/99", 404),
        ("/nowhere", 404),
        ("/settings/backup/x", 404),
    ],
)
def test_head_is_get_without_its_body(
    client: TestClient, opened: Opened, place: str, status: int
) -> None:
    screened(opened)
    whole, bare = client.get(place), client.head(place)
    assert (bare.status_code, bare.content) == (status, b"")
    other = {"date", "content-length"}
    said = {name: value for name, value in whole.headers.items() if name not in other}
    assert said == {name: value for name, value in bare.headers.items() if name not in other}


def test_what_writes_is_not_asked_by_head(client: TestClient) -> None:
    answer = client.head("/language")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert client.delete("/runs").headers["allow"] == "GET, HEAD"


def test_a_page_of_another_site_leads_here_and_loads_nothing(client: TestClient) -> None:
    other = {"sec-fetch-site": "cross-site"}
    for mode, status in (("navigate", 200), ("no-cors", 403), ("cors", 403)):
        answer = client.get("/runs.csv", headers={**other, "sec-fetch-mode": mode})
        assert answer.status_code == status, mode
    manifest = client.get("/reconcile", headers={**other, "sec-fetch-mode": "cors"})
    assert manifest.status_code == 200, "any site may ask this"
    assert client.get("/runs.csv", headers={"sec-fetch-site": "same-origin"}).status_code == 200
