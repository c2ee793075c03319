"""The first hour of an office, asked as a browser without a script asks."""

import re
import time

import pytest
from starlette.testclient import TestClient

ROOMS = [
    *(
        "/",
        "/screen",
        "/runs",
        "/review",
        "/catalogue",
        "/catalogue/hikvision",
        "/search?q=hik",
    ),
    *(
        "/restrictions",
        "/restrictions?who=public.local,GB-EAW",
        "/restrictions/us-1260h-list",
    ),
    *("/decide", "/settings", "/settings/audit", "/settings/backup", "/accessibility"),
]


NAMES = "HIKVISION UK LIMITED\nDahau Technology\n"


def run_of(client: TestClient, names: str, profile: str = "uk-council") -> str:
    form = {"names": names, "profile": profile, "who": "case desk"}
    answer = client.post("/screen", data=form, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    place = answer.headers["location"]
    for _ in range(400):
        if "data-refresh" not in client.get(place).text:
            break
        time.sleep(0.05)
    return place


@pytest.mark.parametrize("place", ROOMS)
def test_every_room_opens_in_an_empty_office(client: TestClient, place: str) -> None:
    answer = client.get(place)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.text.count("<h1") == 1
    assert len(answer.content) < 200_000


def test_every_restriction_and_every_vendor_has_a_page(client: TestClient) -> None:
    for room in ("/restrictions", "/catalogue"):
        places = set(re.findall(rf'href="({room}/[^"]+)"', client.get(room).text))
        assert len(places) > 20
        for place in sorted(places):
            assert client.get(place).status_code == 200, place


def test_names_that_were_pasted_are_screened(client: TestClient) -> None:
    page = client.get(
        run_of(client, 'HIKVISION UK LIMITED\nAcme "Best" <b>Bakery</b> Ltd')
    ).text
    assert "HIKVISION UK LIMITED" in page
    assert "Acme &#34;Best&#34; &lt;b&gt;Bakery&lt;/b&gt; Ltd" in page


def test_answers_are_filtered_by_an_address(client: TestClient) -> None:
    place = run_of(client, NAMES)
    page = client.get(f"{place}?state=match").text
    assert "HIKVISION UK LIMITED" in page
    assert "Dahau" not in page
    long = "&".join(f"state=s{number}" for number in range(2_000))
    assert client.get(f"{place}?{long}").status_code == 200


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_a_run_is_handed_out_as_a_table(client: TestClient, form: str) -> None:
    place = run_of(client, "HIKVISION UK LIMITED\n=1+1\n")
    answer = client.get(f"{place}/answers.{form}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].endswith(f'.{form}"')
    if form != "xlsx":
        assert "HIKVISION UK LIMITED" in answer.text
    if form == "csv":
        assert "'=1+1" in answer.text


def test_another_form_of_table_is_absent(client: TestClient) -> None:
    place = run_of(client, "Axis\n")
    assert client.get(f"{place}/answers.exe").status_code == 404


def test_the_queue_is_worked_and_taken_back(client: TestClient) -> None:
    place = run_of(client, NAMES)
    page = client.get("/review").text
    action = re.search(r'action="(/runs/\d+/answers/\d+/reviews)"', page)
    entity = re.search(r'name="entity" value="([^"]+)"', page)
    assert action
    assert entity
    form = {
        "entity": entity[1],
        "verdict": "dismissed",
        "reason": "another firm, by its register",
        "who": "case desk",
        "back": "/review?at=0",
    }
    answer = client.post(action[1], data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?at=0")
    whole = client.get(action[1].removesuffix("/reviews")).text
    assert "another firm, by its register" in whole
    second = client.post(action[1], data=form)
    assert second.status_code == 409
    assert "in between" in second.text
    undo = re.search(r'action="(/reviews/\d+/undo)"', whole)
    assert undo
    assert client.post(undo[1], data={"who": "case desk"}).status_code == 200
    assert "taken back" in client.get(action[1].removesuffix("/reviews")).text
    audit = client.get("/settings/audit").text
    assert "the chain is whole" in audit
    assert client.get(place).status_code == 200


def test_a_judgement_leads_back_to_this_server_alone(client: TestClient) -> None:
    run_of(client, NAMES)
    page = client.get("/review").text
    action = re.search(r'action="(/runs/\d+/answers/\d+/reviews)"', page)
    entity = re.search(r'name="entity" value="([^"]+)"', page)
    assert action
    assert entity
    form = {"entity": entity[1], "verdict": "unsure", "reason": "a", "who": "b"}
    for number, back in enumerate(
        ("//evil.example", "https://evil.example", "/\\evil.example")
    ):
        told = {**form, "back": back, "seen": "" if not number else str(number)}
        answer = client.post(action[1], data=told, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_a_decision_forms_as_facts_are_told(client: TestClient) -> None:
    address = "/decide?date=2023-02-01&place=GB-EAW&roles=public.national&act=deploy"
    page = client.get(address).text
    assert "product form" in page
    more = f"{address}&product_form=equipment&product_class=video_surveillance&maker=hikvision"
    formed = client.get(f"{more}&subject_to_prc_intelligence_law=yes").text
    assert "What it comes to so far" in formed
    assert "duties depend on it" in formed or "duty depends on it" in formed
    assert client.get("/decide?colour=blue&" + address[8:]).status_code == 422


def test_settings_are_kept_with_a_line_in_the_log(client: TestClient) -> None:
    assert (
        client.post("/settings", data={"profile": "uk-council", "who": "desk"}).status_code
        == 200
    )
    assert "uk-council" in client.get("/settings/audit").text
    assert client.post("/settings", data={"profile": "nobody"}).status_code == 422


def test_what_is_absent_is_told_as_a_page(client: TestClient) -> None:
    for place in ("/runs/77", "/catalogue/nobody", "/nowhere", "/runs/1/answers/9"):
        answer = client.get(place)
        assert answer.status_code == 404
        assert "<h1>" in answer.text
    assert "there is no run 77" in client.get("/runs/77").text


def test_another_site_can_not_write(client: TestClient) -> None:
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "http://evil.example"}):
        answer = client.post("/screen", data={"names": "Axis"}, headers=headers)
        assert answer.status_code == 403
    assert client.get("/", headers={"host": "evil.example"}).status_code == 403
