"""Each publisher's shape is told by its content, and read without its persons."""

import gzip
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from list_examples import EXAMPLES, Taken, taken

from countersight.errors import ColumnError, SourceError
from countersight.model.vendor import NameKind
from countersight.model.watchlist import EntityKind
from countersight.read.lists import SHAPES

FILES = {
    "us-csl-csv": ("csl.csv",),
    "us-csl-json": ("csl.json",),
    "us-ofac-sdn": ("prim.csv", "alt.csv", "add.csv"),
    "us-ofac-consolidated": ("cons_prim.csv",),
    "un-xml": ("un.xml",),
    "us-1260h-csv": ("1260h.csv",),
    "us-ndaa889-csv": ("889.csv",),
    "us-bis-mieu-csv": ("mieu.csv",),
    "us-fcc-covered-csv": ("covered.csv",),
    "us-bis-denied-tsv": ("denied.tsv",),
    "gleif-csv": ("gleif.csv",),
    "ftm": ("entities.ftm.json",),
}
PERSON = re.compile(
    r"(?:fictional|sample) person|person, sample|another, sample", re.IGNORECASE
)
"""Persons of the examples have it in their names; nothing else has."""


def names(found: Taken) -> dict[str, list[str]]:
    return {each.id: [name.text for name in each.names] for each in found.entries}


@pytest.mark.parametrize("shape", FILES)
def test_a_file_is_told_by_its_content_whatever_it_is_called(
    shape: str, tmp_path: Path
) -> None:
    renamed = []
    for number, name in enumerate(FILES[shape]):
        path = tmp_path / f"download-{number}"
        path.write_bytes((EXAMPLES / name).read_bytes())
        renamed.append(path)
    assert taken(*reversed(renamed)).shape == shape


@pytest.mark.parametrize("shape", FILES)
def test_no_person_of_a_list_is_among_its_entries(shape: str) -> None:
    found = taken(*FILES[shape])
    assert found.entries
    assert not PERSON.search(repr(found.entries))


def test_every_shape_with_a_list_of_its_own_has_an_example() -> None:
    assert {each.name for each in SHAPES if each.list is not None} <= set(FILES)


def test_the_screening_list_as_csv() -> None:
    found = taken("csl.csv")
    assert (found.persons, found.unclear, found.codes) == (1, 1, [])
    optics = found.one("us-ofac-sdn/101")
    assert [each.text for each in optics.names] == [
        "MARLBRIDGE OPTICS LTD",
        "MARLBRIDGE SEEING",
        "M",
    ]
    assert [each.text for each in optics.indexed] == [
        "MARLBRIDGE OPTICS LTD",
        "MARLBRIDGE SEEING",
    ]
    assert optics.countries == ("GB", "CN")
    assert optics.identifiers == ("GB-REG:08765432",)
    assert optics.programmes == ("FICT", "FICT2")
    assert (optics.kind, optics.part) == (EntityKind.ORGANISATION, "us-ofac-sdn")
    assert optics.origin.row == 2
    listed = found.one("us-bis-entity-list/e1")
    assert [each.text for each in listed.names][1:] == ["Marlbridge Vision", "Marlbridge Eye"]
    assert listed.listed is not None
    assert listed.listed.text == "2019-10-09"
    assert listed.reasons == ("For all items.", "Presumption of denial.")
    assert found.one("us-ofac-sdn/v1").identifiers == ("IMO:9999999",)


def test_the_screening_list_as_json_says_what_the_csv_says() -> None:
    found = taken("csl.json")
    assert found.persons == 1
    [entry] = found.entries
    as_csv = taken("csl.csv").one("us-bis-entity-list/e1")
    same = ("id", "kind", "part", "countries", "reasons", "listed", "reference", "source")
    assert [getattr(entry, each) for each in same] == [getattr(as_csv, each) for each in same]
    assert entry.identifiers == ("GB-REG:08765432",)
    assert entry.origin.pointer == "/results/0"


def test_ofacs_files_are_joined_by_number_in_whichever_order_they_come() -> None:
    found = taken("alt.csv", "prim.csv", "add.csv")
    assert (found.persons, found.codes) == (1, [])
    optics = found.one("101")
    assert [(each.text, each.kind, each.weak) for each in optics.names] == [
        ("MARLBRIDGE OPTICS LTD", NameKind.LISTED, False),
        ("MARLBRIDGE LENS WORKS", NameKind.FORMER, False),
        ("MARLBRIDGE SEEING", NameKind.ALIAS, False),
        ("MOL", NameKind.SHORT, True),
    ]
    assert optics.countries == ("GB",)
    assert optics.programmes == ("FICT", "FICT2")
    assert optics.identifiers == ("GB-REG:08765432",)
    assert found.one("104").kind is EntityKind.VESSEL
    assert taken("cons_prim.csv").one("201").part == "us-ns-cmic"


def test_the_un_list_tells_its_day_and_the_line_of_each_entity() -> None:
    found = taken("un.xml")
    assert (found.persons, found.vintage) == (1, date(2026, 11, 20))
    [entry] = found.entries
    assert [each.text for each in entry.names] == [
        "MARLBRIDGE TRADING HOUSE",
        "马桥贸易",
        "Marlbridge Lens Works",
    ]
    assert (entry.id, entry.countries, entry.origin.row) == ("FIe.001", ("CD",), 5)


def test_entities_in_xml_are_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "un.xml"
    inside = '<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY a "b">]>'
    text = (EXAMPLES / "un.xml").read_text("utf-8").replace("?>", f"?>{inside}", 1)
    bomb.write_text(text, encoding="utf-8")
    found = taken(bomb)
    assert [each.code for each in found.problems if each.stops] in (["dtd"], ["entities"])
    assert not found.entries


def test_rows_of_one_company_in_several_editions_are_one_entry_until_it_is_taken_off() -> None:
    found = taken("1260h.csv")
    group, optics, again, turned = found.entries
    assert (group.listed, group.delisted) == (found.one(group.id).listed, None)
    assert str(group.listed) == "2022-10-05"
    assert group.reasons == ("Fenwick is affiliated with a ministry.",)
    assert (str(optics.listed), str(optics.delisted)) == ("2021-06-03", "2024-01-31")
    assert [(each.text, each.kind) for each in optics.names] == [
        ("Marlbridge Optics Co., Ltd.", NameKind.LISTED),
        ("Marlbridge Lens Works", NameKind.FORMER),
    ]
    assert (str(again.listed), again.delisted) == ("2025-01-07", None)
    assert again.id == f"{optics.id}/2025-01-07"
    assert [each.id for each in optics.parents] == [group.id]
    assert turned.doubtful_days
    assert turned.listed is turned.delisted is None
    assert found.codes == ["delisted-first"]


def test_the_covered_list_gives_the_makers_that_its_sentences_name() -> None:
    found = taken("covered.csv")
    assert [(each.name, each.kind) for each in found.entries] == [
        ("Marlbridge Optics Company", EntityKind.COMPANY),
        ("Fenwick Networks Corp", EntityKind.COMPANY),
        ("ExampleNet (USA) LLC", EntityKind.COMPANY),
        ("Routers produced in a foreign country, except some.", EntityKind.EQUIPMENT),
    ]
    assert [str(each.listed) for each in found.entries][-1] == "2025-12-22"
    assert found.entries[2].parents[0].name == "Fenwick Networks Corp"


def test_denied_orders_have_their_addresses_and_days_the_american_way() -> None:
    found = taken("denied.tsv")
    [entry] = found.entries
    assert (str(entry.listed), str(entry.delisted)) == ("2015-09-18", "2025-09-18")
    assert entry.countries == ("GB", "CN")
    assert (found.unclear, found.vintage) == (1, date(2015, 9, 24))


def test_law_tables_keep_programme_and_source() -> None:
    [entry] = taken("889.csv").entries
    assert (entry.part, entry.source) == ("us-ndaa889", "https://lists.example/889")
    [unit] = taken("mieu.csv").entries
    assert (unit.countries, [each.text for each in unit.names][1:]) == (("GB",), ["DES"])


def test_a_sole_proprietor_of_gleif_is_a_person() -> None:
    found = taken("gleif.csv")
    assert found.persons == 1
    [entry] = found.entries
    assert entry.identifiers == ("XI-LEI:529900EXAMPLE0000001", "RA000585:08765432")
    assert [(each.text, each.kind, each.language) for each in entry.names] == [
        ("Marlbridge Optics Ltd", NameKind.LISTED, "en"),
        ("Marlbridge Lens Works", NameKind.FORMER, "en"),
    ]


def test_entities_of_follow_the_money_have_names_links_and_sanctions() -> None:
    found = taken("entities.ftm.json")
    assert (found.persons, found.unclear) == (1, 1)
    assert found.vintage == date(2026, 11, 20)
    optics = found.one("x-1")
    assert [(each.text, each.kind, each.weak) for each in optics.names] == [
        ("Marlbridge Optics Ltd", NameKind.LISTED, False),
        ("Marlbridge Optics Limited", NameKind.ALIAS, False),
        ("马桥光学", NameKind.ALIAS, False),
        ("M", NameKind.ALIAS, False),
        ("Marlbridge Lens Works", NameKind.FORMER, False),
        ("MOL", NameKind.ALIAS, True),
    ]
    assert optics.identifiers == ("XI-LEI:529900EXAMPLE0000001", "GB-REG:08765432")
    ties = [(each.id, each.tie.id, each.tie.role) for each in found.late if each.tie]
    assert ties == [
        ("x-1", "x-2", "owner"),
        ("x-1", "p-1", "owner"),
        ("x-1", "p-1", "director"),
    ]
    [sanction] = [each for each in found.late if each.tie is None]
    assert (str(sanction.listed), str(sanction.delisted)) == ("2024-01-31", "2025-01-07")


def test_nested_entities_keep_an_organisation_that_owns_and_leave_out_a_person() -> None:
    found = taken("targets.nested.json")
    assert found.shape == "ftm"
    ties = [
        (each.tie.name, each.tie.percent, each.no_person) for each in found.late if each.tie
    ]
    assert ties == [("Fenwick Holdings PLC", "51", True)]
    assert [str(each.listed) for each in found.late if each.tie is None] == ["2024-01-31"]


def test_statements_of_one_entity_are_put_together() -> None:
    found = taken("statements.json")
    assert (found.shape, found.persons) == ("ftm", 1)
    [entry] = found.entries
    assert (entry.id, entry.kind, entry.countries) == ("x-1", EntityKind.COMPANY, ("GB",))
    assert entry.origin.row == 1


def test_any_table_is_read_by_a_mapping() -> None:
    found = taken(
        "own.csv",
        id="Nummer",
        name="Firma",
        alias="Auch bekannt als",
        country="Land",
        listed="Datum",
        delisted="Ende",
        parent="Konzern",
    )
    assert names(found)["7"] == ["Marlbridge Optics Ltd", "Marlbridge Seeing"]
    assert [each.name for each in found.one("7").parents] == ["Fenwick Holdings PLC"]
    assert "9" in names(found)


def test_a_mapping_names_columns_and_fields_that_are_there() -> None:
    with pytest.raises(ColumnError, match="there is no column 'Name'"):
        taken("own.csv", name="Name")
    with pytest.raises(ColumnError, match="no column is the name"):
        taken("own.csv", id="Nummer")
    with pytest.raises(ColumnError, match="there is no such field"):
        taken("own.csv", name="Firma", colour="Land")


def test_packed_files_are_unpacked_and_an_archive_of_several_is_not(tmp_path: Path) -> None:
    packed = tmp_path / "x.gz"
    packed.write_bytes(gzip.compress((EXAMPLES / "mieu.csv").read_bytes()))
    assert taken(packed).shape == "us-bis-mieu-csv"
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    for path, files in ((one, ["mieu.csv"]), (two, ["mieu.csv", "889.csv"])):
        with zipfile.ZipFile(path, "w") as archive:
            for name in files:
                archive.write(EXAMPLES / name, name)
    assert taken(one).entries[0].origin.member == "mieu.csv"
    with pytest.raises(SourceError, match="archive of several files"):
        taken(two)


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        ("<!doctype html><html><body>Sign in</body></html>", "a web page"),
        ("", "an empty file"),
        ("%PDF-1.7", "a PDF"),
        ("a,b\n1,2\n", "a table of 2 columns;|a table of 2 columns$"),
        ("Supplier,Fictional Person\n1,2\n", "a table of 2 columns, such as Supplier$"),
    ],
)
def test_what_is_no_list_is_refused_with_what_it_looks_like(
    text: str, looks: str, tmp_path: Path
) -> None:
    path = tmp_path / "sdn.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=looks):
        taken(path)


def test_files_of_two_lists_are_refused_together_and_companions_alone() -> None:
    with pytest.raises(SourceError, match="no files of one list"):
        taken("mieu.csv", "889.csv")
    with pytest.raises(SourceError, match="no files of one list"):
        taken("alt.csv")
    with pytest.raises(SourceError, match="do not belong to"):
        taken("mieu.csv", "alt.csv")


def test_a_stream_that_breaks_off_stops_with_its_line(tmp_path: Path) -> None:
    whole = (EXAMPLES / "entities.ftm.json").read_bytes()
    cut = tmp_path / "cut.json"
    cut.write_bytes(whole[: whole.index(b'"s-1"') + 30])
    [problem] = [each for each in taken(cut).problems if each.stops]
    assert (problem.code, problem.origin.row) == ("cut-line", 6)
    packed = tmp_path / "cut.json.gz"
    packed.write_bytes(gzip.compress(whole * 200)[:-400])
    assert any(each.stops for each in taken(packed).problems)
