"""A publisher is asked for a list's files, each whole, and no other server is."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from countersight.errors import SettingError, SourceError
from countersight.ids import ListId
from countersight.wiring import lists as wired
from countersight.wiring.devices import DATA

fetch = pytest.importorskip("countersight.fetch.lists")
pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status = {"/elsewhere": 302, "/denied": 403, "/gone": 404}.get(self.path, 200)
        body = f"the file at {self.path}".encode()
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://192.0.2.1/")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def publisher() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        serving.join()


def test_the_files_of_a_list_are_written_by_their_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA, str(tmp_path))
    with publisher() as url:
        paths = wired.fetched_list(ListId("own"), [f"{url}/a/sdn.csv", f"{url}/alt.csv"])
    assert [path.name for path in paths] == ["sdn.csv", "alt.csv"]
    assert [path.read_text("utf-8") for path in paths] == [
        "the file at /a/sdn.csv",
        "the file at /alt.csv",
    ]


@pytest.mark.parametrize(
    ("way", "said"),
    [("elsewhere", "it sends elsewhere"), ("denied", "it denies"), ("gone", "it answers 404")],
)
def test_an_answer_that_is_no_file_is_refused(way: str, said: str) -> None:
    with publisher() as url, pytest.raises(SourceError, match=said) as refused:
        list(fetch.list_files([f"{url}/{way}"]))
    assert "NETBOX" not in refused.value.hint


def test_an_address_in_the_clear_is_refused() -> None:
    with pytest.raises(SettingError):
        list(fetch.list_files(["http://lists.example/sdn.csv"]))
