"""The page of backups: one to take along, that restores, and is noted."""

import io
import threading
import zipfile
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from countersight.wiring.backups import HANDED_OUT, restore
from countersight.wiring.office import Opened
from offices import rows_of, screened


def test_a_backup_from_the_page_restores_and_is_noted(
    client: TestClient, opened: Opened, tmp_path: Path
) -> None:
    screened(opened)
    assert "None was made yet" in client.get("/settings/backup").text
    answer = client.post("/settings/backup", data={"who": "case desk"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "manifest.json" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    (tmp_path / "it.zip").write_bytes(answer.content)
    restore(tmp_path / "it.zip", tmp_path / "new", replaces=False, told=lambda *_: None)
    before = rows_of(tmp_path / "office/office.sqlite")
    after = rows_of(tmp_path / "new/office.sqlite")
    assert after["answers"] == before["answers"]
    page = client.get("/settings/backup").text
    assert "Last backup" in page
    assert "case desk" in page
    noted = opened.office.audit.latest("backup")
    assert noted is not None
    assert not (tmp_path / "office" / HANDED_OUT).exists(), "nothing is left of it"


def test_a_second_backup_at_once_is_told_to_wait(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = client.app.state.backups  # type: ignore[attr-defined]
    begun, ends = threading.Event(), threading.Event()
    real = backups._make

    def make(path: Path) -> str:
        begun.set()
        ends.wait(20)
        return str(real(path))

    monkeypatch.setattr(backups, "_make", make)
    told: list[int] = []
    thread = threading.Thread(
        target=lambda: told.append(client.post("/settings/backup").status_code)
    )
    thread.start()
    assert begun.wait(20)
    second = client.post("/settings/backup")
    assert (second.status_code, "being made" in second.text) == (409, True)
    ends.set()
    thread.join(20)
    assert told == [200]


def test_what_was_not_handed_out_is_swept_up(client: TestClient, tmp_path: Path) -> None:
    left = tmp_path / "office" / HANDED_OUT
    left.mkdir()
    (left / "a.zip").write_bytes(b"half")
    assert client.post("/settings/backup").status_code == 200
    assert not left.exists()


def test_a_backup_that_can_not_be_made_is_a_page(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "office" / HANDED_OUT).write_bytes(b"in the way")
    answer = client.post("/settings/backup")
    assert answer.status_code == 503
    assert "<h1" in answer.text
