"""An office that is served to this machine, for tests that look at it in a browser."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Page

from countersight.web.app import make_app
from countersight.wiring.office import open_desk


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the office in a folder, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    settings = uvicorn.Config(
        make_app(open_desk(folder)), host="127.0.0.1", port=port, log_level="error", ws="none"
    )
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(1_000):
        if server.started:
            break
        time.sleep(0.02)
    assert server.started
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(20)


def overflow(page: Page) -> int:
    """Return how many pixels a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
