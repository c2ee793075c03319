"""Names, clocks, bags and databases that nobody would wish for, through the commands."""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from countersight.cli.app import run
from countersight.publish.bag.layout import manifest
from countersight.publish.bag.walking import file_digest, walk

NAMES = (
    "re\u0301sume\u0301.txt",
    "résumé.txt",
    "two\nlines.txt",
    "a\\nb.txt",
    "-rf .txt",
    "; rm -rf $(pwd) `x` 'y' \"z\".txt",
    "\u202etxt.exe",
    "*?[a].txt",
    "x" * 200 + ".txt",
    "caf\udce9.txt",
)


class Desk:
    """Runs commands on one case."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: str, status: int = 0) -> str:
        self._capsys.readouterr()
        assert run(["case", *words]) == status, self._capsys.readouterr()
        out, err = self._capsys.readouterr()
        return out + err

    def on(self, *words: str, status: int = 0) -> str:
        return self(*words, "--case", str(self.folder), status=status)

    def check(self, status: int = 0) -> dict[str, object]:
        found = json.loads(self.on("check", "--format", "json", status=status))
        assert isinstance(found, dict)
        return found


@pytest.fixture
def desk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    monkeypatch.setenv("COUNTERSIGHT_BY", "case desk")
    made = Desk(tmp_path / "case", capsys)
    made("new", str(made.folder), "--title", "Harbour watch", "--id", "harbour-watch")
    return made


def test_no_name_of_a_file_harms_a_bag(
    desk: Desk, tmp_path: Path, program: Callable[[str], str]
) -> None:
    files = [tmp_path / "in" / "deep" / each for each in NAMES]
    files[0].parent.mkdir(parents=True)
    for number, each in enumerate(files):
        each.write_text(f"Text {number}.\n", "utf-8")
    above = tmp_path / "in" / "deep" / ".." / ".." / "in" / "deep" / NAMES[0]
    desk.on("add", *map(str, files), str(above))
    bag, other = tmp_path / "bag", tmp_path / "other"
    desk.on("export", str(bag))
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        done = subprocess.run(
            [program("sha256sum"), "--check", "--strict", "--quiet", name],
            cwd=bag,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
    assert run(["verify", str(bag)]) == 0
    desk("import", str(bag), str(other))
    assert desk("dump", "--case", str(other)) == desk.on("dump")
    names = {
        json.loads(line)["body"].get("name")
        for line in desk("log", "--format", "json", "--case", str(other)).splitlines()
        if json.loads(line)["kind"] == "add"
    }
    assert set(NAMES[:-1]) <= names, "each name is kept as it was"
    assert "caf\\xe9.txt" in names, "a byte that is no character is written out"
    assert not {each.name for each in bag.rglob("*")} & set(NAMES)
    assert not (tmp_path / "..").joinpath("resume.txt").exists()


def test_a_clock_that_is_set_back_is_told_and_the_order_stays(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Watch:
        def __init__(self, at: str) -> None:
            self.at = at

        def now(self) -> str:
            return self.at

    for number, at in enumerate(("2031-01-01T00:00:00Z", "2001-01-01T00:00:00Z")):
        monkeypatch.setattr("countersight.wiring.casework.WATCH", Watch(at))
        (tmp_path / f"{number}.txt").write_text(f"Text {number}.", "utf-8")
        desk.on("add", str(tmp_path / f"{number}.txt"))
    assert desk.on("log").count("the clock was set back") == 3
    told = [json.loads(line) for line in desk.on("log", "--format", "json").splitlines()]
    assert [each["number"] for each in told] == list(range(7))
    assert desk.check()["holds"]
    desk.on("export", str(tmp_path / "bag"))
    assert json.loads(verified(desk, tmp_path / "bag", 0))["set_back"] == 4
    desk("import", str(tmp_path / "bag"), str(tmp_path / "other"))
    desk("check", "--case", str(tmp_path / "other"))


def verified(desk: Desk, bag: Path, status: int) -> str:
    desk._capsys.readouterr()
    assert run(["verify", str(bag), "--format", "json"]) == status
    return desk._capsys.readouterr().out


def test_a_folder_of_two_bags_is_refused_with_the_reason(desk: Desk, tmp_path: Path) -> None:
    both = tmp_path / "both"
    both.mkdir()
    for name in ("one", "two"):
        desk.on("export", str(both / name))
    told = verified(desk, both, 1)
    assert "is no bag, and holds 2: 'one', 'two'; a bag holds one case" in told
    told = desk("import", str(both), str(tmp_path / "other"), status=2)
    assert "a bag holds one case" in told
    assert not (tmp_path / "other").exists()


def test_a_bag_with_the_logs_of_two_cases_is_refused_with_the_reason(
    desk: Desk, tmp_path: Path
) -> None:
    bag, second = tmp_path / "bag", tmp_path / "second"
    desk.on("export", str(bag))
    desk("new", str(tmp_path / "case-2"), "--title", "Another")
    desk("export", str(second), "--case", str(tmp_path / "case-2"))
    shutil.copytree(second / "data", bag / "data" / "second")
    for name, payload in (("manifest-sha256.txt", True), ("tagmanifest-sha256.txt", False)):
        digests = {
            path: file_digest(bag / path)
            for path in walk(bag)
            if path.startswith("data/") is payload and path != "tagmanifest-sha256.txt"
        }
        (bag / name).write_bytes(manifest(digests))
    assert "holds 2 logs" in verified(desk, bag, 1)
    assert "may hold one" in desk("import", str(bag), str(tmp_path / "other"), status=2)


def test_a_truncated_database_is_a_finding(desk: Desk, tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(f"They operate {number} cameras.", "utf-8")
    desk.on("add", *(str(tmp_path / f"{number}.txt") for number in range(40)))
    database = desk.folder / "case.sqlite"
    assert not (desk.folder / "case.sqlite-wal").exists()
    whole = database.read_bytes()
    sizes = {0, 1, 99, 100, 512, 4095, 4096, 8192, len(whole) - 1, len(whole) - 4096}
    for size in sorted(sizes | set(range(12_288, len(whole), len(whole) // 10))):
        database.write_bytes(whole[:size])
        found = desk.check(status=1)
        assert found["flaws"], size
        assert not found["holds"]
        for rest in desk.folder.glob("case.sqlite-*"):
            rest.unlink()
    database.write_bytes(b"\0" * len(whole))
    assert desk.check(status=1)["flaws"]
    database.write_bytes(whole)
    assert desk.check()["holds"]


def test_every_damaged_page_of_a_database_is_a_finding(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("They operate cameras.", "utf-8")
    desk.on("add", str(tmp_path / "a.txt"), "--as", "a")
    desk.on("cite", "a", "They operate")
    database = desk.folder / "case.sqlite"
    whole = database.read_bytes()
    for page in range(len(whole) // 4096):
        damaged = bytearray(whole)
        damaged[page * 4096 : (page + 1) * 4096] = hashlib.sha256(b"%d" % page).digest() * 128
        database.write_bytes(damaged)
        status = run(["case", "check", "--case", str(desk.folder)])
        assert status == 1, page
    database.write_bytes(whole)
    assert desk.check()["holds"]
