"""An office with its application, asked without a socket."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from countersight.web.app import make_app
from countersight.wiring.office import Opened, open_desk

HOST = "http://127.0.0.1:8321"


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    return open_desk(tmp_path / "office")


@pytest.fixture
def client(opened: Opened) -> Iterator[TestClient]:
    with TestClient(make_app(opened), base_url=HOST) as asks:
        yield asks
