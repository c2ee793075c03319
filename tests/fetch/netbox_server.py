"""A server on this machine that answers as NetBox does."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

TOKEN = "0123456789abcdef0123456789abcdef01234567"  # noqa: S105 - of this server


def device(number: int) -> dict[str, object]:
    return {
        "id": number,
        "name": f"cam-{number}",
        "device_type": {
            "id": 1,
            "model": "DS-2CD2043G2-I",
            "manufacturer": {"id": 1, "name": "Hikvision"},
        },
        "serial": f"SERIAL-{number}",
        "asset_tag": f"A{number}",
        "site": {"id": 1, "name": "Hall"},
        "primary_ip": {"id": 1, "address": f"10.0.0.{number}/24"},
        "comments": "password: hunter2",
        "custom_fields": {"admin_password": "hunter2"},
    }


class NetBox(ThreadingHTTPServer):
    """Serves devices and interfaces, two a page; ``way`` says how it misbehaves."""

    daemon_threads = True

    def __init__(self, way: str = "") -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.way = way
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answers(BaseHTTPRequestHandler):
    server: NetBox

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        parts = urlsplit(self.path)
        if self.headers.get("Authorization") not in {f"Token {TOKEN}", f"Bearer {TOKEN}"}:
            self._say(403, {"detail": "no"})
            return
        match self.server.way:
            case "sends elsewhere":
                self._say(302, {}, {"Location": "http://192.0.2.1/"})
            case "fails":
                self._say(500, {"detail": "no"})
            case "is no netbox":
                self._raw(200, b"<html>Welcome</html>")
            case "says odd things":
                self._say(200, {"count": 1, "next": None, "results": [{"device_type": 5}]})
            case "says too much":
                self._raw(200, b'"' + b"x" * 200_000 + b'"')
            case way:
                self._page(parts.path, int(parse_qs(parts.query).get("offset", ["0"])[0]), way)

    def _page(self, path: str, offset: int, way: str) -> None:
        if "interfaces" in path:
            every: list[dict[str, object]] = [
                {"id": 7, "device": {"id": 1}, "mac_address": "68:6D:BC:00:00:01"}
            ]
        else:
            every = [device(number) for number in range(1, 6)]
        following = None
        if offset + 2 < len(every):
            host = "http://192.0.2.1" if way == "links elsewhere" else self.server.url
            following = f"{host}{path}?limit=2&offset={offset + 2}"
        rows = every[offset : offset + 2]
        self._say(200, {"count": len(every), "next": following, "results": rows})

    def _say(self, status: int, value: object, headers: dict[str, str] | None = None) -> None:
        self._raw(status, json.dumps(value).encode(), headers)

    def _raw(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("API-Version", "4.2")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def netbox(way: str = "") -> Iterator[NetBox]:
    server = NetBox(way)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
