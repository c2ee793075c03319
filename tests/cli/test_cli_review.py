"""``review`` and ``--reviews``: a person's judgement, kept in a file and used."""

import json
from pathlib import Path

import jsonschema
import pytest
from cli_runs import Program

import countersight.report
from countersight.catalogue import load_reviews
from countersight.cli.statuses import Status
from countersight.errors import ReviewError
from countersight.model.review import Verdict

SCHEMA = json.loads(
    Path(countersight.report.__file__).with_name("screen.schema.json").read_text("utf-8")
)
ROWS = "supplier\nLorex\nAcme Bakery Ltd\nlorex\nHIKVISION UK LIMITED\n"


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    return Program(capsys, monkeypatch)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "rows.csv"
    path.write_text(ROWS, encoding="utf-8")
    return str(path)


@pytest.fixture
def reviews(tmp_path: Path) -> str:
    return str(tmp_path / "reviews.toml")


def test_a_person_answers_each_open_match_once(
    program: Program, file: str, reviews: str
) -> None:
    ran = program(
        *("review", file, "--reviews", reviews, "--who", "office"),
        stdin="n\nsells lamps\ny\nits own site says so\n",
    )
    assert ran.status == Status.CLEAN
    assert ran.err.count("Is it?") == 2
    assert "It is named Lorex." in ran.out
    assert "2 judged, 0 skipped" in ran.err
    found = load_reviews(Path(reviews)).reviews
    assert [(each.entity, each.verdict, each.reason, each.who) for each in found] == [
        ("lorex", Verdict.DISMISSED, "sells lamps", "office"),
        ("hikvision", Verdict.CONFIRMED, "its own site says so", "office"),
    ]


def test_what_is_answered_is_not_asked_again_and_a_skipped_match_is(
    program: Program, file: str, reviews: str
) -> None:
    asks = ("review", file, "--reviews", reviews, "--who", "office")
    assert "1 judged, 1 skipped" in program(*asks, stdin="s\nu\nno register\n").err
    again = program(*asks, "--until", "2027-01-31", stdin="n\nlamps\n")
    assert again.err.count("Is it?") == 1
    assert '"Lorex"' in again.out
    assert str(load_reviews(Path(reviews)).reviews[1].until) == "2027-01-31"


@pytest.mark.parametrize("stdin", ["", "q\n", "n\n", "n\n\nq\n", "Quit\n"])
def test_nothing_is_written_where_somebody_quits(
    program: Program, file: str, reviews: str, stdin: str
) -> None:
    ran = program("review", file, "--reviews", reviews, "--who", "office", stdin=stdin)
    assert ran.status == Status.CLEAN
    assert not Path(reviews).exists()


def test_an_answer_that_is_none_is_told_and_asked_again(
    program: Program, file: str, reviews: str
) -> None:
    stdin = "\x1b[31mperhaps\nn\nlamps\nq\n"
    ran = program("review", file, "--reviews", reviews, "--who", "office", stdin=stdin)
    assert "is none of these" in ran.err
    assert "\x1b" not in ran.err
    assert len(load_reviews(Path(reviews)).reviews) == 1


def test_every_answer_is_written_at_once(program: Program, file: str, reviews: str) -> None:
    program("review", file, "--reviews", reviews, "--who", "o", stdin="n\nlamps\n")
    assert len(load_reviews(Path(reviews)).reviews) == 1


def test_answers_and_rows_can_not_both_come_from_standard_input(
    program: Program, reviews: str
) -> None:
    ran = program("review", "-", "--reviews", reviews, "--who", "office")
    assert ran.status == Status.UNREAD
    assert "Name a file to review." in ran.err
    ran = program("review", "x.csv", "--reviews", reviews, "--who", " ")
    assert "--who is empty" in ran.err


def test_a_file_that_can_not_be_read_is_told_while_reviewing(
    program: Program, tmp_path: Path, reviews: str
) -> None:
    ran = program("review", str(tmp_path / "no.csv"), "--reviews", reviews, "--who", "o")
    assert "problem: " in ran.err
    assert ran.status == Status.UNREAD


def test_a_file_of_reviews_is_named_where_there_is_one(
    program: Program, file: str, reviews: str
) -> None:
    asks = ("review", file, "--reviews", reviews, "--who", "office")
    assert "--reviews" not in program(*asks, stdin="s\nq\n").err
    assert f"Use them: --reviews {reviews}" in program(*asks, stdin="n\nlamps\n").err


def test_a_last_day_before_the_day_of_the_review_is_told_before_anybody_answers(
    program: Program, file: str, reviews: str
) -> None:
    asks = ("review", file, "--reviews", reviews, "--who", "o", "--as-of", "2026-11-24")
    ran = program(*asks, "--until", "2026-11-23", stdin="n\nlamps\n")
    assert "--until 2026-11-23 lies before 2026-11-24" in ran.err
    assert ("Is it?" in ran.err, ran.status) == (False, Status.UNREAD)


def test_an_answer_in_broken_letters_is_kept_as_far_as_it_can_be_read(
    program: Program, file: str, reviews: str
) -> None:
    answers = b"n\nlamps \xff\xed\xa0\x80\n"
    program("review", file, "--reviews", reviews, "--who", "office", stdin=answers)
    [made] = load_reviews(Path(reviews)).reviews
    assert made.reason.startswith("lamps \ufffd")


def test_a_place_that_can_not_be_written_to_is_told_with_what_to_do(
    program: Program, file: str
) -> None:
    place = str(Path(file) / "reviews.toml")
    ran = program("review", file, "--reviews", place, "--who", "office", stdin="n\nlamps\n")
    assert "can't be written" in ran.err
    assert "Name a file in a folder that you may write to." in ran.err


def test_a_dismissed_match_no_longer_fails_the_run(
    program: Program, tmp_path: Path, reviews: str
) -> None:
    rows = tmp_path / "lamps.csv"
    rows.write_text("supplier\nLorex\n", encoding="utf-8")
    screen = ("screen", str(rows), "-p", "uk-council")
    assert program(*screen).status == Status.FINDINGS
    program("review", str(rows), "--reviews", reviews, "--who", "office", stdin="n\nlamps\n")
    ran = program(*screen, "--reviews", reviews)
    assert ran.status == Status.CLEAN
    assert "[lorex] (dismissed)\n    reviewed: dismissed by office on " in ran.out
    assert ": 1; met 1 dismissed.\n" in ran.out
    assert "1 review" in ran.err
    assert "1 dismissed by review" in ran.err


def test_a_review_that_expired_or_saw_something_else_fails_again(
    program: Program, tmp_path: Path, reviews: str
) -> None:
    rows = tmp_path / "lamps.csv"
    rows.write_text("supplier\nLorex\n", encoding="utf-8")
    program("review", str(rows), "--reviews", reviews, "--who", "office", stdin="n\nlamps\n")
    path = Path(reviews)
    sound = path.read_text("utf-8")
    path.write_text(sound.replace("when = 2", "until = 2027-01-01\nwhen = 2"), "utf-8")
    late = program("screen", str(rows), "--reviews", reviews, "--as-of", "2027-01-02")
    assert late.status == Status.FINDINGS
    assert "it has expired and does not count" in late.out
    assert "met 1 expired" in late.out
    [*_, evidence] = sound.split()
    path.write_text(sound.replace(evidence, f'"{"0" * 16}"'), "utf-8")
    changed = program("screen", str(rows), "--reviews", reviews)
    assert changed.status == Status.FINDINGS
    assert "it saw other evidence and does not count" in changed.out


def test_a_confirmed_review_fails_as_a_match_does(
    program: Program, tmp_path: Path, reviews: str
) -> None:
    rows = tmp_path / "lamps.csv"
    rows.write_text("supplier\nLorex\n", encoding="utf-8")
    screen = ("screen", str(rows), "--fail-on", "match")
    assert program(*screen).status == Status.CLEAN
    program("review", str(rows), "--reviews", reviews, "--who", "office", stdin="y\nsite\n")
    assert program(*screen, "--reviews", reviews).status == Status.FINDINGS


def test_programs_are_told_the_key_the_digest_and_the_review(
    program: Program, file: str, reviews: str
) -> None:
    program("review", file, "--reviews", reviews, "--who", "office", stdin="n\nlamps\n")
    [review] = load_reviews(Path(reviews)).reviews
    out = program("screen", file, "--reviews", reviews, "-f", "jsonl").out
    answers = [json.loads(line) for line in out.splitlines()]
    for answer in answers:
        jsonschema.validate(answer, SCHEMA)
    first, same, other = answers
    assert first["key"] == same["key"] == review.record
    [match] = first["matches"]
    assert match["evidence_digest"] == review.evidence
    assert match["review"]["verdict"] == "dismissed"
    assert other["matches"][0]["review"] is None
    assert other["lists"][1]["reviews"]["dismissed"] == 1
    rows = program("screen", file, "--reviews", reviews, "-f", "csv").out
    assert ",dismissed,lamps,office," in rows


def test_a_wrong_file_of_reviews_is_an_error(program: Program, file: str, reviews: str) -> None:
    Path(reviews).write_text("[[review]]\n", encoding="utf-8")
    ran = program("screen", file, "--reviews", reviews)
    assert ran.status == Status.UNREAD
    assert f"[{ReviewError.code}]" in ran.err
    assert "[[review]] 1: record: is missing" in ran.err
