"""`countersight restrictions`: what they say, on a terminal and for programs."""

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from cli_runs import Program

from countersight.catalogue import folder, load

DATA = folder() / "restrictions"
SAMPLES = Path(__file__).parent / "samples"
OWN = (SAMPLES / "xx-policy.toml").read_text(encoding="utf-8")
ALONE = ("--catalogue", str(SAMPLES))
SCHEMA = json.loads(
    files("countersight.report").joinpath("restriction.schema.json").read_text()
)


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    return Program(capsys, monkeypatch)


def test_all_restrictions_are_listed_with_their_state_on_a_day(program: Program) -> None:
    ran = program("restrictions", "list", "--on", "2026-11-24")
    assert ran.status == 0
    head, *rows = ran.out.splitlines()
    assert head.split("  ")[0] == "RESTRICTION"
    assert len(rows) == len(load().restrictions) + 2
    assert rows[-1].endswith("This is not legal advice.")
    early = program("restrictions", "list", "--on", "2021-08-01", *ALONE).out.splitlines()
    assert early[1].startswith("xx-policy    not yet")


def test_a_list_is_for_somebody_and_for_programs(program: Program) -> None:
    asked = ("restrictions", "list", "--on", "2026-07-08", "--format", "jsonl", *ALONE)
    (found,) = program(*asked, "--for", "private.company,GB-ENG").objects
    assert (found["restriction"], found["standing"]) == ("xx-policy", "perhaps")
    assert found["on"] == "2026-07-08"
    assert program(*asked, "--for", "private.company,FR").objects == []
    assert program(*asked, "--for", "supplier").objects == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("list", "--for", "nobody"), "'nobody' is no role"),
        (("list", "--on", "today"), "--on: 'today' is no day"),
        (("show", "us-ndaa889"), "there is no restriction 'us-ndaa889'"),
        (("due", "--within", "-1"), "greater than or equal to 0"),
        (("diff", "2026-01-02", "2026-01-01"), "lies before"),
        (("diff", "2026-01-02", "nowhere"), "B: 'nowhere' is no day"),
        (("diff", "2026-01-02", "."), "two of a kind"),
        (("check", "nowhere.toml"), "can't be read"),
        (("export", "--format", "xml"), "xml"),
    ],
    ids=str,
)
def test_what_can_t_be_asked_is_told(
    program: Program, arguments: tuple[str, ...], words: str
) -> None:
    ran = program("restrictions", *arguments)
    assert ran.status == 2
    assert words in ran.err + ran.out


def test_one_is_shown_in_full(program: Program) -> None:
    for law in load().restrictions.values():
        ran = program("restrictions", "show", law.id)
        assert ran.status == 0
        for words in (
            *(duty.obligation for duty in law.duties),
            *(each.text for each in law.exemptions),
            *(event.what for event in law.events),
            *(conflict.what for conflict in law.conflicts),
            *(cite.url for cite in law.cites),
            *(cite.name for cite in law.cites),
            str(law.verified_through),
        ):
            assert words in ran.out
    own = program("restrictions", "show", "xx-policy", *ALONE).out
    assert "scheduled, and may yet be moved" in own
    assert "from a day that is not known, between 2026-07-06 and 2026-07-31" in own
    assert "a copy of the source was read" in own


def test_what_is_due_is_told_by_days_and_a_window_as_a_window(program: Program) -> None:
    asked = ("restrictions", "due", "--within", "400", *ALONE)
    rows = program(*asked, "--on", "2026-07-08").out.splitlines()
    assert [row for row in rows if not row.startswith(" ")] == [
        "2025-04-30  434 days overdue  is due: xx-policy/remove",
        "2025-09-29  282 days ago  reach changes: xx-policy",
        "2025-11-09  241 days ago  last day of a reach: xx-policy",
        "2026-07-06 to 2026-07-31  2 days ago  begins: xx-policy/connect",
        "2026-09-24 or later  in 78 days  begins: xx-policy/work",
        "",
        "As of 2026-07-08. This is not legal advice.",
    ]
    assert "    Start: the day is to be set" in rows
    (due, *_) = program(*asked, "--on", "2025-04-30", "--format", "jsonl").objects
    assert (due["what"], due["days"]) == ("due", 0)
    assert "2025-04-30  today  is due" in program(*asked, "--on", "2025-04-30").out
    one_day = program("restrictions", "due", "--on", "2025-04-29", *ALONE, "--within", "1").out
    assert "2025-04-30  in 1 day  is due" in one_day
    quiet = program("restrictions", "due", "--for", "private.household,FR", *ALONE)
    assert quiet.out.startswith("Nothing within these days.")


def test_today_is_the_day_where_none_is_named(program: Program) -> None:
    ran = program("restrictions", "due", "--for", "public.defence,US")
    assert "As of 20" in ran.out


def test_two_days_are_compared(program: Program) -> None:
    ran = program("restrictions", "diff", "2025-04-29", "2025-10-01", *ALONE)
    assert ran.out.splitlines() == [
        "xx-policy duty remove: fell due",
        "  + 2025-04-30: Take it down.",
        "xx-policy reach: changed",
        "  - by name only; owners are not looked at",
        "  + owned by them by at least 50 percent",
        "2 changes.",
    ]
    asked = ("restrictions", "diff", "2025-04-30", "2025-05-01", "--format", "jsonl", *ALONE)
    assert [each["change"] for each in program(*asked).objects] == ["fell_due"]
    assert program(*asked, "--for", "private.company").objects == []


def test_two_folders_are_compared(program: Program, tmp_path: Path) -> None:
    first, second = tmp_path / "a.toml", tmp_path / "b.toml"
    first.write_text(OWN, encoding="utf-8")
    second.write_text(OWN.replace("until = 2022-06-02", "until = 2022-06-03"), encoding="utf-8")
    ran = program("restrictions", "diff", str(first), str(second))
    assert ran.out.splitlines() == [
        "xx-policy exemption contracted: until: changed",
        "  - 2022-06-02",
        "  + 2022-06-03",
        "1 change.",
    ]


def test_own_files_are_checked_one_by_one(program: Program, tmp_path: Path) -> None:
    for name, text in (
        ("good.toml", OWN),
        ("twin.toml", OWN),
        (
            "role.toml",
            OWN.replace('binds = ["public.local"', 'binds = ["public.locl"').replace(
                "policy", "role"
            ),
        ),
        ("day.toml", OWN.replace("policy", "day").replace("= 2021-08-02", "= 2021-02-30")),
        ("title.toml", OWN.replace("title =", "titel =", 1).replace("policy", "title")),
        (
            "fails.toml",
            OWN.replace("policy", "fails").replace("from = 2021-08", "from = 2041-08"),
        ),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    ran = program("restrictions", "check", str(tmp_path))
    assert ran.status == 2
    for words in (
        "good.toml: sound, ",
        "twin.toml: error: id: 'xx-policy' is also the id of",
        "role.toml: error: [[duty]] \"buy\": binds: 'public.locl' is no known role",
        "Did you mean `public.local`?",
        "day.toml: error: is no TOML",
        "title.toml: error: titel: is no key of this section",
        'fails.toml: example "',
        "buy: expected that it binds, and it does not bind",
    ):
        assert words in ran.out
    told = program("restrictions", "check", str(tmp_path), "--format", "jsonl").objects
    assert [bool(each["errors"]) for each in told] == [True, False, False, True, True, True]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('\nroles = ["public.local"]', '\nroles = ["nobody"]', "roles: 'nobody' is unknown"),
        ("official_use = true\n", "", "buy: expected that it binds, and it depends on offic"),
        ('not_bound = "target"', 'not_bound = "place"', "expected the reason place, and it is"),
        ("date = 2021-12-01", "date = 2022-06-03", "expected that it is exempt by contracted"),
        ('\nbinds = ["buy"]', '\nadvises = ["buy"]', "expected that it advises, and it binds"),
    ],
    ids=str,
)
def test_an_example_that_fails_says_how(
    program: Program, tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert old in OWN
    (tmp_path / "law.toml").write_text(OWN.replace(old, new), encoding="utf-8")
    ran = program("restrictions", "check", str(tmp_path))
    assert ran.status == 2
    assert told in ran.out


def test_an_instrument_may_ask_for_the_list_of_another_file(
    program: Program, tmp_path: Path
) -> None:
    entry = '[[listing]]\ntarget = "hikvision"\nfrom = 2021-01-01\n'
    keeps = OWN.replace("xx-policy", "xx-list", 1).replace("[[duty]]", f"{entry}[[duty]]", 1)
    asks = OWN.replace('makers = ["hikvision", "dahua"]', 'maker_list = { list = "xx-list" }')
    assert asks != OWN
    (tmp_path / "a.toml").write_text(asks, encoding="utf-8")
    (tmp_path / "b.toml").write_text(keeps, encoding="utf-8")
    ran = program("restrictions", "check", str(tmp_path))
    assert ran.status == 0
    assert ran.out.count("sound, 3 examples hold") == 2


def test_sound_files_end_with_nothing(program: Program, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(OWN, encoding="utf-8")
    (tmp_path / "targets.toml").write_text('[other]\nname = "Other"\n', encoding="utf-8")
    ran = program("restrictions", "check", str(own), str(tmp_path / "targets.toml"))
    assert ran.status == 0
    assert "targets.toml: sound, words or makers" in ran.out


def test_an_id_of_the_bundled_and_a_file_without_examples_are_noted(
    program: Program, tmp_path: Path
) -> None:
    bare = OWN[: OWN.index("[[example]]")].replace("xx-policy", "us-ns-cmic", 1)
    (tmp_path / "law.toml").write_text(bare, encoding="utf-8")
    ran = program("restrictions", "check", str(tmp_path))
    assert ran.status == 0
    assert "note: us-ns-cmic is the id of a bundled restriction" in ran.out
    assert "note: it has no [[example]]" in ran.out


def test_a_fact_of_the_files_own_and_a_duty_of_nobody_are_noted(
    program: Program, tmp_path: Path
) -> None:
    slip = OWN.replace('fact = "official_use"', 'fact = "oficial_use"')
    assert slip != OWN
    own = OWN.replace("xx-policy", "xx-own", 1).replace("official_use", "insured_abroad")
    nobody = OWN.replace("xx-policy", "xx-nobody", 1).replace(
        'binds = ["public', 'binds = []#"', 1
    )
    for name, text in (("slip", slip), ("own", own), ("nobody", nobody)):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    told = program("restrictions", "check", str(tmp_path)).out
    assert (
        "requires: oficial_use is a fact of this file's own; did you mean official_use?" in told
    )
    assert "requires: insured_abroad is a fact of this file's own\n" in told
    assert '[[duty]] "buy": binds is empty, so the duty can never bind' in told


def test_a_list_without_duties_is_sound_with_an_example(
    program: Program, tmp_path: Path
) -> None:
    text = (DATA / "us-1260h-list.toml").read_text(encoding="utf-8")
    start = text.index("[[duty]]")
    end = text.index("[[", start + 1)
    bare = f"duty = []\n{text[:start]}{text[end:]}".replace("us-1260h-list", "xx-list", 1)
    (tmp_path / "list.toml").write_text(bare, encoding="utf-8")
    ran = program("restrictions", "check", str(tmp_path))
    assert ran.status == 0
    assert "list.toml: sound, 3 examples hold" in ran.out


def test_the_bundled_files_are_sound(program: Program) -> None:
    ran = program("restrictions", "check", str(DATA))
    assert ran.status == 0
    assert "note:" not in ran.out


def test_everything_is_exported_in_a_published_shape(program: Program) -> None:
    ran = program("restrictions", "export")
    whole = json.loads(ran.out)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(whole)
    assert [each["id"] for each in whole["restrictions"]] == sorted(load().restrictions)
    whole["restrictions"][0]["duties"][0]["modality"] = "suggest"
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(whole)


def test_entities_are_exported_one_a_line(program: Program) -> None:
    ran = program("restrictions", "export", "--format", "ftm")
    assert {"Company", "Sanction"} <= {each["schema"] for each in ran.objects}
    assert "No entity, for it names no maker: " in ran.err
    assert "gb-visual-surveillance-2022" in ran.err


@pytest.mark.realdata
def test_the_shared_files_are_sound(program: Program, realdata: Path) -> None:
    where = realdata.parent / "restrictions"
    if not where.is_dir():
        pytest.skip("the restriction files are not here")
    assert program("restrictions", "check", str(where)).status == 0
    listed = program("restrictions", "list", "--catalogue", str(where), "--format", "jsonl")
    assert len(listed.objects) == 17
