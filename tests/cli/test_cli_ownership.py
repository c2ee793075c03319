"""``countersight ownership`` and ``screen --owners``: chains as text, JSON and a page."""

import json
from pathlib import Path
from typing import cast
from xml.etree import ElementTree as ET

import pytest
from cli_runs import Program

from countersight.cli.statuses import Status
from ownership_makers import LEIS, entity, holds, lines, person, rr, rr_row

HIKVISION = entity("h", "Hikvision", CN_USCC="91330000733796106P")
WIDE = {"exclusiveMinimum": 10, "maximum": 20}
CHAIN = (
    HIKVISION,
    entity("m", "Zorvane Optics Holding GmbH", "DE"),
    entity("l", "Quellmark Kameras GmbH", "DE"),
    entity("x", "Xylo <b> SA", "FR"),
    person("p"),
    holds("h", "m", 60),
    holds("m", "l", 80),
    holds("h", "l", WIDE),
    holds("l", "m", 5),
    holds("x", "m", 30),
    holds("p", "x", 100),
)


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    return Program(capsys, monkeypatch)


@pytest.fixture
def owners(tmp_path: Path) -> str:
    path = tmp_path / "owners.jsonl"
    path.write_bytes(lines(*CHAIN))
    return str(path)


def test_a_chain_is_told_with_its_shares_its_circle_and_its_ends(
    program: Program, owners: str
) -> None:
    ran = program(
        "ownership", owners, "--of", "Quellmark Kameras GmbH", "--as-of", "2026-11-24"
    )
    assert ran.status == Status.CLEAN
    for said in (
        "Quellmark Kameras GmbH (DE)",
        "  Zorvane Optics Holding GmbH: 80 percent, control [owners.jsonl]",
        "60 percent, 48 percent of the whole, control",
        "more than 58 and up to 68 percent over 2 ways",
        "cross-holding: Quellmark Kameras GmbH <- Zorvane Optics Holding GmbH <- Quellmark",
        "a natural person: 100 percent, 24 percent of the whole",
        "As of 2026-11-24. This is not legal advice.",
    ):
        assert said in ran.out
    assert "No Concern" not in ran.out


def test_json_tells_the_same_as_an_object(program: Program, owners: str) -> None:
    ran = program("ownership", owners, "--of", "quellmark_kameras_gmbh", "--format", "json")
    (told,) = ran.objects
    (company,) = cast("list[dict[str, list[dict[str, str]]]]", told["companies"])
    totals = {each["id"]: (each["least"], each["most"]) for each in company["totals"]}
    assert totals["hikvision"] == ("58", "68")
    assert totals["natural_person"] == ("24", "24")
    assert told["persons"] == 1
    assert told["known"] == [
        {"id": "hikvision", "party": "uscc:91330000733796106P", "by_number": True}
    ]


def test_a_page_has_the_graph_and_a_table_and_escapes_names(
    program: Program, owners: str, tmp_path: Path
) -> None:
    page = tmp_path / "owners.html"
    asked = ("ownership", owners, "--of", "Quellmark Kameras GmbH")
    ran = program(*asked, "--format", "html", "--output", str(page))
    assert (ran.status, ran.out) == (Status.CLEAN, "")
    shown = page.read_text("utf-8")
    assert shown.startswith("<!doctype html>")
    assert shown.count('class="edge"') >= 6
    assert ">60 %<" in shown
    assert "Xylo &lt;b&gt; SA" in shown
    assert "<b>" not in shown
    picture = program(*asked, "--format", "svg").out
    root = ET.fromstring(picture)  # noqa: S314 - made here
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "Quellmark Kameras GmbH" in [each.text for each in root.iter()]


def test_without_a_company_the_files_are_told(program: Program, owners: str) -> None:
    ran = program("ownership", owners)
    assert "owners.jsonl: bods, 6 links" in ran.out
    assert "1 natural person, counted and not named" in ran.out
    assert "known by its number" in ran.out


def test_the_catalogue_alone_is_asked_without_a_file(program: Program) -> None:
    ran = program("ownership", "--of", "imou", "--as-of", "2024-01-01")
    assert "32.7321 percent" in ran.out


def test_nobody_of_that_name_is_an_error_with_the_nearest(
    program: Program, owners: str
) -> None:
    ran = program("ownership", owners, "--of", "Quellmark Kameras Gmb")
    assert ran.status == Status.UNREAD
    assert "Did you mean Quellmark Kameras GmbH?" in ran.err


@pytest.mark.parametrize("asked", [(), ("--format", "html")])
def test_nothing_to_tell_is_an_error(program: Program, asked: tuple[str, ...]) -> None:
    ran = program("ownership", *asked)
    assert ran.status == Status.UNREAD
    assert "no company is named" in ran.err


def test_owners_of_140_percent_are_told(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "o.jsonl"
    file.write_bytes(
        lines(entity("a", "Alpha Ltd", "GB"), holds("b", "a", 80), holds("c", "a", 60))
    )
    ran = program("ownership", str(file), "--of", "Alpha Ltd")
    assert ran.status == Status.CLEAN
    assert "the owners of Alpha Ltd sum to 140 percent" in ran.out
    assert "share not known" in ran.out


def test_a_file_that_breaks_off_ends_with_two(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "o.json"
    file.write_text(json.dumps([*CHAIN])[:-4], "utf-8")
    ran = program("ownership", str(file), "--of", "Quellmark Kameras GmbH")
    assert ran.status == Status.UNREAD
    assert "broken-json" in ran.out


def test_screen_meets_a_supplier_over_its_owners(
    program: Program, owners: str, tmp_path: Path
) -> None:
    rows = tmp_path / "s.csv"
    rows.write_text("supplier,date,country\nQuellmark Kameras GmbH,2024-05-01,DE\n", "utf-8")
    plain = program("screen", str(rows), "--profile", "us-federal-contractor")
    assert plain.status == Status.CLEAN
    ran = program(
        *("screen", str(rows), "--profile", "us-federal-contractor", "--owners", owners)
    )
    assert ran.status == Status.FINDINGS
    told = "path: Quellmark Kameras GmbH > Zorvane Optics Holding GmbH > hikvision"
    assert told in ran.out
    assert "It is owned over Quellmark Kameras GmbH <- Zorvane" in ran.out
    assert "Checked with: Owners" in ran.out
    assert "read as bods (6 links" in ran.err


def test_screen_tells_what_is_wrong_in_a_file_of_owners(
    program: Program, tmp_path: Path
) -> None:
    rows, file = tmp_path / "s.csv", tmp_path / "rr.csv"
    rows.write_text("supplier\nAcme\n", "utf-8")
    file.write_bytes(rr(rr_row(LEIS[0], "X")))
    ran = program("screen", str(rows), "--owners", str(file), "--format", "jsonl")
    (told,) = ran.objects
    assert cast("dict[str, str]", told["problem"])["code"] == "bad-identifier"
    gone = program("screen", str(rows), "--owners", str(tmp_path / "none"))
    assert gone.status == Status.UNREAD


def test_a_match_over_owners_can_be_reviewed_wherever_the_file_lies(
    program: Program, owners: str, tmp_path: Path
) -> None:
    rows, reviews = tmp_path / "s.csv", tmp_path / "reviews.toml"
    rows.write_text("supplier,country\nQuellmark Kameras GmbH,DE\n", "utf-8")
    told = ("--reviews", str(reviews), "--who", "procurement", "--owners", owners)
    ran = program("review", str(rows), *told, stdin="y\nregister read\n")
    assert "1 judged, 0 skipped." in ran.err
    moved = tmp_path / "elsewhere" / "owners.jsonl"
    moved.parent.mkdir()
    moved.write_bytes(Path(owners).read_bytes())
    again = program(
        *("screen", str(rows), "--owners", str(moved), "--reviews", str(reviews), "-f", "jsonl")
    )
    (record,) = again.objects
    (match,) = cast("list[dict[str, dict[str, str]]]", record["matches"])
    assert (match["review"]["verdict"], match["review"]["force"]) == ("confirmed", "in_force")


LINE = {
    "date": "2025-10-15",
    "place": "US",
    "roles": ["exporter"],
    "act": "export_to",
    "product_form": "item_subject_to_ear",
    "product_class": "none",
    "subject_to_ear": True,
}


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"maker": "quellmark_kameras_gmbh"}, "binds"),
        ({"maker": "Quellmark Kameras GmbH"}, "binds"),
        ({"maker": "xylo_b_sa"}, "not_bound"),
        ({"maker": "quellmark_kameras_gmbh", "owners": []}, "not_bound"),
        ({"maker": "somebody_else"}, "not_bound"),
    ],
)
def test_decide_looks_up_the_owners_of_a_maker_where_the_line_tells_none(
    program: Program, owners: str, more: dict[str, object], key: str
) -> None:
    ran = program("decide", "-", "--owners", owners, stdin=json.dumps(LINE | more))
    (told,) = ran.objects
    entries = cast("dict[str, list[dict[str, str]]]", told)[key]
    assert "us-bis-entity-list-2019" in {each["restriction"] for each in entries}
    assert ran.status == Status.CLEAN


def test_decide_tells_what_could_not_be_read_of_the_owners(
    program: Program, tmp_path: Path
) -> None:
    maker = {"maker": "quellmark_kameras_gmbh"}
    missing = str(tmp_path / "none.json")
    ran = program("decide", "-", "--owners", missing, stdin=json.dumps(LINE | maker))
    assert ran.status == Status.UNREAD
    assert "problem: " in ran.err
    assert len(ran.objects) == 1
