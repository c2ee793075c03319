"""Lists in a folder: editions side by side, late facts joined, nothing half kept."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countersight.errors import AbsentError, SourceError
from countersight.ids import EditionId, ListedId, ListId, Sha256
from countersight.model.edition import (
    Changed,
    Edition,
    EntryChange,
    FieldChange,
    ListCounts,
    Watchlist,
)
from countersight.model.record import Origin
from countersight.model.values import PartialDate
from countersight.model.vendor import NameKind
from countersight.model.watchlist import (
    EntityKind,
    LateFact,
    ListedName,
    ListEntry,
    StatedTie,
)
from countersight.stores.lists import ListFolder
from countersight.stores.lists.draft import FolderDraft

LIST = ListId("own")
VINTAGE = date(2026, 1, 1)


def entry(own: str, name: str = "", **more: object) -> ListEntry:
    listed = ListedName(name or f"Company {own} Ltd")
    return ListEntry(ListedId(own), (listed,), Origin("own.csv", row=1), **more)  # type: ignore[arg-type]


def edition(own: str, vintage: date = VINTAGE, *, history: bool = False) -> Edition:
    known = Watchlist(LIST, "Own", keeps_delisted=history)
    sha = Sha256(own[0] * 64)
    return Edition(
        known,
        EditionId(f"{vintage}+{own}"),
        vintage,
        "stated",
        sha,
        10,
        "table",
        vintage,
        ListCounts(),
    )


def kept(
    store: ListFolder,
    made: Edition,
    entries: Iterable[ListEntry],
    late: Sequence[LateFact] = (),
) -> Edition:
    with store.draft() as draft:
        draft.add(entries)
        draft.add_late(late)
        draft.settle()
        draft.keep(made)
    return made


@pytest.fixture
def store(tmp_path: Path) -> ListFolder:
    return ListFolder(tmp_path / "lists")


WHOLE = ListEntry(
    ListedId("a"),
    (
        ListedName("Marlbridge Optics Ltd"),
        ListedName("马桥光学", NameKind.ALIAS, "zh"),
        ListedName("M", NameKind.ALIAS, weak=True),
    ),
    Origin("own.zip", member="own.csv", row=7, pointer="/x"),
    EntityKind.COMPANY,
    ListId("us-1260h"),
    ("GB",),
    ("XI-LEI:1",),
    ("FICT",),
    ("It makes lenses.",),
    PartialDate.parse("2024-01"),
    PartialDate.parse("2025"),
    (
        StatedTie(
            "Fenwick Holdings PLC",
            "owner",
            percent="51",
            since=PartialDate.parse("2020"),
            until=PartialDate.parse("2021-02"),
        ),
    ),
    "ref 1",
    "https://lists.example/a",
)


def test_an_entry_comes_back_as_it_was(store: ListFolder) -> None:
    made = kept(store, edition("a1"), [WHOLE, entry("b")])
    assert list(store.entries(LIST, made.id)) == [WHOLE, entry("b")]
    assert store.find(LIST, made.id, [ListedId("b"), ListedId("z")]) == (entry("b"),)
    assert store.edition(LIST) == made


def test_names_are_those_that_are_looked_for(store: ListFolder) -> None:
    goods = entry("g", "Routers of all makers", kind=EntityKind.EQUIPMENT)
    several = entry("s", countries=("GB", "CN"))
    made = kept(store, edition("a1"), [WHOLE, goods, several, entry("x", "X")])
    rows = pl.DataFrame(store.names(LIST, made.id)).rows()
    assert rows == [
        ("a", "Marlbridge Optics Ltd", ["马桥光学"], "GB", ["XI-LEI:1"], "company"),
        ("s", "Company s Ltd", [], None, [], "unstated"),
    ]


def test_editions_stand_side_by_side_and_are_found_by_version_digest_and_day(
    store: ListFolder,
) -> None:
    old = kept(store, edition("a1", date(2024, 1, 1)), [entry("a")])
    new = kept(store, edition("b1", date(2025, 1, 1)), [entry("b")])
    assert store.lists() == (LIST,)
    assert store.editions(LIST) == (old, new)
    asked = [None, old.id, "bbbbbb", date(2024, 6, 1), date(2025, 1, 1), date(2020, 1, 1)]
    assert [store.edition(LIST, each) for each in asked] == [new, old, new, old, new, old]
    for wrong in ("nonesuch", "b"):
        with pytest.raises(AbsentError, match="no version"):
            store.edition(LIST, wrong)
    with pytest.raises(AbsentError, match="no list"):
        store.edition(ListId("other"))


def test_before_its_first_edition_a_list_that_keeps_delisted_is_asked_by_its_latest(
    store: ListFolder,
) -> None:
    kept(store, edition("a1", date(2024, 1, 1), history=True), [entry("a")])
    new = kept(store, edition("b1", date(2025, 1, 1), history=True), [entry("b")])
    assert store.edition(LIST, date(2020, 1, 1)) == new


def test_late_facts_reach_their_entries_and_persons_do_not(
    store: ListFolder, tmp_path: Path
) -> None:
    day = PartialDate.parse
    late = [
        LateFact(ListedId("a"), tie=StatedTie("", "owner", ListedId("b"), "51")),
        LateFact(ListedId("a"), tie=StatedTie("", "owner", ListedId("p-1"))),
        LateFact(ListedId("a"), tie=StatedTie("company c ltd", "linked_to")),
        LateFact(ListedId("a"), tie=StatedTie("PERSON, Sample", "linked_to")),
        LateFact(ListedId("a"), tie=StatedTie("Elsewhere PLC", "owner"), no_person=True),
        LateFact(ListedId("b"), listed=day("2021"), delisted=day("2022"), reasons=("one",)),
        LateFact(ListedId("b"), listed=day("2020-05"), open=True, programmes=("P",)),
        LateFact(ListedId("c"), listed=day("2020"), delisted=day("2021")),
        LateFact(ListedId("z"), listed=day("2020")),
    ]
    with store.draft() as draft:
        draft.add([entry(each) for each in "abc"])
        draft.add_late(late)
        draft._write_late()
        written = [path.read_bytes() for path in tmp_path.rglob("late-*")]
        assert written
        assert not any(b"Sample" in each for each in written)
        draft.settle()
        draft.keep(made := edition("a1"))
    a, b, c = store.entries(LIST, made.id)
    assert [(each.name, each.role, each.id, each.percent) for each in a.parents] == [
        ("Company b Ltd", "owner", "b", "51"),
        ("Company c Ltd", "linked_to", "c", ""),
        ("Elsewhere PLC", "owner", None, ""),
    ]
    assert (str(b.listed), b.delisted) == ("2020-05", None)
    assert (b.programmes, b.reasons) == (("P",), ("one",))
    assert (str(c.listed), str(c.delisted)) == ("2020", "2021")


def test_two_entries_of_one_id_are_both_kept_and_told_with_their_rows(
    store: ListFolder,
) -> None:
    twins = [
        ListEntry(ListedId("a"), (ListedName(f"Company {n}"),), Origin("x", row=n))
        for n in (3, 9)
    ]
    with store.draft() as draft:
        draft.add([*twins, entry("b")])
        counts = draft.settle()
        assert draft.twice(10) == (("a", (3, 9)),)
        draft.keep(made := edition("a1"))
    assert counts.entries == 3
    assert [each.id for each in store.entries(LIST, made.id)] == ["a", "a#2", "b"]


def test_what_is_not_kept_leaves_nothing_behind(store: ListFolder, tmp_path: Path) -> None:
    def breaks(draft: FolderDraft) -> None:
        draft.add([entry("a")])
        raise RuntimeError

    with pytest.raises(RuntimeError), store.draft() as draft:
        breaks(draft)
    with store.draft() as draft:
        draft.add([entry("a")])
    assert list((tmp_path / "lists").iterdir()) == []
    assert store.lists() == ()


def test_an_edition_of_the_same_id_is_written_over(store: ListFolder) -> None:
    kept(store, edition("a1"), [entry("a")])
    made = kept(store, edition("a1"), [entry("b")])
    assert [each.id for each in store.entries(LIST, made.id)] == ["b"]
    assert len(store.editions(LIST)) == 1


def test_what_two_editions_differ_in_is_told_field_by_field(store: ListFolder) -> None:
    before = kept(store, edition("a1"), [entry("a"), entry("b"), entry("c"), entry("e")])
    day = PartialDate.parse("2025-01-07")
    after = kept(
        store,
        edition("b1", date(2026, 2, 1)),
        [
            entry("a"),
            entry("b", "Other Ltd", delisted=day, countries=("GB",)),
            entry("d"),
            ListEntry(ListedId("e"), (ListedName("Company e Ltd"),), Origin("moved", row=99)),
        ],
    )
    delta = store.delta(before, after)
    assert (delta.added, delta.removed, delta.changed) == (1, 1, 1)
    assert list(store.changes(before, after)) == [
        EntryChange(Changed.REMOVED, ListedId("c"), "Company c Ltd"),
        EntryChange(Changed.ADDED, ListedId("d"), "Company d Ltd"),
        EntryChange(
            Changed.CHANGED,
            ListedId("b"),
            "Other Ltd",
            (
                FieldChange("names", "Company b Ltd (listed)", "Other Ltd (listed)"),
                FieldChange("countries", "", "GB"),
                FieldChange("delisted", "", "2025-01-07"),
            ),
        ),
    ]


def test_two_days_of_one_edition_differ_in_what_stands(store: ListFolder) -> None:
    spans = {"a": ("2024-01-31", "2025-01-07"), "b": ("2025-01-07", None), "c": (None, None)}
    entries = [
        entry(
            own,
            listed=PartialDate.parse(begins) if begins else None,
            delisted=PartialDate.parse(ends) if ends else None,
        )
        for own, (begins, ends) in spans.items()
    ]
    made = kept(store, edition("a1"), entries)
    days = (date(2024, 5, 1), date(2025, 1, 8))
    assert [(each.what.value, each.id) for each in store.changes(made, made, days)] == [
        ("removed", "a"),
        ("added", "b"),
    ]
    assert store.delta(made, made).added == 0


DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))
PARTIAL = st.one_of(
    st.none(),
    DAYS.map(PartialDate.parse),
    DAYS.map(lambda day: PartialDate.parse(f"{day:%Y-%m}")),
    DAYS.map(lambda day: PartialDate.parse(f"{day:%Y}")),
    st.just(PartialDate.parse("XXXX-07-16")),
)


@settings(max_examples=15)
@given(st.lists(st.tuples(PARTIAL, PARTIAL, st.booleans()), min_size=1), DAYS)
def test_the_columns_say_of_a_day_what_each_entry_says(
    tmp_path_factory: pytest.TempPathFactory,
    spans: list[tuple[PartialDate | None, PartialDate | None, bool]],
    day: date,
) -> None:
    entries = [
        entry(str(place), listed=begins, delisted=ends, doubtful_days=doubtful)
        for place, (begins, ends, doubtful) in enumerate(spans)
    ]
    store = ListFolder(tmp_path_factory.mktemp("lists"))
    made = kept(store, edition("a1", date(2024, 1, 1)), entries)
    for asked in (day, made.vintage, made.vintage - timedelta(days=1)):
        wanted = Counter((each.kind, each.stands(asked, made.vintage)) for each in entries)
        told = {(kind, state): number for kind, state, number in store.standing(made, asked)}
        assert told == dict(wanted)


def test_a_list_or_a_version_of_it_is_removed(store: ListFolder, tmp_path: Path) -> None:
    old = kept(store, edition("a1"), [entry("a")])
    new = kept(store, edition("b1", date(2026, 2, 1)), [entry("a")])
    assert store.remove(LIST, old.id) == (old,)
    assert store.remove(LIST) == (new,)
    assert not (tmp_path / "lists" / LIST).exists()
    with pytest.raises(AbsentError):
        store.remove(LIST)


def test_a_damaged_edition_is_told_and_a_strange_name_is_none(
    store: ListFolder, tmp_path: Path
) -> None:
    made = kept(store, edition("a1"), [entry("a")])
    manifest = tmp_path / "lists" / LIST / made.id / "edition.json"
    for text in ("{", "[]", json.dumps({"id": 1})):
        manifest.write_text(text, encoding="utf-8")
        with pytest.raises(SourceError, match="no kept edition"):
            store.editions(LIST)
    assert store.editions(ListId("../own")) == ()
    with pytest.raises(AbsentError, match="no name of a list"):
        store.index_file(ListId("../own"), made.id)


def test_a_part_that_is_damaged_or_gone_is_told_with_its_folder(
    store: ListFolder, tmp_path: Path
) -> None:
    made = kept(store, edition("a"), [entry("1", "Marlbridge Ltd")])
    [part] = tmp_path.rglob("entries-*.parquet")
    whole = part.read_bytes()
    asks = (
        lambda: list(store.entries(made.list, made.id)),
        lambda: store.find(made.list, made.id, [ListedId("1")]),
        lambda: store.names(made.list, made.id),
        lambda: store.standing(made, VINTAGE),
        lambda: store.delta(made, made),
        lambda: list(store.changes(made, made)),
        lambda: list(store.settled(made, made, (VINTAGE, VINTAGE))),
    )
    for damaged in (whole[: len(whole) // 2], b"", whole[:-20] + bytes(20)):
        part.write_bytes(damaged)
        for ask in asks:
            with pytest.raises(SourceError, match="can't be read"):
                ask()
    part.unlink()
    for ask in asks[1:]:
        with pytest.raises(SourceError, match="can't be read"):
            ask()


def test_two_that_add_the_same_version_at_once_leave_one_whole(
    store: ListFolder, tmp_path: Path
) -> None:
    other = ListFolder(tmp_path / "lists")
    with store.draft() as one, other.draft() as two:
        for draft in (one, two):
            draft.add([entry("1", "Marlbridge Ltd")])
            draft.settle()
        one.keep(edition("a"))
        two.keep(edition("a"))
    [held] = store.editions(LIST)
    assert [each.name for each in store.entries(held.list, held.id)] == ["Marlbridge Ltd"]
    assert [each.name for each in (tmp_path / "lists").iterdir()] == [held.list]


def test_a_list_is_not_called_what_stands_for_all_lists(store: ListFolder) -> None:
    with pytest.raises(AbsentError, match="all is no name of a list"):
        kept(
            store,
            replace(edition("a"), watchlist=Watchlist(ListId("all"), "All")),
            [entry("1")],
        )


def test_where_nothing_can_be_written_the_folder_is_named(tmp_path: Path) -> None:
    place = tmp_path / "a file"
    place.write_text("", encoding="utf-8")
    with pytest.raises(SourceError, match="lists can't be kept"), ListFolder(place).draft():
        pass


def test_a_list_of_more_than_one_part_keeps_its_order(
    store: ListFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("countersight.stores.lists.draft.PART", 3)
    late = [LateFact(ListedId("6"), tie=StatedTie("", "owner", ListedId("0")))]
    made = kept(store, edition("a1"), [entry(str(n)) for n in range(8)], late)
    found = list(store.entries(LIST, made.id))
    assert [each.id for each in found] == [str(n) for n in range(8)]
    assert [each.id for each in found[6].parents] == ["0"]


def test_entries_are_found_by_a_part_of_any_name_in_the_order_of_the_file(
    tmp_path: Path,
) -> None:
    store, one = ListFolder(tmp_path), edition("a")
    names = (ListedName("Société Optique"), ListedName("示例光学", NameKind.ALIAS))
    several = ListEntry(ListedId("s"), names, Origin("own.csv", row=1))
    with store.draft() as draft:
        draft.add([entry("1", "Optika ŁÓDŹ"), several, entry("2", "Optic 100% (UK)")])
        draft.settle()
        draft.keep(one)

    def found(words: str, start: int = 0, most: int = 9) -> list[str]:
        return [each.id for each in store.named(one, words, start, most)]

    assert found("OPTI") == ["1", "s", "2"]
    assert found("opti", 1, 1) == ["s"]
    assert found("societe") == found("示例") == found(" SOCIÉTÉ  optique ") == ["s"]
    assert found("100% (") == ["2"]
    assert found(".*") == found("alias") == found("optique\x1f示例") == found("opti", 3) == []
    assert found("", 1) == ["s", "2"]
