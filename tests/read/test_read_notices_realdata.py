"""Public notices that the project does not ship: every one read, and twenty looked up.

The facts of the twenty were read off their XML by eye; the winners are public companies and
bodies, and no private person is among them.
"""

import tarfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from read_makers import Whole, read_path

pytestmark = pytest.mark.realdata
TED = "procurement/ted-award-notices-2014-2022.tar.xz"
SDK = "procurement/eforms-sdk-example-notices.tar.xz"
PUBLISHED = "procurement/eforms-ted-doffin-xml.tar.xz"
_READ: dict[str, Whole] = {}


def read_once(folder: Path, path: str) -> Whole:
    if path not in _READ:
        _READ[path] = read_path(folder / path)
    return _READ[path]


def test_every_ted_notice_is_read(realdata: Path) -> None:
    got = read_once(realdata, TED)
    assert got.table.height == 3_975
    assert got.table["member"].n_unique() == 1_327
    assert [(p.code, p.origin.member) for p in got.problems] == [("set-aside", "MANIFEST.csv")]
    assert not got.stopped
    notes = got.batches[-1].reading.notes
    assert notes[0] == "1545 TED notices"
    assert "425 lots or awards without a winner" in notes
    assert "140 awards whose winner is not named" in notes
    assert got.table["name"].null_count() == 0
    assert got.table["buyer"].null_count() == 0
    assert got.table["date"].drop_nulls().str.contains(r"^\d{4}-\d\d-\d\d$").all()
    assert got.table["classification"].str.starts_with("CPV:").all()


def test_winners_of_ted_are_those_that_the_xml_names(realdata: Path) -> None:
    got = read_once(realdata, TED)
    mine = Counter(
        got.table.filter(~got.table["id"].str.ends_with("/modification"))["member"].to_list()
    )
    with tarfile.open(realdata / TED) as archive:
        for info in archive:
            stream = archive.extractfile(info)
            if stream is not None and info.name.endswith(".xml"):
                assert mine[info.name] == names_in(stream.read()), info.name


def names_in(data: bytes) -> int:
    """Count winners another way: by regular paths over the first original form."""
    root = ET.fromstring(data)  # noqa: S314 - data of our own
    forms = root.findall("{*}FORM_SECTION/*[@CATEGORY='ORIGINAL']")
    paths = (
        ".//{*}AWARDED_CONTRACT//{*}CONTRACTOR/{*}ADDRESS_CONTRACTOR/{*}OFFICIALNAME",
        ".//{*}ECONOMIC_OPERATOR_NAME_ADDRESS//{*}ORGANISATION",
    )
    return sum(len(forms[0].findall(path)) for path in paths)


def test_every_example_of_the_sdk_is_read(realdata: Path) -> None:
    got = read_once(realdata, SDK)
    assert got.table.height == 35
    assert [(p.code, p.origin.member) for p in got.problems] == [
        ("contradiction", "can-social_24.xml")
    ]
    assert got.reading.notes == (
        "92 eForms notices",
        "61 notices without an award (planned, in tender, corrected or failed)",
        "11 lots or awards without a winner",
        "5 tenders that no contract names (won, lost or withheld is not known)",
        "4 fields withheld by their publisher",
        "1 subcontractors of winners, each a record of its own",
        "1 winners who are private persons, their names left out",
        "109 contacts, reviewers and beneficial owners, left out",
    )


def test_every_published_eforms_notice_is_read(realdata: Path) -> None:
    got = read_once(realdata, PUBLISHED)
    assert got.table.height == 44
    assert not got.problems
    notes = got.reading.notes
    assert notes[0] == "91 eForms notices"
    assert "14 tenders that no contract names (won, lost or withheld is not known)" in notes
    assert got.table["name"].null_count() == 2


Case = tuple[str, str, int, tuple[str | None, ...]]
STANDARD = "ContractAwardNotice_can-standard_2024-100829.xml"
MODIFIED = "ContractAwardNotice_can-modif_2023-101032.xml"
NOTHING = ()
TWENTY: list[Case] = [  # path, member, records, then amount, currency, date, country, CPV
    (TED, "000050-2020.xml", 1, ("709130.00", "EUR", "2018-01-24", "DE", "45215214")),
    (TED, "000055-2020.xml", 1, ("46977.50", "EUR", "2019-09-11", "DE", "45410000")),
    (TED, "000149-2017.xml", 1, ("28500000.00", "EUR", "2016-12-21", "UK", "79993000")),
    (TED, "000308_2020.xml", 0, NOTHING),
    (TED, "001810-2022.xml", 4, ("1.0", "EUR", "2021-12-28", "NL", "85000000")),
    (TED, "002712-2020.xml", 2, ("74823640.00", "EUR", "2019-12-19", "FR", "70320000")),
    (
        *(TED, "003424-2021.xml", 1),
        ("4 799 999,92 to 5 890 470,00", "PLN", "2020-12-09", "PL", "71220000"),
    ),
    (TED, "003842-2017.xml", 1, ("7234403.54", "PLN", "2016-12-07", "PL", "55100000")),
    (TED, "005017-2018.xml", 4, ("2542475000", "HUF", "2015-12-04", "HU", "33690000")),
    (TED, "008483-2021.xml", 1, ("2 378 469,28", "EUR", "2020-12-23", "PT", "50212000")),
    (TED, "010269-2018.xml", 1, ("20000000", "EUR", "2017-10-09", "NL", "66512200")),
    (
        *(TED, "027144-2018.xml", 4),
        ("9260613.65 to 12548941.76", "PLN", "2017-12-29", "PL", "66510000"),
    ),
    (TED, "290760-2019.xml", 1, ("13764400.00", "EUR", "2019-06-13", "DE", "60112000")),
    (SDK, "can_24_maximal.xml", 4, ("9999999.99", "EUR", "2023-03-24", "LUX", "79710000")),
    (SDK, "veat_24.xml", 3, (None, None, "2020-04-15", "GBR", "33000000")),
    (SDK, "can_25_withheld_lots.xml", 1, ("9.99", "GBP", "2020-02-12", "GBR", "72260000")),
    (SDK, "INVALID_can_24_stage-2.xml", 0, NOTHING),
    (PUBLISHED, "2024-110489.xml", 1, (None, None, None, "USA", "38632000")),
    (PUBLISHED, STANDARD, 1, (None, None, "2024-01-18", "NOR", "48100000")),
    (PUBLISHED, MODIFIED, 1, ("305250", "NOK", "2019-08-26", "NOR", "72000000")),
]


@pytest.mark.parametrize("case", TWENTY, ids=lambda case: case[1])
def test_a_notice_says_what_its_xml_says(realdata: Path, case: Case) -> None:
    path, member, rows, facts = case
    table = read_once(realdata, path).table
    mine = table.filter(table["member"] == member)
    assert mine.height == rows
    for row in mine.rows(named=True)[:1]:
        told = [row[key] for key in ("amount", "currency", "date", "country")]
        assert told == list(facts[:4])
        assert f"CPV:{facts[4]}" in row["classification"].split()


def test_the_names_of_some_winners_are_those_of_the_xml(realdata: Path) -> None:
    ted, sdk = read_once(realdata, TED), read_once(realdata, SDK)
    named = {
        "290760-2019.xml": ["VGS Verkehrsgesellschaft Südharz mbH"],
        "002712-2020.xml": ["GGL Groupe", "GGL Aménagement"],
        "003842-2017.xml": ["Wars S.A."],
        "veat_24.xml": [
            "Direct Healthcare Services Ltd",
            "Harvest Healthcare Ltd",
            "Invacare Ltd",
        ],
        "can_24_maximal.xml": ["Gyro Soft SA", None, "Ayuda", "Competitor"],
    }
    for member, names in named.items():
        found = [
            name
            for got in (ted, sdk)
            for name in got.table.filter(got.table["member"] == member)["name"].to_list()
        ]
        assert found == names
