"""The publishers' own files: real cases come out right, in time, and without a person."""

import time
from datetime import date
from pathlib import Path

import pytest

from countersight.catalogue import load
from countersight.catalogue.watchlists import load_watchlists
from countersight.ids import EditionId, ListedId, ListId
from countersight.model.facts import Truth
from countersight.stores.lists import ListFolder
from countersight.wiring import CLOCK
from countersight.work.lists import AddedList, ListKeeping, ListSettings

pytestmark = pytest.mark.realdata
MOST_SECONDS = 5.0
"""Of the processor, for the whole screening list of 2022, its index apart."""
SDN = ("ofac-sdn-entities.csv.gz", "ofac-sdn-alt.csv", "ofac-sdn-add.csv")
CONSOLIDATED = ("ofac-cons-prim-entities.csv", "ofac-cons-alt.csv", "ofac-cons-add.csv")
ENTRIES = {
    "us-csl": (("us-csl-full-2022-no-individuals.csv.gz",), 7_200),
    "us-1260h": (("us-dod-1260h-history.csv",), 229),
    "us-ofac-sdn": (SDN, 3_534),
    "us-ofac-consolidated": (CONSOLIDATED, 363),
    "un-sc": (("un-consolidated-entities.xml.gz",), 273),
    "us-bis-mieu": (("us-bis-mieu.csv",), 13),
    "us-ndaa889": (("us-ndaa-889.csv",), 5),
    "us-fcc-covered": (("us-fcc-covered-list.csv",), 17),
    "us-bis-denied-persons": (("bis-denied-persons-companies.tsv",), 79),
}


def no_index(_name: ListId, _edition: EditionId) -> None:
    pass


class Held:
    """Lists that were added, each once."""

    def __init__(self, folder: Path, data: Path) -> None:
        self.store = ListFolder(folder)
        self._data = data / "watchlists"
        self._keeping = ListKeeping(self.store, load_watchlists(), CLOCK, no_index)

    def add(self, name: str) -> AddedList:
        files, _ = ENTRIES[name]
        return self._keeping.add([self._data / each for each in files], ListSettings())


@pytest.fixture(scope="module")
def held(realdata: Path, tmp_path_factory: pytest.TempPathFactory) -> Held:
    return Held(tmp_path_factory.mktemp("lists"), realdata)


@pytest.mark.parametrize("name", ENTRIES)
def test_a_publishers_file_is_told_by_its_content_and_kept(held: Held, name: str) -> None:
    added = held.add(name)
    assert added.edition.list == name
    assert added.edition.counts.entries >= ENTRIES[name][1]
    assert {each.code for each in added.problems} <= {"same-id"}
    for entry in held.store.entries(added.edition.list, added.edition.id):
        assert entry.origin.row
        assert not any("Linked To" in each for each in (*entry.reasons, entry.reference))


def test_the_screening_list_of_2022_is_kept_in_time(held: Held, tmp_path: Path) -> None:
    data = held._data.parent
    begun = time.process_time()
    added = Held(tmp_path, data).add("us-csl")
    assert time.process_time() - begun < MOST_SECONDS
    assert added.edition.vintage == date(2022, 4, 7)
    assert added.edition.staleness(date(2026, 11, 25))[0] is Truth.TRUE


@pytest.mark.parametrize(
    ("company", "stands"),
    [
        ("beijing_megvii_technology_co_ltd", ("2024-01-31", "2025-01-07")),
        ("chengdu_dahua_wisdom_information_technology_co_ltd", ("2025-01-07", None)),
    ],
)
def test_a_company_stands_on_the_1260h_list_from_its_first_to_its_last_day(
    held: Held, company: str, stands: tuple[str, str | None]
) -> None:
    edition = held.add("us-1260h").edition
    [entry] = held.store.find(edition.list, edition.id, [ListedId(company)])
    begins, ends = stands
    assert (str(entry.listed), entry.delisted and str(entry.delisted)) == (begins, ends)
    asked = [date.fromisoformat(begins), date(2024, 5, 1), date(2025, 1, 8)]
    wanted = [
        Truth.TRUE,
        Truth.TRUE if ends else Truth.FALSE,
        Truth.FALSE if ends else Truth.TRUE,
    ]
    assert [entry.stands(day, edition.vintage) for day in asked] == wanted


def test_the_list_says_the_parent_of_a_subsidiary(held: Held) -> None:
    edition = held.add("us-1260h").edition
    own = ListedId("chengdu_dahua_wisdom_information_technology_co_ltd")
    [entry] = held.store.find(edition.list, edition.id, [own])
    assert [each.id for each in entry.parents] == ["zhejiang_dahua_technology_co_ltd"]


def test_no_vendor_that_the_catalogue_finds_on_the_entity_list_of_2022_is_left_out(
    held: Held,
) -> None:
    edition = held.add("us-csl").edition
    names = {
        name.text.casefold()
        for entry in held.store.entries(edition.list, edition.id)
        if entry.part == "us-bis-entity-list"
        for name in entry.names
    }
    wanted = [
        listing.entry
        for vendor in load().vendors.values()
        for listing in vendor.listings
        if listing.list == "us-bis-entity-list"
        and listing.source == "csl22"
        and listing.since.latest < edition.vintage
    ]
    assert wanted
    left = [
        each for each in wanted if not any(name.startswith(each.casefold()) for name in names)
    ]
    assert left == []  # a name of the list may go on with a place
