"""The page of the interface, its reference and its how-to say what the interface does."""

import importlib.util
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from jsonschema import Draft202012Validator
from office_clients import API, Json, asking
from playwright.sync_api import Browser

from browsing import listen, violations
from countersight.web.api.document import SCHEMAS, published
from serving import served_office

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Json:
    """The OpenAPI document."""
    with asking(tmp_path_factory.mktemp("api") / "office") as client:
        found: Json = client.get(f"{API}/openapi.json").json()
    return found


def operations(told: Json) -> list[Json]:
    return [each for methods in told["paths"].values() for each in methods.values()]


def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_api", DOCS / "generate_api.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_page_is_current() -> None:
    page = (DOCS / "reference" / "api.md").read_text("utf-8")
    assert generate().page() == page, "run docs/generate_api.py"


def test_every_operation_is_described_with_an_example_and_its_errors(told: Json) -> None:
    names = [each["operationId"] for each in operations(told)]
    assert len(set(names)) == len(names) == 24
    for each in operations(told):
        assert each["summary"], each["operationId"]
        assert each["description"], each["operationId"]
        assert {"403", "404", "422", "500"} <= set(each["responses"])
        for status, answer in each["responses"].items():
            if status >= "4":
                assert list(answer["content"]) == ["application/problem+json"]
        for one in each.get("parameters", ()):
            assert one.get("description") or one["schema"].get("description"), one["name"]


def test_each_example_is_what_its_schema_says(told: Json) -> None:
    for each in operations(told):
        for status, answer in each["responses"].items():
            for body in answer.get("content", {}).values() if status < "4" else ():
                if status == next(iter(each["responses"])):
                    assert "example" in body, each["operationId"]
                whole = {**body["schema"], "components": told["components"]}
                Draft202012Validator(whole).validate(body.get("example"))
        for body in each.get("requestBody", {}).get("content", {}).values():
            name = body["schema"]["$ref"].rpartition("/")[2]
            schema = told["components"]["schemas"][name]
            whole = {**schema, "components": told["components"]}
            for example in schema.get("examples", ()):
                Draft202012Validator(whole).validate(example)
            assert schema.get("examples") or "file" in schema["properties"]


def test_the_schemas_of_the_document_are_sound_and_lead_somewhere(told: Json) -> None:
    schemas = told["components"]["schemas"]
    assert set(published()) <= set(schemas)
    assert {name.partition(".")[0] for name in published()} == set(SCHEMAS)
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    for ref in re.findall(r'"\$ref": "([^"]*)"', json.dumps(told)):
        found = told
        for step in ref.removeprefix("#/").split("/"):
            found = found[step]
        assert found is not None


def test_the_page_shows_every_operation_and_asks_nobody(
    browser: Browser, told: Json, tmp_path: Path
) -> None:
    with served_office(tmp_path / "office") as address:
        for script in (True, False):
            page = browser.new_context(java_script_enabled=script).new_page()
            heard = listen(page)
            page.goto(f"{address}/")
            page.get_by_role("link", name="Programming interface").click()
            assert page.url == f"{address}{API}/docs"
            assert heard.errors == []
            assert all(each.startswith((address, "data:")) for each in heard.requests)
            for each in operations(told):
                page.locator(f"#{each['operationId']}").wait_for()
            page.get_by_text("Example of a request").first.click()
            shown = page.locator("#screen pre").first
            assert shown.is_visible()
            assert json.loads(shown.inner_text())["profile"] == "uk-council"
            assert "\\n" not in page.locator("main").inner_text()
            page.get_by_role("link", name="The same as OpenAPI 3.1.0").click()
            assert json.loads(page.locator("pre").inner_text())["openapi"] == "3.1.0"


@pytest.mark.parametrize(("wide", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
def test_the_page_does_not_violate_axe(
    browser: Browser, tmp_path: Path, wide: int, scheme: str
) -> None:
    with served_office(tmp_path / "office") as address:
        page = browser.new_context(
            viewport={"width": wide, "height": 800},
            color_scheme="dark" if scheme == "dark" else "light",
            bypass_csp=True,  # axe-core is put into the page
        ).new_page()
        for room in ("docs", "docs/schemas"):
            answer = page.goto(f"{address}{API}/{room}")
            assert answer is not None
            assert len(answer.body()) < 200_000
            assert violations(page) == []
            beside = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert int(beside) <= 1


def test_the_how_to_runs_from_top_to_bottom(
    program: Callable[[str], str], tmp_path: Path
) -> None:
    text = (DOCS / "how-to" / "use-the-api.md").read_text("utf-8")
    program("curl")
    with served_office(tmp_path / "office") as address:
        script = "\n".join(["set -euo pipefail", *BLOCK.findall(text)])
        done = subprocess.run(
            [program("bash"), "--norc", "-c", script.replace("http://127.0.0.1:8321", address)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert '"state":"done","done":2,"total":2' in done.stdout
    assert '"verdict":"dismissed"' in done.stdout
    shown = json.loads(text.rsplit("```json\n", 1)[1].split("\n```")[0])
    assert json.loads(done.stdout[done.stdout.rindex('{"type"') :]) == shown


pytestmark = pytest.mark.enable_socket
