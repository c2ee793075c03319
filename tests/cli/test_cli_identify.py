"""The demo's estate, told as text and as lines that keep to the published schema."""

import json
from importlib.resources import files

import jsonschema
import pytest
from cli_runs import Program

from countersight.cli.statuses import Status
from countersight.wiring import demo_folder

ESTATE = str(demo_folder() / "observations.jsonl")
CHECKER = jsonschema.Draft202012Validator(
    json.loads(
        files("countersight.report")
        .joinpath("identify.schema.json")
        .read_text(encoding="utf-8")
    )
)


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    return Program(capsys, monkeypatch)


def test_the_estate_has_a_relabel_a_namesake_an_unknown_and_a_conflict(
    program: Program,
) -> None:
    ran = program("identify", ESTATE, "--format", "jsonl", "--as-of", "2026-11-24")
    *devices, last = ran.objects
    told = {
        each["device"]["host"][-2:]: (each["maker"]["state"], each["maker"]["id"])  # type: ignore[index]
        for each in devices
    }
    assert told == {
        "11": ("probable", "dahua"),
        "12": ("unknown", None),
        "13": ("unknown", None),
        "14": ("conflict", "hikvision"),
        "15": ("confirmed", "hikvision"),
    }
    assert "coverage" in last
    assert ran.status == Status.CLEAN


def test_every_line_keeps_to_the_schema(program: Program) -> None:
    CHECKER.check_schema(CHECKER.schema)
    broken = '{"host": "a", "kind": "mac"}\n{"host": "a", "kind": "x y", "value": "\x1b"}\n'
    ran = program("identify", "-", "--format", "jsonl", stdin=broken)
    ran_on = program("identify", ESTATE, "--format", "jsonl")
    for each in (*ran.objects, *ran_on.objects):
        CHECKER.validate(each)
    assert any("problem" in each for each in ran.objects)


def test_the_text_can_be_read_aloud(program: Program) -> None:
    out = program("identify", ESTATE).out
    assert "probable: probably made by Dahua (dahua), though it is sold as Amcrest" in out
    assert "for: It answers as devices on the platform of Dahua do, whoever sells them" in out
    assert "for: Amcrest sold this model, and Dahua is behind it. This is known of IP2M" in out
    assert "conflict: some signs name Hikvision (hikvision), others Axis" in out
    assert "against: Its label, as written down, names Axis Communications AB, a maker." in out
    assert "Its label names a namesake, and not Dahua. Shanghai Dahua Scale" in out
    assert "Depot\n    device: host 10.20.0.12, labelled Shanghai Dahua Scale Factory" in out
    assert "beside: It is sold as Amcrest, by its scopes of ONVIF WS-Discovery." in out
    assert "next: read the type plate" in out
    assert "next: read the type plate of the device itself, and compare" in out
    assert "no scan can show a chip, and a chip tells no maker" in out
    assert "It is a recorder with 16 channels" in out
    assert "whose chip" in out.lower()


def test_no_control_letter_of_a_device_reaches_the_terminal(program: Program) -> None:
    line = json.dumps({"host": "a\x1b[31m", "kind": "http_header.server", "value": "x"})
    assert "\x1b" not in program("identify", "-", stdin=line + "\n").out


def test_what_could_not_be_read_is_the_exit_status(program: Program) -> None:
    assert program("identify", "nothing-there.jsonl").status == Status.UNREAD


def test_what_two_signatures_say_of_one_value_is_said_once_and_the_strongest_first(
    program: Program,
) -> None:
    answer = (
        "DeviceDescription: DS-7804HQH-K1; DeviceSN: DS-7804HQH-K10420190822CCCHD53257168WCVU"
    )
    line = json.dumps({"host": "a", "kind": "sadp", "value": answer})
    out = program("identify", "-", stdin=line + "\n").out
    told = [each for each in out.splitlines() if each.startswith("  for: ")]
    assert len(told) == len(set(told))
    assert told[0].endswith("answer to SADP, Hikvision's discovery. (decisive)")
    assert [each for each in told if "discovery" in each] == told[:1]


def test_one_device_is_told_as_one(program: Program) -> None:
    line = json.dumps({"host": "a", "kind": "maker", "value": "Nonesuch"})
    out = program("identify", "-", stdin=line + "\n").out
    assert "unknown: 1 device has no known maker" in out
    assert "coverage: 1 device: 1 unknown" in out


def test_devices_are_told_in_the_language_and_programs_are_told_the_same(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {}
    for language in ("en", "de"):
        monkeypatch.setenv("LANGUAGE", language)
        told[language] = program("identify", ESTATE, "--format", "jsonl").out
    assert told["en"] == told["de"]
    text = program("identify", ESTATE).out
    assert "bestätigt: gebaut von Hikvision (hikvision)\n" in text
    assert "  Hinweis: Es ist ein Rekorder mit 16 Kanälen;" in text
    assert "unbekannt: 2 Geräte ohne bekannten Hersteller\n" in text
    assert " against: " not in text
