"""What tests of the web application share: an office, one who asks it, and a browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from starlette.testclient import TestClient

from browsing import chromium
from countersight.web.app import make_app
from countersight.wiring.office import Opened, open_desk

HOST = "http://127.0.0.1:8321"


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """Open an office of its own."""
    return open_desk(tmp_path / "office")


@pytest.fixture
def client(opened: Opened) -> Iterator[TestClient]:
    """Ask an office of its own, without a socket."""
    with TestClient(make_app(opened), base_url=HOST) as asks:
        yield asks


@pytest.fixture(scope="module")
def browser(program: Callable[[str], str]) -> Iterator[Browser]:
    """Start one Chromium for the tests of a file."""
    with chromium(program("chromium")) as started:
        yield started
