"""An office for programs, asked in process."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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
