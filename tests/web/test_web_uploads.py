"""Uploads are hostile: too large, cut off, lying, twice at once, with names that act."""

import gzip
import io
import os
import re
import socket
import sqlite3
import tempfile
import threading
import time
import zipfile
from contextlib import closing, suppress
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from countersight.model.office import Asked, RunId
from countersight.stores.office import workspace
from countersight.web import limits
from countersight.web.app import make_app
from countersight.wiring.office import Opened, open_desk
from countersight.work.office import desk as desks
from offices import ROWS, fill, small_disk
from serving import BOUNDARY, END, FORM, answered, head, part, served

pytestmark = pytest.mark.enable_socket
HOST = "http://127.0.0.1:8321"
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


def upload(client: TestClient, name: str, data: bytes, kind: str = "text/csv") -> str:
    """Hand a file in, and return where its run is, once it is over."""
    answer = client.post("/screen", files={"file": (name, data, kind)}, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    place = answer.headers["location"]
    ends = time.monotonic() + 60
    while "data-refresh" in client.get(place).text:
        assert time.monotonic() < ends
        time.sleep(0.02)
    return str(place)


def files(opened: Opened) -> list[str]:
    """Return the files that are kept of uploads; none half written is among them."""
    kept = [each for each in (opened.office.folder / "uploads").rglob("*") if each.is_file()]
    return sorted(each.name for each in kept)


def job(opened: Opened, run: int) -> tuple[str, str]:
    found = opened.desk.store.runs.get(RunId(run)).job
    return found.state.value, found.said


def test_a_body_that_says_it_is_too_large_is_refused_before_it_comes(opened: Opened) -> None:
    size = f"Content-Length: {limits.largest('/screen') + 1}"
    with served(opened) as port:
        found = answered(
            port, head(port, "/screen", FORM, size, "Expect: 100-continue", method="POST")
        )
    assert found.startswith(b"HTTP/1.1 413 "), "nothing was asked for"
    assert files(opened) == []


def test_a_browser_that_sends_too_much_hears_so(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LARGEST_BODIES", {"/screen": 100_000})
    body = part("file", b"x" * 5_000_000, "a.csv") + END
    with served(opened) as port:
        told = head(port, "/screen", FORM, f"Content-Length: {len(body)}", method="POST")
        found = answered(port, told, body)
    assert found.startswith(b"HTTP/1.1 413 ")
    assert b"is larger than" in found


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_body_that_does_not_say_its_size_is_counted(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LARGEST_BODIES", {"/screen": 500_000})
    piece = b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    first = part("file", b"", "a.csv").removesuffix(b"\r\n")
    begins = f"{len(first):x}\r\n".encode() + first + b"\r\n"
    with served(opened) as port:
        told = head(port, "/screen", FORM, "Transfer-Encoding: chunked", method="POST")
        found = answered(port, told, begins, *[piece] * 20, b"0\r\n\r\n")
        small = answered(
            port,
            head(port, "/screen", FORM, "Transfer-Encoding: chunked", method="POST"),
            begins,
            piece,
            b"0\r\n\r\n",
        )
    assert found.startswith(b"HTTP/1.1 413 ")
    assert b"is larger than" in found
    assert b"<h1>" in found
    assert b"content-security-policy" in found.lower()
    assert not small.startswith((b"HTTP/1.1 413 ", b"HTTP/1.1 5"))
    assert files(opened) == []


def test_a_file_of_more_bytes_than_may_be_is_refused(
    client: TestClient, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks, "LARGEST", 1_000)
    answer = client.post("/screen", files={"file": ("a.csv", b"x" * 1_001)})
    assert (answer.status_code, "larger than" in answer.text) == (422, True)
    assert files(opened) == []


@pytest.mark.parametrize("place", ["/settings", "/runs/1/cancel", "/reviews/1/undo"])
def test_a_form_without_files_is_small(client: TestClient, place: str) -> None:
    answer = client.post(place, data={"who": "x" * limits.LARGEST_FORM})
    assert answer.status_code == 413
    assert "MiB" in answer.text


def test_a_form_of_very_many_parts_is_refused(client: TestClient, opened: Opened) -> None:
    fields = b"".join(part(f"f{number}", b"x") for number in range(2_000))
    uploads = b"".join(part("file", b"x", f"{number}.csv") for number in range(50))
    for body in (fields, uploads):
        sent = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        answer = client.post("/screen", content=body + END, headers=sent)
        assert answer.status_code == 400
    assert files(opened) == []


def test_headers_of_a_part_are_bounded(client: TestClient, opened: Opened) -> None:
    many = [f"X-{number}: a" for number in range(100)]
    for headers in (many, ["X-Long: " + "a" * 100_000]):
        body = part("file", b"x", "a.csv", *headers) + END
        sent = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        assert client.post("/screen", content=body, headers=sent).status_code == 400
    assert files(opened) == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # left by a form
def test_an_upload_that_is_cut_off_is_not_kept(opened: Opened) -> None:
    body = part("file", ROWS * 5_000, "a.csv") + END
    with served(opened) as port:
        told = head(port, "/screen", FORM, f"Content-Length: {len(body)}", method="POST")
        with closing(socket.create_connection(("127.0.0.1", port), 30)) as line:
            line.sendall(told + body[: len(body) // 2])
        lying = part("file", ROWS, "a.csv")  # its end is missing, and nothing more comes
        told = head(port, "/screen", FORM, f"Content-Length: {len(lying)}", method="POST")
        found = answered(port, told, lying)
        assert re.match(rb"HTTP/1\.1 4\d\d ", found), found[:100]
        assert answered(port, head(port, "/")).startswith(b"HTTP/1.1 200 "), "it lives on"
    assert files(opened) == []
    again = open_desk(opened.office.folder)
    assert again.desk.store.runs.latest(10) == ()
    again.close()


def test_the_same_bytes_at_once_are_one_file_and_two_runs(opened: Opened) -> None:
    body = part("file", ROWS, "a.csv") + END
    found: list[bytes] = []
    with served(opened) as port:
        told = head(port, "/screen", FORM, f"Content-Length: {len(body)}", method="POST")
        threads = [
            threading.Thread(target=lambda: found.append(answered(port, told, body)))
            for _ in range(4)
        ]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        places = {re.findall(rb"(?i)location: (\S+)", each)[0] for each in found}
    assert len(places) == 4
    assert len(files(opened)) == 1


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.exe", "image/png"),
        ("a.xlsx", "text/html"),
        ("a.zip", "application/x-evil"),
        ("a", ""),
    ],
)
def test_what_an_upload_says_of_itself_does_not_decide(
    client: TestClient, opened: Opened, name: str, kind: str
) -> None:
    upload(client, name, ROWS, kind)
    assert opened.desk.store.runs.get(RunId(1)).counts.records == 3


def test_an_empty_file_ends_with_words(client: TestClient, opened: Opened) -> None:
    page = client.get(upload(client, "empty.csv", b"")).text
    state, said = job(opened, 1)
    assert (state in {"failed", "done"}, "empty" in said + page) == (True, True)


def test_a_bomb_ends_with_words(client: TestClient, opened: Opened) -> None:
    bombs = {"a.gz": gzip.compress(b"supplier\n" + b"a" * 200_000_000, 9)}
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"supplier\n" + b"a," * 60_000_000)
    bombs["a.zip"] = inner.getvalue()
    for number, (name, data) in enumerate(bombs.items(), start=1):
        begun = time.process_time()
        page = client.get(upload(client, name, data)).text
        state, said = job(opened, number)
        problems = opened.desk.store.answers.problems(RunId(number), 0, 5)
        assert state == "failed" or problems, page
        assert said or problems
        assert time.process_time() - begun < 30


NAMES = [
    *("../../../etc/passwd", "C:\\Users\\a\\b.csv", "a\u202evsc.exe", "a\x00b\x1b[31m.csv"),
    *("<script>alert(1)</script>.csv", "=HYPERLINK(1).csv", "\u4fdb\u5e94\u5546.csv"),
    *("x" * 5_000 + ".csv", ".csv", "...", " ", "a\r\nSet-Cookie: a=b.csv", 'a"b;c.csv'),
]


@pytest.mark.parametrize("name", NAMES, ids=[f"name{place}" for place, _ in enumerate(NAMES)])
def test_no_name_acts(client: TestClient, opened: Opened, name: str) -> None:
    number = opened.desk.hand_in(name, io.BytesIO(ROWS))
    run = opened.desk.ask(number, Asked(), "desk").id
    ends = time.monotonic() + 60
    while not opened.desk.store.runs.get(run).job.state.is_over:
        assert time.monotonic() < ends
        time.sleep(0.01)
    for place in (f"/runs/{run}", "/runs", "/", "/settings/audit", f"/runs/{run}/answers/1"):
        page = client.get(place)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "\u202e" not in page.text
        assert "\x1b" not in page.text
        assert len(page.content) < 200_000
    answer = client.get(f"/runs/{run}/upload")
    assert answer.content == ROWS
    saved = answer.headers["content-disposition"]
    assert re.fullmatch(r"attachment; filename\*=UTF-8''[\w.%~-]+", saved), saved
    assert "set-cookie" not in answer.headers
    for gone in ("%2F", "%5C", "%00", "%1B", "%0D", "%0A", "%E2%80%AE"):
        assert gone not in saved
    table = client.get(f"/runs/{run}/answers.csv").text
    assert not any(line.startswith(("=", "+", "@")) for line in table.splitlines())


def test_an_upload_is_handed_back_to_be_saved_and_never_shown(
    client: TestClient, opened: Opened
) -> None:
    page = b"<!doctype html><script>alert(1)</script>,a\n"
    place = upload(client, "page.html", page, "text/html")
    answer = client.get(f"{place}/upload")
    assert answer.content == page
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-security-policy"] == SANDBOX
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"].startswith("attachment;")
    [name] = files(opened)
    for path in (f"/uploads/{name}", f"/static/{name}", "/static/../office.sqlite"):
        assert client.get(path).status_code == 404, "nothing of the folder is served"
    assert client.get("/runs/99/upload").status_code == 404
    [kept] = [each for each in opened.office.folder.rglob(name) if each.is_file()]
    kept.unlink()
    assert client.get(f"{place}/upload").status_code == 404


def test_an_upload_whose_copy_rotted_is_kept_anew(client: TestClient, opened: Opened) -> None:
    upload(client, "a.csv", ROWS)
    [name] = files(opened)
    [kept] = [each for each in opened.office.folder.rglob(name) if each.is_file()]
    kept.write_bytes(b"rotten")
    place = upload(client, "a.csv", ROWS)
    assert client.get(f"{place}/upload").content == ROWS


def test_a_full_disk_is_told_on_the_page_and_keeps_nothing_half(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", "2m") as small:
        opened = open_desk(small / "office")
        with TestClient(make_app(opened), base_url=HOST) as client:
            filler = fill(small, 150_000)
            answer = client.post("/screen", files={"file": ("a.csv", os.urandom(400_000))})
            assert answer.status_code == 507, answer.text
            assert "No space" in answer.text
            assert files(opened) == []
            filler.unlink()
            place = upload(client, "a.csv", ROWS)
            assert "HIKVISION" in client.get(place).text


def test_a_full_place_for_what_is_set_aside_is_told_too(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path / "small", "1m") as small:
        monkeypatch.setattr(tempfile, "tempdir", str(small))
        answer = client.post("/screen", files={"file": ("a.csv", os.urandom(3_000_000))})
        assert (answer.status_code, "No space" in answer.text) == (507, True)


def test_ten_thousand_filters_are_told_to_be_too_many(opened: Opened) -> None:
    many = "&".join(f"state=s{number}" for number in range(10_000))
    with served(opened) as port:
        opened.desk.ask(opened.desk.hand_in("a.csv", io.BytesIO(ROWS)), Asked(), "")
        for target in (f"/runs/1?{many}", f"/runs/1/answers.csv?{many}", f"/decide?{many}"):
            found = answered(port, head(port, target))
            assert found.startswith(b"HTTP/1.1 414 "), found[:100]
            assert b"<h1>the address is too long</h1>" in found
            assert b"content-security-policy" in found.lower()
        with suppress(ConnectionError):  # it is closed before all is sent
            worse = answered(port, head(port, "/runs/1?" + "a" * 10_000_000))
            assert re.match(rb"HTTP/1\.1 4\d\d ", worse)
        assert answered(port, head(port, "/runs")).startswith(b"HTTP/1.1 200 ")


def test_a_locked_database_is_a_page_that_says_to_try_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace, "WAIT", 0.2)
    opened = open_desk(tmp_path / "office")
    with (
        TestClient(make_app(opened), base_url=HOST) as client,
        closing(sqlite3.connect(tmp_path / "office" / "office.sqlite")) as other,
    ):
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        answer = client.post("/settings", data={"who": "desk"})
        assert answer.status_code == 503
        assert "Try again in a moment" in answer.text
        told = client.post("/screen", files={"file": ("a.csv", ROWS)})
        assert (told.status_code, "Try again" in told.text) == (503, True)
        assert client.get("/settings").status_code == 200, "reading goes on"
        other.execute("ROLLBACK")
        assert client.post("/settings", data={"who": "desk"}).status_code == 200


def test_the_page_of_a_run_says_what_stands_in_its_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace, "WAIT", 0.2)
    opened = open_desk(tmp_path / "office")
    opened.desk.ask(opened.desk.hand_in("a.csv", io.BytesIO(ROWS)), Asked(), "desk")
    with closing(sqlite3.connect(tmp_path / "office" / "office.sqlite")) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        with TestClient(make_app(opened), base_url=HOST) as client:
            ends = time.monotonic() + 60
            while "goes on by itself" not in client.get("/runs/1").text:
                assert time.monotonic() < ends
            assert "somebody else writes" in client.get("/runs/1").text
            other.execute("ROLLBACK")
            while "data-refresh" in client.get("/runs/1").text:
                assert time.monotonic() < ends
            assert "goes on by itself" not in client.get("/runs/1").text
            assert "HIKVISION UK LIMITED" in client.get("/runs/1").text
