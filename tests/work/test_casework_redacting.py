"""What is erased is nowhere in the case any more, and the log still holds."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from countersight.cli.app import run
from countersight.model.event import Event, EventKind, JsonValue
from countersight.wiring import casework as wired
from countersight.work.casework import check_case, redact_from

WORDS = "The lodge by the old mill houses our night engineer"
OTHERS = "The harbour board operates all of the cameras"
RETOLD = "a man sleeps at the mill"
PAGE = f"{OTHERS}. {WORDS}, and nobody knows.\n"
MAIL = f"""From: board@example.org
To: desk@example.org
Subject: Cameras
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

See the page.
--b
Content-Type: text/plain
Content-Disposition: attachment; filename=page.txt

{PAGE}
--b--
"""


class Desk:
    """Runs commands on one case."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: str) -> str:
        self._capsys.readouterr()
        assert run(["case", *words, "--case", str(self.folder)]) == 0, (
            self._capsys.readouterr().err
        )
        return self._capsys.readouterr().out


def texts() -> Iterator[tuple[str, str]]:
    yield "page", PAGE
    yield "kept", f"{OTHERS}. It is a different page.\n"


@pytest.fixture
def desk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    """A case that repeats the words of a page in passages, statements, claims and questions."""
    monkeypatch.setenv("COUNTERSIGHT_BY", "case desk")
    folder = tmp_path / "case"
    assert run(["case", "new", str(folder), "--title", f'Of "{WORDS}"', "--id", "c"]) == 0
    made = Desk(folder, capsys)
    for name, text in texts():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
        made("add", str(tmp_path / f"{name}.txt"), "--as", name)
    made("state", "party", "id=board", "name=Harbour board", "kind=public_body")
    made("state", "party", "id=firm", "name=Camera firm", "kind=company")
    made("cite", "page", WORDS, "--id", "p.lodge")
    made("cite", "page", "nobody", "--id", "p.nobody")
    made("cite", "kept", OTHERS, "--id", "p.kept")
    fact = ("predicate=operates", "subject=firm", "object=the cameras", "source=page")
    made("state", "statement", "id=s.lodge", *fact, "passages=p.lodge", f"says={RETOLD}")
    made("state", "statement", "id=s.lodge", f"says={WORDS.upper()}")
    kept = ("predicate=operates", "subject=board", "object=the cameras", "source=kept")
    made("state", "statement", "id=s.kept", *kept, "passages=p.kept", "says=Nobody denies it")
    said = ("speaker=firm", "predicate=operations_not_in_remit", "source=page")
    made("claim", "id=c.it", *said, "passages=p.lodge", f"says=They say: {WORDS}")
    made("ask", "id=q.it", "by=board", "to=firm", "source=kept", f"says=Why “{WORDS}”?")
    made("assess")
    with wired.casework(folder, "case desk") as work:
        body: dict[str, JsonValue] = {
            "type": "verdicts",
            "log_size": 3,
            "schemes": "x",
            "verdicts": [{"claim": "c.it", "why": f"for {WORDS}"}],
        }
        work.store.log.append([Event(EventKind.ASSESS, work.watch.now(), work.by, body)])
    return made


def holding(folder: Path, words: str) -> list[str]:
    """Return the files below a folder that hold words."""
    sought = [words.lower().encode(), words.lower().encode("utf-16-le")]
    return [
        each.name
        for each in sorted(folder.rglob("*"))
        if each.is_file() and any(one in each.read_bytes().lower() for one in sought)
    ]


def held_flaws(folder: Path) -> list[str]:
    with wired.casework(folder, "") as work:
        return [f"{each.where}: {each.what}" for each in check_case(work.store).flaws]


def test_erased_words_are_nowhere_in_the_case_and_nowhere_in_its_bag(
    desk: Desk, tmp_path: Path
) -> None:
    assert holding(desk.folder, WORDS)
    with wired.casework(desk.folder, "") as work:
        before = [line for line, _ in work.store.log.lines()]
    desk("redact", "page", "--because", "safety")
    desk("assess")
    desk("export", str(tmp_path / "bag"))
    for words in (WORDS, RETOLD, "night engineer"):
        assert holding(desk.folder, words) == []
        assert holding(tmp_path / "bag", words) == []
    assert holding(desk.folder, OTHERS), "the other document stays"
    assert held_flaws(desk.folder) == []
    with wired.casework(desk.folder, "") as work:
        assert [line for line, _ in work.store.log.lines(0, len(before))] == before
    assert run(["verify", str(tmp_path / "bag")]) == 0


def test_entries_that_lose_words_stay_in_the_case(desk: Desk) -> None:
    told = json.loads(desk("redact", "page", "--because", "safety", "--format", "json"))
    assert told["documents"] == ["page"]
    assert told["retold"] == ["s.lodge", "c.it", "q.it"]
    case = desk("dump")
    assert "Why “[erased]”?" in case
    assert "Nobody denies it" in case, "a single word is everybody's"
    assert 'withdrawn = "erased: safety"' in case
    assert 'id = "s.lodge"' in case
    assert 'Of \\"[erased]\\"' in case


def test_a_document_added_twice_is_erased_as_both(desk: Desk, tmp_path: Path) -> None:
    desk("add", str(tmp_path / "page.txt"), "--as", "again")
    desk("cite", "again", OTHERS, "--id", "p.again")
    told = json.loads(desk("redact", "page", "--because", "safety", "--format", "json"))
    assert told["documents"] == ["page", "again"]
    assert "kept" in told["elsewhere"], "the words of the other stand there too"
    assert holding(desk.folder, "night engineer") == []
    assert desk("show")
    assert held_flaws(desk.folder) == []


def test_a_mail_goes_with_what_was_within_it(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "mail.eml").write_text(MAIL, "utf-8")
    desk("add", str(tmp_path / "mail.eml"), "--as", "mail")
    told = json.loads(desk("redact", "mail", "--because", "safety", "--format", "json"))
    assert told["documents"] == ["page", "mail", "page-2"], "the page is of the same bytes"
    assert holding(desk.folder, "night engineer") == []
    assert held_flaws(desk.folder) == []


def test_an_erasure_is_one_transaction(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = desk("log")

    def fails(*_: object) -> None:
        raise RuntimeError("the power is gone")

    monkeypatch.setattr("countersight.stores.case.log.erase_entry", fails)
    with (
        wired.casework(desk.folder, "case desk") as work,
        pytest.raises(RuntimeError, match="power"),
    ):
        redact_from(work, "page", "safety")
    monkeypatch.undo()
    assert desk("log") == before
    assert held_flaws(desk.folder) == []
