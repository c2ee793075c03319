"""Profiles on the command line: listed, shown, checked, and written by asking."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from countersight.catalogue import bundled_profiles, load, load_profile
from countersight.cli.app import app, run
from countersight.cli.profile import app as profile_app

Capture = pytest.CaptureFixture[str]


def test_the_bundled_profiles_are_listed(capsys: Capture) -> None:
    assert run(["profile", "list"]) == 0
    names = [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()]
    assert tuple(names) == bundled_profiles()


def test_a_shown_profile_is_a_profile(tmp_path: Path, capsys: Capture) -> None:
    assert run(["profile", "show", "uk-council"]) == 0
    copy = tmp_path / "mine.toml"
    copy.write_text(capsys.readouterr().out, encoding="utf-8")
    assert run(["profile", "check", str(copy)]) == 0
    assert "is sound" in capsys.readouterr().out


def test_a_new_profile_is_written_from_options(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "council.toml"
    call = ["profile", "new", str(file), "--place", "GB-EAW", "--roles", "public.local"]
    assert run(call) == 0
    made = load_profile(str(file), load().vocabulary)
    assert (made.name, made.place, made.roles) == ("council", "GB-EAW", ("public.local",))
    assert list(file.parent.iterdir()) == [file]


def test_a_new_profile_asks_for_what_was_not_given(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    answers = "US\ncontractor.federal, private.company\nequipment\n\n\n"
    done = CliRunner().invoke(profile_app, ["new", str(file)], input=answers)
    assert done.exit_code == 0, done.output
    made = load_profile(str(file), load().vocabulary)
    assert made.roles == ("contractor.federal", "private.company")
    assert dict(made.assume) == {"product_form": "equipment"}


def test_a_profile_is_not_written_over_unless_told_to(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "mine.toml"
    call = ["profile", "new", str(file), "--place", "GB", "--roles", "public.local"]
    assert run(call) == 0
    assert run(call) == 2
    assert "is there already" in capsys.readouterr().err
    assert run([*call, "--force"]) == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--place", "GB", "--roles", "public.locl"], "public.local"),
        (["--place", "Narnia", "--roles", "public.local"], "place"),
        (["--place", "GB", "--roles", " , "], "roles"),
    ],
)
def test_a_wrong_answer_writes_nothing(
    options: list[str], said: str, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "mine.toml"
    assert run(["profile", "new", str(file), *options]) == 2
    told = capsys.readouterr().err
    assert "was not written" in told
    assert said in told
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_nothing_can_be_written_is_an_error(
    tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    file = tmp_path / "file" / "mine.toml"
    call = ["profile", "new", str(file), "--place", "GB", "--roles", "public.local"]
    assert run(call) == 2
    assert "can't be written" in capsys.readouterr().err


def test_the_group_shows_its_help() -> None:
    assert "Commands:" in CliRunner().invoke(app, ["profile", "--help"]).output
