import json
from typing import Any

import pytest
from read_makers import read_json, read_text

from countersight.model.record import RecordKind
from countersight.read import Limits, Options


def release(ocid: str | None = "ocds-x-1", **more: Any) -> dict[str, Any]:
    told = {"ocid": ocid, "id": "r1", "date": "2025-01-01T00:00:00Z", "tag": ["award"], **more}
    return {key: value for key, value in told.items() if value is not None}


def award(*suppliers: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "a1", "status": "active", "suppliers": list(suppliers), **more}


ACME = {"id": "p1", "name": "Acme Ltd"}
BETA = {"id": "p2", "name": "Beta SA"}


def test_each_supplier_of_each_award_is_a_record() -> None:
    full = release(
        buyer={"id": "b", "name": "Town Council"},
        parties=[
            {
                **ACME,
                "roles": ["supplier"],
                "identifier": {"scheme": "GB-COH", "id": "0123"},
                "address": {"countryName": "United Kingdom"},
            },
            {"id": "l", "name": "Loser plc", "roles": ["tenderer"]},
        ],
        tender={
            "title": "Cameras",
            "classification": {"scheme": "CPV", "id": "32323500"},
            "tenderers": [{"id": "l", "name": "Loser plc"}],
            "items": [{"id": "1", "classification": {"scheme": "CPV", "id": "35125300"}}],
        },
        bids={"details": [{"id": "1", "tenderers": [{"id": "l", "name": "Loser plc"}]}]},
        awards=[
            award(
                ACME,
                BETA,
                title="Award of cameras",
                date="2025-02-03T10:00:00Z",
                value={"amount": 1500.50, "currency": "GBP"},
                items=[{"id": "1", "description": "Dome camera"}],
            )
        ],
        contracts=[
            {"id": "c", "awardID": "a1", "period": {"startDate": "2025-03-01T00:00:00Z"}}
        ],
    )
    got = read_json({"releases": [full]})
    assert got.names == ["Acme Ltd", "Beta SA"]
    assert got.reading.kind is RecordKind.AWARD
    assert got.reading.format == "ocds-release-package"
    row = got.table.row(0, named=True)
    assert row["identifier"] == "GB-COH:0123"
    assert row["country"] == "United Kingdom"
    assert row["buyer"] == "Town Council"
    assert (row["amount"], row["currency"], row["date"]) == ("1500.5", "GBP", "2025-02-03")
    assert row["classification"] == "CPV:32323500 CPV:35125300"
    assert row["description"] == "Award of cameras; Cameras; term from 2025-03-01; Dome camera"
    assert (row["id"], row["ocid"]) == ("a1", "ocds-x-1")
    assert got.table["pointer"].to_list() == [
        "/releases/0/awards/0/suppliers/0",
        "/releases/0/awards/0/suppliers/1",
    ]


def test_a_contract_gives_what_its_award_does_not_say() -> None:
    contract = {
        "id": "c",
        "awardID": "a1",
        "value": {"amount": 7, "currency": "EUR"},
        "dateSigned": "2024-05-06",
    }
    other = {"id": "d", "awardID": "a2", "value": {"amount": 9}}
    got = read_json(release(awards=[award(ACME)], contracts=[other, contract]))
    assert got.table["amount"].to_list() == ["7"]
    assert got.table["date"].to_list() == ["2024-05-06"]


def test_releases_of_one_process_are_merged_wherever_they_stand() -> None:
    first = release(awards=[award(ACME, title="Old")], date="2025-01-01T00:00:00Z")
    other = release("ocds-x-2", awards=[award(BETA)])
    second = release(
        id="r2", date="2025-02-01T00:00:00Z", awards=[{"id": "a1", "title": "New"}]
    )
    text = "".join(json.dumps(one) + "\n" for one in (second, other, first))
    got = read_text(text)
    assert sorted(map(str, got.names)) == ["Acme Ltd", "Beta SA"]
    acme = got.table.filter(got.table["name"] == "Acme Ltd").row(0, named=True)
    assert acme["description"] == "New"
    assert (acme["row"], acme["pointer"]) == (3, "/awards/0/suppliers/0")
    assert "1 processes merged of several releases" in got.reading.notes


def test_suppliers_that_share_an_id_are_not_merged_into_one() -> None:
    same = [{"id": "1", "name": "Acme Ltd"}, {"id": "1", "name": "Beta SA"}]
    one = release(awards=[award(*same)])
    two = release(id="r2", date="2025-02-01T00:00:00Z", awards=[award(*same)])
    got = read_json([one, two])
    assert got.names == ["Acme Ltd", "Beta SA"]


@pytest.mark.parametrize("value", ["", "0", "1", "N/A"])
def test_an_identifier_that_identifies_nothing_is_left_out(value: str) -> None:
    party = {**ACME, "roles": ["supplier"], "identifier": {"scheme": "CO-RUE", "id": value}}
    got = read_json(release(parties=[party], awards=[award(ACME)]))
    assert got.table["identifier"].to_list() == [None]


def test_a_party_is_found_by_name_where_ids_repeat() -> None:
    parties = [
        {"id": "1", "name": "Town", "roles": ["buyer"], "address": {"countryName": "X"}},
        {"id": "1", "name": "Acme Ltd", "roles": ["supplier"], "address": {"countryName": "Y"}},
    ]
    got = read_json(release(parties=parties, awards=[award({"id": "1", "name": "Acme Ltd"})]))
    assert got.table["country"].to_list() == ["Y"]


def test_cancelled_awards_and_planned_processes_are_counted() -> None:
    void = release(awards=[award(ACME, status="cancelled")])
    planned = release("ocds-x-2", tag=["planning"], planning={"rationale": "x"})
    got = read_json({"releases": [void, planned]})
    assert got.names == []
    assert not got.problems
    assert "1 awards cancelled or unsuccessful, left out" in got.reading.notes
    assert any(note.startswith("1 processes without a supplier") for note in got.reading.notes)


def test_a_supplier_that_no_award_names_is_a_record_and_a_note() -> None:
    parties = [
        {**ACME, "roles": ["supplier"]},
        {"id": "t", "name": "Loser plc", "roles": ["tenderer"]},
    ]
    got = read_json(release(parties=parties))
    assert got.names == ["Acme Ltd"]
    assert got.table["pointer"].to_list() == ["/parties/0"]
    assert "1 suppliers that no award names" in got.reading.notes


def test_a_release_without_ocid_is_a_problem_with_its_place() -> None:
    got = read_json({"releases": [release(None, awards=[]), release(awards=[award(ACME)])]})
    assert got.names == ["Acme Ltd"]
    assert [(p.code, p.origin.pointer) for p in got.problems] == [("no-ocid", "/releases/0")]


def test_further_pages_are_told_and_not_fetched() -> None:
    package = {"releases": [release(awards=[award(ACME)])], "links": {"next": "https://x/2"}}
    got = read_json(package)
    assert got.codes == ["more-pages"]
    assert not got.stopped
    assert got.problems[0].rows == 0
    assert any("more pages" in note for note in got.reading.notes)


def test_packages_may_stand_on_lines() -> None:
    package = {"releases": [release(awards=[award(ACME)])], "links": {"next": "https://x/2"}}
    line = json.dumps(package)
    got = read_text(f"{line}\n{line.replace('ocds-x-1', 'ocds-x-2')}\n")
    assert got.names == ["Acme Ltd"] * 2
    assert got.rows == [1, 2]
    assert got.codes == ["more-pages"]


def record(**more: Any) -> dict[str, Any]:
    return {"records": [{"ocid": "ocds-x-1", **more}]}


def test_a_record_gives_its_compiled_release() -> None:
    got = read_json(record(compiledRelease=release(awards=[award(ACME)]), releases=[]))
    assert got.names == ["Acme Ltd"]
    assert got.reading.format == "ocds-record-package"
    assert got.table["pointer"].to_list() == ["/records/0/compiledRelease/awards/0/suppliers/0"]


def test_a_record_without_it_merges_the_releases_it_holds() -> None:
    late = release(id="r2", date="2025-03-01T00:00:00Z", awards=[award(BETA)])
    got = read_json(record(releases=[release(awards=[award(ACME)]), late]))
    assert got.names == ["Acme Ltd", "Beta SA"]


def test_a_record_with_links_alone_gives_its_versioned_release_or_a_problem() -> None:
    links = [{"url": "https://x/1", "date": "2025-01-01T00:00:00Z", "tag": ["award"]}]

    def version(value: object) -> list[dict[str, object]]:
        base = {"releaseID": "r", "releaseDate": "d", "releaseTag": ["award"]}
        return [{**base, "value": "Old"}, {**base, "value": value}]

    versioned = {
        "ocid": "ocds-x-1",
        "awards": [{"id": "a1", "suppliers": [{"id": "p1", "name": version("Acme Ltd")}]}],
    }
    got = read_json(record(releases=links, versionedRelease=versioned))
    assert got.names == ["Acme Ltd"]
    got = read_json(record(releases=links, tag=["x"]))
    assert got.codes == ["linked-releases"]


def test_records_may_stand_on_lines_as_packages() -> None:
    line = json.dumps(record(compiledRelease=release(awards=[award(ACME)])))
    got = read_text(f"{line}\n{line}\n")
    assert got.names == ["Acme Ltd"]


def test_an_array_of_releases_is_read_and_odd_entries_are_problems() -> None:
    deep: Any = "x"
    for _ in range(200):
        deep = [deep]
    got = read_json([release(awards=[award(ACME)]), "x", release("ocds-x-2", tag=deep)])
    assert got.names == ["Acme Ltd"]
    assert got.codes == ["no-release", "too-deep"]


def test_releases_that_contradict_in_shape_are_read_from_the_latest() -> None:
    one = release(date="2025-01-01", parties={"p1": {"name": "x"}}, awards=[award(BETA)])
    two = release(date="2025-02-01", parties=[ACME], awards=[award(ACME)])
    got = read_json([two, one])
    assert got.names == ["Acme Ltd"]
    assert [(p.code, p.rows, p.origin.pointer) for p in got.problems] == [("unmerged", 0, "/0")]


def test_what_broke_off_is_told_after_the_releases_before_it() -> None:
    text = json.dumps({"releases": [release(awards=[award(ACME)])]})
    got = read_text(text[:-2] + ', {"ocid": "ocds-x-2", "awa')
    assert got.names == ["Acme Ltd"]
    assert got.codes == ["broken-json"]
    assert got.stopped


def test_many_awards_come_in_batches() -> None:
    many = [award({"id": str(n), "name": f"S{n}"}, id=str(n)) for n in range(10)]
    got = read_json(release(awards=many), Options(limits=Limits(batch_rows=4)))
    assert [batch.rows for batch in got.batches] == [4, 4, 2]
    assert len({id(batch.reading) for batch in got.batches}) == 1


def test_many_problems_do_not_pile_up() -> None:
    text = json.dumps(release(awards=[award(ACME)])) + "\n" + "oops\n" * 9
    got = read_text(text, Options(limits=Limits(batch_rows=4)))
    assert got.names == ["Acme Ltd"]
    assert got.codes == ["bad-json"] * 9


def test_odd_shapes_inside_a_release_are_passed_over() -> None:
    odd = release(
        parties=["x", {"id": None, "roles": "supplier", "name": 5}],
        buyer=[],
        tender=[{"title": "x"}],
        awards=["x", {"suppliers": "y"}, {"suppliers": {"name": "Old Style Ltd"}}],
        contracts="z",
    )
    assert read_json(odd).names == ["Old Style Ltd"]


def test_rows_that_have_an_ocid_are_rows() -> None:
    got = read_json([{"ocid": "ocds-x-1", "supplier": "Acme"}])
    assert got.names == ["Acme"]
    assert got.table["ocid"].to_list() == ["ocds-x-1"]
