"""An upload is looked at before it is screened: its columns, what comes out, what is kept."""

import io
import re
import time
import zipfile

import pytest
from starlette.testclient import TestClient

ODD = "Betrieb;Land;Spalte\nHikvision UK Limited;GB;1\nMr John Smith;GB;2\n"


def hand_in(client: TestClient, data: bytes, name: str = "odd.csv") -> str:
    form = {"look": "yes", "profile": "uk-council", "who": "case desk"}
    answer = client.post(
        "/screen", data=form, files={"file": (name, data)}, follow_redirects=False
    )
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def chosen(page: str) -> list[str]:
    """Return what each column is taken for, in a page."""
    selects = re.findall(r'<select id="field-\d+".*?</select>', page, re.DOTALL)
    return [re.findall(r'value="([^"]*)" selected', each)[0] for each in selects]


def outcome(page: str) -> str:
    return page[page.index('<div id="outcome">') :]


def test_a_file_shows_what_its_columns_are_taken_for(client: TestClient) -> None:
    place = hand_in(client, b"Supplier,Country,Colour\nAxis,SE,teal\n")
    assert place.startswith("/screen/1?")
    page = client.get(place).text
    assert chosen(page) == ["name", "country", "nothing"]
    assert "Axis" in outcome(page)
    assert "teal" in page
    assert "teal" not in outcome(page)


def test_columns_that_nobody_knows_are_named_and_remembered(client: TestClient) -> None:
    place = hand_in(client, ODD.encode())
    page = client.get(place).text
    assert chosen(page) == ["nothing"] * 3
    assert "No record comes out" in page
    assert "Betrieb" in page
    fields = {"field": ["name", "country", "nothing"], "kind": ""}
    page = client.get(place.partition("?")[0], params=fields).text
    assert chosen(page) == ["name", "country", "nothing"]
    assert "Hikvision UK Limited" in outcome(page)
    answer = client.post(
        place.partition("?")[0],
        data={**fields, "profile": "uk-council", "who": "desk"},
        follow_redirects=False,
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/runs/1")
    again = client.get(hand_in(client, ODD.encode(), "next.csv")).text
    assert chosen(again) == ["name", "country", "nothing"]
    assert "as you said for odd.csv" in again
    [back] = re.findall(r'<a href="(/screen/2\?[^"]*)"', again)
    assert chosen(client.get(back.replace("&amp;", "&")).text) == ["nothing"] * 3
    assert "columns:" in client.get("/settings/audit").text


def test_a_private_person_is_not_shown_by_a_preview(client: TestClient) -> None:
    place = hand_in(client, ODD.encode())
    fields = {"field": ["name", "country", "nothing"], "kind": ""}
    for page in (client.get(place).text, client.get(place, params=fields).text):
        assert "John" not in page
        assert "(name withheld)" in page


def test_a_column_can_be_left_out(client: TestClient) -> None:
    place = hand_in(client, b"Supplier,Vendor\nAxis,Hikvision\n")
    fields = {"field": ["nothing", "name"], "kind": ""}
    page = client.get(place, params=fields).text
    assert chosen(page) == ["nothing", "name"]
    assert "Hikvision" in outcome(page)
    assert "Axis" not in outcome(page)


def test_two_columns_can_not_be_one_field(client: TestClient) -> None:
    place = hand_in(client, ODD.encode())
    form = {"field": ["name", "country", "name"], "kind": ""}
    answer = client.post(place, data=form)
    assert answer.status_code == 422
    assert 'href="#field-1"' in answer.text
    assert "two columns are said to be" in answer.text
    assert "<title>Error:" in answer.text


@pytest.mark.parametrize(
    "form",
    [
        {"field": ["<b>"], "kind": ""},
        {"field": ["name:x"], "kind": "horse"},
        {"field": ["fact:no such"], "kind": ""},
        {"field": ["name"] * 20, "kind": "device"},
    ],
)
def test_a_form_that_lies_is_told_so(
    client: TestClient, form: dict[str, str | list[str]]
) -> None:
    place = hand_in(client, ODD.encode()).partition("?")[0]
    assert client.get(place, params=form).status_code in {200, 422}
    answer = client.post(place, data=form, follow_redirects=False)
    assert answer.status_code in {303, 422}
    assert "<b>" not in answer.text


def test_a_table_that_is_pasted_is_looked_at_and_names_are_not(client: TestClient) -> None:
    form = {"look": "yes", "names": "Supplier\tCountry\nAxis\tSE\n"}
    answer = client.post("/screen", data=form, follow_redirects=False)
    assert answer.headers["location"].startswith("/screen/1?")
    assert chosen(client.get(answer.headers["location"]).text) == ["name", "country"]
    form = {"look": "yes", "names": "Acme, Inc.\nAxis\n"}
    answer = client.post("/screen", data=form, follow_redirects=False)
    assert answer.headers["location"] == "/runs/1"


def test_every_member_of_an_archive_is_shown(client: TestClient) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("may.csv", "Supplier\nAxis\n")
        archive.writestr("june.csv", "Supplier,Country\nMobotix,DE\n")
        archive.writestr("readme.pdf", b"%PDF-1.4\n")
    page = client.get(hand_in(client, packed.getvalue(), "both.zip")).text
    assert chosen(page) == ["name", "country"]
    assert all(each in outcome(page) for each in ("may.csv", "june.csv", "Axis", "Mobotix"))
    assert "readme.pdf" in outcome(page)


def test_of_a_long_file_the_beginning_is_shown(client: TestClient) -> None:
    rows = b"Supplier\n" + b"Axis\n" * 5_000
    page = client.get(hand_in(client, rows)).text
    assert "its beginning is shown" in page
    assert outcome(page).count("Axis") == 5


@pytest.mark.parametrize("data", [b"", b"\x00" * 100, b"%PDF-1.4", b"PK\x03\x04broken"])
def test_a_file_that_can_not_be_read_is_told_so(client: TestClient, data: bytes) -> None:
    page = client.get(hand_in(client, data)).text
    assert "What can not be read" in page


def test_what_is_wrong_with_a_form_stands_above_it(client: TestClient) -> None:
    answer = client.post("/screen", data={"look": "yes", "who": "case desk"})
    assert answer.status_code == 422
    assert 'href="#file"' in answer.text
    assert 'value="case desk"' in answer.text
    answer = client.post("/screen", data={"names": "Axis", "as_of": "soon"})
    assert 'href="#as_of"' in answer.text
    assert ">Axis</textarea>" in answer.text
    assert client.get("/screen/99").status_code == 404


def test_sheets_and_members_are_chosen(client: TestClient) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("may.csv", "Supplier\nHikvision UK Limited\n")
        archive.writestr("june.csv", "Supplier,Country\nDahua Technology,CN\n")
    place = hand_in(client, packed.getvalue(), "both.zip").partition("?")[0]
    form = {"field": ["name", "country"], "kind": "", "table": ["may.csv"]}
    page = client.get(place, params=form).text
    assert re.findall(r'name="table" value="([^"]*)" checked', page) == ["may.csv"]
    assert "Hikvision" in outcome(page)
    assert "Dahua" not in outcome(page)
    run = client.post(place, data=form, follow_redirects=False).headers["location"]
    for _ in range(200):
        if "data-refresh" not in client.get(run).text:
            break
        time.sleep(0.05)
    page = client.get(run).text
    assert "Hikvision UK Limited" in page
    assert "Dahua" not in page
    assert "may.csv" in client.get(f"{run}/grounds").text
    every = {**form, "table": ["may.csv", "june.csv", "other.csv"]}
    assert "Dahua" in outcome(client.get(place, params=every).text)


def test_of_many_columns_those_that_are_read_are_shown(client: TestClient) -> None:
    headers = ",".join(f"column {number}" for number in range(400))
    page = client.get(hand_in(client, f"{headers},Supplier\n{'x,' * 400}Axis\n".encode())).text
    assert len(page) < 200_000
    assert ">Supplier</bdi></label>" in page
    assert chosen(page).count("name") == 1
    assert "281 more columns are left out." in page
    assert "Axis" in outcome(page)
