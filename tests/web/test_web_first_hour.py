"""The first hour of an office, asked as a browser without a script asks."""

import time

import pytest
from starlette.testclient import TestClient

PLACES = ["/", "/screen", "/runs"]


@pytest.mark.parametrize("place", PLACES)
def test_every_room_opens_in_an_empty_office(client: TestClient, place: str) -> None:
    answer = client.get(place)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_names_that_were_pasted_are_screened(client: TestClient) -> None:
    form = {"names": 'HIKVISION UK LIMITED\nAcme "Best" Bakery Ltd', "profile": "uk-council"}
    answer = client.post("/screen", data=form, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    place = answer.headers["location"]
    for _ in range(200):
        page = client.get(place).text
        if "done" in page:
            break
        time.sleep(0.05)
    assert "HIKVISION UK LIMITED" in page
    assert "Acme &#34;Best&#34; Bakery Ltd" in page


def test_an_absent_run_is_told_as_a_page(client: TestClient) -> None:
    answer = client.get("/runs/77")
    assert answer.status_code == 404
    assert "there is no run 77" in answer.text


def test_another_site_can_not_write(client: TestClient) -> None:
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "http://evil.example"}):
        answer = client.post("/screen", data={"names": "Axis"}, headers=headers)
        assert answer.status_code == 403
    assert client.get("/", headers={"host": "evil.example"}).status_code == 403
