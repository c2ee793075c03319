"""Outside lists in an office: which are asked, what they say, how old they are."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from countersight.ids import ListId
from countersight.model.edition import Rhythm
from countersight.model.office import RunId
from countersight.web.app import make_app
from countersight.wiring.lists import list_keeping, list_store
from countersight.wiring.office import Opened, open_desk
from countersight.work.lists import ListSettings

HOST = "http://127.0.0.1:8321"
API = "/api/v1"
OWN = ListId("town-list")
HEAD = "id,name,alias,country,listed,delisted\n"
FIRST = "1,Marlbridge Optics Limited,Marlbridge,GB,2020-03-01,\n"
SECOND = f"{FIRST}2,Veskar Harbour Systems Ltd,Вескар,GB,2023-06-01,2024-05-31\n"
NAMES = "MARLBRIDGE OPTICS LTD\nVeskar Harbour Systems\nAcme Bakery Ltd\n"
Keep = Callable[[str, date], str]


@pytest.fixture
def keep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keep:
    """Keep a version of the town's list, which comes out every month."""
    monkeypatch.setenv("COUNTERSIGHT_DATA", str(tmp_path / "data"))

    def kept(rows: str, vintage: date) -> str:
        path = tmp_path / f"{vintage}.csv"
        path.write_text(HEAD + rows, encoding="utf-8")
        said = ListSettings(
            OWN, vintage, "CC0", rhythm=Rhythm.MONTHLY, mapping=(("name", "name"),)
        )
        return list_keeping().add([path], said).edition.id

    return kept


@pytest.fixture
def opened(tmp_path: Path, keep: Keep) -> Opened:
    assert keep is not None
    return open_desk(tmp_path / "office")


@pytest.fixture
def client(opened: Opened) -> Iterator[TestClient]:
    with TestClient(make_app(opened), HOST, raise_server_exceptions=False) as asks:
        yield asks


def screened(client: TestClient, **form: str) -> str:
    sent = client.post("/screen", data={"names": NAMES, **form}, follow_redirects=False)
    place = str(sent.headers["location"])
    for _ in range(1_000):
        if "data-refresh" not in client.get(place).text:
            return place
        time.sleep(0.02)
    raise AssertionError(place)


def test_a_run_asks_the_lists_that_are_ticked(client: TestClient, keep: Keep) -> None:
    version = keep(SECOND, date(2024, 1, 1))
    page = client.get("/screen").text
    assert "town-list" in page
    assert "stale</span> it is " in page
    assert 'value="town-list" checked' not in page
    run = screened(client, list=OWN, as_of="2024-02-01")
    assert 'class="match"><b>2</b>' in client.get(run).text
    rows = client.get(f"{run}?list=town-list").text
    assert "2 answers are kept" in rows
    assert "MARLBRIDGE" in rows
    grounds = client.get(f"{run}/grounds").text
    assert f"<code>{OWN}@{version}</code>" in grounds
    assert "not known to be stale" in grounds
    assert 'class="match"><b>0</b>' in client.get(screened(client)).text


def test_a_clean_answer_on_a_stale_list_says_so(client: TestClient, keep: Keep) -> None:
    keep(SECOND, date(2024, 1, 1))
    run = screened(client, list=OWN, as_of="2024-06-01")
    said = "so no match on a stale list is a stale answer"
    for place in (run, f"{run}/grounds", f"{run}/answers/3"):
        page = client.get(place).text
        assert said in page, place
        assert "is 152 days old, and comes out monthly" in page, place
    assert said not in client.get(f"{run}/answers/1").text
    fresh = screened(client, list=OWN, as_of="2024-01-20")
    assert said not in client.get(fresh).text


def test_a_run_keeps_to_the_version_of_the_day_it_was_asked(
    client: TestClient, opened: Opened, keep: Keep
) -> None:
    first = keep(FIRST, date(2024, 1, 1))
    client.get("/")
    opened.worker.stop()
    client.post("/screen", data={"names": NAMES, "list": OWN})
    second = keep(SECOND, date(2024, 2, 1))
    opened.desk.screenings.perform(RunId(1))
    run = opened.desk.store.runs.get(RunId(1))
    assert run.asked.lists == (f"{OWN}@{first}",)
    assert first in [each.version for each in run.lists]
    assert opened.desk.lists.pinned(["all"], date(2024, 3, 1)) == (f"{OWN}@{second}",)


def test_the_office_says_which_lists_are_asked(client: TestClient, keep: Keep) -> None:
    keep(SECOND, date(2024, 1, 1))
    client.post("/settings", data={"who": "desk", "list": OWN})
    assert 'value="town-list" checked' in client.get("/settings").text
    assert 'value="town-list" checked' in client.get("/screen").text
    assert '"town-list"' in client.get("/settings/audit.csv").text.replace('""', '"')
    assert client.post("/settings", data={"list": "../office"}).status_code == 404
    list_store().remove(OWN)
    assert "no longer held" in client.get("/settings").text
    again = client.post("/screen", data={"names": NAMES, "list": OWN})
    assert (again.status_code, 'href="#lists"' in again.text) == (422, True)
    assert "Veskar Harbour Systems" in again.text
    body = {"records": [{"name": "Marlbridge"}]}
    assert client.post(f"{API}/screen", json=body).json()["code"] == "absent"


def test_the_columns_of_a_file_keep_the_lists_that_were_ticked(
    client: TestClient, keep: Keep
) -> None:
    keep(SECOND, date(2024, 1, 1))
    upload = {"file": ("a.csv", b"supplier,nr\nMarlbridge Optics,1\n")}
    page = client.post("/screen", data={"look": "yes", "list": OWN}, files=upload)
    assert 'value="town-list" checked' in page.text
    assert "list=town-list" in str(page.url)
    form = {"field": ["name", "id"], "list": OWN}
    run = client.post("/screen/1", data=form, follow_redirects=False).headers["location"]
    assert "town-list@2024-01-01" in client.get(f"{run}/grounds").text


def test_programs_name_the_lists_that_are_asked(client: TestClient, keep: Keep) -> None:
    version = keep(SECOND, date(2024, 1, 1))
    asked = {"records": [{"name": "Marlbridge Optics Ltd"}], "as_of": "2024-02-01"}

    def states(place: str, body: dict[str, object]) -> list[str]:
        sent = client.post(f"{API}{place}", json=body)
        assert sent.status_code == 200, sent.text
        return [each["state"] for each in sent.json()["answers"]]

    assert states("/screen", {**asked}) == ["no_match"]
    assert states("/screen", {**asked, "lists": [OWN]}) == ["match"]
    assert states("/screen", {**asked, "lists": [f"{OWN}@{version}"]}) == ["match"]
    client.post("/settings", data={"list": OWN})
    assert states("/screen", {**asked}) == ["match"]
    assert states("/screen", {**asked, "lists": []}) == ["no_match"]
    names = {"names": asked["records"], "as_of": "2024-02-01"}
    assert states("/match", {**names}) == ["no_match"]
    assert states("/match", {**names, "lists": ["all"]}) == ["match"]
    found = client.get(f"{API}/match?name=Marlbridge&as_of=2024-02-01&lists={OWN}").json()
    assert found["answers"][0]["matches"][0]["entity"] == "town-list/1"
    for wrong, status in (("nowhere", 404), ("../office", 422), (f"{OWN}@..", 422)):
        sent = client.post(f"{API}/screen", json={**asked, "lists": [wrong]})
        assert sent.status_code == status, wrong


def test_a_file_that_a_program_sends_asks_lists_too(
    client: TestClient, opened: Opened, keep: Keep
) -> None:
    keep(SECOND, date(2024, 1, 1))
    client.post("/settings", data={"list": OWN})
    for said, asked in ((None, 1), ("", 0), (OWN, 1)):
        form = {} if said is None else {"lists": said}
        files = {"file": ("a.csv", b"supplier\nMarlbridge\n")}
        sent = client.post(f"{API}/screen/files", data=form, files=files)
        assert sent.status_code == 202, sent.text
        [run] = opened.desk.store.runs.latest(1)
        assert len(run.asked.lists) == asked, said


def test_home_and_search_tell_of_lists(client: TestClient, keep: Keep) -> None:
    assert ">outside lists are held<" in client.get("/").text
    assert "No outside list is held." in client.get("/search?q=veskar").text
    keep(SECOND, date(2024, 1, 1))
    home = client.get("/").text
    assert "of 1 outside list that is held is stale" in home
    assert "countersight lists update town-list" in home
    for words in ("VESKAR", "вескар", "skar harb", "Véskar"):
        page = client.get("/search", params={"q": words}).text
        assert "Veskar Harbour Systems Ltd" in page, words
        assert "town-list</bdi>, as of" in page
    assert "Veskar" not in client.get("/search?q=alias").text


def test_the_page_of_lists_tells_version_age_and_how_to_add_one(
    client: TestClient, keep: Keep
) -> None:
    assert "countersight lists add FILE" in client.get("/lists").text
    keep(FIRST, date(2023, 1, 1))
    keep(SECOND, date(2024, 1, 1))
    page = client.get("/lists").text
    assert "and comes out monthly" in page
    assert "CC0" in page
    one = client.get("/lists/town-list").text
    assert "2 versions are held" in one
    assert one.count('<th scope="row">') == 4
    found = client.get("/lists/town-list?q=veskar&day=2024-06-01").text
    assert "<td>no</td>" in found
    assert "Marlbridge" not in found
    assert "<td>yes</td>" in client.get("/lists/town-list?q=veskar&day=2024-05-31").text
    assert client.get("/lists/town-list?day=soon").status_code == 422
    for strange in ("nowhere", "%2e%2e", "town-list@1", "A", "town-list%2f.."):
        for place in ("", "/entries.csv", "/changes", "/changes.csv"):
            assert client.get(f"/lists/{strange}{place}").status_code == 404, strange


def test_two_versions_or_days_are_compared(client: TestClient, keep: Keep) -> None:
    first = keep(FIRST, date(2023, 1, 1))
    one = client.get("/lists/town-list/changes").text
    assert "One version alone is held" in one
    keep(SECOND, date(2024, 1, 1))
    for said in (
        "",
        f"?before={first.replace('+', '%2B')}",
        "?before=2023-02-01&after=2024-02-01",
    ):
        page = client.get(f"/lists/town-list/changes{said}").text
        assert "1 added, " in page, said
        assert "Veskar" in page
    wrong = client.get("/lists/town-list/changes?before=1999")
    assert (wrong.status_code, "no version 1999" in wrong.text) == (422, True)


@pytest.mark.parametrize(
    "place", ["/lists", "/lists/town-list/entries", "/lists/town-list/changes"]
)
def test_tables_of_lists_are_handed_out(client: TestClient, keep: Keep, place: str) -> None:
    keep(FIRST.replace("Marlbridge Optics", "=Marlbridge Optics"), date(2023, 1, 1))
    keep(SECOND, date(2024, 1, 1))
    text = client.get(f"{place}.csv").text
    assert text.startswith(("list,", "id,", "what,"))
    assert ",=" not in text
    assert len(client.get(f"{place}.json").text.splitlines()) == text.count("\n") - 1
    assert client.get(f"{place}.xlsx").content.startswith(b"PK")
    assert client.get(f"{place}.pdf").status_code == 404


def test_a_listed_entity_leads_to_its_entry_and_can_be_judged(
    client: TestClient, keep: Keep
) -> None:
    keep(SECOND, date(2024, 1, 1))
    run = screened(client, list=OWN, as_of="2024-02-01")
    page = client.get(f"{run}/answers/1").text
    assert 'href="/lists/town-list?q=' in page
    said = {"entity": "town-list/1", "verdict": "confirmed", "reason": "x", "who": "desk"}
    client.post(f"{run}/answers/1/reviews", data=said)
    assert "confirmed" in client.get(f"{run}/answers/1").text
