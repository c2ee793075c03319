"""Every answer bears its policy; who may not ask is refused; each change is in the log."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import countersight
from countersight.cli.app import run as program
from countersight.model.office import RunId
from countersight.web.app import make_app
from countersight.web.guards import HEADERS, POLICY, SANDBOX
from countersight.wiring.office import Opened
from offices import judge_one, screened
from serving import answered, head, served

HOST = "http://127.0.0.1:8321"
PAGE = f"{POLICY}; frame-ancestors 'none'"
KEY = "a-key-that-nobody-knows"


@pytest.fixture
def client(opened: Opened) -> Iterator[TestClient]:
    made = make_app(opened)

    @made.get("/of-the-test/fault")
    def fault() -> None:
        raise RuntimeError("a fault")

    with TestClient(made, base_url=HOST, raise_server_exceptions=False) as asks:
        screened(opened)
        yield asks


KINDS: dict[str, tuple[str, str, int, str]] = {
    "page": ("GET", "/", 200, PAGE),
    "page without its body": ("HEAD", "/static/app.js", 200, PAGE),
    "script": ("GET", "/static/app.js", 200, PAGE),
    "stylesheet": ("GET", "/assets/x/countersight.css", 200, PAGE),
    "table": ("GET", "/runs/1/answers.csv", 200, SANDBOX),
    "workbook": ("GET", "/runs/1/answers.xlsx", 200, SANDBOX),
    "JSON": ("GET", "/runs/1/answers.json", 200, SANDBOX),
    "upload": ("GET", "/runs/1/upload", 200, SANDBOX),
    "backup": ("POST", "/settings/backup", 200, SANDBOX),
    "redirect": ("POST", "/settings", 303, PAGE),
    "absent page": ("GET", "/nowhere", 404, PAGE),
    "absent file": ("GET", "/static/nowhere.js", 404, PAGE),
    "absent run": ("GET", "/runs/99", 404, PAGE),
    "absent operation": ("GET", "/api/v1/nowhere", 404, PAGE),
    "another method": ("DELETE", "/", 405, PAGE),
    "too long": ("GET", "/?" + "a" * 40_000, 414, PAGE),
    "fault": ("GET", "/of-the-test/fault", 500, PAGE),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_bears_its_policy(client: TestClient, kind: str) -> None:
    method, place, status, policy = KINDS[kind]
    answer = client.request(method, place, follow_redirects=False)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-security-policy"] == policy
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert answer.headers["x-content-type-options"] == "nosniff"
    kept = "public" if kind == "stylesheet" else "no-store"
    assert kept in answer.headers["cache-control"]
    assert "set-cookie" not in answer.headers
    assert "access-control-allow-origin" not in answer.headers
    assert "server" not in answer.headers


def test_the_policy_lets_a_page_do_what_it_needs_and_no_more() -> None:
    said = dict(each.split(" ", 1) for each in PAGE.split("; "))
    assert said["default-src"] == "'none'"
    assert said["script-src"] == "'self'"
    assert said["frame-ancestors"] == "'none'"
    assert said["require-trusted-types-for"] == "'script'"
    assert said["trusted-types"] == "countersight"
    assert not re.search("unsafe|https?:|[*]", PAGE)


HOSTS = [
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example:8321",
    "10.0.0.1",
    "",
]


@pytest.mark.parametrize("host", HOSTS)
def test_another_name_is_refused_and_bears_the_policy(client: TestClient, host: str) -> None:
    for place in ("/", "/static/app.js", "/reconcile", "/api/v1/runs"):
        answer = client.get(place, headers={"host": host})
        assert answer.status_code == 403
        assert answer.headers["content-security-policy"] == PAGE


WRITES = ["/screen", "/settings", "/settings/backup", "/runs/1/cancel", "/reviews/1/undo"]
FOREIGN = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:9999"},
    {"origin": "https://127.0.0.1:8321"},
    {"sec-fetch-site": "same-origin", "origin": "http://evil.example"},
]


@pytest.mark.parametrize("place", WRITES)
def test_a_write_from_elsewhere_is_refused(
    client: TestClient, opened: Opened, place: str
) -> None:
    before = len(tuple(opened.office.audit.entries()))
    for headers in FOREIGN:
        assert client.post(place, data={"who": "x"}, headers=headers).status_code == 403
    assert len(tuple(opened.office.audit.entries())) == before


def test_another_address_than_this_machines_is_refused_with_the_reason(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for host in ("0.0.0.0", "192.168.1.2", "::", "example.org"):  # noqa: S104 - is refused
        assert program(["serve", "--host", host, "--workspace", str(tmp_path)]) == 2
        told = capsys.readouterr().err
        assert "no login" in told
        assert "Open http" not in told


@pytest.mark.enable_socket
def test_the_server_says_nothing_of_itself(opened: Opened) -> None:
    with served(opened) as port:
        found = answered(port, head(port, "/")).partition(b"\r\n\r\n")[0].lower()
        twice = head(port, "/").replace(b"\r\nConn", b"\r\nHost: evil.example\r\nConn")
        assert answered(port, twice).startswith(b"HTTP/1.1 400 ")
    assert b"\r\nserver:" not in found


@pytest.mark.enable_socket
def test_the_program_serves_to_those_who_hold_its_key(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    words = [
        "serve",
        "--workspace",
        str(tmp_path / "office"),
        "--port",
        str(port),
        "--with-key",
    ]
    code = "from countersight.cli import main; main()"
    source = str(Path(countersight.__file__).parents[1])
    known = {**os.environ, "PYTHONPATH": source, "LANGUAGE": "C"}  # noqa: TID251
    with subprocess.Popen(
        [sys.executable, "-c", code, *words], env=known, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        process.stderr.readline()
        told = re.search(
            r"http://127\.0\.0\.1:\d+(/\?key=[\w-]{43}) ", process.stderr.readline()
        )
        assert told
        try:
            assert until_answered(port, "/").startswith(b"HTTP/1.1 401 ")
            assert answered(port, head(port, told[1])).startswith(b"HTTP/1.1 303 ")
            second = subprocess.run(
                [sys.executable, "-c", code, *words],
                env=known,
                capture_output=True,
                check=False,
                text=True,
            )
            assert (second.returncode, f"process {process.pid} " in second.stderr) == (2, True)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


def until_answered(port: int, place: str) -> bytes:
    ends = time.monotonic() + 60
    while True:
        try:
            return answered(port, head(port, place))
        except ConnectionRefusedError:
            assert time.monotonic() < ends
            time.sleep(0.05)


# The key


@pytest.fixture
def keyed(opened: Opened) -> Iterator[TestClient]:
    with TestClient(make_app(opened, key=KEY), base_url=HOST) as asks:
        yield asks


def test_without_the_key_nothing_of_the_office_is_told(keyed: TestClient) -> None:
    for place in (
        "/",
        "/runs",
        "/settings/audit",
        "/api/v1/runs",
        "/?key=wrong",
        "/reconciled",
    ):
        answer = keyed.get(place, follow_redirects=False)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.headers["content-security-policy"] == PAGE
    assert keyed.post(f"/settings?key={KEY}", follow_redirects=False).status_code == 401
    assert keyed.get("/static/app.js").status_code == 200


def test_the_address_that_is_printed_leaves_the_key_in_a_cookie(keyed: TestClient) -> None:
    answer = keyed.get(f"/search?q=a&key={KEY}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?q=a")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"countersight-8321={KEY};")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert "expires" not in cookie.lower()
    assert keyed.get("/").status_code == 200
    keyed.cookies.clear()
    assert keyed.get("/").status_code == 401
    away = keyed.get(f"//evil.example/?key={KEY}", follow_redirects=False)
    assert not away.headers.get("location", "").startswith("//")


def test_a_program_sends_the_key_as_a_bearer(keyed: TestClient) -> None:
    for held, status in ((f"Bearer {KEY}", 200), ("Bearer x", 401), (f"Basic {KEY}", 401)):
        assert keyed.get("/runs", headers={"authorization": held}).status_code == status


# The log


def test_each_change_stands_in_the_log_with_before_and_after(
    client: TestClient, opened: Opened
) -> None:
    judge_one(opened)
    [newest] = [each for each in opened.office.audit.entries() if each.what == "review"]
    opened.desk.undo(json.loads(newest.after)["id"], "desk")
    client.post("/settings", data={"who": "desk"})
    client.post("/settings", data={"who": "other desk"})
    client.post("/runs/1/cancel", data={"who": "desk"})
    client.post("/settings/backup", data={"who": "desk"})
    opened.office.runs.remove(RunId(1), "desk")
    told = [
        (each.what, bool(each.before), bool(each.after))
        for each in opened.office.audit.entries()
    ]
    assert told == [
        ("upload", False, True),
        ("run", False, True),
        ("review", False, True),
        ("review", True, False),
        ("setting", False, True),
        ("setting", True, True),
        ("cancel", True, True),
        ("backup", False, True),
        ("remove", True, False),
    ]
    assert opened.office.audit.first_broken() is None
    for entry in opened.office.audit.entries():
        assert all(json.loads(each) is not None for each in (entry.before, entry.after) if each)


TAMPERING = {
    "a name changed": ("UPDATE audit SET who = 'x' WHERE number = 1", 1),
    "what was before changed": ("UPDATE audit SET before = '' WHERE number = 3", 3),
    "a line taken out": ("DELETE FROM audit WHERE number = 1", 1),
    "the first taken out": ("DELETE FROM audit WHERE number = 0", 0),
    "a line moved": (
        "UPDATE audit SET number = 99 WHERE number = 3",
        3,
    ),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_a_log_that_was_changed_by_hand_is_told_with_its_line(
    client: TestClient, opened: Opened, how: str
) -> None:
    client.post("/settings", data={"who": "desk"})
    client.post("/settings", data={"who": "other desk"})
    assert "the chain is whole" in client.get("/settings/audit").text
    statement, line = TAMPERING[how]
    with closing(sqlite3.connect(opened.office.folder / "office.sqlite")) as one:
        one.execute(statement)
        one.commit()
    page = client.get("/settings/audit").text
    assert f"broken at line {line}" in page
    refused = client.post("/settings/backup")
    assert (refused.status_code, f"broken at line {line}" in refused.text) == (422, True)
