"""What is known beside the names: brands, numbers of registers, industries, the list itself."""

from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from countersight import match_names
from countersight.cli.app import app
from countersight.match import asking

LEI = "529900T8BM49AURSDO55"
OTHER_LEI = "213800WAVVOPS85N2205"
ENTRIES = pl.DataFrame(
    {
        "id": ["h", "m", "d1", "d2", "b"],
        "name": [
            "Hangzhou Hikvision Digital Technology Co., Ltd.",
            "Marlbridge Optics Ltd",
            "Wolverton Systems Ltd",
            "Wolverton Systems Inc",
            "Quarry Lane Bakery",
        ],
        "brands": [["Hikvision"], None, None, None, ["Crumbs"]],
        "country": ["CN", "GB", "GB", "US", "GB"],
        "industry": ["security cameras", "NACE 26.70", None, None, "bakery"],
        "lei": [LEI, OTHER_LEI, None, None, None],
    }
)


def first(**query: str) -> dict[str, object]:
    asked = pl.DataFrame({"id": ["a"], **{name: [value] for name, value in query.items()}})
    found = pl.DataFrame(match_names(asked, ENTRIES, explain=True))
    return found.row(0, named=True) if found.height else {}


@pytest.mark.parametrize(
    "name", ["HIKVISION UK LTD", "Hikvision", "hikvision (UK) limited", "Hikvision GmbH"]
)
def test_a_brand_with_a_place_or_a_form_is_a_match(name: str) -> None:
    found = first(name=name)
    assert (found["entry_id"], found["state"], found["alias"]) == ("h", "match", "Hikvision")
    assert "brand" in found["reasons"]  # type: ignore[operator]


@pytest.mark.parametrize(
    "name",
    [
        "Kelmore Supplies, 12 Hikvision Street, Old Harrow",
        "Brindlewick Hikvision Partner Club",
        "Crumbs Corner Hardware Ltd",
    ],
)
def test_a_brand_buried_among_other_words_is_no_match(name: str) -> None:
    assert first(name=name).get("state", "no_match") != "match"


def test_a_shop_that_bears_a_brand_and_a_trade_is_a_review() -> None:
    found = first(name="Hikvision Cameras Ltd")
    assert found["state"] == "review"
    assert "brand-among-others" in found["reasons"]  # type: ignore[operator]


def test_the_same_number_of_a_register_makes_a_match_of_a_near_name() -> None:
    found = first(name="Marlbridge Optical", lei=OTHER_LEI)
    assert (found["entry_id"], found["state"]) == ("m", "match")
    assert "identifier" in found["reasons"]  # type: ignore[operator]


def test_a_number_under_a_name_of_another_is_a_review_and_says_so() -> None:
    found = first(name="Zephyrine Holdings", identifiers=f"LEI:{OTHER_LEI.lower()}")
    assert (found["entry_id"], found["state"]) == ("m", "review")
    assert {"identifier", "no-own-word"} <= set(found["reasons"])  # type: ignore[call-overload]


def test_another_number_makes_a_review_of_a_match() -> None:
    assert first(name="Marlbridge Optics Ltd")["state"] == "match"
    found = first(name="Marlbridge Optics Ltd", lei=LEI)
    told = pl.DataFrame(
        match_names(
            pl.DataFrame({"id": ["a"], "name": ["Marlbridge Optics Ltd"], "lei": [LEI]}),
            ENTRIES,
            explain=True,
        )
    )
    by_entry = {row["entry_id"]: row for row in told.iter_rows(named=True)}
    assert by_entry["m"]["state"] == "review"
    assert "other-identifier" in by_entry["m"]["reasons"]
    assert by_entry["h"]["state"] == "review"
    assert found["state"] == "review"


def test_another_industry_lowers_and_the_same_is_told() -> None:
    same = first(name="Marlbridge Optics", industry="NACE 26.11")
    assert "industry" in same["reasons"]  # type: ignore[operator]
    other = first(name="Quarry Lane", industry="security systems")
    plain = first(name="Quarry Lane")
    order = ["no_match", "review", "match"]
    assert order.index(str(other["state"])) <= order.index(str(plain["state"]))
    assert "other-industry" in other["reasons"]  # type: ignore[operator]


def test_a_name_that_two_entries_bear_is_a_review_until_a_country_tells() -> None:
    found = first(name="Wolverton Systems")
    assert found["state"] == "review"
    assert "several-entries" in found["reasons"]  # type: ignore[operator]
    told = first(name="Wolverton Systems", country="US")
    assert (told["entry_id"], told["state"]) == ("d2", "match")


def test_a_name_that_occurs_a_thousand_times_is_compared_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sizes: list[int] = []
    whole = asking.ask

    def counted(listing: object, asked: object, *rest: object, **more: object) -> object:
        sizes.append(len(asked))  # type: ignore[arg-type]
        return whole(listing, asked, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("countersight.work.naming.ask", counted)
    many = pl.DataFrame({"id": [str(n) for n in range(1000)], "name": ["HIKVISION UK"] * 1000})
    found = pl.DataFrame(match_names(many, ENTRIES, limit=1))
    assert (found.height, sizes) == (1000, [1])


def test_columns_of_a_file_are_read_whatever_the_case_of_their_headers(tmp_path: Path) -> None:
    listed, asked = tmp_path / "list.csv", tmp_path / "asked.csv"
    listed.write_text("ID,Name,Brands,LEI\n1,Hangzhou Vision Ltd,Hikvision; EZVIZ,\n", "utf-8")
    asked.write_text("Id,NAME\nq,EZVIZ France SARL\n", "utf-8")
    told = CliRunner().invoke(app, ["match", str(asked), "--list", str(listed)])
    assert told.exit_code == 0, told.output
    assert '"state": "match"' in told.stdout
    assert '"kind": "brand"' in told.stdout
