"""Names against a list with brands, numbers and trades beside the names."""

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
import pytest
from typer.testing import CliRunner

from countersight import match_names
from countersight.cli.app import app
from countersight.match.scoring import scale
from countersight.match.second import KINDS, MOVES, moved

LEI, OTHER_LEI = "529900T8BM49AURSDO55", "7LTWFZYICNSX8D621K86"
ENTRIES = pl.DataFrame(
    {
        "id": ["1", "2", "3", "4", "5", "6"],
        "name": [
            "Hangzhou Marlbridge Digital Technology Co., Ltd.",
            "Axis Communications AB",
            "Axis Capital Holdings",
            "Quarrel AG",
            "Quarrel Energy AG",
            "Sandgate Freight Ltd",
        ],
        "brands": [["Marlvision", "Mar Look"], ["Axis"], None, [], None, None],
        "lei": [LEI, None, None, None, None, OTHER_LEI],
        "industry": ["video surveillance", None, "insurance", "NACE:26.30", "35.11", None],
        "country": ["CN", "SE", None, "DE", "DE", "GB"],
    }
)


class Best(NamedTuple):
    """The best candidate."""

    entry: str
    state: str
    reasons: frozenset[str]


def best(name: str, **more: str) -> Best:
    asked = pl.DataFrame({"id": ["a"], "name": [name], **{k: [v] for k, v in more.items()}})
    first = pl.DataFrame(match_names(asked, ENTRIES)).row(0, named=True)
    return Best(first["entry_id"], first["state"], frozenset(first["reasons"]))


@pytest.mark.parametrize(
    ("name", "entry", "state", "kind"),
    [
        ("MARLVISION UK LTD", "1", "match", "brand"),
        ("Marlvision", "1", "match", "brand"),
        ("Mar-Look Security Systems B.V.", "1", "match", "brand"),
        ("INV 2231 MARLVISION DEUTSCHLAND GMBH", "1", "match", "brand"),
        ("Huber Marlvision Elektro", "1", "review", "brand-beside"),
        ("Axis UK Limited", "2", "review", "common-brand"),
        ("MARL VISION UK LTD", "1", "review", "brand-joined"),
        ("Inv 88231 Marlvision Europe BV payment ref 0021", "1", "match", "brand"),
        ("Mar Look by Marlvision", "1", "match", "brand"),
    ],
)
def test_a_brand_is_judged_on_its_own_words(
    name: str, entry: str, state: str, kind: str
) -> None:
    found = best(name)
    assert (found.entry, found.state) == (entry, state)
    assert kind in found.reasons


@pytest.mark.parametrize(
    "name",
    [
        "Unit 4 Marlvision Plaza, Binjiang",
        "12 Marlvision Road",
        "Lindner Reinigung, Marlvision Strasse 4",
        "Marlvisionary Dreams Ltd",
    ],
)
def test_a_brand_in_an_address_or_in_a_word_is_no_match(name: str) -> None:
    assert best(name).state == "no_match"


def test_a_word_of_another_trade_asks_or_clears_where_others_bear_the_brand() -> None:
    assert best("Marlvision Investment Co").state == "review"
    assert best("Axis Airlines").state == "no_match"


def test_the_reasons_name_the_brand(tmp_path: Path) -> None:
    queries, entries = tmp_path / "q.csv", tmp_path / "l.csv"
    queries.write_text("ID,Name\na,MARLVISION UK LTD\n", encoding="utf-8-sig")
    entries.write_text(
        "id,name,Brands\n1,Hangzhou Digital,X{0}; Marlvision\n", encoding="utf-8"
    )
    done = CliRunner().invoke(app, ["match", str(queries), "--list", str(entries)])
    candidate = json.loads(done.stdout)["candidates"][0]
    assert candidate["alias"] == "Marlvision"
    texts = [reason["text"] for reason in candidate["reasons"]]
    assert any("the brand Marlvision," in text for text in texts)


def test_an_identifier_with_a_like_name_is_a_match() -> None:
    found = best("Hangzhou Marlbridge Digtal", lei=LEI)
    assert (found.entry, found.state) == ("1", "match")
    assert {"same-identifier", "identifier-and-name"} <= found.reasons


def test_an_identifier_under_another_name_is_a_review_that_says_so() -> None:
    found = best("Fernhollow Dairy", identifiers=f"LEI:{LEI}")
    assert (found.entry, found.state) == ("1", "review")
    assert {"same-identifier", "identifier-alone"} <= found.reasons


def test_another_number_in_one_register_makes_no_match_of_a_name() -> None:
    assert best("Sandgate Freight Ltd").state == "match"
    asked = pl.DataFrame({"id": ["a"], "name": ["Sandgate Freight Ltd"], "LEI": [LEI]})
    told = pl.DataFrame(match_names(asked, ENTRIES.tail(1)))
    assert told["state"][0] == "review"
    assert "other-identifier" in told["reasons"][0]


def test_a_number_that_fails_its_check_digit_tells_nothing() -> None:
    assert best("Sandgate Freight Ltd", lei=LEI[:-1] + "6").state == "match"


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({}, "review"),
        ({"country": "DE"}, "match"),
        ({"industry": "nace:26.51"}, "match"),
    ],
)
def test_a_word_that_others_bear_needs_a_second_piece(more: dict[str, str], state: str) -> None:
    found = best("Quarrel", **more)
    assert (found.entry, found.state) == ("4", state)


@pytest.mark.parametrize(("column", "text"), [("country", "BR"), ("industry", "NACE:10.11")])
def test_a_word_that_others_bear_is_no_match_where_all_else_is_contrary(
    column: str, text: str
) -> None:
    told = pl.DataFrame(
        match_names(
            pl.DataFrame({"id": ["a"], "name": ["Quarrel"], column: [text]}),
            ENTRIES,
            explain=True,
        )
    )
    found = {row["entry_id"]: row for row in told.iter_rows(named=True)}
    assert found["4"]["state"] == "no_match"
    assert "contrary-namesake" in found["4"]["reasons"]


def test_a_listed_name_with_its_legal_form_needs_nothing_more() -> None:
    assert best("QUARREL A.G.").state == "match"


def test_what_is_told_of_a_query_does_not_depend_on_the_limit() -> None:
    names = ["MARLVISION UK LTD", "Quarrel", "Axis UK Ltd", "Sandgate Frieght", "Axis"]
    asked = pl.DataFrame({"id": names, "name": names, "lei": [LEI, None, "", None, OTHER_LEI]})
    many = pl.DataFrame(match_names(asked, ENTRIES, limit=10)).filter(pl.col("rank") == 1)
    assert pl.DataFrame(match_names(asked, ENTRIES, limit=1)).equals(many)


def test_candidates_are_told_best_first_and_once_each() -> None:
    names = ["MARLVISION AXIS", "Axis Communications Quarrel", "Marlvision Mar Look"]
    asked = pl.DataFrame({"id": names, "name": names, "lei": [OTHER_LEI] * 3})
    told = pl.DataFrame(match_names(asked, ENTRIES, explain=True))
    for _, found in told.group_by("query_id", maintain_order=True):
        assert found["score"].is_sorted(descending=True)
        assert found["entry_id"].is_unique().all()
        assert found["rank"].to_list() == list(range(1, len(found) + 1))


def test_every_piece_has_a_sentence_and_does_what_its_states_say() -> None:
    cut = scale()
    for kind, move in MOVES.items():
        assert KINDS[kind].text
        ends = np.array([moved(logit, [kind], cut) for logit in (-90.0, 90.0)])
        assert cut.states(ends).tolist() == [move.least.value, move.most.value], kind


@pytest.mark.parametrize(
    "text", ["Marlvision " * 900_000, ";" * 10_000_000, "mar look " * 100, "{alias} {0} %s"]
)
def test_hostile_text_in_any_column_neither_stalls_nor_crashes(text: str) -> None:
    asked = pl.DataFrame(
        {"id": ["a"], "name": [text], "identifiers": [text], "industry": [text]}
    )
    entries = pl.concat(
        [ENTRIES, ENTRIES.head(1).with_columns(id=pl.lit("7"), name=pl.lit(text))]
    )
    told = pl.DataFrame(match_names(asked, entries.with_columns(industry=pl.lit(text))))
    assert told["entry_id"].is_unique().all()


def test_a_brand_that_a_whole_list_has_is_found_twenty_times() -> None:
    many = pl.DataFrame({"id": [str(n) for n in range(500)], "name": ["Quarry"] * 500})
    entries = many.with_columns(brands=pl.lit("Marlvision"))
    asked = pl.DataFrame({"id": ["a"], "name": ["MARLVISION UK LTD"]})
    told = pl.DataFrame(match_names(asked, entries, limit=100))
    assert told["state"].to_list().count("match") == 20


def test_a_number_that_many_entries_have_tells_nothing() -> None:
    many = pl.DataFrame(
        {"id": [str(n) for n in range(21)], "name": ["Quarry"] * 21, "lei": [LEI] * 21}
    )
    asked = pl.DataFrame({"id": ["a"], "name": ["Fernhollow Dairy"], "lei": [LEI]})
    assert pl.DataFrame(match_names(asked, many)).is_empty()
    assert len(pl.DataFrame(match_names(asked, many.head(20), limit=100))) == 20


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("CÔNG TY TNHH MARLVISION VIỆT NAM", "match"),
        ("MARLVISION POLSKA SP. Z O.O.", "match"),
        ("PT Marlvision Indonesia", "match"),
        ("Marlvision Mexico S.A. de C.V.", "match"),
        ("Marlvision South Africa (Pty) Ltd", "match"),
        ("Marlvision (Thailand) Co., Ltd.", "match"),
        ("www.marlvision.com", "match"),
        ("Marlvison", "match"),
        ("MARLVISION UK LTD, 4 The Square, Stockley Park", "review"),
        ("Marlvision reseller Huber", "review"),
        ("Marlvision Hotel", "review"),
        ("Shop 12, Marlvision Mall", "no_match"),
        ("Rue Marlvision 3, Lyon", "no_match"),
    ],
)
def test_hard_names_with_a_brand(name: str, state: str) -> None:
    assert best(name).state == state
