"""Who asks is a bundled profile: neither a form nor what an office keeps reads a file."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from countersight.model.office import Asked, JobState
from countersight.web.app import make_app
from countersight.wiring.office import Opened
from countersight.work.office.desk import PROFILE

HOST = "http://127.0.0.1:8321"
API = "/api/v1"


@pytest.fixture
def own(tmp_path: Path) -> str:
    """Return the path of a file that would be a profile."""
    path = tmp_path / "own.toml"
    path.write_text('name = "own"\nplace = "FR"\nroles = ["private.company"]\n', "utf-8")
    return str(path)


@pytest.fixture
def client(opened: Opened) -> Iterator[TestClient]:
    with TestClient(make_app(opened), HOST, raise_server_exceptions=False) as asks:
        yield asks


def over(opened: Opened) -> tuple[JobState, str]:
    """Return what became of the latest run, once it is over."""
    for _ in range(600):
        [run, *_others] = opened.desk.store.runs.latest(1)
        if run.job.state.is_over:
            return run.job.state, run.job.said
        time.sleep(0.02)
    raise AssertionError(opened)


def test_a_form_that_names_a_file_is_refused(
    client: TestClient, opened: Opened, own: str
) -> None:
    for place in ("/settings", "/screen"):
        sent = client.post(place, data={"profile": own, "names": "Axis"})
        assert (sent.status_code, "there is no profile" in sent.text) == (422, True)
    assert opened.desk.store.settings.get(PROFILE) == ""
    assert opened.desk.store.runs.latest(1) == ()
    upload = {"file": ("a.csv", b"supplier\nAxis\n")}
    client.post("/screen", data={"look": "yes"}, files=upload)
    assert client.get(f"/screen/1?profile={own}").status_code == 422
    assert client.post("/screen/1", data={"profile": own}).status_code == 422


def test_a_file_that_an_office_keeps_as_its_profile_is_never_read(
    client: TestClient, opened: Opened, own: str
) -> None:
    opened.desk.store.settings.put(PROFILE, own, "a backup of somebody else")
    home = client.get("/")
    assert "deadlines: say who you are" in home.text
    stands = client.get("/restrictions")
    assert (stands.status_code, "private.company,FR" in stands.text) == (200, False)
    assert client.get("/restrictions/days.csv").text.count("\n") == 1
    body = {"records": [{"name": "Axis"}]}
    for sent in (
        client.post(f"{API}/screen", json=body),
        client.post(f"{API}/screen/files", files={"file": ("a.csv", b"supplier\nA\n")}),
    ):
        assert (sent.status_code, sent.json()["code"]) == (422, "profile")


def test_a_run_that_was_kept_with_a_file_fails_and_says_so(
    client: TestClient, opened: Opened, own: str
) -> None:
    client.post("/screen", data={"names": "Axis"})
    over(opened)
    opened.desk.store.runs.ask(1, Asked(own), "a backup of somebody else")
    opened.desk.wake()
    state, said = over(opened)
    assert state is JobState.FAILED
    assert "there is no profile" in said
