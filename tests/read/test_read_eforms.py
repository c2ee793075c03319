import json

import pytest
from notice_makers import contract, eforms, lot_result, organisation, party, privacy, tender
from read_makers import Whole, read_text

from countersight.read.notices import cpv

BUYER = organisation(1, "Town of Elm", country="FRA")
ACME = organisation(2, "Acme GmbH")
BETA = organisation(3, "Beta SA", country="FRA")


def read_result(*result: str, more: str = "", subtype: str = "29") -> Whole:
    return read_text(eforms(BUYER, ACME, BETA, more, result="".join(result), subtype=subtype))


def test_a_tender_that_a_contract_names_has_won() -> None:
    tenders = tender(1) + tender(2, party=2)
    parties = party(1, 2) + party(2, 3)
    got = read_result(lot_result(1, 2), tenders, parties, contract(1, 1))
    assert got.names == ["Acme GmbH"]
    row = got.table.row(0, named=True)
    assert (row["amount"], row["currency"], row["date"]) == ("100", "EUR", "2024-01-18")
    assert (row["buyer"], row["country"], row["identifier"]) == ("Town of Elm", "DEU", "N2")
    assert row["id"] == "00000007-2024/CON-0001"
    assert row["pointer"] == "TEN-0001/ORG-0002"
    assert row["classification"] == "CPV:32323500 CPV:35125300"
    assert "CPV 32323500 Video-surveillance system" in row["description"]
    said = "1 tenders that no contract names (won, lost or withheld is not known)"
    assert said in got.reading.notes
    assert got.reading.format == "eForms notices"


def test_a_chosen_winner_without_a_contract_is_unknown() -> None:
    got = read_result(lot_result(1), tender(1), party(1, 2))
    assert not got.names
    assert any(
        note.startswith("1 tenders that no contract names") for note in got.reading.notes
    )


@pytest.mark.parametrize("decision", ["clos-nw", "open-nw"])
def test_a_contract_for_a_lot_without_a_winner_is_a_contradiction(decision: str) -> None:
    got = read_result(lot_result(1, decision=decision), tender(1), party(1, 2), contract(1, 1))
    assert not got.names
    assert got.codes == ["contradiction"]


def test_members_of_a_group_are_records_with_their_role() -> None:
    got = read_result(lot_result(1), tender(1), party(1, 2, 3, lead=3), contract(1, 1))
    assert got.names == ["Acme GmbH", "Beta SA"]
    roles = [said.split(";")[0] for said in got.table["description"]]
    assert roles == ["one of a group of winners", "leader of a group of winners"]


def test_a_subcontractor_is_a_record_that_says_so_and_has_no_sum() -> None:
    got = read_result(lot_result(1), tender(1), party(1, 2, subs=(3,)), contract(1, 1))
    assert got.names == ["Acme GmbH", "Beta SA"]
    row = got.table.row(1, named=True)
    assert row["amount"] is None
    assert json.loads(row["facts"]) == {"supply_role": "subcontractor"}
    assert row["description"].startswith("subcontractor of the winner; ")


@pytest.mark.parametrize(
    ("until", "said"), [("2031-05-06Z", "withheld until 2031-05-06"), ("", "withheld")]
)
def test_a_withheld_value_is_told_with_its_day(until: str, said: str) -> None:
    hidden = tender(1, privacy("win-ten-val", until), value="-1")
    got = read_result(lot_result(1), hidden, party(1, 2), contract(1, 1))
    assert got.table["amount"].to_list() == [said]
    assert got.table["currency"].to_list() == [None]
    assert "1 fields withheld by their publisher" in got.reading.notes


def test_a_masked_value_is_withheld_though_no_block_says_so() -> None:
    got = read_result(lot_result(1), tender(1, value="-1"), party(1, 2), contract(1, 1))
    assert got.table["amount"].to_list() == ["withheld"]


def test_rank_and_origin_are_told_or_withheld() -> None:
    origin = "<efac:Origin><efbc:AreaCode>CHN</efbc:AreaCode>{}</efac:Origin>"
    rank = "<cbc:RankCode>1</cbc:RankCode>"
    open_ = tender(1, rank, origin.format(""))
    hidden = tender(1, rank, privacy("ten-ran"), origin.format(privacy("cou-ori")))
    told = read_result(lot_result(1), open_, party(1, 2), contract(1, 1)).table.row(
        0, named=True
    )
    kept = read_result(lot_result(1), hidden, party(1, 2), contract(1, 1)).table.row(
        0, named=True
    )
    assert json.loads(told["facts"]) == {"made_in": "CN"}
    assert "rank 1" in told["description"]
    assert kept["facts"] is None
    assert "rank withheld until 2031-05-06; origin withheld until" in kept["description"]


def test_several_origins_are_no_fact() -> None:
    origins = "".join(
        f"<efac:Origin><efbc:AreaCode>{code}</efbc:AreaCode></efac:Origin>"
        for code in ("CHN", "DEU")
    )
    got = read_result(lot_result(1), tender(1, origins), party(1, 2), contract(1, 1))
    assert got.table["facts"].to_list() == [None]


def test_a_private_person_who_won_has_no_name_and_is_counted() -> None:
    natural = "<efbc:NaturalPersonIndicator>true</efbc:NaturalPersonIndicator>"
    person = organisation(4, "Jo Example", more=natural)
    got = read_result(lot_result(1), tender(1), party(1, 4), contract(1, 1), more=person)
    assert got.names == [None]
    assert got.table["identifier"].to_list() == [None]
    assert "the winner is a private person" in got.table["description"][0]
    assert "Jo Example" not in str(got.table.rows())
    assert "1 winners who are private persons, their names left out" in got.reading.notes


def test_beneficial_owners_and_contacts_are_counted_and_dropped() -> None:
    name = "<cbc:FamilyName>Owner</cbc:FamilyName>"
    owner = f"<efac:UltimateBeneficialOwner>{name}</efac:UltimateBeneficialOwner>"
    got = read_result(lot_result(1), tender(1), party(1, 2), contract(1, 1), more=owner)
    assert "4 contacts, reviewers and beneficial owners, left out" in got.reading.notes
    assert "Owner" not in str(got.table.rows())


@pytest.mark.parametrize(
    ("result", "code"),
    [
        (tender(1) + party(2, 2) + contract(1, 1), "no-party"),
        (tender(1) + party(1, 9) + contract(1, 1), "no-organisation"),
        (tender(1) + party(1, 2) + contract(1, 1, 8), "no-tender"),
    ],
)
def test_a_winner_that_can_not_be_told_is_a_problem(result: str, code: str) -> None:
    assert read_result(result).codes == [code]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2024-01-18", "2024-01-18"),
        ("2024-01-18+02:00", "2024-01-18"),
        ("2024-01-18-11:00", "2024-01-18"),
        ("2024-01-18Z", "2024-01-18"),
        ("soon", "soon"),
    ],
)
def test_a_date_keeps_its_day_whatever_its_offset(day: str, said: str) -> None:
    got = read_result(lot_result(1), tender(1), party(1, 2), contract(1, 1, day=day))
    assert got.table["date"].to_list() == [said]


def test_a_plan_or_a_call_is_counted() -> None:
    for root in ("ContractNotice", "PriorInformationNotice"):
        got = read_text(eforms(BUYER, root=root))
        assert any(note.startswith("1 notices without an award") for note in got.reading.notes)


def test_the_kind_of_notice_is_told_where_it_is_no_plain_award() -> None:
    got = read_result(tender(1), party(1, 2), contract(1, 1), subtype="25")
    assert got.table["description"][0].startswith("voluntary ex ante transparency notice; ")


def test_a_name_is_read_in_the_language_of_the_notice() -> None:
    got = read_result(tender(1), party(1, 2), contract(1, 1))
    assert got.names == ["Acme GmbH"]
    other = eforms(BUYER, ACME, result=tender(1) + party(1, 2) + contract(1, 1))
    swapped = other.replace(">ENG<", ">DEU<")
    assert read_text(swapped).names == ["Acme GmbH (fr)"]


def test_every_division_of_the_vocabulary_has_words() -> None:
    divisions = (
        "03 09 14 15 16 18 19 22 24 30 31 32 33 34 35 37 38 39 41 42 43 44 45 48 50 51 55"
    )
    more = "60 63 64 65 66 70 71 72 73 75 76 77 79 80 85 90 92 98"
    assert all(f"{each}000000" in cpv.table() for each in f"{divisions} {more}".split())
    assert all(
        len(code) == 8 and code.isdigit() and words for code, words in cpv.table().items()
    )
