"""A person accepts or disputes an entry or a verdict; what was said stays as it was."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from countersight.cli.app import run
from countersight.work import demo_folder

DEMO = demo_folder() / "case"
Says = Callable[..., str]


@pytest.fixture
def says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Says:
    monkeypatch.setenv("COUNTERSIGHT_BY", "second reader")

    def do(*words: str, status: int = 0) -> str:
        capsys.readouterr()
        assert run(["case", *words, "--case", str(tmp_path / "case")]) == status
        told = capsys.readouterr()
        return told.out if status == 0 else told.err

    run(["case", "new", str(tmp_path / "case"), "--title", "Harbour watch", "--id", "hw"])
    do("load", str(DEMO / "case.toml"))
    do("assess")
    return do


def shown(says: Says) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(says("show", "--format", "json"))
    return found


def reviews(says: Says) -> list[dict[str, object]]:
    return [each for each in shown(says)["entries"] if each["entry"] == "review"]


def test_a_verdict_is_disputed_and_stands_as_it_was_found(says: Says) -> None:
    before = shown(says)["verdicts"]
    because = ("--because", "the award was set aside")
    told = says("review", "c.remit", "dispute", "--verdict", *because)
    assert told == "r.1: the verdict on c.remit: dispute\n"
    after = shown(says)
    assert [
        {key: value for key, value in each.items() if key != "log_size"} for each in before
    ] == [
        {key: value for key, value in each.items() if key != "log_size"}
        for each in after["verdicts"]
    ]
    (review,) = reviews(says)
    assert (review["by"], review["saw"]) == ("second reader", "contradicts, prima facie")
    assert review["computed"] == {"unchanged": True}
    text = says("show")
    assert "Disputed by second reader on" in text
    assert "disputed (c.remit)" in text
    assert "nothing new since" in says("assess")


def test_a_review_tells_that_what_was_judged_has_changed_since(says: Says) -> None:
    says("review", "s.adviser", "accept", "--because", "read against the letter")
    says("review", "c.remit", "accept", "--verdict", "--because", "it follows")
    says("load", str(DEMO / "case-with-documents.toml"))
    says("state", "statement", "id=s.adviser", "says=put in other words")
    entry, verdict = reviews(says)
    assert entry["computed"] == verdict["computed"] == {"unchanged": False}
    told = " ".join(says("show").split())
    assert "It was judged as it was then (contradicts, prima facie)" in told


def test_a_review_stays_in_the_log_and_in_the_case_file(says: Says, tmp_path: Path) -> None:
    says("review", "p.remit", "accept", "--because", "looked at the page")
    last = says("log").splitlines()[-1]
    assert "review r.1: accept p.remit: looked at the page  [second reader]" in last
    dumped = says("dump")
    assert '[[review]]\nid = "r.1"\nof = "p.remit"\njudgement = "accept"' in dumped
    for name in DEMO.glob("*.txt"):
        (tmp_path / name.name).write_bytes(name.read_bytes())
    (tmp_path / "again.toml").write_text(dumped, "utf-8")
    assert says("load", str(tmp_path / "again.toml")).startswith("0 new, 0 changed")


def test_a_review_that_is_withdrawn_stays_visible(says: Says) -> None:
    says("review", "c.remit", "dispute", "--because", "misread")
    says("withdraw", "r.1", "--because", "it was not")
    assert "Withdrawn: it was not" in " ".join(says("show").split())
    assert not json.loads(says("show", "--format", "json"))["against_ourselves"]["disputed"]


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (("c.none", "accept", "--because", "so"), "no entry of the case that can be judged"),
        (("article", "accept", "--verdict", "--because", "so"), "verdicts are on claims"),
        (("c.remit", "accept", "--because", " "), "nothing is judged without a reason"),
    ],
)
def test_what_can_not_be_judged_is_told(words: tuple[str, ...], wrong: str, says: Says) -> None:
    assert wrong in says("review", *words, status=2)
    assert not reviews(says)


def test_a_review_of_a_review_is_refused(says: Says) -> None:
    says("review", "c.remit", "accept", "--because", "so")
    assert "can be judged" in says("review", "r.1", "dispute", "--because", "no", status=2)


def test_a_document_that_is_erased_takes_the_reasons_with_it(says: Says) -> None:
    says("review", "p.remit", "dispute", "--because", "the words of the dock workers")
    says("redact", "article", "--because", "court order")
    told = says("dump") + says("log", "--format", "json")
    assert "dock workers" not in told
    assert json.loads(says("check", "--format", "json"))["holds"]
