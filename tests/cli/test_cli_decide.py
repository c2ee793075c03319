"""`countersight decide`: facts in, one object a line out, and the stream goes on."""

import json
from collections import Counter
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from cli_runs import Program, Ran

from camera_facts import CAMERA as FACTS
from countersight.catalogue import load

CAMERA: dict[str, object] = {"id": "cam", **FACTS}
LISTS = ("binds", "exempt", "depends", "advises", "not_bound")
SCHEMA = json.loads(files("countersight.report").joinpath("decide.schema.json").read_text())
OWN = Path(__file__).parent / "samples" / "xx-policy.toml"


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    return Program(capsys, monkeypatch)


def lines(*several: dict[str, object]) -> str:
    return "".join(f"{json.dumps(each)}\n" for each in several)


def entries(found: dict[str, object], key: str) -> list[dict[str, object]]:
    several = found[key]
    assert isinstance(several, list)
    return several


def checked(ran: Ran) -> list[dict[str, object]]:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for each in ran.objects:
        validator.validate(each)
    return ran.objects


def test_every_duty_of_the_catalogue_is_told_once(program: Program) -> None:
    ran = program("decide", stdin=lines(CAMERA))
    (found,) = checked(ran)
    duties = Counter(
        (each["restriction"], each["duty"]) for key in LISTS for each in entries(found, key)
    )
    assert ran.status == 0
    assert set(duties) == {
        (law.id, duty.id) for law in load().restrictions.values() for duty in law.duties
    }
    assert set(duties.values()) == {1}
    assert found["catalogue_version"] == load().version


def test_a_duty_that_binds_says_by_when_on_what_and_by_which_tests(program: Program) -> None:
    county = {
        **CAMERA,
        "date": "2026-06-10",
        "place": "GB-EAW",
        "roles": ["public.local"],
        "act": "use",
    }
    ran = program("decide", "--catalogue", str(OWN), stdin=lines(county))
    (found,) = checked(ran)
    (bound,) = entries(found, "binds")
    assert (bound["deadline"], bound["overdue_days"]) == ("2025-04-30", 406)
    (cite,) = entries(bound, "citations")
    assert (cite["url"], cite["checked"]) == ("https://example.org/minutes", "read")
    assert [fact["fact"] for fact in entries(bound, "assumed")] == ["body_country"]
    assert [step["test"] for step in entries(bound, "trace")][:3] == ["place", "body", "act"]
    assert found["flags"] == ["overdue:xx-policy", "unverified_after:xx-policy"]


def test_a_duty_that_does_not_bind_says_what_was_assumed_and_what_is_too_wide(
    program: Program,
) -> None:
    abroad = {**CAMERA, "place": "TW", "maker": "axis"}
    firm = {**CAMERA, "roles": ["contractor.federal"], "act": "provide", "maker": "axis"}
    wide = {**CAMERA, "place": "CA", "roles": ["public.agency"]}
    told = checked(program("decide", stdin=lines(abroad, firm, wide)))
    wanted = ("us-ndaa889-a1a/buy", "us-ndaa889-a1a/provide", "ca-qc-arrete-2023/new")
    body, owners, place = (
        next(
            each
            for each in entries(found, "not_bound")
            if f"{each['restriction']}/{each['duty']}" == name
        )
        for found, name in zip(told, wanted, strict=True)
    )
    assert (body["reason"], owners["reason"], place["reason"]) == ("body", "target", "place")
    assert [fact["fact"] for fact in entries(body, "assumed")] == ["body_country"]
    assert [fact["fact"] for fact in entries(owners, "assumed")] == ["owners"]
    assert "assumed" not in place
    assert place["note"] == "the place given is wider than CA-QC; say which part"


def test_one_object_may_be_spread_over_lines(program: Program) -> None:
    ran = program("decide", "-", stdin=json.dumps(CAMERA, indent=2))
    (found,) = checked(ran)
    assert (ran.status, found["id"]) == (0, "cam")
    assert ran.err == "1 object of facts\n"


def test_what_can_t_be_decided_is_told_and_the_stream_goes_on(program: Program) -> None:
    wrong: list[tuple[str, str]] = [
        ('{"purpos": "other"', "is no JSON"),
        (
            json.dumps({**CAMERA, "purpos": "other"}),
            "'purpos' is no fact. Did you mean purpose?",
        ),
        (json.dumps({**CAMERA, "date": "2023-02-30"}), "there is no day 2023-02-30"),
        (
            json.dumps({**CAMERA, "roles": ["public.local", "private.household"]}),
            "contradict each other",
        ),
        (
            json.dumps({**CAMERA, "owners": [{"id": "dahua", "percent": 130}]}),
            "percent lies outside 0 to 100",
        ),
        (
            json.dumps({**CAMERA, "owners": [{"id": "a", "of": "b"}, {"id": "b", "of": "a"}]}),
            "a -> b -> a is a cycle",
        ),
        ('{"date": "2023-02-01", "place": "US"}', "roles, act: missing"),
        ('{"date": NaN}', "holds NaN"),
        ('{"date": "2023-02-01", "date": "2023-02-02"}', "states 'date' twice"),
        ('{"a":' * 100_000, "nested too deeply"),
        ("[1, 2]", "is no JSON object"),
        ('"\ud800"'.encode("utf-8", "surrogatepass").decode("latin-1"), "is no JSON object"),
    ]
    text = "".join(f"{line}\n{json.dumps({**CAMERA, 'id': 'good'})}\n" for line, _ in wrong)
    ran = program("decide", stdin=text)
    answers = checked(ran)
    assert ran.status == 2
    assert len(answers) == 2 * len(wrong)
    for number, (bad, good) in enumerate(zip(answers[::2], answers[1::2], strict=True)):
        assert wrong[number][1] in str(bad["problem"])
        assert bad["line"] == 2 * number + 1
        assert good["id"] == "good"
        assert "binds" in good
    assert ran.err == f"{2 * len(wrong)} objects of facts, {len(wrong)} not decided\n"


def test_a_line_without_an_id_is_told_by_its_number(program: Program) -> None:
    nameless = {key: value for key, value in CAMERA.items() if key != "id"}
    ran = program("decide", stdin=lines(CAMERA, nameless, {**CAMERA, "id": 7}, {"id": True}))
    first, second, third, fourth = checked(ran)
    assert "line" not in first
    assert (second["id"], second["line"]) == (None, 2)
    assert third["id"] == 7
    assert (fourth["id"], fourth["line"]) == (None, 4)


def test_bytes_that_are_no_utf_8_are_a_problem_of_their_line(program: Program) -> None:
    ran = program("decide", stdin=b'{"id": "\xff"}\n' + lines(CAMERA).encode())
    bad, good = checked(ran)
    assert "is no UTF-8" in str(bad["problem"])
    assert good["id"] == "cam"


def test_nothing_in_is_nothing_out(program: Program) -> None:
    ran = program("decide", stdin="\n\n")
    assert (ran.status, ran.out, ran.err) == (0, "", "0 objects of facts\n")


def test_a_folder_may_be_decided_over_alone(program: Program, tmp_path: Path) -> None:
    (tmp_path / "law.toml").write_bytes(OWN.read_bytes())
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "broken.toml").write_text("not toml", encoding="utf-8")
    ran = program("decide", "--catalogue", str(tmp_path), stdin=lines(CAMERA))
    (found,) = checked(ran)
    told = {each["restriction"] for key in LISTS for each in entries(found, key)}
    assert told == {"xx-policy"}


def test_a_users_own_restrictions_are_added_to_the_rest(program: Program) -> None:
    (found,) = checked(program("decide", "--restrictions", str(OWN), stdin=lines(CAMERA)))
    told = {each["restriction"] for key in LISTS for each in entries(found, key)}
    assert told == {*load().restrictions, "xx-policy"}
    both = program("decide", "--restrictions", str(OWN), "--catalogue", str(OWN))
    assert (both.status, both.out) == (2, "")
    assert "exclude each other" in both.err


def test_a_folder_with_a_wrong_file_decides_nothing(program: Program, tmp_path: Path) -> None:
    (tmp_path / "law.toml").write_text("id = 1", encoding="utf-8")
    ran = program("decide", "--catalogue", str(tmp_path), stdin=lines(CAMERA))
    assert (ran.status, ran.out) == (2, "")
    assert "law.toml: id: is no text" in ran.err


def test_a_file_that_is_not_there_is_told(program: Program, tmp_path: Path) -> None:
    ran = program("decide", str(tmp_path / "none.jsonl"))
    assert ran.status == 2
    assert "none.jsonl can't be opened" in ran.err


def test_an_explanation_is_a_tree_and_folds_what_does_not_bind(program: Program) -> None:
    ran = program("decide", "--explain", stdin=lines(CAMERA, {"id": "bad"}))
    rows = ran.out.splitlines()
    assert ran.status == 2
    assert rows[0].startswith("cam (line 1): of ")
    assert " binds" in rows[0]
    assert "us-ndaa889-a1a / buy: binds, if body_country = US" in rows
    assert "│  │  └─ place = US (stated)" in ran.out
    assert "do not bind, because it speaks of other acts: " in ran.out
    assert "us-ndaa889-a1b / contract: does not bind" not in ran.out
    assert "bad (line 2): not decided: date, place, roles, act: missing. State" in ran.out
    assert rows[-1].endswith("This is not legal advice.")


def test_an_explanation_of_all_draws_every_tree(program: Program) -> None:
    ran = program("decide", "--explain", "--all", stdin=lines(CAMERA))
    assert "us-ndaa889-a1b / contract: does not bind (act)" in ran.out
    assert "do not bind, because" not in ran.out
    alone = program("decide", "--all", stdin=lines(CAMERA))
    assert (alone.status, alone.out) == (2, "")
    assert "--all belongs to --explain" in alone.err


def test_nothing_that_was_stated_moves_the_terminal(program: Program) -> None:
    hostile = {**CAMERA, "id": "\x1b[31m\u202e", "body_id": "\x1b[2J"}
    ran = program("decide", "--explain", stdin=lines(hostile))
    assert ran.status == 0
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out
    assert "\x1b" not in program("decide", stdin=lines(hostile)).out


@pytest.mark.realdata
def test_the_shared_samples_come_out_as_their_readers_decided(
    program: Program, realdata: Path
) -> None:
    where = realdata.parent / "restrictions"
    if not (where / "sample_cases.json").exists():
        pytest.skip("the sample decisions are not here")
    cases = json.loads((where / "sample_cases.json").read_text(encoding="utf-8"))["cases"]
    text = lines(*({"id": case["id"], **case["facts"]} for case in cases))
    ran = program("decide", "--catalogue", str(where), stdin=text)
    assert ran.status == 0
    for case, found in zip(cases, checked(ran), strict=True):
        assert found["id"] == case["id"]
        for key in ("binds", "exempt", "depends"):
            wanted = case["expected"][key]
            keys = sorted(wanted[0]) if wanted else []
            told = [{name: each[name] for name in keys} for each in entries(found, key)]
            assert told == (wanted or [{}] * len(told)), case["id"]
            assert bool(told) == bool(wanted), case["id"]
        assert set(case["expected"]["flags"]) <= {*map(str, entries(found, "flags"))}
