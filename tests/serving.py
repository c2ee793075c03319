"""The web application behind a real server on this machine, and bytes that are sent to it."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import uvicorn

from countersight.web.app import make_app
from countersight.wiring.office import LONGEST_HEAD, Opened, open_desk

BOUNDARY = "b0undary"


@contextmanager
def served(opened: Opened) -> Iterator[int]:
    """Serve an office as ``serve`` does; give the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    config = uvicorn.Config(
        make_app(opened),
        host="127.0.0.1",
        port=port,
        log_level="error",
        ws="none",
        server_header=False,
        h11_max_incomplete_event_size=LONGEST_HEAD,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    ends = time.monotonic() + 30
    while not server.started:
        assert time.monotonic() < ends, "the server does not start"
        time.sleep(0.01)
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join(20)


@contextmanager
def served_office(folder: Path) -> Iterator[str]:
    """Open the office of a folder and serve it to this machine; give its address."""
    with served(open_desk(folder)) as port:
        yield f"http://127.0.0.1:{port}"


def answered(port: int, *pieces: bytes) -> bytes:
    """Send bytes, and return all that comes back until the other side closes."""
    with closing(socket.create_connection(("127.0.0.1", port), 30)) as line:
        for piece in pieces:
            line.sendall(piece)
        found = b""
        while piece := line.recv(65_536):
            found += piece
        return found


def head(port: int, target: str, *headers: str, method: str = "GET") -> bytes:
    """Return the head of a request, after which the connection is closed."""
    lines = [f"{method} {target} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close"]
    return "\r\n".join([*lines, *headers, "", ""]).encode("latin-1")


def part(name: str, data: bytes, filename: str | None = None, *headers: str) -> bytes:
    """Return a part of a form."""
    file = "" if filename is None else f'; filename="{filename}"'
    lines = [f"--{BOUNDARY}", f'Content-Disposition: form-data; name="{name}"{file}', *headers]
    return "\r\n".join([*lines, "", ""]).encode() + data + b"\r\n"


FORM = f"Content-Type: multipart/form-data; boundary={BOUNDARY}"
END = f"--{BOUNDARY}--\r\n".encode()
