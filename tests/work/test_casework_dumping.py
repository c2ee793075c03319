"""A case that is dumped loads to the same case, with the documents that were added to it."""

import json
from pathlib import Path

import jsonschema
import pytest

from countersight.claim import schema
from countersight.cli.app import run

HTML = (
    "<html><head><title>T</title><script>alert('x')</script></head><body><article><h1>Notice</h1>"
    "<p>The board runs the control room with staff of its own since the first of March, and"
    " nobody else does so.</p></article></body></html>"
)
MAIL = (
    b"From: board@example.org\r\nMIME-Version: 1.0\r\nSubject: Notice\r\n"
    b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n\r\nSee the annex.\r\n'
    b"--x\r\nContent-Type: text/html\r\n"
    b'Content-Disposition: attachment; filename="../../annex.html"\r\n\r\n'
    b"<html><body><p>The annex names the maker.</p></body></html>\r\n--x--\r\n"
)


class Desk:
    """Runs commands on cases in one folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: str, on: str = "case", status: int = 0) -> str:
        self._capsys.readouterr()
        code = run(["case", *words, "--case", str(self.folder / on)])
        out, err = self._capsys.readouterr()
        assert code == status, out + err
        return out if status == 0 else err

    def new(self, name: str) -> None:
        told = ["--title", "Harbour", "--id", "harbour"]
        assert run(["case", "new", str(self.folder / name), *told]) == 0


@pytest.fixture
def desk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    monkeypatch.setenv("COUNTERSIGHT_BY", "case desk")
    made = Desk(tmp_path, capsys)
    for name in ("case", "other"):
        made.new(name)
    (tmp_path / "in").mkdir()
    return made


def added(desk: Desk, name: str, data: bytes, *words: str) -> None:
    path = desk.folder / "in" / name
    path.write_bytes(data)
    desk("add", str(path), *words)


def test_a_case_of_pages_and_mail_loads_from_its_dump_and_the_files_beside_it(
    desk: Desk,
) -> None:
    added(desk, "page.html", HTML.encode(), "--as", "notice")
    added(desk, "two\nlines.eml", MAIL, "--as", "mail")
    added(desk, "scan.png", b"\x89PNG\r\n\x1a\n", "--as", "scan")
    desk("cite", "notice", "The board runs the control room", "--id", "p.runs")
    out = desk.folder / "out"
    out.mkdir()
    desk("dump", "--files", "--output", str(out / "case.toml"))
    assert {"case.toml", "notice.html", "mail.eml"} < {each.name for each in out.iterdir()}
    assert (out / "notice.html").read_text("utf-8") == HTML
    desk("load", str(out / "case.toml"), on="other")
    assert desk("dump", on="other") == (out / "case.toml").read_text("utf-8")
    assert json.loads(desk("check", "--format", "json", on="other"))["holds"]
    desk("dump", "--files", "--output", str(out / "case.toml"))


def test_no_file_of_another_is_written_over(desk: Desk) -> None:
    added(desk, "page.html", HTML.encode(), "--as", "notice")
    (desk.folder / "notice.html").write_text("mine", "utf-8")
    target = desk.folder / "case.toml"
    said = desk("dump", "--files", "--output", str(target), status=2)
    assert "is there already, and is another file" in said
    assert (desk.folder / "notice.html").read_text("utf-8") == "mine"
    assert not target.exists()
    assert "there is none" in desk("dump", "--files", status=2)


def test_a_dump_as_json_is_what_the_schema_says(desk: Desk) -> None:
    added(desk, "page.html", HTML.encode(), "--as", "notice")
    desk("cite", "notice", "The board runs the control room", "--id", "p.runs")
    found = json.loads(desk("dump", "--format", "json"))
    jsonschema.validate(found, schema())
    assert [each["id"] for each in found["passage"]] == ["p.runs"]


def test_characters_that_nobody_sees_are_seen_in_a_dump(desk: Desk) -> None:
    words = "the board \u202edoes\u202c not\u200b run it \U000e0041"
    added(desk, "page.txt", f"Now {words}.\n".encode(), "--as", "page")
    desk("cite", "page", words, "--id", "p.turned")
    out = desk.folder / "out"
    out.mkdir()
    desk("dump", "--files", "--output", str(out / "case.toml"))
    text = (out / "case.toml").read_text("utf-8")
    assert r"the board \u202edoes\u202c not\u200b run it \U000e0041" in text
    desk("load", str(out / "case.toml"), on="other")
    assert desk("dump", on="other") == text
    (passage,) = json.loads(desk("dump", "--format", "json", on="other"))["passage"]
    assert passage["words"] == words
