"""Reconciliation from a page of another origin, in a real browser: what OpenRefine does."""

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page

from browsing import listen, violations
from countersight.web.reconcile.shapes import HIGH, WIDE
from serving import served_office

pytestmark = pytest.mark.enable_socket
ASK = """async ([address, form]) => {
  const answer = await fetch(address, form === null ? {} : {
    method: "POST", body: new URLSearchParams(form),
  });
  return [answer.status, await answer.json()];
}"""


class Stranger(BaseHTTPRequestHandler):
    """Serves a page of another origin, with the preview in a frame."""

    def __init__(self, framed: str, *given: object) -> None:
        self.framed = framed
        super().__init__(*given)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        body = (
            "<!doctype html><html lang=en><title>Another program</title>"
            f'<iframe title="Preview" width={WIDE} height={HIGH} src="{self.framed}"></iframe>'
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served_office(tmp_path_factory.mktemp("served") / "office") as told:
        yield told


@pytest.fixture
def elsewhere(browser: Browser, address: str) -> Iterator[Page]:
    """A page of another origin that frames the preview of an entity."""
    serving = partial(Stranger, f"{address}/reconcile/preview?id=hikvision")
    server = ThreadingHTTPServer(("127.0.0.1", 0), serving)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    page = browser.new_context().new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    yield page
    page.context.close()
    server.shutdown()
    server.server_close()
    thread.join(20)


def test_a_page_elsewhere_reads_the_manifest_and_asks_a_batch(
    elsewhere: Page, address: str
) -> None:
    status, manifest = elsewhere.evaluate(ASK, [f"{address}/reconcile", None])
    assert (status, manifest["versions"]) == (200, ["0.2"])
    batch = {"q0": {"query": "HIKVISION UK LIMITED"}, "q1": {"query": "Mrs A Example"}}
    form = {"queries": json.dumps(batch)}
    status, told = elsewhere.evaluate(ASK, [f"{address}/reconcile", form])
    assert status == 200
    assert told["q0"]["result"][0]["id"] == "hikvision"
    assert told["q1"]["error"]["code"] == "person"


def test_a_page_elsewhere_reads_why_it_was_not_heard(elsewhere: Page, address: str) -> None:
    status, told = elsewhere.evaluate(ASK, [f"{address}/reconcile", {"queries": "["}])
    assert (status, told["code"]) == (400, "not-json")


def test_a_page_elsewhere_asks_without_cookies_only(elsewhere: Page, address: str) -> None:
    asking = """address => fetch(address, {credentials: "include"})
      .then(() => "read", () => "kept back")"""
    assert elsewhere.evaluate(asking, f"{address}/reconcile") == "kept back"


def test_a_page_elsewhere_reads_and_writes_nothing_else(elsewhere: Page, address: str) -> None:
    asking = "address => fetch(address).then(() => 'read', () => 'kept back')"
    assert elsewhere.evaluate(asking, f"{address}/settings") == "kept back"
    writing = """address => fetch(address, {
      method: "POST", mode: "no-cors", body: new URLSearchParams({who: "stranger"}),
    }).then(() => "sent", () => "kept back")"""
    assert elsewhere.evaluate(writing, f"{address}/settings") == "kept back"
    own = elsewhere.context.new_page()
    own.goto(f"{address}/settings")
    assert "stranger" not in own.content()


def test_the_preview_is_shown_in_a_frame_elsewhere(elsewhere: Page) -> None:
    frame = elsewhere.frame_locator("iframe")
    frame.get_by_role("heading", name="Hangzhou Hikvision").wait_for()
    link = frame.get_by_role("link", name="All that the catalogue says")
    assert link.get_attribute("target") == "_blank"
    width = frame.locator("html").evaluate("page => page.scrollWidth - page.clientWidth")
    assert width == 0
    with elsewhere.context.expect_page() as opened:
        link.click()
    opened.value.wait_for_load_state()
    assert opened.value.url.endswith("/catalogue/hikvision")


def test_another_page_is_not_shown_in_a_frame_elsewhere(elsewhere: Page, address: str) -> None:
    with elsewhere.expect_console_message(lambda said: "frame-ancestors" in said.text):
        frame = elsewhere.locator("iframe")
        frame.evaluate("(frame, to) => { frame.src = to; }", f"{address}/")
    assert elsewhere.frame_locator("iframe").get_by_role("heading").count() == 0


@pytest.mark.parametrize("entity", ["hikvision", "dahua", "axis", "nobody"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_preview_violates_axe(
    browser: Browser, address: str, entity: str, scheme: str
) -> None:
    page = browser.new_context(
        viewport={"width": WIDE, "height": HIGH},
        color_scheme="dark" if scheme == "dark" else "light",
    ).new_page()
    heard = listen(page)
    page.goto(f"{address}/reconcile/preview?id={entity}")
    assert violations(page) == []
    fits = """([wide, high]) => {
      const page = document.documentElement;
      return page.scrollWidth <= wide && page.scrollHeight <= high;
    }"""
    assert page.evaluate(fits, [WIDE, HIGH])
    ours = [said for said in heard.errors if "404" not in said]
    assert ours == []
    assert all(asked.startswith((address, "data:")) for asked in heard.requests)
    page.context.close()
