"""Files of ownership: what BODS, GLEIF and FollowTheMoney say, and what can't be read."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countersight.model.ownership import LinkKind, Owners, OwnershipLink, PartyKind, Share
from countersight.read import Source
from countersight.read.ownership import read_owners
from countersight.read.ownership.values import SOME_DAY, Unread, share_of
from ownership_makers import (
    LEIS,
    entity,
    ftm,
    holds,
    lines,
    person,
    read,
    rr,
    rr_row,
)


def one(owners: Owners) -> OwnershipLink:
    (link,) = owners.links
    return link


def codes(owners: Owners) -> list[str]:
    return [problem.code for problem in owners.problems]


def test_a_statement_of_bods_is_a_link_between_parties() -> None:
    owners = read(
        lines(
            entity("a", "Alpha Ltd", "GB", GB_COH="07654321"),
            entity("b", "Beta SA", "FR"),
            holds("b", "a", 60, since="2020-02-01", until="2023-05-01"),
        )
    )
    link = one(owners)
    assert (link.owner, link.owned) == ("f0#b", "gb-coh:07654321")
    assert link.share == Share.exact(60)
    assert (str(link.since), str(link.until)) == ("2020-02-01", "2023-04-30")
    assert (link.kind, link.control) == (LinkKind.DIRECT, None)
    assert (link.source, link.origin.row) == ("f0", 3)
    assert owners.parties[link.owned].name == "Alpha Ltd"
    assert owners.parties[link.owned].country == "GB"
    assert owners.files[0].form == "bods"


def test_an_array_of_statements_and_lines_say_the_same() -> None:
    told = [entity("a", "Alpha Ltd"), entity("b", "Beta SA"), holds("b", "a", 60)]
    array, stream = read(json.dumps(told, indent=1).encode()), read(lines(*told))
    assert array.links[0].share == stream.links[0].share
    assert array.parties == stream.parties
    assert array.links[0].origin.pointer == "/2"


def test_a_person_is_counted_and_has_no_name() -> None:
    owners = read(lines(person("p"), entity("a", "Alpha Ltd"), holds("p", "a", 75)))
    assert owners.persons == 1
    assert owners.parties[one(owners).owner].kind is PartyKind.PERSON
    assert "No Concern" not in repr(owners)


def test_an_entity_with_a_persons_name_is_taken_for_a_person() -> None:
    owners = read(lines(entity("a", "Mrs A Example"), entity("b", "B Ltd"), holds("a", "b", 9)))
    assert owners.persons == 1
    assert "Example" not in repr(owners)


@pytest.mark.parametrize(
    ("share", "told"),
    [
        ({"exact": 12.5}, "12.5 percent"),
        ({"minimum": 25, "maximum": 50}, "25 to 50 percent"),
        ({"exclusiveMinimum": 25, "maximum": 50}, "more than 25 and up to 50 percent"),
        (
            {"exclusiveMinimum": 50, "exclusiveMaximum": 75},
            "more than 50 and less than 75 percent",
        ),
        ({"minimum": 75}, "75 to 100 percent"),
        ({"exact": 40, "minimum": 40, "maximum": 40}, "40 percent"),
    ],
)
def test_a_share_is_exact_or_a_range(share: dict[str, float], told: str) -> None:
    link = one(read(lines(holds("b", "a", share))))
    assert link.share is not None
    assert link.share.told() == told


@pytest.mark.parametrize(
    "share", [{"exact": 140}, {"exact": -1}, {"minimum": 60, "maximum": 40}]
)
def test_an_impossible_share_is_a_problem_and_not_known(share: dict[str, float]) -> None:
    owners = read(lines(holds("b", "a", share)))
    assert codes(owners) == ["bad-share"]
    assert one(owners).share is None


@pytest.mark.parametrize(
    ("kind", "share", "control"),
    [
        ("votingRights", 51, True),
        ("votingRights", 50, None),
        ("votingRights", None, None),
        ("appointmentOfBoard", None, True),
        ("otherInfluenceOrControl", None, None),
    ],
)
def test_control_is_votes_of_more_than_half_or_the_board(
    kind: str, share: int | None, *, control: bool | None
) -> None:
    link = one(read(lines(holds("b", "a", share, kind=kind))))
    assert (link.control, link.share) == (control, None)


def test_a_seat_on_a_board_is_no_ownership() -> None:
    owners = read(lines(holds("b", "a", kind="boardMember")))
    assert owners.links == ()
    assert owners.files[0].left_out == 1


def test_a_later_statement_takes_the_place_of_an_earlier_one_in_any_order() -> None:
    old = holds("b", "a", 60, key="r", day="2020-01-01")
    new = holds("b", "a", 40, key="r", day="2023-01-01", status="updated")
    for told in ((old, new), (new, old)):
        assert one(read(lines(*told))).share == Share.exact(40)


def test_a_closed_record_has_ended_at_the_latest_when_it_was_closed() -> None:
    link = one(read(lines(holds("b", "a", 60, day="2023-01-01", status="closed"))))
    assert (link.ended, str(link.until)) == (True, "2023-01-01")


def test_an_owner_who_is_not_told_is_a_party_without_a_name() -> None:
    owners = read(lines(holds({"reason": "unknown"}, "a")))
    assert owners.parties[one(owners).owner].kind is PartyKind.UNTOLD


def test_a_link_of_gleif_is_control_and_no_share_in_its_own_period() -> None:
    owners = read(rr(rr_row(LEIS[0], LEIS[1], since="2017-12-06T01:00:00+01:00")))
    link = one(owners)
    assert (link.owned, link.owner) == (f"lei:{LEIS[0]}", f"lei:{LEIS[1]}")
    assert (link.control, link.share, link.kind) == (True, None, LinkKind.DIRECT)
    assert (str(link.since), link.until) == ("2017-12-06", None)
    assert owners.files[0].form == "gleif-rr"


@pytest.mark.parametrize(
    ("kind", "read_as", "control"),
    [
        ("IS_ULTIMATELY_CONSOLIDATED_BY", LinkKind.INDIRECT, True),
        ("IS_INTERNATIONAL_BRANCH_OF", LinkKind.DIRECT, True),
        ("IS_FUND-MANAGED_BY", LinkKind.LOOSE, None),
        ("IS_SUBFUND_OF", LinkKind.LOOSE, None),
    ],
)
def test_each_type_of_gleif_is_read_in_its_way(
    kind: str, read_as: LinkKind, *, control: bool | None
) -> None:
    link = one(read(rr(rr_row(LEIS[0], LEIS[1], kind))))
    assert (link.kind, link.control) == (read_as, control)


def test_what_gleif_took_back_is_left_out_and_what_ended_is_told() -> None:
    annulled = read(rr(rr_row(LEIS[0], LEIS[1], registered="ANNULLED")))
    assert (annulled.links, annulled.files[0].left_out) == ((), 1)
    assert one(read(rr(rr_row(LEIS[0], LEIS[1], status="INACTIVE")))).ended


def test_a_lei_that_fails_its_check_digits_is_a_problem() -> None:
    owners = read(rr(rr_row(LEIS[0], LEIS[1][:-1] + "3")))
    assert (owners.links, codes(owners)) == ((), ["bad-identifier"])


def golden(key: str, value: object) -> bytes:
    return json.dumps({key: [value]}).encode()


def wrapped(**told: str) -> dict[str, dict[str, str]]:
    return {key: {"$": text} for key, text in told.items()}


def test_the_json_of_gleif_says_what_its_csv_says() -> None:
    relation = {
        "Relationship": {
            "StartNode": wrapped(NodeID=LEIS[0], NodeIDType="LEI"),
            "EndNode": wrapped(NodeID=LEIS[1], NodeIDType="LEI"),
            **wrapped(
                RelationshipType="IS_DIRECTLY_CONSOLIDATED_BY", RelationshipStatus="ACTIVE"
            ),
            "RelationshipPeriods": {
                "RelationshipPeriod": [
                    wrapped(StartDate="2020-01-01", PeriodType="ACCOUNTING_PERIOD"),
                    wrapped(StartDate="2017-12-06", PeriodType="RELATIONSHIP_PERIOD"),
                ]
            },
        },
        "Registration": wrapped(RegistrationStatus="PUBLISHED"),
    }
    link = one(read(golden("relations", relation)))
    row = one(read(rr(rr_row(LEIS[0], LEIS[1], since="2017-12-06"))))
    told = ("owner", "owned", "kind", "control", "since", "until", "ended", "what")
    assert [getattr(link, each) for each in told] == [getattr(row, each) for each in told]


def test_an_exception_says_why_no_parent_is_told() -> None:
    table = f"LEI,Exception.Category,Exception.Reason.1\n{LEIS[0]},DIRECT_X,NON_PUBLIC\n"
    assert read(table.encode()).untold == {f"lei:{LEIS[0]}": "NON_PUBLIC"}
    told = {**wrapped(LEI=LEIS[0], ExceptionCategory="ULTIMATE_X")}
    document = golden("exceptions", told | {"ExceptionReason": [{"$": "NATURAL_PERSONS"}]})
    assert read(document).untold == {f"lei:{LEIS[0]}": "NATURAL_PERSONS"}


def test_names_of_gleif_are_kept_for_parties_of_links_alone(tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    head = "LEI,Entity.LegalName,Entity.LegalJurisdiction\n"
    names.write_text(f"{head}{LEIS[0]},Alpha Ltd,GB\n{LEIS[2]},Gamma Ltd,GB\n", "utf-8")
    links = tmp_path / "links.csv"
    links.write_bytes(rr(rr_row(LEIS[0], LEIS[1])))
    owners = read_owners([Source.at(names), Source.at(links)])
    assert {party.name for party in owners.parties.values()} == {"Alpha Ltd"}
    assert [file.form for file in owners.files] == ["gleif-rr", "gleif-lei"]


def test_followthemoney_has_owners_and_directors() -> None:
    owners = read(
        lines(
            ftm("o", "Ownership", owner="b", asset="a", percentage="60 %", startDate="2020"),
            ftm(
                "a",
                "Company",
                name="Alpha Ltd",
                jurisdiction="gb",
                registrationNumber="7654321",
            ),
            ftm("b", "Company", name="Beta SA", leiCode=LEIS[0]),
            ftm("p", "Person", name="A Person Of No Concern"),
            ftm("d", "Directorship", director="p", organization="a"),
            ftm("x", "Vessel", name="A Ship"),
        )
    )
    held, directs = owners.links
    assert (held.owner, held.owned) == (f"lei:{LEIS[0]}", "gb-coh:07654321")
    assert (held.share, str(held.since)) == (Share.exact(60), "2020")
    assert (directs.kind, directs.share, directs.control) == (LinkKind.LOOSE, None, None)
    assert "No Concern" not in repr(owners)
    assert owners.files[0].left_out == 1


def test_a_legal_entity_that_may_be_a_person_has_no_name() -> None:
    owners = read(lines(ftm("a", "LegalEntity", name="A Name"), ftm("b", "Company", name="B")))
    assert owners.parties["f0#a"].kind is PartyKind.UNTOLD  # type: ignore[index]
    assert "A Name" not in repr(owners)


def test_parties_of_two_files_are_one_by_a_number_and_never_by_a_name() -> None:
    first = lines(
        entity("a", "Alpha Ltd", XI_LEI=LEIS[0]), entity("b", "Beta", "GB"), holds("b", "a", 60)
    )
    second = lines(
        ftm("x", "Company", name="Alpha Limited", leiCode=LEIS[0]),
        ftm("y", "Company", name="Beta", country="gb"),
        ftm("o", "Ownership", owner="y", asset="x", percentage="40"),
    )
    owners = read(first, second)
    assert {link.owned for link in owners.links} == {f"lei:{LEIS[0]}"}
    assert len({link.owner for link in owners.links}) == 2


def test_a_number_ties_what_two_schemes_told_apart() -> None:
    owners = read(
        lines(entity("a", "Alpha", "GB", GB_COH="07654321"), holds("b", "a", 60)),
        lines(entity("a", "Alpha", "GB", XI_LEI=LEIS[0]), holds("c", "a", 40)),
        lines(entity("a", "Alpha", "GB", XI_LEI=LEIS[0], GB_COH="07654321")),
    )
    assert {link.owned for link in owners.links} == {f"lei:{LEIS[0]}"}


def test_a_date_that_is_none_leaves_the_link_unsure() -> None:
    owners = read(lines(holds("b", "a", 60, since="last spring")))
    assert (one(owners).since, codes(owners)) == (SOME_DAY, ["bad-date"])


def test_who_owns_itself_is_a_problem() -> None:
    assert codes(read(lines(holds("a", "a", 60)))) == ["owns-itself"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "unknown-format"),
        (b"%PDF-1.7", "unknown-format"),
        (b"name,country\nA,GB\n", "unknown-format"),
        (b'{"a": 1}\n{"b": 2}\n', "bad-statement"),
        (b'[{"recordType": "entity", "recordDetails": 1}]', "bad-statement"),
        (lines(holds("b", "a", 60)) + b'{"recordType": "ent', "cut-line"),
        (json.dumps([holds("b", "a", 60)]).encode()[:-2], "broken-json"),
        (gzip.compress(lines(holds("b", "a", 60)) * 9)[:-9], "broken"),
    ],
)
def test_what_is_no_file_of_ownership_is_a_problem(data: bytes, code: str) -> None:
    assert code in codes(read(data))


def test_the_golden_copy_is_read_as_it_comes_in_a_zip() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("rr.csv", rr(rr_row(LEIS[0], LEIS[1])))
    assert one(read(packed.getvalue())).origin.member == "rr.csv"


def test_a_file_that_is_not_there_is_a_problem() -> None:
    assert codes(read_owners([Source.at(Path("/nowhere/x.json"))])) == ["source"]


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_are_a_problem(data: bytes) -> None:
    owners = read(data)
    assert owners.problems or owners.files


@given(st.text(max_size=30))
def test_any_text_is_a_share_or_none(text: str) -> None:
    try:
        share = share_of(text)
    except Unread:
        return
    assert share is None or 0 <= share.least <= share.most <= 100
