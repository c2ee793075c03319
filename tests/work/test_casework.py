"""A case through its commands: three states in one log, out as a bag, and back."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from countersight.cli.app import run
from countersight.work import demo_folder

DEMO = demo_folder() / "case"
FILES = ("case.toml", "case-with-documents.toml", "case-board-operates.toml")


class Desk:
    """Runs commands on one case."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: str, status: int = 0) -> str:
        self._capsys.readouterr()
        assert run(["case", *words]) == status, self._capsys.readouterr().err
        return self._capsys.readouterr().out

    def on(self, *words: str, status: int = 0) -> str:
        return self(*words, "--case", str(self.folder), status=status)


@pytest.fixture
def desk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    monkeypatch.setenv("COUNTERSIGHT_BY", "case desk")
    made = Desk(tmp_path / "case", capsys)
    made("new", str(made.folder), "--title", "Harbour watch", "--id", "harbour-watch")
    return made


@pytest.fixture
def page(desk: Desk, tmp_path: Path) -> str:
    path = tmp_path / "page.txt"
    path.write_text("We do not run it. We do not run it. They operate the system.\n", "utf-8")
    desk.on("add", str(path), "--as", "page", "--from", "https://example.org/a")
    return str(path)


def test_the_log_shows_all_three_states_of_the_story(desk: Desk) -> None:
    for name in FILES:
        desk.on("load", str(DEMO / name))
        desk.on("assess")
    events = [json.loads(each) for each in desk.on("log", "--format", "json").splitlines()]
    found = [
        (verdict["bearing"], verdict["standard"])
        for event in events
        if event["kind"] == "assess"
        for verdict in event["body"]["verdicts"]
        if verdict["claim"] == "c.remit"
    ]
    assert found == [
        ("contradicts", "prima_facie"),
        ("contradicts", "established"),
        ("does_not_bear", "none"),
    ]


def test_loading_the_same_file_again_says_nothing(desk: Desk) -> None:
    desk.on("load", str(DEMO / FILES[0]))
    before = desk.on("log")
    again = json.loads(desk.on("load", str(DEMO / FILES[0]), "--format", "json"))
    assert (again["new"], again["changed"], again["files"]) == (0, 0, 0)
    assert desk.on("log") == before


def test_a_kept_verdict_is_told_as_stale_when_a_premise_is_withdrawn(desk: Desk) -> None:
    desk.on("load", str(DEMO / FILES[0]))
    desk.on("assess")
    assert "is stale" not in desk.on("show")
    desk.on("withdraw", "p.remit", "--because", "misquoted")
    assert "The verdict on c.remit" in desk.on("show")
    assert "misquoted" in desk.on("show", "--format", "html")


def test_a_case_comes_back_from_its_bag_the_same(desk: Desk, tmp_path: Path) -> None:
    desk.on("load", str(DEMO / FILES[1]))
    bag, other = tmp_path / "bag", tmp_path / "other"
    desk.on("export", str(bag))
    assert run(["verify", str(bag)]) == 0
    desk("import", str(bag), str(other))
    assert desk("dump", "--case", str(other)) == desk.on("dump")
    found = json.loads(desk("check", "--case", str(other), "--format", "json"))
    assert found["holds"]
    assert found["passages_found_at_their_places"] == 18
    assert not (bag / "data" / "log" / "keys" / "log.pem").exists()
    names = {each.name for each in (bag / "data").iterdir()}
    assert {"case.jsonl", "case.toml", "annotations.jsonl", "entities.ftm.jsonl"} <= names


def test_a_stranger_verifies_the_bag_with_its_own_script(
    desk: Desk, tmp_path: Path, program: Callable[[str], str]
) -> None:
    desk.on("load", str(DEMO / FILES[0]))
    bag = tmp_path / "bag"
    desk.on("export", str(bag))
    program("openssl")
    done = subprocess.run(
        [program("sh"), "verify.sh"], cwd=bag, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_extra_file_in_a_bag_is_a_finding(desk: Desk, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    desk.on("export", str(bag))
    (bag / "data" / "extra").write_text("x", "utf-8")
    assert run(["verify", str(bag)]) == 1
    desk("import", str(bag), str(tmp_path / "other"), status=2)
    assert not (tmp_path / "other").exists()


@pytest.mark.usefixtures("page")
def test_words_that_stand_twice_are_asked_about_and_not_kept(desk: Desk) -> None:
    told = desk.on("cite", "page", "We do not run it", status=2)
    assert "2 places" in told
    assert "--start" in told
    assert "p.1 (verified)" in desk.on("cite", "page", "We do not run it", "--start", "0")


@pytest.mark.usefixtures("page")
def test_reworded_words_are_refused_with_the_difference(desk: Desk) -> None:
    told = desk.on("cite", "page", "They manage the system", status=2)
    assert "[-operate-] {+manage+}" in told


@pytest.mark.usefixtures("page")
def test_an_orphan_is_kept_only_when_asked_for(desk: Desk) -> None:
    desk.on("cite", "page", "Zebras dance quietly elsewhere", status=2)
    told = desk.on("cite", "page", "Zebras dance quietly elsewhere", "--orphan")
    assert "p.1 (orphan)" in told


def test_the_same_address_twice_shows_what_changed(desk: Desk, page: str) -> None:
    Path(page).write_text("We do not run it. We do not run it. They ran the system.\n", "utf-8")
    told = desk.on("add", page, "--from", "https://example.org/a")
    assert "[-operate-] {+ran+}" in told


@pytest.mark.usefixtures("page")
def test_a_case_is_told_by_commands_alone(desk: Desk) -> None:
    desk.on("state", "party", "id=board", "name=Harbour board", "kind=public_body")
    desk.on("cite", "page", "They operate the system", "--id", "p.it")
    pairs = ("speaker=board", "passages=p.it", "source=page")
    desk.on("claim", "id=c.it", "predicate=operations_not_in_remit", *pairs)
    desk.on("state", "document", "id=asked", "kind=statement", "title=Asked")
    desk.on("ask", "id=q.it", "by=board", "to=board", "source=asked")
    desk.on("link", "asked", "cited_in", "page")
    desk.on("answer", "q.it", "document=page", "kind=answers", "passages=p.it")
    told = desk.on("dump")
    assert 'cited_in = ["page"]' in told
    assert 'kind = "answers"' in told


@pytest.mark.usefixtures("page")
def test_an_erased_document_leaves_its_reason_and_no_words(desk: Desk, tmp_path: Path) -> None:
    desk.on("cite", "page", "They operate the system")
    desk.on("redact", "page", "--because", "court order")
    told = desk.on("dump") + desk.on("log", "--format", "json")
    assert "They operate" not in told
    assert "court order" in told
    assert json.loads(desk.on("check", "--format", "json"))["holds"]
    assert not [
        each for each in (tmp_path / "case").rglob("*") if _holds(each, b"They operate")
    ]


def _holds(path: Path, words: bytes) -> bool:
    return path.is_file() and words in path.read_bytes()


@pytest.mark.usefixtures("page")
def test_an_edited_blob_is_a_flaw(desk: Desk) -> None:
    blobs = [each for each in (desk.folder / "blobs").rglob("*") if each.is_file()]
    blobs[0].chmod(0o600)
    blobs[0].write_bytes(b"another")
    found = json.loads(desk.on("check", "--format", "json", status=1))
    assert {each["code"] for each in found["flaws"]} >= {"object"}


def test_nobody_is_guessed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("COUNTERSIGHT_BY")
    assert run(["case", "assess", "--case", str(desk.folder)]) == 2
    assert "--by" in capsys.readouterr().err


def test_a_case_file_names_no_file_elsewhere(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x", "utf-8")
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(DEMO / "article.txt", folder)
    text = (DEMO / FILES[0]).read_text("utf-8").replace('"article.txt"', '"../secret.txt"')
    (folder / "case.toml").write_text(text, "utf-8")
    before = desk.on("log")
    desk.on("load", str(folder / "case.toml"), status=2)
    assert desk.on("log") == before


@pytest.mark.parametrize("text", ["[case", "", "[case]\nid='x'\n", "x = 1"])
def test_a_wrong_case_file_is_told_and_leaves_no_trace(
    desk: Desk, tmp_path: Path, text: str
) -> None:
    (tmp_path / "case.toml").write_text(text, "utf-8")
    before = desk.on("log")
    desk.on("load", str(tmp_path / "case.toml"), status=2)
    assert desk.on("log") == before


def test_a_document_that_is_not_held_is_not_disclosed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], desk: Desk
) -> None:
    desk.on("state", "document", "id=letter", "kind=other", "title=Letter")
    bag = tmp_path / "bag"
    assert run(["case", "disclose", "letter", str(bag), "--case", str(desk.folder)]) != 0
    assert "'letter' is not held, and can't be disclosed" in capsys.readouterr().err
    assert not bag.exists()
