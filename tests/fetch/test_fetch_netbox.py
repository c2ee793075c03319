"""A NetBox is asked for devices, within bounds, and no other server is."""

import io
import json
import sys
from pathlib import Path

import pytest
from netbox_server import TOKEN, netbox

from countersight.cli.app import run
from countersight.cli.statuses import Status
from countersight.errors import SettingError, SourceError
from countersight.wiring import devices

pytest.importorskip("pynetbox")
guarded = pytest.importorskip("countersight.fetch.guarded")
pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture(autouse=True)
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(devices.NETBOX_TOKEN, TOKEN)


def test_devices_of_every_page_are_written_for_identify_to_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "devices.json"
    with netbox() as server:
        assert run(["fetch", "netbox", server.url, "--output", str(target)]) == Status.CLEAN
        assert len(server.asked) >= 4
    written = target.read_text(encoding="utf-8")
    out = capsys.readouterr()
    assert "5 devices written" in out.out
    for text in (written, out.out, out.err):
        assert "hunter2" not in text
        assert TOKEN not in text
    assert run(["identify", str(target), "--format", "jsonl"]) == Status.CLEAN
    *found, last = map(json.loads, capsys.readouterr().out.splitlines())
    assert [each["device"]["host"] for each in found] == [f"10.0.0.{n}" for n in range(1, 6)]
    assert found[0]["device"]["mac"] == "68:6D:BC:00:00:01"
    assert {each["model"] for each in found} == {"DS-2CD2043G2-I"}
    assert last["coverage"]["devices"] == 5


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("sends elsewhere", "it sends elsewhere (302)"),
        ("links elsewhere", "links to another server, which is not asked"),
        ("fails", "it answers 500"),
        ("is no netbox", "does not answer as a NetBox does"),
        ("says odd things", "does not answer as a NetBox does"),
        ("says too much", "is larger than 100000 bytes"),
    ],
)
def test_a_server_that_misbehaves_is_an_error_and_leaves_no_file(
    way: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarded, "LONGEST_ANSWER", 100_000)
    with netbox(way) as server, pytest.raises(SourceError) as wrong:
        devices.fetch_netbox(server.url, tmp_path / "d.json")
    assert said in wrong.value.message
    assert TOKEN not in f"{wrong.value.message} {wrong.value.hint}"
    assert list(tmp_path.iterdir()) == []


def test_without_a_token_the_hint_says_where_it_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(devices.NETBOX_TOKEN)
    with netbox() as server, pytest.raises(SourceError) as wrong:
        devices.fetch_netbox(server.url, tmp_path / "d.json")
    assert "COUNTERSIGHT_NETBOX_TOKEN" in wrong.value.hint


def test_a_server_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with netbox() as server:
        gone = server.url
    with pytest.raises(SourceError, match="no connection"):
        devices.fetch_netbox(gone, tmp_path / "d.json")


def test_an_endless_row_of_pages_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarded, "MOST_QUESTIONS", 3)
    with netbox() as server, pytest.raises(SourceError, match="more than 3 pages"):
        devices.fetch_netbox(server.url, tmp_path / "d.json")


def test_an_answer_that_takes_too_long_is_an_error() -> None:
    ticks = iter(range(0, 10_000, 400))
    with netbox() as server:
        session = guarded.GuardedSession(server.url, clock=lambda: float(next(ticks)))
        with pytest.raises(SourceError, match="took more than"):
            session.get(server.url, headers={"Authorization": f"Token {TOKEN}"})


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://netbox.example.org", "in the clear"),
        ("https://a:b@netbox.example.org", "holds credentials"),
        ("ftp://netbox.example.org", "none of the web"),
        ("netbox", "none of the web"),
        ("https://[", "is none"),
    ],
)
def test_an_address_that_can_not_be_used_is_an_error(
    url: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingError) as wrong:
        devices.fetch_netbox(url, tmp_path / "d.json")
    assert said in wrong.value.message


def test_without_the_extra_the_error_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "countersight.fetch.netbox", None)
    with pytest.raises(SettingError) as wrong:
        devices.fetch_netbox("https://netbox.example.org", tmp_path / "d.json")
    assert "countersight[netbox]" in wrong.value.hint


def test_a_file_that_can_not_be_written_is_an_error(tmp_path: Path) -> None:
    with netbox() as server, pytest.raises(SourceError, match="can't be written"):
        devices.fetch_netbox(server.url, tmp_path / "none" / "d.json")


def test_identify_asks_no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "requests", None)
    text = b'{"host": "a", "kind": "mac", "value": "x"}\n'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert run(["identify", "-"]) == Status.CLEAN
