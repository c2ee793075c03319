"""An office for programs: asked in process, or served to this machine."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from starlette.testclient import TestClient

from countersight.web.app import make_app
from countersight.wiring.office import open_desk

API = "/api/v1"
Json = dict[str, Any]


@contextmanager
def asking(folder: Path) -> Iterator[TestClient]:
    """Open the office of a folder, its worker too, and close it in the end."""
    app = make_app(open_desk(folder))
    with TestClient(app, "http://127.0.0.1", raise_server_exceptions=False) as client:
        yield client


def finished(client: TestClient, job: str) -> Json:
    """Return a job once it is over; it is asked for until then, and no longer than a minute."""
    end = time.monotonic() + 60
    while True:
        found: Json = client.get(job).json()
        if found["state"] not in {"waiting", "running"}:
            return found
        assert time.monotonic() < end, found
        time.sleep(0.01)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the office of a folder to this machine; yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    app = make_app(open_desk(folder))
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 60
    while not server.started:
        assert time.monotonic() < end
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)
