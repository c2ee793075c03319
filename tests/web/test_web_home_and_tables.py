"""What home tells, tables as files, views as links, and forms that say what is wrong."""

import csv
import io
import json
import time
import zipfile

import pytest
from starlette.testclient import TestClient

NAMES = "HIKVISION UK LIMITED\nDahau Technology\n=1+1\n"
TABLES = (
    *("/catalogue", "/restrictions", "/restrictions/days", "/runs", "/runs/1/problems"),
    *("/runs/1/answers", "/review", "/settings/audit"),
)


def screened(client: TestClient, names: str = NAMES, **form: str) -> str:
    told = {"names": names, "who": "case desk", **form}
    place = client.post("/screen", data=told, follow_redirects=False).headers["location"]
    for _ in range(400):
        if "data-refresh" not in client.get(place).text:
            return str(place)
        time.sleep(0.05)
    raise AssertionError(place)


def test_a_new_office_is_told_its_first_steps(client: TestClient) -> None:
    page = client.get("/").text
    assert "The first hour" in page
    assert page.count(">to do<") == 3
    client.post("/settings", data={"profile": "us-federal-contractor", "who": "desk"})
    screened(client)
    page = client.get("/").text
    assert (page.count(">to do<"), page.count('exempt">done<')) == (1, 3)
    client.post(
        "/runs/1/answers/1/reviews",
        data={"entity": "hikvision", "verdict": "confirmed", "reason": "x", "who": "desk"},
    )
    assert "The first hour" not in client.get("/").text


def test_home_tells_what_waits_what_failed_and_what_is_due(client: TestClient) -> None:
    client.post("/settings", data={"profile": "us-federal-contractor"})
    screened(client, "Axis\n", mapping="name=nowhere")
    page = client.get("/").text
    assert '<a href="#failed-h">run failed</a>' in page
    assert "there is no column" in page
    assert "<b>0</b>" in page
    assert '<a href="/review">answers wait for a judgement</a>' in page
    screened(client)
    assert "<b>2</b>" in client.get("/").text


def test_a_run_that_failed_and_was_done_again_is_no_failure(client: TestClient) -> None:
    screened(client, "Axis\n", mapping="name=nowhere")
    screened(client, "Axis\n")
    assert 'id="failed-h"' not in client.get("/").text


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_handed_out_in_three_forms(client: TestClient, table: str) -> None:
    client.post("/settings", data={"profile": "us-federal-contractor", "who": "=desk"})
    screened(client)
    told = client.get(f"{table}.csv")
    assert told.headers["content-disposition"].startswith("attachment; filename=")
    header, *rows = csv.reader(io.StringIO(told.text))
    lines = [json.loads(line) for line in client.get(f"{table}.json").text.splitlines()]
    assert len(lines) == len(rows)
    assert all(len(row) == len(header) for row in rows)
    assert not any(cell.startswith("=") for row in rows for cell in row)
    book = zipfile.ZipFile(io.BytesIO(client.get(f"{table}.xlsx").content))
    assert "xl/workbook.xml" in book.namelist()
    assert client.get(f"{table}.exe").status_code == 404
    if table != "/runs/1/problems":
        assert rows


def test_tables_hold_what_the_pages_show(client: TestClient) -> None:
    screened(client)
    found = client.get("/catalogue.csv?q=海康").text
    assert "hikvision" in found
    assert "dahua" not in found.split("\r\n")[1]
    duties = client.get("/restrictions.csv?who=public.local,GB-EAW&day=2026-01-01").text
    assert 1 < len(duties.splitlines()) < len(client.get("/restrictions.csv").text.splitlines())
    queue = [json.loads(line) for line in client.get("/review.json?run=1").text.splitlines()]
    assert {each["entity"] for each in queue} == {"hikvision", "dahua"}
    assert client.get("/review.json?run=2").text == ""


def test_the_parts_of_a_run_are_links(client: TestClient) -> None:
    place = screened(client)
    for part in ("", "/problems", "/grounds"):
        page = client.get(place + part).text
        assert f'href="{place}{part}" aria-current="page"' in page
    assert "All of it was read." in client.get(f"{place}/problems").text
    assert "Countersight catalogue" in client.get(f"{place}/grounds").text
    assert client.get("/runs/9/problems").status_code == 404


def test_the_views_of_restrictions_are_links(client: TestClient) -> None:
    base = "/restrictions?who=contractor.federal,US&day=2022-07-01"
    for view, words in (
        ("stands", "What speaks to you on"),
        ("days", "Passed ones"),
        ("all", "All"),
    ):
        page = client.get(f"{base}&view={view}").text
        assert f'view={view}" aria-current="page"' in page
        assert words in page
    assert client.get(f"{base}&view=nonsense").status_code == 200


@pytest.mark.parametrize(
    ("place", "form", "field"),
    [
        ("/screen", {}, "file"),
        ("/screen", {"names": "Axis", "profile": "/etc/passwd"}, "profile"),
        ("/screen", {"names": "Axis", "as_of": "tomorrow"}, "as_of"),
        ("/settings", {"profile": "../../x", "who": "desk"}, "profile"),
        ("/restrictions?who=martian", None, "who"),
        ("/restrictions?who=GB&day=soon", None, "day"),
        ("/decide?date=soon&place=GB-EAW&roles=public.local&act=deploy", None, "answer"),
    ],
)
def test_a_form_says_which_field_is_to_be_mended(
    client: TestClient, place: str, form: dict[str, str] | None, field: str
) -> None:
    answer = client.get(place) if form is None else client.post(place, data=form)
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text
    assert 'role="alert"' in answer.text
    assert f'id="{field}"' in answer.text
    assert "root:" not in answer.text


def test_a_judgement_that_can_not_be_kept_is_not_lost(client: TestClient) -> None:
    screened(client)
    place = "/runs/1/answers/1"
    form = {"entity": "hikvision", "verdict": "dismissed", "reason": "a <b> reason", "who": " "}
    answer = client.post(f"{place}/reviews", data=form)
    assert answer.status_code == 422
    assert 'href="#who-hikvision"' in answer.text
    assert 'value="a &lt;b&gt; reason"' in answer.text
    assert 'value="dismissed" required data-key="n" checked' in answer.text
    late = client.post(f"{place}/reviews", data={**form, "who": "desk", "until": "2001-01-01"})
    assert 'href="#until-hikvision"' in late.text
    assert client.post(f"{place}/reviews", data={**form, "who": "desk"}).status_code == 200
    again = client.post(f"{place}/reviews", data={**form, "who": "desk"})
    assert again.status_code == 409
    assert "in between" in again.text
    assert client.post("/runs/9/answers/1/reviews", data=form).status_code == 404


def test_the_next_run_remembers_judgements_and_says_so(client: TestClient) -> None:
    screened(client)
    assert "judged before" not in client.get("/runs/1").text
    form = {
        "entity": "hikvision",
        "verdict": "dismissed",
        "reason": "a namesake",
        "who": "desk",
    }
    client.post("/runs/1/answers/1/reviews", data=form)
    page = client.get(screened(client)).text
    assert "1 match of this run was judged before." in page
    assert "Dismissed: 1." in page
